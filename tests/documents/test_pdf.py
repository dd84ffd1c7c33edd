"""PDF files made here and what must come out of them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from pipeline.documents.pdf import read_pdf
from pipeline.documents.read import Parsed, read_bytes
from pipeline.errors import ReadError
from tests.documents.properties import assert_well_formed, assert_words_in_order

STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12, spaceAfter=6)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=7, leading=9)
WIDTH, HEIGHT = A4


def _laid_out(story: list[object], *, columns: int = 1, head: str = "", title: str = "") -> bytes:
    """A PDF of ``story`` in one or more columns, with a running head and page numbers at the foot."""
    buffer = BytesIO()
    gap, margin = 24.0, 60.0
    width = (WIDTH - 2 * margin - (columns - 1) * gap) / columns
    frames = [
        Frame(margin + index * (width + gap), 70, width, HEIGHT - 150, 0, 0, 0, 0) for index in range(columns)
    ]

    def furnish(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        if head:
            canvas.drawString(margin, HEIGHT - 40, head)
            canvas.drawCentredString(WIDTH / 2, 30, str(document.page))

    template = BaseDocTemplate(buffer, pagesize=A4, title=title, invariant=1)
    template.addPageTemplates(PageTemplate(frames=frames, onPage=furnish))
    template.build(story)
    return buffer.getvalue()


def _drawn(draw, *, pages: int = 1) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for page in range(pages):
        canvas.setFont("Helvetica", 10)
        draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _seen(parsed: Parsed, *kinds: str) -> list[str]:
    return [block.text for block in parsed.blocks if not kinds or block.kind in kinds]


LONG = (
    "The parties will widen forty bridges on the northern road before the end of the decade, and they will "
    "report each spring on what was built, what it cost, and who paid for it. "
)


def test_a_document_with_everything() -> None:
    story = [
        Paragraph("Bridges for the North", STYLES["Title"]),
        Paragraph("Money", STYLES["Heading2"]),
        Paragraph("1. " + LONG * 2, BODY),
        Paragraph("2. " + LONG, BODY),
        Paragraph("The parties have committed to:", BODY),
        ListFlowable(
            [Paragraph(f"build {n} bridges;", BODY) for n in ("two", "three")], bulletType="bullet", start="•"
        ),
        Paragraph("Costs", STYLES["Heading2"]),
        Table([["Country", "Bridges", "Cost"], ["North", "12", "3 million"], ["South", "9", "2 million"]]),
        PageBreak(),
        Paragraph("Closing words", STYLES["Heading2"]),
        Paragraph(LONG, BODY),
    ]
    parsed = read_pdf(_laid_out(story, head="Ministry of Bridges", title="Bridges for the North"))
    assert _seen(parsed, "heading") == ["Bridges for the North", "Money", "Costs", "Closing words"]
    assert _seen(parsed, "item") == [
        ("1. " + LONG * 2).strip(),
        ("2. " + LONG).strip(),
        "build two bridges;",
        "build three bridges;",
    ]
    assert _seen(parsed, "row") == [
        "Country | Bridges | Cost",
        "North | 12 | 3 million",
        "South | 9 | 2 million",
    ]
    assert _seen(parsed, "furniture") == ["Ministry of Bridges", "1", "Ministry of Bridges", "2"]
    assert parsed.metadata["title"] == "Bridges for the North"
    assert (parsed.pages, parsed.flags) == (2, ())
    assert [block.page for block in parsed.blocks if block.text == "Closing words"] == [2]


def test_columns_are_read_one_after_the_other() -> None:
    rivers = ["Aar", "Bode", "Cher", "Drau", "Eder", "Fils", "Gail", "Havel", "Inn", "Jagst", "Kamp", "Lech"]
    paragraphs = [
        f"{number}. {river} {LONG * 3}".replace("bridges", f"bridges over the {river}").strip()
        for number, river in enumerate(rivers, start=1)
    ]
    parsed = read_pdf(_laid_out([Paragraph(text, BODY) for text in paragraphs], columns=2))
    assert _seen(parsed) == paragraphs


@pytest.mark.parametrize("foot", ["a rule", "small type"])
def test_the_foot_of_a_single_page_stays_out_of_its_columns(foot: str) -> None:
    def draw(canvas: Canvas, _: int) -> None:
        for x, words in ((60, "the left column goes on in row"), (320, "the right column goes on in row")):
            for row in range(30):
                canvas.drawString(x, 700 - 20 * row, f"{words} {row}")
        if foot == "a rule":
            canvas.line(60, 60, 520, 60)
        else:
            canvas.setFont("Helvetica", 7)
        canvas.drawString(60, 45, "Papers of the bridge office")
        canvas.drawString(480, 45, "Page 1")

    parsed = read_pdf(_drawn(draw))
    assert _seen(parsed, "furniture") == ["Papers of the bridge office Page 1"]
    assert "in row 29 the right column" in " ".join(_seen(parsed, "paragraph"))


def test_columns_drawn_row_by_row() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        for row in range(6):
            canvas.drawString(60, 700 - 12 * row, f"the left column goes on in row {row}")
            canvas.drawString(320, 700 - 12 * row, f"the right column goes on in row {row}")

    text = " ".join(_seen(read_pdf(_drawn(draw))))
    assert [match[1] for match in re.finditer(r"the (\w+) column", text)] == ["left"] * 6 + ["right"] * 6


def test_a_paragraph_goes_on_over_the_page() -> None:
    text = " ".join(LONG.replace("northern", f"{'n' * count}orthern") for count in range(1, 41))
    text = " ".join(text.split())
    parsed = read_pdf(_laid_out([Paragraph(text, BODY)], head="Ministry of Bridges"))
    assert _seen(parsed, "paragraph") == [text]
    paragraph = next(block for block in parsed.blocks if block.kind == "paragraph")
    assert paragraph.page == 1
    assert {box.page for box in paragraph.boxes} == {1, 2}


def test_footnotes_are_notes() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        for row in range(20):
            canvas.drawString(60, 740 - 12 * row, "The parties will widen forty bridges on the northern road")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(60, 80, "1 A bridge is anything that carries a road")
        canvas.drawString(60, 71, "over water.")

    parsed = read_pdf(_drawn(draw))
    assert _seen(parsed, "note") == ["1 A bridge is anything that carries a road over water."]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["The parties will de-", "velop the road."], "The parties will develop the road."),
        (["The long-term plan is a long-", "term plan."], "The long-term plan is a long-term plan."),
        (["They met in the Asia-", "Pacific region."], "They met in the Asia-Pacific region."),
        (["It covers short-", "and long-term aims."], "It covers short- and long-term aims."),
        (["It covers 2020-", "2030 in full."], "It covers 2020-2030 in full."),
    ],
)
def test_words_divided_at_line_ends(lines: list[str], whole: str) -> None:
    def draw(canvas: Canvas, _: int) -> None:
        for row, line in enumerate(lines):
            canvas.drawString(60, 700 - 12 * row, line)

    assert _seen(read_pdf(_drawn(draw))) == [whole]


def test_a_drafters_remark_stands_alone() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        lines = (
            "The parties will widen [forty] bridges on the road.",
            "{Bridges}",
            "They will mend the rest",
        )
        for row, line in enumerate(lines):
            canvas.drawString(60, 700 - 12 * row, line)

    assert _seen(read_pdf(_drawn(draw)))[1] == "{Bridges}"


def test_line_numbers_in_the_margin_are_furniture() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        for row in range(1, 9):
            canvas.drawRightString(50, 720 - 12 * row, str(row))
            canvas.drawString(70, 720 - 12 * row, "the parties will widen forty bridges on the road")

    parsed = read_pdf(_drawn(draw))
    assert _seen(parsed, "furniture") == [str(row) for row in range(1, 9)]
    assert _seen(parsed, "paragraph") == [" ".join(["the parties will widen forty bridges on the road"] * 8)]


def _tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.2)
    canvas.drawString(60, 600, "secret words")


def _invisible(canvas: Canvas) -> None:
    text = canvas.beginText(60, 600)
    text.setTextRenderMode(3)
    text.textLine("secret words")
    canvas.drawText(text)


def _white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 600, "secret words")


def _outside(canvas: Canvas) -> None:
    canvas.drawString(60, -200, "secret words")


@pytest.mark.parametrize("hide", [_tiny, _invisible, _white, _outside])
def test_what_the_page_does_not_show_is_hidden(hide) -> None:
    def draw(canvas: Canvas, _: int) -> None:
        canvas.drawString(60, 700, "Open words.")
        hide(canvas)

    blocks = read_pdf(_drawn(draw)).blocks
    assert [(block.text, block.hidden) for block in blocks] == [
        ("Open words.", False),
        ("secret words", True),
    ]


def test_white_words_on_a_dark_bar_are_seen() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        canvas.setFillColorRGB(0, 0, 0.4)
        canvas.rect(50, 690, 300, 30, fill=1, stroke=0)
        _white_at(canvas)

    def _white_at(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 700, "Open words.")

    assert [(block.text, block.hidden) for block in read_pdf(_drawn(draw)).blocks] == [("Open words.", False)]


def test_turned_pages_and_turned_text() -> None:
    def draw(canvas: Canvas, _: int) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -300, "Words up the side")
        canvas.drawString(100, -312, "of the page.")

    parsed = read_pdf(_drawn(draw))
    assert _seen(parsed) == ["Words up the side of the page."]
    box = parsed.blocks[0].boxes[0]
    assert box.y1 - box.y0 > box.x1 - box.x0


def _rewritten(data: bytes, **encryption: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(**encryption)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


SENTENCE = _drawn(lambda canvas, _: canvas.drawString(60, 700, "We commit to forty bridges."))


def test_an_empty_password_opens() -> None:
    locked = _rewritten(SENTENCE, user_password="", owner_password="secret", algorithm="AES-256")
    assert _seen(read_pdf(locked)) == ["We commit to forty bridges."]


def test_a_wrong_count_of_objects_is_damage_that_the_other_reader_may_mend() -> None:
    damaged = re.sub(rb"(?<=xref\n0 )\d+", b"99999", SENTENCE)
    parsed = read_pdf(damaged)
    assert _seen(parsed) == _seen(read_pdf(SENTENCE))
    assert parsed.flags == ("partial",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_rewritten(SENTENCE, user_password="secret", algorithm="AES-256"), "encrypted"),
        (_rewritten(SENTENCE, user_password="secret", algorithm="RC4-128"), "encrypted"),
        (b"%PDF-1.7\n%%EOF", "corrupt"),
        (b"<html>This is no PDF.</html>", "corrupt"),
        (SENTENCE[: len(SENTENCE) // 3], "corrupt"),
        (SENTENCE.replace(b"/Kids [", b"/Kidz ["), "corrupt"),
    ],
    ids=["aes", "rc4", "header only", "html", "cut", "pages lost"],
)
def test_what_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_pdf(data)
    assert caught.value.code == code


def test_one_reader_is_enough_and_says_so() -> None:
    damaged = SENTENCE.replace(b"startxref", b"startxxxx").replace(b"%%EOF", b"")
    parsed = read_pdf(damaged)
    assert _seen(parsed) == ["We commit to forty bridges."]
    assert parsed.flags == ("partial",)


# A single "o" is a bullet to the reader, and a roman number alone on a line that of a page.
WORD = st.from_regex(r"[A-Za-z]{2,12}", fullmatch=True).filter(lambda word: set(word.lower()) - set("ivxlc"))
WORDS = st.lists(WORD, min_size=1, max_size=120)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(paragraphs=st.lists(WORDS, min_size=1, max_size=6), columns=st.integers(1, 2))
def test_all_words_come_out_in_order(paragraphs: list[list[str]], columns: int) -> None:
    story = [item for words in paragraphs for item in (Paragraph(" ".join(words), BODY), Spacer(1, 6))]
    document = read_bytes(_laid_out(story, columns=columns), name="words.pdf")
    assert_well_formed(document)
    assert_words_in_order(document, [word for words in paragraphs for word in words])


@pytest.mark.slow
def test_a_negotiating_text_of_the_united_nations(shared: Path) -> None:
    data = (shared / "corpus" / "pdf" / "8infnot.pdf").read_bytes()
    document = read_bytes(data, name="8infnot.pdf")
    assert_well_formed(document)
    headings = [document.quote(block.span) for block in document.blocks if block.kind == "heading"]
    articles = [int(match[1]) for text in headings if (match := re.match(r"Article (\d+) \([A-Z]", text))]
    assert articles == list(range(1, max(articles) + 1))
    furniture = {document.quote(block.span) for block in document.blocks if block.kind == "furniture"}
    assert {f"Page {number} of 20" for number in range(1, 21)} <= furniture
    assert {"Pp1", "Pp6", "93"} <= {block.label for block in document.blocks}
    assert not any(block.kind == "row" for block in document.blocks)
