"""HTML: decoded by what the bytes show, parsed by lxml, walked without recursion; nothing is ever fetched.

libxml2 gives up on deep nesting and drops the rest of the page with a mere log entry; such pages are
read again by the standard library's event parser, which has no depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from lxml import etree

from pipeline.documents import furniture
from pipeline.documents.encoding import decode
from pipeline.documents.htmlblocks import BlockBuilder
from pipeline.documents.read import Parsed
from pipeline.documents.structure import RawBlock

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a charset declaration counts; browsers look at 1024
_DEPTH_ERROR = re.compile(r"depth", re.IGNORECASE)
_CONTROLS = dict.fromkeys(c for c in range(0x20) if c not in (0x09, 0x0A, 0x0D))
# Attribute of a meta element -> metadata key; the first found wins.
_META = {
    "og:title": "title",
    "dc.title": "title",
    "article:published_time": "date",
    "dc.date": "date",
    "dc.date.issued": "date",
    "dcterms.issued": "date",
    "dcterms.date": "date",
    "citation_publication_date": "date",
    "date": "date",
    "datepublished": "date",
    "dc.publisher": "issuer",
    "dcterms.publisher": "issuer",
    "publisher": "issuer",
    "og:url": "url",
    "content-language": "language",
}


def read_html(data: bytes) -> Parsed:
    """Blocks and metadata of an HTML page."""
    match = _CHARSET.search(data[:_HEAD])
    declared = (match[1] or match[2]).decode("ascii", "replace") if match else None
    return parse_html(decode(data, declared=declared))


def parse_html(text: str) -> Parsed:
    """Blocks and metadata of HTML text; a fragment is as good as a page."""
    text = _without_open_comment(text.translate(_CONTROLS))
    tree = _tree(text)
    if tree is None:
        return Parsed(blocks=())
    root, whole = tree
    raw, title = _blocks(root, text, whole, by_class=True)
    if not any(block.kind != "furniture" for block in raw):
        raw, title = _blocks(root, text, whole, by_class=False)
    metadata = {"title": " ".join(title.split()), **_metadata(root), "media": "text/html"}
    return Parsed(blocks=tuple(furniture.mark(raw)), metadata=metadata)


def _without_open_comment(text: str) -> str:
    """A comment that never ends hides the rest of the page; parsers look for its end again and again."""
    start = text.find("<!--", text.rfind("-->") + 1)
    return text if start < 0 else text[:start]


def _tree(text: str) -> tuple[etree._Element, bool] | None:
    """The parsed tree and whether it holds the whole page; None when there is neither element nor text."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    too_deep = any(_DEPTH_ERROR.search(entry.message) for entry in parser.error_log)
    return None if root is None else (root, not too_deep)


def _blocks(root: etree._Element, text: str, whole: bool, *, by_class: bool) -> tuple[list[RawBlock], str]:
    builder = BlockBuilder(by_class=by_class)
    if whole:
        _walk(root, builder)
    else:
        _stream(text, builder)
    return builder.finish(), builder.title


def _walk(tree: etree._Element, builder: BlockBuilder) -> None:
    """Drive the builder from an lxml tree; iterwalk keeps its own stack, so depth is no matter."""
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            builder.start(_name(element), element.attrib)
            builder.data(element.text or "")
            continue
        if event == "end":
            builder.end(_name(element))
        builder.data(element.tail or "")


def _name(element: etree._Element) -> str:
    return element.tag.rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


class _Streamer(HTMLParser):
    """Drive the builder from the standard library's parser."""

    def __init__(self, builder: BlockBuilder) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = builder

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._builder.start(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._builder.start(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        self._builder.data(data)


def _stream(text: str, builder: BlockBuilder) -> None:
    streamer = _Streamer(builder)
    streamer.feed(text)
    streamer.close()


def _metadata(tree: etree._Element) -> dict[str, str]:
    metadata: dict[str, str] = {}
    for name, content in _metas(tree):
        key = _META.get(name.lower())
        if key and content.strip():
            metadata.setdefault(key, " ".join(content.split()))
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    if canonical:
        metadata.setdefault("url", canonical)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        metadata.setdefault("language", language)
    return metadata


def _metas(tree: etree._Element) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or meta.get("http-equiv")
        if name:
            yield name, meta.get("content") or ""
