"""DOCX files made here, by python-docx and by hand, and what must come out of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.docx import read_docx
from pipeline.documents.docx_package import MAIN_TYPE
from pipeline.documents.read import read_bytes
from pipeline.errors import ReadError
from tests.documents.properties import assert_well_formed, assert_words_in_order

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _saved(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _package(
    body: str, *, parts: dict[str, str] | None = None, main_type: str = MAIN_TYPE, relations: str = ""
) -> bytes:
    """A package with ``body`` in its main part; ``parts`` add to or replace what is in it."""
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    } | (parts or {})
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _seen(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_docx(data).blocks]


def test_headings_lists_tables_and_furniture() -> None:
    document = docx.Document()
    document.core_properties.title = "Bridges for all"
    document.sections[0].header.paragraphs[0].text = "Ministry of Bridges"
    document.add_heading("Bridges for all", 0)
    document.add_heading("Money", 1)
    document.add_paragraph("We will:")
    document.add_paragraph("build ten bridges;", style="List Bullet")
    document.add_paragraph("repair forty.", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Year", "Bridges", "2031", "10"), strict=True):
        cell.text = text
    parsed = read_docx(_saved(document))
    assert [(block.kind, block.text, block.level) for block in parsed.blocks] == [
        ("furniture", "Ministry of Bridges", 0),
        ("heading", "Bridges for all", 1),
        ("heading", "Money", 1),
        ("paragraph", "We will:", 0),
        ("item", "build ten bridges;", 0),
        ("item", "1. repair forty.", 0),
        ("row", "Year | Bridges", 0),
        ("row", "2031 | 10", 0),
    ]
    assert parsed.metadata["title"] == "Bridges for all"
    assert parsed.flags == ()


def test_hidden_runs_become_hidden_blocks() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Shown. ")
    paragraph.add_run("Vanished. ").font.hidden = True
    paragraph.add_run("White.").font.color.rgb = RGBColor(255, 255, 255)
    found = read_bytes(_saved(document), name="hidden.docx")
    assert [(found.quote(block.span), block.hidden) for block in found.blocks] == [
        ("Shown.", False),
        ("Vanished. White.", True),
    ]
    assert {"hidden_text", "suspicious"} <= set(found.flags)


def test_white_text_on_a_dark_cell_is_seen() -> None:
    dark = '<w:tcPr><w:shd w:val="clear" w:fill="003366"/></w:tcPr>'
    white = '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Year</w:t></w:r></w:p>'
    data = _package(f"<w:tbl><w:tr><w:tc>{dark}{white}</w:tc><w:tc>{_p('Bridges')}</w:tc></w:tr></w:tbl>")
    assert [(block.text, block.hidden) for block in read_docx(data).blocks] == [("Year | Bridges", False)]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (
            "<w:p><w:r><w:t>Spend </w:t></w:r><w:del><w:r><w:delText>2</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>3</w:t></w:r></w:ins><w:r><w:t> %</w:t></w:r></w:p>",
            [("paragraph", "Spend 3 %")],
        ),
        (
            f"<w:sdt><w:sdtContent>{_p('Inside a control.')}</w:sdtContent></w:sdt>",
            [("paragraph", "Inside a control.")],
        ),
        (
            "<w:p><w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink>"
            "<w:r><w:instrText> PAGE </w:instrText></w:r>"
            "<w:fldSimple><w:r><w:t> and a field</w:t></w:r></w:fldSimple></w:p>",
            [("paragraph", "A link and a field")],
        ),
        (
            "<w:p><w:r><w:t>Outside.</w:t></w:r><w:r><w:pict>"
            f"<w:txbxContent>{_p('In a box.')}</w:txbxContent></w:pict></w:r></w:p>",
            [("paragraph", "Outside."), ("paragraph", "In a box.")],
        ),
        (
            f"<w:tbl><w:tr><w:tc>{_p('A')}"
            f"<w:tbl><w:tr><w:tc>{_p('in 1')}</w:tc><w:tc>{_p('in 2')}</w:tc></w:tr></w:tbl>"
            f"</w:tc><w:tc>{_p('B')}</w:tc></w:tr></w:tbl>",
            [("row", "A | B"), ("row", "in 1 | in 2")],
        ),
        (
            f"<w:tbl><w:tr><w:tc>{_p('A frame of one cell.')}</w:tc></w:tr></w:tbl>",
            [("paragraph", "A frame of one cell.")],
        ),
        (
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>",
            [("paragraph", "a b c-d")],
        ),
    ],
    ids=["tracked", "control", "link and field", "text box", "nested table", "one cell", "breaks"],
)
def test_bodies(body: str, blocks: list[tuple[str, str]]) -> None:
    assert _seen(_package(body)) == blocks


def _level(depth: int, style: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def _item(depth: int, text: str, number: int = 1) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return _p(text, place)


def test_computed_numbers() -> None:
    levels = (
        _level(0, "decimal", "%1.") + _level(1, "lowerLetter", "(%2)") + _level(2, "lowerRoman", "%1.%2.%3")
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )
    order = [(0, 1), (1, 1), (1, 1), (2, 1), (0, 1), (1, 1), (0, 2), (0, 2)]
    data = _package(
        "".join(_item(depth, "text", number) for depth, number in order),
        parts={"word/numbering.xml": numbering},
        relations=f'<Relationship Id="r1" Type="{RELATION}/numbering" Target="numbering.xml"/>',
    )
    labels = [block.text.removesuffix(" text") for block in read_docx(data).blocks]
    assert labels == ["1.", "(a)", "(b)", "1.b.i", "2.", "(a)", "5.", "6."]


def test_a_list_style_of_the_second_step_nests() -> None:
    document = docx.Document()
    for style in ("List Bullet", "List Bullet 2", "List Bullet"):
        document.add_paragraph("text", style=style)
    assert [block.level for block in read_docx(_saved(document)).blocks] == [0, 1, 0]


def test_raised_numbers_do_not_melt_into_the_year_before() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    data = _package(f"<w:p><w:r><w:t>By 2030</w:t></w:r>{raised}</w:p>")
    assert _seen(data) == [("paragraph", "By 2030¹")]


def test_footnotes_come_as_notes_in_the_order_of_reference() -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}">{_p(text)}</w:footnote>'
        for number, text in ((1, "Later."), (2, "First."))
    )
    body = "".join(
        f'<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id="{number}"/></w:r></w:p>' for number in (2, 1)
    )
    data = _package(
        body,
        parts={"word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>"},
        relations=f'<Relationship Id="r1" Type="{RELATION}/footnotes" Target="footnotes.xml"/>',
    )
    found = [(block.text, block.label) for block in read_docx(data).blocks if block.kind == "note"]
    assert found == [("First.", "1"), ("Later.", "2")]


@pytest.mark.parametrize(
    "data",
    [
        _package(_p("Text."), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        _package(
            "",
            parts={
                "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
                f"<w:body>{_p('Text.')}</w:body></w:document>"
            },
        ),
        _package(
            _p("Text."), relations=f'<Relationship Id="r1" Type="{RELATION}/image" Target="media/gone.png"/>'
        ),
        _package(
            _p("Text."),
            parts={"word/styles.xml": "<w:styles"},
            relations=f'<Relationship Id="r1" Type="{RELATION}/styles" Target="styles.xml"/>',
        ),
    ],
    ids=["macros", "strict", "missing picture", "damaged styles"],
)
def test_what_is_left_out_makes_a_document_partial(data: bytes) -> None:
    parsed = read_docx(data)
    assert [block.text for block in parsed.blocks] == ["Text."]
    assert parsed.flags == ("partial",)
    assert len(parsed.notes) == 1


def test_nothing_outside_is_fetched() -> None:
    outside = (
        f'<Relationship Id="r1" Type="{RELATION}/image" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    )
    assert read_docx(_package(_p("Text."), relations=outside)).flags == ()


ENTITIES = f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {W}><w:body>{_p("&amp;a;")}</w:body></w:document>'


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"PK\x03\x04 and nothing else", "corrupt"),
        (lambda: _package("<w:p>"), "corrupt"),
        (lambda: _package("", parts={"word/document.xml": ENTITIES}), "corrupt"),
        (lambda: _package("", parts={"word/document.xml": ENTITIES.replace("&amp;", "&")}), "corrupt"),
        (lambda: _package("", main_type="application/vnd.ms-excel.sheet.main+xml"), "corrupt"),
        (lambda: _package("", parts={"[Content_Types].xml": "<Types/>"}), "corrupt"),
        (lambda: _package("<w:p>" * 5_000 + "</w:p>" * 5_000), "corrupt"),
        (lambda: _package(" " * (129 << 20)), "too_large"),
        (
            lambda: _package(_p("Text."), parts={"a.xml": " " * (70 << 20), "b.xml": " " * (70 << 20)}),
            "too_large",
        ),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "unsupported"),
    ],
    ids=[
        "no zip",
        "cut xml",
        "declared entity",
        "used entity",
        "spreadsheet",
        "no type",
        "deep",
        "bomb",
        "two bombs",
        "locked",
        "old",
    ],
)
def test_what_is_refused(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_docx(make())
    assert caught.value.code == code


def test_deep_tables_are_read() -> None:
    inner = _p("At the bottom.")
    for _ in range(300):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert _seen(_package(inner)) == [("paragraph", "At the bottom.")]


WORDS = st.lists(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), min_size=1, max_size=20)
SHAPES = st.sampled_from(["Normal", "Heading 1", "List Bullet", "List Number", "table"])


@settings(max_examples=25, deadline=None)
@given(blocks=st.lists(st.tuples(SHAPES, WORDS), min_size=1, max_size=8))
def test_all_words_come_out_in_order(blocks: list[tuple[str, list[str]]]) -> None:
    source = docx.Document()
    for shape, words in blocks:
        if shape == "table":
            for cell, word in zip(source.add_table(1, len(words))._cells, words, strict=True):
                cell.text = word
        else:
            source.add_paragraph(" ".join(words), style=shape)
    document = read_bytes(_saved(source), name="words.docx")
    assert_well_formed(document)
    assert_words_in_order(document, [word for _, words in blocks for word in words])
