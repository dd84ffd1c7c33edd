"""What a paragraph or run inherits from its styles: outline level, list, and whether it can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.documents.docx_package import Element, W

BODY_TEXT = 9  # an outline level of 9 says that a paragraph is no heading
LONGEST_CHAIN = 20  # styles based on styles; a cycle ends here
_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LIST_NAME = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
_PAPER = {"FFFFFF", "FEFEFE", "FDFDFD", "FCFCFC"}
_SMALLEST = 2  # half points; what is smaller cannot be read


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list and the depth in it, as a paragraph or its style states them.

    ``nesting`` is how deep the paragraph is shown: Word's "List Bullet 2" is a list of its own, one step in.
    """

    number_id: str
    depth: int
    nesting: int


class Styles:
    """The styles of one document, looked up by style id."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        for element in () if root is None else root.iter(f"{W}style"):
            name = element.get(f"{W}styleId", "")
            self._styles[name] = element
            if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default", "0")):
                self._default = name

    def heading_level(self, paragraph: Element) -> int | None:
        """The outline level from 1, or None for text that is no heading; a title is of level 1."""
        for properties in self._chain(paragraph, "pPr"):
            outline = properties.find(f"{W}outlineLvl")
            if outline is not None and (value := outline.get(f"{W}val", "")).isdigit():
                return int(value) + 1 if int(value) < BODY_TEXT else None
        for style in self._style_chain(_style_id(paragraph, "pPr", "pStyle") or self._default):
            name = _name(style)
            if match := _HEADING_NAME.fullmatch(name):
                return int(match[1])
            if name.lower() == "title":
                return 1
        return None

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """The list a paragraph belongs to; its own word comes before its style's."""
        number_id = depth = None
        for properties in self._chain(paragraph, "pPr"):
            for element in properties.iterchildren(f"{W}numPr"):
                number_id = number_id or _child_value(element, "numId")
                depth = depth if depth is not None else _child_value(element, "ilvl")
        if number_id is None:
            return None
        if depth and depth.isdigit():
            return ListPlace(number_id, int(depth), nesting=int(depth))
        names = (_LIST_NAME.fullmatch(_name(style)) for style in self._paragraph_styles(paragraph))
        return ListPlace(number_id, 0, nesting=next((int(name[1]) - 1 for name in names if name), 0))

    def is_contents(self, paragraph: Element) -> bool:
        """True for the lines of a table of contents, which repeat the headings."""
        return any(_name(style).lower().startswith("toc ") for style in self._paragraph_styles(paragraph))

    def is_hidden(self, run: Element, paragraph: Element) -> bool:
        """True when a reader of the page cannot see the run: vanished, white on white, or too small."""
        own = run.find(f"{W}rPr")
        layers = [] if own is None else [own]
        for style in self._style_chain(_style_id(run, "rPr", "rStyle")):
            layers.extend(style.iterchildren(f"{W}rPr"))
        for style in self._paragraph_styles(paragraph):
            layers.extend(style.iterchildren(f"{W}rPr"))
        vanish = _first(layers, "vanish")
        if vanish is not None and is_on(vanish.get(f"{W}val", "1")):
            return True
        size = _first(layers, "sz")
        if (
            size is not None
            and size.get(f"{W}val", "").isdigit()
            and int(size.get(f"{W}val", "")) < _SMALLEST
        ):
            return True
        color = _first(layers, "color")
        return (
            color is not None
            and color.get(f"{W}val", "").upper() in _PAPER
            and not self._on_shade(run, layers)
        )

    def _on_shade(self, run: Element, layers: list[Element]) -> bool:
        """True when something dark may lie behind a run: its own, a cell's or a table style's shading."""
        if _first(layers, "highlight") is not None or any(_shades(layer) for layer in layers):
            return True
        for ancestor in run.iterancestors():
            if ancestor.tag in (f"{W}p", f"{W}tc", f"{W}tbl") and any(
                _shades(child) for child in ancestor[:1]
            ):
                return True
            if ancestor.tag == f"{W}tbl":
                for style in self._style_chain(_style_id(ancestor, "tblPr", "tblStyle")):
                    if any(_is_dark(shade) for shade in style.iter(f"{W}shd")):
                        return True
        return False

    def is_bold(self, run: Element) -> bool:
        """True when the run itself is set in bold."""
        bold = run.find(f"{W}rPr/{W}b")
        return bold is not None and is_on(bold.get(f"{W}val", "1"))

    def _chain(self, paragraph: Element, name: str) -> Iterator[Element]:
        yield from paragraph.iterchildren(f"{W}{name}")
        for style in self._paragraph_styles(paragraph):
            yield from style.iterchildren(f"{W}{name}")

    def _paragraph_styles(self, paragraph: Element) -> Iterator[Element]:
        return self._style_chain(_style_id(paragraph, "pPr", "pStyle") or self._default)

    def _style_chain(self, name: str | None) -> Iterator[Element]:
        for _ in range(LONGEST_CHAIN):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = _child_value(style, "basedOn")


def is_on(value: str) -> bool:
    """The meaning of an on/off attribute."""
    return value.lower() not in ("0", "false", "off", "none")


def is_raised(run: Element) -> bool:
    """True when the run itself is set as superscript."""
    place = run.find(f"{W}rPr/{W}vertAlign")
    return place is not None and place.get(f"{W}val") == "superscript"


def _style_id(element: Element, properties: str, name: str) -> str | None:
    style = element.find(f"{W}{properties}/{W}{name}")
    return None if style is None else style.get(f"{W}val")


def _name(style: Element) -> str:
    return _child_value(style, "name") or ""


def _child_value(element: Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _first(layers: list[Element], name: str) -> Element | None:
    for layer in layers:
        if (found := layer.find(f"{W}{name}")) is not None:
            return found
    return None


def _shades(properties: Element) -> bool:
    shade = properties.find(f"{W}shd")
    return shade is not None and _is_dark(shade)


def _is_dark(shade: Element) -> bool:
    return shade.get(f"{W}fill", "auto").upper() not in ("AUTO", *_PAPER)
