from __future__ import annotations

import pytest

from pipeline.documents.html import parse_html, read_html
from pipeline.documents.htmlblocks import enumerate_as
from pipeline.documents.structure import assemble


def summary(source: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in parse_html(source).blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h1>A</h1><h3>B</h3>", [("heading", 1, "A"), ("heading", 3, "B")]),
        ("<p>a <b>b</b>\n c<br>d</p>", [("paragraph", 0, "a b c d")]),
        ("<p>One.<br><br>Two.</p>", [("paragraph", 0, "One."), ("paragraph", 0, "Two.")]),
        ("<p><strong>Trees</strong></p><p>Text.</p>", [("heading", 1, "Trees"), ("paragraph", 0, "Text.")]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", [("item", 0, "a"), ("item", 1, "b"), ("item", 0, "c")]),
        ("<ul><li><p>a</p><p>more</p></ul>", [("item", 0, "a"), ("paragraph", 1, "more")]),
        ("<nav>Home</nav><p>Text.</p>", [("furniture", 0, "Home"), ("paragraph", 0, "Text.")]),
        (
            "<div id='cookie-banner'>OK?</div><p>Text.</p>",
            [("furniture", 0, "OK?"), ("paragraph", 0, "Text.")],
        ),
        ("<div class='page-with-sidebar'>Text.</div>", [("paragraph", 0, "Text.")]),
        (
            "<header>Site<h1>Trees</h1></header><p>x",
            [("furniture", 0, "Site"), ("heading", 1, "Trees"), ("paragraph", 0, "x")],
        ),
        ("<main><header><p>By us.</p></header></main>", [("paragraph", 0, "By us.")]),
        ("<aside role='doc-footnote'>1. Oaks</aside>", [("note", 0, "1. Oaks")]),
        ("<p class='oj-note'>(3) Oaks</p>", [("note", 0, "(3) Oaks")]),
        ("<p class='oj-ti-art'>Article 1</p><p>x</p>", [("heading", 4, "Article 1"), ("paragraph", 0, "x")]),
        ("<script>no</script><style>no</style><template>no</template><p>yes", [("paragraph", 0, "yes")]),
        ("<p>a &lt;b&gt; &#8364;5", [("paragraph", 0, "a <b> €5")]),
        ("<p>2030<sup><a>1</a></sup> H<sub>2</sub>O", [("paragraph", 0, "2030¹ H2O")]),
        ("<p><sup>1</sup> A note [<sup>2</sup>].", [("paragraph", 0, "1 A note [2].")]),
    ],
)
def test_blocks(source: str, expected: list[tuple[str, int, str]]) -> None:
    assert summary(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<tr><th>a<th>b<tr><td>1<td>2", [("row", 0, "a | b"), ("row", 0, "1 | 2")]),
        ("<tr><td>(12)</td><td><p>Rivers flow.</p></td></tr>", [("item", 0, "(12) Rivers flow.")]),
        ("<tr><td>—</td><td>rivers</td></tr>", [("item", 0, "rivers")]),
        ("<tr><td>Only cell</td></tr>", [("paragraph", 0, "Only cell")]),
        (
            "<tr><td><h2>Trees</h2><p>x</p></td><td><p>y</p></td></tr>",
            [("heading", 2, "Trees"), ("paragraph", 0, "x"), ("paragraph", 0, "y")],
        ),
        (
            "<tr><td>(a)<td>trees:<table><tr><td>(i)<td>oaks</table><p>More.</p>",
            [("item", 0, "(a) trees:"), ("item", 1, "(i) oaks"), ("paragraph", 1, "More.")],
        ),
    ],
)
def test_tables(source: str, expected: list[tuple[str, int, str]]) -> None:
    assert summary(f"<table>{source}</table>") == expected


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        "aria-hidden=true",
        "style='display: none'",
        "style='visibility:hidden'",
        "style='font-size:0'",
        "style='color:#fff'",
        "style='color:red;background:red'",
        "style='opacity:0'",
        "style='position:absolute;left:-9999px'",
    ],
)
def test_hidden_text_is_kept_apart_and_marked(attributes: str) -> None:
    shown, hidden = parse_html(f"<p>We plant <span {attributes}>no</span>trees.</p>").blocks
    assert (shown.text.split(), shown.hidden) == (["We", "plant", "trees."], False)
    assert (hidden.text, hidden.hidden) == ("no", True)


@pytest.mark.parametrize(
    "attributes", ["style='color:#fff;background:#036'", "style='font-size:0.9em'", "style='opacity:0.5'"]
)
def test_what_is_seen_is_not_hidden(attributes: str) -> None:
    (block,) = parse_html(f"<p {attributes}>We plant.</p>").blocks
    assert not block.hidden


def test_white_text_on_an_inherited_background_is_seen() -> None:
    (block,) = parse_html("<div style='background:#036'><p style='color:white'>We plant.</p></div>").blocks
    assert not block.hidden


def test_ordered_lists_are_numbered_as_a_browser_prints_them() -> None:
    raw = parse_html("<ol start=3><li>a<li value=7>b</ol><ol type=a><li>c</ol><ol><li>(x) d</ol>").blocks
    assert [block.label for block in raw] == ["3", "7", "a", None]


@pytest.mark.parametrize(
    ("style", "number", "label"),
    [("1", 12, "12"), ("a", 2, "b"), ("A", 27, "27"), ("i", 14, "xiv"), ("I", 9, "IX"), ("i", 40, "40")],
)
def test_enumerate_as(style: str, number: int, label: str) -> None:
    assert enumerate_as(style, number) == label


def test_metadata() -> None:
    page = """<html lang="de"><head><title>Bäume | Amt</title><meta property="og:title" content="Bäume">
    <meta name="DC.date" content="2031-04-02"><link rel="canonical" href="https://example.org/b"></head><p>x"""
    assert parse_html(page).metadata == {
        "title": "Bäume",
        "date": "2031-04-02",
        "url": "https://example.org/b",
        "language": "de",
        "media": "text/html",
    }


def test_a_page_that_is_all_furniture_by_its_classes_is_read_without_them() -> None:
    assert summary("<div class='menu'><p>We plant trees.</p></div>") == [("paragraph", 0, "We plant trees.")]


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table><tr><td", "ul><li"])
def test_deep_nesting_loses_nothing(tag: str) -> None:
    depth = 3000
    _, blocks = assemble(parse_html(f"<{tag}>" * depth + "<p>We plant trees.").blocks)
    assert len(blocks) == 1


def test_the_heads_of_one_title_are_one_heading() -> None:
    assert summary("<p class='oj-doc-ti'>Act 7</p><p class='oj-doc-ti'>on trees</p>") == [
        ("heading", 1, "Act 7 on trees")
    ]


def test_an_unclosed_comment_hides_the_rest() -> None:
    assert summary("<p>seen</p><!-- a --><p>too</p><!-- <p>not") == [
        ("paragraph", 0, "seen"),
        ("paragraph", 0, "too"),
    ]


def test_declared_charset() -> None:
    page = '<meta charset="iso-8859-2"><p>čtyři stromy'
    assert read_html(page.encode("iso-8859-2")).blocks[0].text == "čtyři stromy"


def test_no_elements_no_blocks() -> None:
    assert parse_html("<!-- -->").blocks == ()
