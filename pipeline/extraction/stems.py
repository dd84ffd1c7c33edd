"""Where promises stand: in a sentence of their own, in bullets under a stem, in follow-ups of a promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extraction.actions import Action, split_actions, trim_end
from pipeline.extraction.actors import Actor, kind_of
from pipeline.extraction.cues import Cue, Rule
from pipeline.extraction.cuts import Reach
from pipeline.extraction.parses import parse_of
from pipeline.extraction.promises import Promise, find_candidates
from pipeline.extraction.verbs import base_of, lists
from pipeline.language import Sentence
from pipeline.schema import Document

# A stem that names promises without a verb of promise: "Key commitments include:".
LISTING = re.compile(
    r"\b(commitments?|pledges?|deliverables|announcements|(?:following|these|key|new|concrete|joint) "
    r"(?:[\w-]+ ){0,3}?(?:actions|steps|measures|initiatives|efforts))\b[^.]*:\W*$",
    re.IGNORECASE,
)
FOLLOW_UP = re.compile(
    r"\W*(?:this|these(?: \w+){0,2}|(?:the |our |such )?(?:support|assistance|funding|commitments?|actions|"
    r"efforts|measures)) (?:also )?(includes?|will include|(?:is|are) to include)\s+",
    re.IGNORECASE,
)
# What is left of a stem after its cue when it says nothing but that a list follows.
EMPTY_STEM = re.compile(
    r"\W*(?:(?:to|by|that|on|take|taking|do|doing|so|work|working|undertake|undertaking|pursue|announce|implement|the|a|an|following|these|several|new|key|"
    r"concrete|joint|number|series|of|set|initial|additional|specific|important|set|out|below|together|actions?|steps?|measures?|initiatives?|commitments?|"
    r"efforts|deliverables|priorities|areas|including|include|in|as|follows|to:|among|others|today)\W+)*\W*$",
    re.IGNORECASE,
)
LABEL = re.compile(r"\W*(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5})[.)]\s+)?")
RUN_IN = re.compile(r"\W*([A-Z][^:.;]{1,50}):\s")
UNLIKELY = 0.2  # of what is no promise by the rules, but may be taken for one by its words
BARE = Rule("bare", "strong", "new", "any", "any")
LISTED = Rule("listed", "strong", "new", "any", "any")
ASKING = re.compile(r"\W*(?:what|how|why|who|where|when|which)\b", re.IGNORECASE)  # "What members will do"
FIRST_WORD = re.compile(r"\W*(?:\w+ly\s+)?([\w-]+)")
FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had)\b")
MAX_DEPTH = 4  # lists nest no deeper in the texts seen; a chain of lead-ins that loops is cut off here


# "Bullets under a heading 'Targets' that state a collective target are commitments" (moderate).
TARGETS = re.compile(r"(?:<\w+>)?\W*(?:\w+ )?(targets|goals)(?:\W*$|:)", re.IGNORECASE)
TARGET_RULE = Rule("targets", "moderate", "new", "any", "any")
NAME_WORDS = 6  # a heading or item of more words is no mere name


@dataclass(frozen=True, slots=True)
class Found:
    """A promise with its place; places are indices of sentences.

    ``cue_at`` and ``actor_at`` are the sentences that the offsets of ``promise.cue`` and ``actor`` count in;
    ``shared`` marks a bullet or follow-up whose cue is that of ``stem``.
    """

    sentence: int
    promise: Promise
    actor: Actor
    cue_at: int
    actor_at: int
    stem: int | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """What the search needs of a document: its sentences, the first and last one of each block, and for
    each block the last one before it that is no item."""

    document: Document
    sentences: Sequence[Sentence]
    first_of: dict[int, int]
    last_of: dict[int, int]
    above: Sequence[int]


def find_all(document: Document, sentences: Sequence[Sentence]) -> Iterator[Found]:
    """All that may be promises in the document, in order, those that count and those that do not.

    ``shared`` marks those whose cue and actor are the stem's.
    """
    text = _prepared(document, sentences)
    earlier: dict[int, tuple[Found, ...]] = {}
    for index, sentence in enumerate(sentences):
        found = tuple(_of_sentence(text, index, earlier))
        if counting := [one for one in found if one.promise.is_admitted] or found:
            earlier[index] = tuple(counting)
        yield from (one for one in found if not _only_stem(sentence.text, one))


def _prepared(document: Document, sentences: Sequence[Sentence]) -> _Text:
    last = {sentence.block: index for index, sentence in enumerate(sentences)}
    first = {sentence.block: index for index, sentence in reversed(list(enumerate(sentences)))}
    above: list[int] = []
    for index, block in enumerate(document.blocks):
        above.append(above[-1] if block.kind == "item" and above else index)
    return _Text(document, sentences, first, last, above)


def _only_stem(words: str, found: Found) -> bool:
    """True for "Allies have committed to:", which promises nothing but what its bullets say."""
    return words.rstrip().endswith(":") and EMPTY_STEM.fullmatch(words[found.promise.cue.end :]) is not None


def _of_sentence(text: _Text, index: int, earlier: dict[int, tuple[Found, ...]]) -> Iterator[Found]:
    sentence = text.sentences[index]
    words = sentence.text
    if text.document.blocks[sentence.block].kind == "heading" and ASKING.match(words):
        return
    stem = _stem(text, index, earlier)
    own = find_candidates(words, sentence)
    if _stands_alone(own, stem):
        yield from (_own(text, index, promise, stem) for promise in own)
    elif stem:
        under = _under(stem, index, sentence, _after_label(words))
        yield under if _is_own_promise(text, words, stem) else _unlikely(under)
    else:
        follow = FOLLOW_UP.match(words)
        before = earlier.get(index - 1) if follow and _same_block(text, index) else None
        if follow and before:
            yield _under(before[-1], index, sentence, follow.end())
        elif text.document.blocks[sentence.block].kind == "item":
            yield from (_own(text, index, promise, None) for promise in _bare(sentence))


def _unlikely(found: Found) -> Found:
    return replace(found, promise=replace(found.promise, precision=UNLIKELY))


def _bare(sentence: Sentence) -> Iterator[Promise]:
    """An item that opens with a verb may be a promise though no word says so: "Building 12 piers"."""
    words = sentence.text
    start = _after_label(words)
    opening = FIRST_WORD.match(words, start)
    if opening and base_of(opening[1]) in lists()["sure"] | lists()["either"]:
        cue = Cue(BARE, *opening.span(1))
        actions = split_actions(Reach(words, cue.start, len(words), parse=parse_of(sentence)))
        yield Promise(cue, Actor("none"), actions, UNLIKELY)


def _stands_alone(own: Sequence[Promise], stem: Found | None) -> bool:
    """True when a sentence's own promises are to be read rather than what it says under its stem."""
    counting = [promise for promise in own if promise.is_admitted]
    if stem is None:
        return bool(own)
    return bool(counting) and not (counting[0].cue.rule.name == "announce" and counting[0].actor.start < 0)


def _is_own_promise(text: _Text, words: str, stem: Found) -> bool:
    """False for an item that is a sentence of its own, or a bare name under a stem that says all itself."""
    start = _after_label(words)
    opening = FIRST_WORD.match(words, start)
    if opening and base_of(opening[1]) in lists()["sure"] | lists()["either"]:
        return True
    if FINITE.search(words, start, start + 80):
        return False
    return len(words.split()) > NAME_WORDS or _only_stem(text.sentences[stem.sentence].text, stem)


def _own(text: _Text, index: int, promise: Promise, stem: Found | None) -> Found:
    """A promise with a cue of its own; stem, run-in or heading lend an actor where the sentence has none."""
    place = stem.cue_at if stem else None
    if promise.actor.start >= 0:
        return Found(index, promise, promise.actor, index, index, place)
    if stem and stem.actor.start >= 0:
        return Found(index, promise, stem.actor, index, stem.actor_at, place)
    actor, at = _run_in_actor(text, index) or _heading_actor(text, index)
    return Found(index, promise, actor, index, at, place)


def _run_in_actor(text: _Text, index: int) -> tuple[Actor, int] | None:
    """The name that opens the block: "Canada: Will provide ... Will also share ..."."""
    first = text.first_of[text.sentences[index].block]
    match = RUN_IN.match(text.sentences[first].text)
    kind = kind_of(match[1]) if match else "none"
    if match is None or kind not in ("agent", "name"):
        return None
    return Actor(kind, match.start(1), match.end(1)), first


def _heading_actor(text: _Text, index: int) -> tuple[Actor, int]:
    """The name above a list of pledges: "Canada" over "- Will provide ..."; no actor where there is none."""
    heading = _heading(text, index)
    if heading is not None:
        words = text.sentences[heading].text
        start, end = _after_label(words), trim_end(words, 0, len(words))
        kind = kind_of(words[start:end]) if start < end and len(words.split()) <= NAME_WORDS else "none"
        if kind in ("agent", "name"):
            return Actor(kind, start, end), heading
    return Actor("none"), index


def _heading(text: _Text, index: int) -> int | None:
    """The sentence of the heading, or of the short line without a stop, that stands over an item."""
    blocks, block = text.document.blocks, text.sentences[index].block
    if blocks[block].kind != "item":
        return None
    block = text.above[block]
    place = text.last_of.get(block)
    if place is None or blocks[block].kind not in ("heading", "paragraph"):
        return None
    return None if text.sentences[place].text.endswith((".", "!", "?")) else place


def _after_label(words: str) -> int:
    """Where the words of an item begin behind its printed label."""
    label = LABEL.match(words)
    return label.end() if label else 0


def _same_block(text: _Text, index: int) -> bool:
    return index > 0 and text.sentences[index - 1].block == text.sentences[index].block


def _under(stem: Found, index: int, sentence: Sentence, start: int) -> Found:
    """The promise of a bullet or follow-up: its own actions, the stem's cue and actor."""
    promise = stem.promise
    words = sentence.text
    actions = split_actions(Reach(words, start, len(words), parse=parse_of(sentence)))
    own = Promise(promise.cue, promise.actor, actions, promise.precision)
    return Found(index, own, stem.actor, stem.cue_at, stem.actor_at, stem.cue_at, shared=True)


def _stem(text: _Text, index: int, earlier: dict[int, tuple[Found, ...]]) -> Found | None:
    """The promise of the stem that governs this sentence, when it opens an item under a promising stem."""
    sentence = text.sentences[index]
    if index and text.sentences[index - 1].block == sentence.block:
        return None
    block: int | None = sentence.block
    for _ in range(MAX_DEPTH):
        block = text.document.blocks[block].lead_in if block is not None else None
        if block is None:
            return _target_heading(text, index)
        place = text.last_of.get(block)
        if place is None:
            return None
        if place in earlier:
            return earlier[place][-1]
        listing = _listing(text.sentences[place].text)
        if listing:
            return Found(place, listing, listing.actor, place, place)
    return None


def _target_heading(text: _Text, index: int) -> Found | None:
    heading = _heading(text, index)
    match = TARGETS.match(text.sentences[heading].text) if heading is not None else None
    if heading is None or match is None:
        return None
    promise = Promise(Cue(TARGET_RULE, match.start(1), match.end(1)), Actor("none"), (), 0.5)
    return Found(heading, promise, promise.actor, heading, heading)


def _listing(words: str) -> Promise | None:
    match = LISTING.search(words)
    if match is None:
        return None
    cue = Cue(LISTED, match.start(1), match.end(1))
    return Promise(cue, Actor("none"), (Action(0, trim_end(words, 0, len(words)), ""),), 0.5)
