"""Reading a parse: who acts, with what auxiliaries, what stands in a row, and how far a clause reaches.

Labels are those of Universal Dependencies: the content word heads its phrase, later conjuncts hang on the
first one, and a shared subject or auxiliary hangs on the first conjunct alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
OBJECTS = frozenset({"obj", "iobj", "ccomp", "xcomp"})
# What a word is when it modifies or is part of a name, whatever its form: "working group", "set aside".
MODIFIERS = frozenset({"amod", "compound", "flat", "fixed", "case", "mark", "cc", "det"})
# Clauses that share a subject with the one they hang on, where they have none of their own.
SHARING = frozenset({"conj", "xcomp", "advcl"})
# Clauses beside a clause, which are no part of it.
BESIDE = frozenset({"conj", "parataxis"})


def is_verb(token: Token) -> bool:
    """True where ``token`` acts as a verb; an object of its own makes one of what looks like a noun."""
    if token.dep_ in MODIFIERS:
        return False
    if token.pos_ in {"VERB", "AUX"}:
        return True
    return token.dep_ == "conj" and is_verb(token.head) and _has_object(token)


def _has_object(token: Token) -> bool:
    return any(child.dep_ in OBJECTS for child in token.rights)


def subject(verb: Token) -> Token | None:
    """The head of the subject of ``verb``; None where the sentence names none.

    A conjunct without its own takes that of the verb it is joined to. A bare infinitive or gerund takes
    whoever the verb it hangs on is addressed to ("urge parties to act", "call on parties to act"), else that
    verb's subject; a clause of purpose or manner that verb's subject.
    """
    while True:
        own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if own is not None or verb.head == verb or verb.dep_ not in SHARING:
            return own
        if verb.dep_ != "conj" and (addressed := _addressed(verb.head, verb.dep_)) is not None:
            return addressed
        verb = verb.head


def _addressed(verb: Token, label: str) -> Token | None:
    """Who is told to do what ``verb``'s clause of this label says."""
    if label == "xcomp":
        return next((child for child in verb.children if child.dep_ in {"obj", "iobj"}), None)
    if verb.lemma_ != "call":
        return None
    return next((child for child in verb.children if child.dep_ == "obl" and _follows_on(child)), None)


def _follows_on(token: Token) -> bool:
    return any(child.dep_ == "case" and child.lower_ in {"on", "upon"} for child in token.children)


def auxiliaries(verb: Token) -> tuple[Token, ...]:
    """The auxiliaries of ``verb`` in order; a conjunct with neither them nor a subject shares the first's."""
    while True:
        own = tuple(child for child in verb.children if child.dep_ in AUXILIARIES)
        if own or verb.dep_ != "conj" or any(child.dep_ in SUBJECTS for child in verb.children):
            return own
        verb = verb.head


def coordinated(token: Token) -> tuple[Token, ...]:
    """All conjuncts of the row ``token`` stands in, itself among them, in text order."""
    first = token
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    row = [first]
    for one in row:
        row.extend(child for child in one.children if child.dep_ == "conj")
    return tuple(sorted(row, key=lambda one: one.i))


def coordinated_verbs(verb: Token) -> tuple[Token, ...]:
    """The verbs of the row ``verb`` stands in that share its subject, in text order."""
    shared = subject(verb)
    return tuple(one for one in coordinated(verb) if is_verb(one) and subject(one) == shared)


def clause(token: Token) -> Span:
    """The words of the phrase ``token`` heads, without what is joined to it and without outer punctuation.

    In "We will found and fund a bank" the clause of "found" is "We will found", that of "fund" is "fund a
    bank". Words between are kept, so that the extent is one run.
    """
    inside = set(_own(token))
    start, end = token.i, token.i + 1
    while start - 1 in inside:
        start -= 1
    while end in inside:
        end += 1
    return _without_punctuation(token, start, end)


def _own(token: Token) -> Iterator[int]:
    """Indices of the words under ``token`` but for those of clauses beside it and of what joins it."""
    yield token.i
    for child in token.children:
        # A noun joined to a verb is a clause cut short, or wrongly joined: it stays with the verb.
        if child.dep_ in BESIDE and (is_verb(child) or not is_verb(token)):
            continue
        if child.dep_ != "cc":
            yield from (one.i for one in child.subtree)


def _without_punctuation(token: Token, start: int, end: int) -> Span:
    doc = token.doc
    while start < token.i and doc[start].dep_ == "punct":
        start += 1
    while end - 1 > token.i and doc[end - 1].dep_ == "punct":
        end -= 1
    return doc[start:end]
