"""Printed paragraph labels: "12.", "3(b)", "(iv)", "a." at the start of a block.

A label inside a list is composed with the labels around it only where the sequence proves the nesting:
it is the first of its kind, or the one after the last of its kind ("(b)" after "(a)" under "3.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.documents.structure import RawBlock

_ROMAN = r"x{0,3}(?:ix|iv|v?i{0,3})"
# Bills and treaty drafts put what is inserted after paragraph 3 into "3bis", what is disputed into brackets.
_INSERTED = r"(?:bis|ter|quater|quinquies|sexies|septies)"
_LABEL = re.compile(
    r"(?:\[\s?)?(?:"
    r"(?P<composed>\d{1,3}(?:\.\d{1,3})*(?:\([a-z0-9]{1,4}\))+)\.?(?=\s)"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)\.?(?=\s\S)"
    rf"|(?P<number>\d{{1,3}}(?: ?{_INSERTED})?)[.)](?=\s|$)"
    r"|\((?P<bracketed>\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|[A-Z])\)(?=\s|$)"
    r"|(?P<loose>[a-z]|[ivx]{2,5})[.)](?=\s)"
    r"|(?P<capital>[A-Z]|[IVX]{2,5})\.(?=\s))"
)
_BARE = re.compile(r"(\d{1,3}) (?=[A-Z])")
_SHORTEST_BARE_RUN = 3


@dataclass(frozen=True, slots=True)
class _Mark:
    """One step of an enumeration: ``family`` tells "(a)" from "a." from "(i)", ``value`` counts from 1."""

    family: str
    value: int
    text: str


def find_labels(raw: Sequence[RawBlock]) -> list[str | None]:
    """The label of each block without its punctuation, or None; a reader's own label comes first."""
    bare = _bare_numbers(raw)
    open_marks: list[_Mark] = []
    labels: list[str | None] = []
    for index, block in enumerate(raw):
        if block.kind == "heading":
            open_marks.clear()
        if block.kind in ("furniture", "row", "note") or block.hidden:
            labels.append(block.label)
            continue
        labels.append(_label(block, open_marks) or bare.get(index))
    return labels


def printed(text: str) -> str | None:
    """The label a text begins with, without its punctuation ("3(b)" keeps its inner brackets)."""
    match = _LABEL.match(text)
    return match[match.lastgroup or 0] if match else None


def _label(block: RawBlock, open_marks: list[_Mark]) -> str | None:
    text = block.text if block.label is None else f"{block.label}. "
    match = _LABEL.match(text)
    if match is None:
        return block.label
    group, label = match.lastgroup or "", match[match.lastgroup or 0]
    if group == "capital":
        return label if block.kind != "paragraph" else None
    if group in ("composed", "dotted"):
        open_marks.clear()
        return label
    if block.kind == "heading":
        return label
    return _place(group, label, open_marks)


def _place(group: str, label: str, open_marks: list[_Mark]) -> str:
    """Put the label into the open enumerations and compose it with those it proves to lie in."""
    for mark in _readings(group, label):
        for depth, last in enumerate(open_marks):
            if last.family == mark.family and mark.value == last.value + 1:
                open_marks[depth:] = [mark]
                return _compose(open_marks)
    for mark in _readings(group, label):
        if mark.value == 1 and open_marks and all(mark.family != last.family for last in open_marks):
            open_marks.append(mark)
            return _compose(open_marks)
    open_marks[:] = list(_readings(group, label))[:1]
    return label


def _readings(group: str, label: str) -> Iterator[_Mark]:
    """What a label may mean: "i" is the first roman numeral or the ninth letter."""
    if number := re.match(r"\d+", label):  # of "3bis" too: what follows it is 4
        yield _Mark(f"{group} number", int(number[0]), label)
        return
    if re.fullmatch(_ROMAN, label):
        yield _Mark(f"{group} roman", _roman(label), label)
    if len(set(label)) == 1:
        first = "a" if label.islower() else "A"
        yield _Mark(f"{group} letter {first}", ord(label[0]) - ord(first) + 1 + 26 * (len(label) - 1), label)


def _roman(label: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in label]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _compose(marks: Sequence[_Mark]) -> str:
    return marks[0].text + "".join(f"({mark.text})" for mark in marks[1:])


def _bare_numbers(raw: Sequence[RawBlock]) -> dict[int, str]:
    """Numbers without punctuation count as labels only in an unbroken run 1, 2, 3 of paragraphs."""
    run: dict[int, str] = {}
    for index, block in enumerate(raw):
        match = _BARE.match(block.text) if block.kind == "paragraph" else None
        if match and int(match[1]) == len(run) + 1:
            run[index] = match[1]
    return run if len(run) >= _SHORTEST_BARE_RUN else {}
