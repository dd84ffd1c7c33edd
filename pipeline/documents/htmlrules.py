"""What HTML elements, classes and styles mean for the structure of a text; literal tables."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Elements whose text nobody sees.
DROPPED = _words(
    "script style template title svg noscript iframe object video audio canvas datalist map textarea"
)
VOID = _words("area base br col embed hr img input link meta param source track wbr")
BLOCKS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "main menu nav ol optgroup option p pre section select summary table tbody td tfoot th thead "
    "title tr ul"
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
FURNITURE = _words("nav footer header aside button select")
# Never furniture by its class: "page-with-sidebar" on a body says nothing about the body's text.
_WHOLE_PAGE = _words("html body main article")
_FURNITURE_ROLES = _words(
    "navigation banner contentinfo search menu menubar complementary dialog alertdialog"
)
_FURNITURE_WORDS = _words(
    "cookie cookies consent gdpr breadcrumb breadcrumbs navbar nav navigation menu sidebar footer "
    "masthead social share sharing skip skiplink pagination pager newsletter subscribe related "
    "toolbar banner modal popup advert ads langswitch languages hd"
)
_CONTENT_WORDS = _words("with has no content main page body wrapper container layout text")
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "note"})
_NOTE_WORDS = _words("footnote footnotes endnote note tblnote")
# Headings that publishers mark by class alone; the Official Journal's first.
_HEADING_CLASSES = {
    "doc-ti": 1,
    "ti-section-1": 2,
    "ti-section-2": 3,
    "ti-grseq-1": 3,
    "ti-art": 4,
    "sti-art": 5,
    "title": 1,
    "subtitle": 2,
    "msotitle": 1,
}
_UNSEEN_CLASSES = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible"}
)
_HIDING = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*(?:0|0?\.0{1,6})\s*(?:;|$|!)"
    r"|font-size\s*:\s*0{1,6}(?:\.0{1,6})?(?:px|pt|em|rem|%)?\s*(?:;|$|!)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,})",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:^|[;\s])background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE = re.compile(
    r"#f{3}(?:f{3})?$|white$|rgba?\(\s*255\s*,\s*255\s*,\s*255|#fefefe$|transparent$", re.IGNORECASE
)


def is_hidden(attributes: Mapping[str, str], background: str | None) -> bool:
    """True when attributes or inline style keep the element from being seen on ``background``."""
    if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    style = attributes.get("style", "")
    return bool(style) and (bool(_HIDING.search(style)) or _same_colour(style, background))


def is_unseen(attributes: Mapping[str, str]) -> bool:
    """True for the usual classes of text that is for screen readers only."""
    return not _UNSEEN_CLASSES.isdisjoint(attributes.get("class", "").lower().split())


def background(attributes: Mapping[str, str], inherited: str | None) -> str | None:
    """The background colour an inline style sets, else the inherited one; None is the page's white."""
    match = _BACKGROUND.search(attributes.get("style", ""))
    return match[1].strip().lower() if match else attributes.get("bgcolor", inherited or "").lower() or None


def is_furniture(tag: str, attributes: Mapping[str, str], *, by_class: bool) -> bool:
    """True for navigation, page heads and feet, cookie notices; ``by_class`` lets class names decide too."""
    if tag in FURNITURE or attributes.get("role", "").lower() in _FURNITURE_ROLES:
        return not is_note(attributes)
    if not by_class or tag in _WHOLE_PAGE or tag in HEADINGS:
        return False
    for name in f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split():
        parts = set(re.split(r"[-_]+", name))
        if not _FURNITURE_WORDS.isdisjoint(parts) and _CONTENT_WORDS.isdisjoint(parts):
            return True
    return False


def is_note(attributes: Mapping[str, str]) -> bool:
    """True for foot- and endnotes."""
    if attributes.get("role", "").lower() in _NOTE_ROLES:
        return True
    names = attributes.get("class", "").lower().split()
    return any(not _NOTE_WORDS.isdisjoint(re.split(r"[-_]+", name)) and "tag" not in name for name in names)


def heading_level(tag: str, attributes: Mapping[str, str]) -> int:
    """The level of a heading by its tag, role or class; 0 for what is none."""
    if tag in HEADINGS:
        return HEADINGS[tag]
    if attributes.get("role", "").lower() == "heading":
        level = attributes.get("aria-level", "2")
        return int(level) if level.isdigit() and 0 < int(level) < 10 else 2
    names = attributes.get("class", "").lower().split() if tag in ("p", "div") else ()
    return next(
        (_HEADING_CLASSES[n] for n in (n.removeprefix("oj-") for n in names) if n in _HEADING_CLASSES), 0
    )


def _same_colour(style: str, inherited: str | None) -> bool:
    colour = _COLOUR.search(style)
    if not colour:
        return False
    own = _BACKGROUND.search(style)
    behind = own[1].strip() if own else inherited
    shown = colour[1].strip()
    if behind:
        return shown.lower() == behind.lower()
    return bool(_WHITE.match(shown))
