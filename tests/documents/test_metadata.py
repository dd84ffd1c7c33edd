from __future__ import annotations

import pytest

from pipeline.documents.metadata import Facts, describe
from pipeline.documents.structure import RawBlock, assemble


def facts(*raw: RawBlock, name: str = "x.txt", location: str = "", **stated: str) -> Facts:
    text, blocks = assemble(raw)
    return describe(text, blocks, stated, name=name, location=location)


HEADING = RawBlock("heading", "Trees for the Towns", level=1)


@pytest.mark.parametrize(
    ("raw", "stated", "name", "title"),
    [
        ([HEADING], {"title": "The  plan"}, "x.pdf", "The plan"),
        ([HEADING], {"title": "Trees for the Towns | Town Pages"}, "x.html", "Trees for the Towns"),
        ([HEADING], {"title": "Trees for the Towns and More"}, "x.html", "Trees for the Towns and More"),
        ([HEADING], {"title": "Microsoft Word - plan.doc"}, "x.pdf", "Trees for the Towns"),
        ([RawBlock("paragraph", "Trees for the Towns")], {}, "x.txt", "Trees for the Towns"),
        ([RawBlock("paragraph", "The towns will plant trees.")], {}, "2031-04-02-tree_plan.txt", "tree plan"),
    ],
)
def test_title(raw: list[RawBlock], stated: dict[str, str], name: str, title: str) -> None:
    assert facts(*raw, name=name, **stated).title == title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("FACT SHEET: Statement of the Towns", "factsheet"),
        ("Elms Summit Communiqué", "communiqué"),
        ("Joint Declaration on Trees", "declaration"),
        ("Joint Statement on Trees", "statement"),
        ("Tree Action Plan", "plan"),
        ("Regulation (EU) 2031/7", "law"),
        ("Trees", "other"),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert facts(RawBlock("heading", title, level=1)).kind == kind


def test_kind_by_an_opening_line_and_by_medium() -> None:
    assert facts(RawBlock("paragraph", "Factsheet"), HEADING).kind == "factsheet"
    assert facts(HEADING, media="text/html").kind == "web page"


def test_kind_as_stated_when_it_is_one() -> None:
    assert facts(HEADING, kind="plan").kind == "plan"
    assert facts(HEADING, kind="article").kind == "other"


@pytest.mark.parametrize(
    ("raw", "stated", "name", "date"),
    [
        ([HEADING], {"date": "2031-04-02 10:00:00"}, "x", "2031-04-02"),
        ([HEADING, RawBlock("paragraph", "April 2031")], {}, "x", "2031-04"),
        (
            [HEADING, RawBlock("paragraph", "Elms, 2 April 2031")],
            {"created": "D:20310501"},
            "x",
            "2031-04-02",
        ),
        ([HEADING], {"created": "D:20310501120000Z"}, "x", "2031-05-01"),
        ([HEADING], {}, "trees-2031-06-07.txt", "2031-06-07"),
        ([HEADING, RawBlock("paragraph", "On 2 April 2030 the towns met. " * 9)], {}, "x", None),
    ],
)
def test_date(raw: list[RawBlock], stated: dict[str, str], name: str, date: str | None) -> None:
    assert facts(*raw, name=name, **stated).date == date


@pytest.mark.parametrize(
    ("title", "stated", "issuer"),
    [
        ("Trees", {"issuer": "The Towns"}, "The Towns"),
        ("G7 Leaders' Communiqué", {"url": "https://www.whitehouse.gov/x"}, "G7"),
        ("Fact Sheet: the G7 and trees", {"url": "https://www.whitehouse.gov/x"}, "The White House"),
        ("U.S.-EU Joint Statement", {"url": "https://www.whitehouse.gov/x"}, "The White House"),
        ("Trees", {"url": "https://notnato.int.example.org/"}, None),
        ("NATO and trees", {}, "NATO"),
        ("Trees", {}, None),
    ],
)
def test_issuer(title: str, stated: dict[str, str], issuer: str | None) -> None:
    assert facts(RawBlock("heading", title, level=1), **stated).issuer == issuer


def test_issuer_by_an_address_in_the_furniture_and_by_location() -> None:
    assert facts(RawBlock("furniture", "www.nato.int/trees"), HEADING).issuer == "NATO"
    assert facts(HEADING, location="https://www.who.int/trees").issuer == "World Health Organization"


def test_language_is_detected_before_it_is_believed() -> None:
    body = RawBlock(
        "paragraph", "Die Städte werden mit allen und für alle Bäume pflanzen, die sie nicht haben."
    )
    assert facts(body, language="en-GB").language == "de"
    assert facts(RawBlock("paragraph", "42"), language="fr-CH").language == "fr"
