"""The pieces of one paragraph as lines of plain text with their emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.documents.characters import raise_digits

if TYPE_CHECKING:
    from markdown_it.token import Token

Emphasis = Literal["strong", "em"]

_SENTENCE_END = re.compile(r"[.:;!?][\"'”’)\]]*$")
_BULLET = re.compile(r"[-–—•·▪*]\s+")
_STARS = re.compile(r"(\*{2,}|(?<!\s)\*|\*(?!\s))")
_STARS_AT_END = re.compile(r"\*{2,}\s*$")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_NOTE_TARGET = re.compile(r"#_?(?:ftnref|fnref|ednref)")
EMPHASIS_TAGS: dict[str, Emphasis] = {"strong": "strong", "b": "strong", "u": "strong", "em": "em", "i": "em"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. ``emphasised`` when all of it is; ``run_in`` when it begins emphasised.

    ``note`` marks a footnote, known by its link back to the reference.
    """

    text: str
    emphasised: Emphasis | None = None
    run_in: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one emphasis."""

    text: str
    emphasis: Emphasis | None


@dataclass(slots=True)
class _Stray:
    """Stars that the parser left in a paragraph because blanks or punctuation stand on their wrong side.

    Converters write such stars for emphasis. Paired they are that; where one is left over at the start or
    the end, the whole paragraph is meant. A single star elsewhere is text, more than one never is.
    ``left`` are still to be taken; ``is_open`` tells whether the next one closes.
    """

    left: int
    is_open: bool

    @classmethod
    def among(cls, tokens: Sequence[Token]) -> _Stray:
        """Count the stars of one paragraph."""
        texts = [token.content for token in tokens if token.type == "text"]
        count = sum(len(_STARS.findall(text)) for text in texts)
        if count % 2 == 0 or _STARS.match(texts[0]):
            return cls(count, is_open=False)
        at_end = bool(_STARS_AT_END.search(texts[-1]))
        return cls(count if at_end else count - 1, is_open=at_end)

    def split(self, content: str, open_tags: list[str]) -> Iterator[Piece]:
        """The pieces of one text token."""
        for part in _STARS.split(content):
            if not _STARS.fullmatch(part) or (not self.left and part == "*"):
                yield Piece(part, emphasis_of(open_tags))
            elif self.left:
                self.left -= 1
                self._turn(open_tags)

    def _turn(self, open_tags: list[str]) -> None:
        if not self.is_open:
            open_tags.append("strong")
        elif "strong" in open_tags:
            open_tags.remove("strong")
        self.is_open = not self.is_open


def lines_of(tokens: Sequence[Token]) -> list[Line]:
    """The lines of a Markdown paragraph, from its inline tokens."""
    pieces: list[list[Piece]] = [[]]
    stray = _Stray.among(tokens)
    open_tags = ["strong"] if stray.is_open else []
    note = False
    for token in tokens:
        if token.type == "hardbreak":
            pieces.append([])
        elif token.type == "softbreak":
            pieces[-1].append(Piece(" ", emphasis_of(open_tags)))
        elif token.type == "text":
            content = raised(token.content, pieces[-1]) if "sup" in open_tags else token.content
            pieces[-1].extend(stray.split(content, open_tags))
        elif token.type in ("text_special", "code_inline"):
            pieces[-1].append(Piece(token.content, emphasis_of(open_tags)))
        elif token.type == "html_inline":
            _html_tag(token.content, open_tags, pieces)
        elif token.type == "image":
            pieces[-1].append(Piece(token.content, emphasis_of(open_tags)))
        elif token.nesting > 0:
            note = note or bool(_NOTE_TARGET.search(str(token.attrGet("href") or "")))
            open_tags.append(token.tag)
        elif token.nesting < 0 and token.tag in open_tags:
            open_tags.remove(token.tag)
    return join_breaks(pieces, note=note)


def join_breaks(lines: Sequence[Sequence[Piece]], *, note: bool = False) -> list[Line]:
    """One line, unless hard breaks end sentences, headings or bullets, or leave an empty line."""
    groups: list[list[Piece]] = [[]]
    kinds: set[Emphasis | None] = set()  # of the last group
    before = ""  # the last line of that group
    for line in lines:
        text, own_kinds = _plain(line), _kinds(line)
        if groups[-1] and (not text or _one_sided(kinds, own_kinds) or _breaks(before, text)):
            groups.append([])
            kinds = set()
        if text:
            groups[-1].extend([Piece(" ", None), *line] if groups[-1] else line)
            kinds |= own_kinds
            before = text
    return [_line(group, note) for group in groups if group]


def raised(text: str, before: Sequence[Piece]) -> str:
    """What a sup element holds: a number behind words is a note mark or an exponent ("2030¹", "10⁹").

    A number that opens its line is the note's own label, and brackets set a number apart well enough.
    """
    follows = any(piece.text.strip() for piece in before) and before[-1].text[-1:] not in ("[", "(")
    return raise_digits(text) if follows else text


def _html_tag(content: str, open_tags: list[str], pieces: list[list[Piece]]) -> None:
    """Inline HTML shows no text of its own; its emphasis counts, a <br> breaks the line."""
    match = _TAG.match(content)
    tag = match[1].lower() if match else ""
    if tag == "br":
        pieces.append([])
    elif (tag == "sup" or tag in EMPHASIS_TAGS) and not content.startswith("</"):
        open_tags.append(tag)
    elif tag in open_tags and content.startswith("</"):
        open_tags.remove(tag)


def emphasis_of(open_tags: Sequence[str]) -> Emphasis | None:
    """The strongest emphasis that any of the open tags gives."""
    kinds = {EMPHASIS_TAGS.get(tag) for tag in open_tags}
    return "strong" if "strong" in kinds else "em" if "em" in kinds else None


def _one_sided(before: set[Emphasis | None], after: set[Emphasis | None]) -> bool:
    """True when all that stands before a line break is emphasised, and what follows is not so."""
    return _strongest(before) is not None and _strongest(after) != _strongest(before)


def _breaks(before: str, after: str) -> bool:
    return bool(_SENTENCE_END.search(before)) or bool(_BULLET.match(after))


def _line(pieces: Sequence[Piece], note: bool) -> Line:
    shown = [piece for piece in pieces if piece.text.strip("\u200b\ufeff \u00a0")]
    return Line(
        text=_plain(pieces),
        emphasised=_strongest(_kinds(pieces)),
        run_in=bool(shown) and shown[0].emphasis is not None,
        note=note,
    )


def _plain(pieces: Sequence[Piece]) -> str:
    return " ".join("".join(piece.text for piece in pieces).split())


def _kinds(pieces: Sequence[Piece]) -> set[Emphasis | None]:
    """The emphases of what has letters."""
    return {piece.emphasis for piece in pieces if re.search(r"\w", piece.text)}


def _strongest(kinds: set[Emphasis | None]) -> Emphasis | None:
    """The emphasis of text all of whose letters are emphasised; bold wins over italics."""
    if not kinds or None in kinds:
        return None
    return "strong" if "strong" in kinds else "em"
