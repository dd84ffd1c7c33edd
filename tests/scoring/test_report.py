from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.review.reviewed import Reviewed
from pipeline.review.selectors import Selector
from pipeline.schema import Span
from pipeline.scoring import gate
from pipeline.scoring.answering import count_replies, judge
from pipeline.scoring.findings import findings
from pipeline.scoring.gold import GoldDocument
from pipeline.scoring.loading import load
from pipeline.scoring.matching import match
from pipeline.scoring.measures import total
from pipeline.scoring.report import table_rows, to_data, to_html, write_html, write_json
from pipeline.scoring.results import Evaluation, Judged, figures
from pipeline.scoring.reviewing import Verdict
from tests.scoring.samples import ANNOTATIONS, UNITS, perfect_rows

VOID = {"meta", "br", "input", "rect", "path", "polyline"}


class Page(HTMLParser):
    """Collects tags, attributes and text, and checks that elements close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.marks: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            self.marks[-1] += data


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
    assert page.open == []
    return page


@pytest.fixture
def make(gold_folder: Path) -> Callable[..., Evaluation]:
    """An evaluation of the one document with the given predictions and answers."""

    def make_one(rows: list[dict[str, Any]], answers: dict[str, Any]) -> Evaluation:
        gold = load(gold_folder)
        document = gold.documents[0]
        outcomes, replies = match(document, rows), judge(document, answers)
        counts = total([*(o.counts() for o in outcomes), count_replies(replies, scope="document")])
        judged = Judged(document, "units", counts, outcomes, {"document": replies})
        return Evaluation(
            name="eval/gold",
            sha256=gold.sha256,
            version="0.1.0",
            fingerprint="f" * 16,
            suites=("extraction", "answers"),
            counts={"n01": counts},
            figures=figures({"n01": counts}),
            documents=(judged,),
            latencies_ms={"document": [10.0, 30.0]},
        )

    return make_one


@pytest.fixture
def flawed(make: Callable[..., Evaluation]) -> Evaluation:
    """One promise missed, one invented, a target with a wrong value, one question answered."""
    rows = list(perfect_rows(ANNOTATIONS, UNITS))[1:]
    rows.append(
        {"kind": "commitment", "quote": "Delegates met", "confidence": 0.4, "prefix": "", "suffix": ""}
    )
    next(row for row in rows if row["kind"] == "target")["value"] = [40, 45.5]
    answer = {"answered": True, "answer": "<b>Half</b>", "citations": [{"quote": "They will cut emissions"}]}
    return make(rows, {"By how much will emissions fall?": answer})


def test_findings_name_every_error_in_context(flawed: Evaluation) -> None:
    (one,) = findings(flawed)
    assert [(f.unit, f.gold and f.gold.quote) for f in one.missed] == [
        ("u001", "will cut emissions by at least 40% by 2030")
    ]
    alarm = one.false_alarms[0]
    assert alarm.predicted is not None
    assert (alarm.predicted.quote, alarm.predicted.after) == ("Delegates met", " on 2 May 2024.")
    (difference,) = one.wrong[0].differences
    assert (difference.field, difference.gold, difference.predicted) == ("value", "40", "40 to 45.5")


def test_a_bullet_is_shown_with_its_stem(make: Callable[..., Evaluation]) -> None:
    (one,) = findings(make([], {}))
    stems = [finding.gold.lead_in for finding in one.missed if finding.gold]
    assert stems == ["", "", "The ports agree to:", "", "", ""]


def test_the_page_stands_alone_and_is_well_formed(flawed: Evaluation) -> None:
    html = to_html(flawed)
    page = parsed(html)
    assert [link for link in page.links if not link.startswith("#")] == []
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not re.search(r"url\(|@import|https?:", html)


def test_the_page_shows_findings_and_replies(flawed: Evaluation) -> None:
    page = parsed(to_html(flawed))
    assert "will cut emissions by at least 40% by 2030" in page.marks
    assert "Delegates met" in page.marks
    for shown in ("40 to 45.5", "By how much will emissions fall?", "At least 40 %.", "median 20 ms"):
        assert shown in page.text


def test_texts_are_escaped(flawed: Evaluation) -> None:
    page = parsed(to_html(flawed))
    assert "b" not in page.tags
    assert "<b>Half</b>" in page.text


def test_regressions_stand_at_the_top(make: Callable[..., Evaluation], tmp_path: Path) -> None:
    path = tmp_path / "eval" / "baseline.json"
    good = make(list(perfect_rows(ANNOTATIONS, UNITS)), {})
    gate.accept(path, good)
    baseline = gate.load(path, good.name)
    assert baseline is not None
    rows = [row for row in perfect_rows(ANNOTATIONS, UNITS) if row["kind"] == "date"]
    bad = make(rows, {})
    page = parsed(to_html(bad, gate.compare(bad, baseline)))
    alert = page.text.index("Significantly worse than the baseline")
    assert alert < page.text.index("extraction.commitment.f1 (100.0 → 0.0)") < page.text.index("Figures")


@pytest.mark.parametrize("suites", [("extraction",), ("answers",), ("retrieval",)])
def test_a_page_of_one_suite(document: GoldDocument, suites: Any) -> None:
    counts = {"q1": {"retrieval.passages.questions": 1.0, "retrieval.passages.recall": 0.5}}
    evaluation = Evaluation("q.jsonl", "0" * 64, "0.1.0", "f" * 16, suites, counts, figures(counts))
    assert "Recall@10" in parsed(to_html(evaluation)).text


def test_rows_and_json_agree(flawed: Evaluation, tmp_path: Path) -> None:
    write_json(tmp_path / "out" / "report.json", flawed)
    write_html(tmp_path / "out" / "report.html", flawed)
    data = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert data == json.loads(json.dumps(to_data(flawed)))
    assert data["figures"] == table_rows(flawed)
    f1 = next(row for row in data["figures"] if row["measure"] == "extraction.commitment.f1")
    assert (f1["value"], f1["top"], f1["bottom"]) == (round(4 / 6, 4), 4.0, 6.0)
    assert data["replies"][0]["good"] is False
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == to_html(flawed)


def test_figures_of_single_question_types_can_be_left_out(flawed: Evaluation) -> None:
    every = {row["measure"] for row in table_rows(flawed)}
    few = {row["measure"] for row in table_rows(flawed, by_type=False)}
    assert "answers.document.correct_and_cited" in few
    assert {name.split(".")[2] for name in every - few} == {"quantity"}


def test_each_question_shows_answer_evidence_and_gold_side_by_side(make: Callable[..., Evaluation]) -> None:
    answer = {
        "answered": True,
        "answer": "By at least 40 %.",
        "citations": [{"quote": "cut emissions by at least 40%"}, {"quote": "Delegates met on 2 May 2024"}],
        "latency_ms": 41.5,
    }
    evaluation = make([], {"By how much will emissions fall?": answer})
    page = parsed(to_html(evaluation))
    for shown in (
        "By at least 40 %.",
        "1 of 2 citations touch it",
        "42 ms",
        "Evidence cited",
        "At least 40 %.",
    ):
        assert shown in page.text
    reply = to_data(evaluation)["replies"][0]
    assert (reply["citations_right"], reply["latency_ms"]) == ([True, False], 41.5)


def test_reviewed_records_that_fail_are_on_the_page_and_in_the_data(flawed: Evaluation) -> None:
    selector = Selector("cut <b>emissions</b>", "", "", Span(3, 23))
    reviewed = Reviewed("c9", "commitment", "edit", "pact.md", "0" * 64, selector)
    verdict = Verdict(reviewed, "same", "cut <b>emissions</b>", ("expected strength “weak”, came “strong”",))
    evaluation = replace(flawed, reviewed=(verdict,))
    page = parsed(to_html(evaluation))
    assert "0 of 1 hold" in page.text
    assert "cut <b>emissions</b>" in page.marks
    assert "expected strength “weak”, came “strong”" in page.text
    data = to_data(evaluation)["reviewed"]
    assert (data["states"]["same"], data["records"][0]["holds"]) == (1, False)
