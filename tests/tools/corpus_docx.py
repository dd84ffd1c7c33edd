"""Writes a corpus source as a DOCX: automatic numbering, a table, footnotes, a foot with page numbers.

python-docx gives the frame; numbering definitions, footnotes and fields, which it has no calls for, are
put in as XML. The archive is packed again with fixed time stamps and without compression, so that the
same source gives the same bytes everywhere.
"""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from tests.tools.corpus_source import Part, Source

STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading": "Heading 1",
    "numbered": "Body Text",
    "bullet": "List Bullet",
    "paragraph": "Body Text",
}
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
MARK = re.compile(r"\[\^(\d+)\]")
NUMBERING_ID = 77
TABLE_STYLE = "Light Grid Accent 1"
UNUSED_PARTS = ("/stylesWithEffects", "/thumbnail", "/customXml")
KEPT_TABLE_STYLES = ("TableNormal", "LightGrid-Accent1")
EPOCH = (1980, 1, 1, 0, 0, 0)


def element(xml: str) -> object:
    """An element of WordprocessingML; ``xml`` has one root without namespace declarations."""
    return parse_xml(re.sub(r"^<(w:\w+)", rf"<\1 {nsdecls('w')}", xml))


def slim(document: Document) -> None:
    """Take out what python-docx's template brings and no document here uses: table styles, a thumbnail."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in KEPT_TABLE_STYLES:
            styles.remove(style)
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in relations.items() if rel.reltype.endswith(UNUSED_PARTS)]:
            del relations[key]


def define_numbering(document: Document) -> None:
    """Declare the list that numbers paragraphs "1.", "2." through the whole document."""
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        element(
            f'<w:abstractNum w:abstractNumId="{NUMBERING_ID}"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl>'
            "</w:abstractNum>"
        ),
    )
    numbering.append(
        element(f'<w:num w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>')
    )


def number(paragraph: Paragraph) -> None:
    """Make ``paragraph`` the next one of the numbered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = NUMBERING_ID


def add_text(paragraph: Paragraph, text: str) -> None:
    """Append ``text``; every ``[^1]`` in it becomes a reference to that footnote."""
    for i, piece in enumerate(MARK.split(text)):
        if i % 2:
            run = paragraph.add_run()
            run.font.superscript = True
            run._r.append(element(f'<w:footnoteReference w:id="{piece}"/>'))
        elif piece:
            paragraph.add_run(piece)


def add_footnotes(document: Document, notes: dict[str, str]) -> None:
    """Attach the footnotes part; ids -1 and 0 are the separators that Word expects."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{i}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for i, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    bodies = "".join(
        f'<w:footnote w:id="{label}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for label, text in notes.items()
    )
    xml = f"<w:footnotes {nsdecls('w')}>{separators}{bodies}</w:footnotes>"
    name = PackURI("/word/footnotes.xml")
    part = PackagePart(name, FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_table(document: Document, rows: list[Part]) -> None:
    """Append a ruled table whose first row is its header."""
    table = document.add_table(rows=0, cols=len(rows[0].cells), style=TABLE_STYLE)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = text
    document.add_paragraph()


def add_foot(document: Document) -> None:
    """A foot that says what the text is and counts the pages."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("Pledgebook corpus: restated from public sources\tPage ")
    paragraph._p.append(element('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def set_properties(document: Document, metadata: dict[str, str]) -> None:
    """Title, issuer, provenance and date; nothing of the machine or the moment of building."""
    properties = document.core_properties
    day = datetime.fromisoformat(metadata["date"])
    properties.title, properties.author = metadata["title"], metadata["issuer"]
    properties.comments, properties.language = metadata["provenance"], metadata["language"]
    properties.created = properties.modified = day
    properties.last_modified_by, properties.revision = metadata["issuer"], 1


def repack(data: bytes) -> bytes:
    """The same archive with fixed time stamps and stored, not compressed, members."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, EPOCH), old.read(name))
    return buffer.getvalue()


def build_docx(source: Source) -> bytes:
    """The bytes of the DOCX."""
    document = docx.Document()
    slim(document)
    define_numbering(document)
    for kind, parts in source.groups():
        if kind == "row":
            add_table(document, parts)
            continue
        for part in parts:
            paragraph = document.add_paragraph(style=STYLES[kind])
            add_text(paragraph, part.text)
            if kind == "numbered":
                number(paragraph)
    add_footnotes(document, source.notes)
    add_foot(document)
    set_properties(document, source.metadata)
    buffer = BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())
