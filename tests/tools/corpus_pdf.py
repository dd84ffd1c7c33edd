"""Sets a corpus source as a PDF: headings, numbered paragraphs, tables, one or two columns, a running foot.

Only built-in fonts, no compression and no time stamps, so that the same source gives the same bytes
everywhere.
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from tests.tools.corpus_source import Part, Source

INK, ACCENT, PALE = HexColor("#1a1a1a"), HexColor("#1f3a5f"), HexColor("#e8edf3")
WIDTH, HEIGHT = A4
MARGIN, GUTTER, HEAD, CELL_PADDING = 24 * mm, 8 * mm, 24 * mm, 14

# Where long words may be broken at a line end ("produc-tion"): a reader of the PDF must join them again.
BREAKS = (Path(__file__).parent / "corpus_sources" / "line_breaks.txt").read_text(encoding="utf-8").split()
SOFT = {word.replace("-", ""): word.replace("-", "\u00ad") for word in BREAKS}

BODY = ParagraphStyle(
    "body",
    fontName="Times-Roman",
    fontSize=11.5,
    leading=16,
    alignment=4,
    spaceAfter=6,
    textColor=INK,
    bulletFontName="Times-Roman",
    bulletFontSize=11.5,
    embeddedHyphenation=1,
)
STYLES = {
    "title": ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=18, leading=22, textColor=ACCENT),
    "subtitle": ParagraphStyle(
        "subtitle", fontName="Helvetica", fontSize=10, leading=14, spaceBefore=6, textColor=ACCENT
    ),
    "heading": ParagraphStyle(
        "heading",
        fontName="Helvetica-Bold",
        fontSize=12,
        leading=15,
        textColor=ACCENT,
        spaceBefore=8,
        spaceAfter=4,
        keepWithNext=1,
    ),
    "paragraph": BODY,
    "numbered": ParagraphStyle("numbered", parent=BODY, leftIndent=24),
    "bullet": ParagraphStyle("bullet", parent=BODY, leftIndent=38, bulletIndent=26, spaceAfter=3),
    "cell": ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11, textColor=INK),
    "head cell": ParagraphStyle(
        "head cell", fontName="Helvetica-Bold", fontSize=9, leading=11, textColor=ACCENT
    ),
}
TABLE_STYLE = [
    ("BACKGROUND", (0, 0), (-1, 0), PALE),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, ACCENT),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


class Template(BaseDocTemplate):
    """Pages whose headings enter the outline of the file."""

    def afterFlowable(self, flowable: Flowable) -> None:
        """Put a heading that was just set into the outline."""
        style = getattr(flowable, "style", None)
        if style in (STYLES["title"], STYLES["heading"]):
            key = f"outline-{self.seq.nextf('outline')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, level=int(style is STYLES["heading"]))


def marked_up(text: str) -> str:
    """``text`` for reportlab: escaped, with soft hyphens in the words that have a break."""
    return " ".join(soften(word) for word in escape(text, quote=False).split(" "))


def soften(word: str) -> str:
    """``word`` with a soft hyphen where it may be broken; marks of punctuation around it stay."""
    core = word.strip(".,;:()")
    return word.replace(core, SOFT[core]) if core in SOFT else word


def paragraph(part: Part) -> Paragraph:
    """One block other than a table row; numbers and bullets hang in the margin."""
    bullet = {"numbered": f"{part.label}.", "bullet": "\u2022"}.get(part.kind)
    text = marked_up(part.text) if STYLES[part.kind].alignment == 4 else escape(part.text, quote=False)
    return Paragraph(text, STYLES[part.kind], bulletText=bullet)


def table(rows: list[Part], width: float) -> Table:
    """A ruled table over the whole ``width`` (points), its first row shaded."""
    styles = [STYLES["head cell"], *[STYLES["cell"]] * (len(rows) - 1)]
    cells = [
        [Paragraph(escape(cell), style) for cell in row.cells]
        for row, style in zip(rows, styles, strict=True)
    ]
    return Table(
        cells,
        colWidths=column_widths(rows, width),
        style=TABLE_STYLE,
        spaceBefore=4,
        spaceAfter=10,
        splitByRow=0,
    )


def column_widths(rows: list[Part], width: float) -> list[float]:
    """Widths in points that share ``width`` in proportion to the longest cell of each column."""
    font = STYLES["head cell"]
    longest = [
        max(stringWidth(cell, font.fontName, font.fontSize) + CELL_PADDING for cell in column)
        for column in zip(*(row.cells for row in rows), strict=True)
    ]
    return [width * share / sum(longest) for share in longest]


def story(source: Source, column: float) -> list[Flowable]:
    """All blocks as reportlab flowables; the title goes over all columns of the first page."""
    flow: list[Flowable] = [NextPageTemplate("later")]
    for kind, parts in source.groups():
        flow += [table(parts, column)] if kind == "row" else [paragraph(part) for part in parts]
        flow += [FrameBreak()] if kind == "subtitle" else []
    return [*flow, Spacer(1, 1)]


def columns(count: int, top: float) -> list[Frame]:
    """``count`` equal frames side by side under ``top`` (points from the foot of the page)."""
    width = (WIDTH - 2 * MARGIN - (count - 1) * GUTTER) / count
    return [
        Frame(MARGIN + i * (width + GUTTER), MARGIN, width, top - MARGIN, 0, 0, 0, 0, id=f"column{i}")
        for i in range(count)
    ]


def running_foot(canvas: Canvas, template: BaseDocTemplate) -> None:
    """The foot of every page: what the text is, and the page number."""
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(ACCENT)
    canvas.line(MARGIN, MARGIN - 5 * mm, WIDTH - MARGIN, MARGIN - 5 * mm)
    canvas.drawString(MARGIN, MARGIN - 9 * mm, "Pledgebook corpus: restated from public sources")
    canvas.drawRightString(WIDTH - MARGIN, MARGIN - 9 * mm, f"Page {template.page}")


def build_pdf(source: Source) -> bytes:
    """The bytes of the PDF."""
    count, top = int(source.metadata.get("columns", "1")), HEIGHT - MARGIN
    head = Frame(MARGIN, top - HEAD, WIDTH - 2 * MARGIN, HEAD, 0, 0, 0, 0, id="head")
    first, later = [head, *columns(count, top - HEAD)], columns(count, top)
    buffer = BytesIO()
    template = Template(
        buffer,
        pagesize=A4,
        title=source.metadata["title"],
        author=source.metadata["issuer"],
        subject=source.metadata["provenance"],
        lang=source.metadata["language"],
        invariant=1,
        pageCompression=0,
        pageTemplates=[
            PageTemplate("first", first, onPage=running_foot),
            PageTemplate("later", later, onPage=running_foot),
        ],
    )
    template.build(story(source, columns(count, top)[0].width))
    return buffer.getvalue()
