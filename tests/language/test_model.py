"""The trained weights: what they make of sentences like those of policy texts, and of treebank texts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.tokens import Doc

from pipeline.language import load, syntax
from pipeline.language.pipeline import MODEL

MOST_BYTES = 20_000_000
FLOORS = {"tag_acc": 95, "pos_acc": 95, "morph_acc": 93, "lemma_acc": 95.5, "dep_uas": 87.5, "dep_las": 84.5}
SAMPLE = 4  # every fourth document of the near set

OFFLINE = """
import socket
def refuse(*_args, **_kwargs):
    raise AssertionError("a connection was tried")
socket.socket.connect = socket.create_connection = refuse
from pipeline.language import load
print(" ".join(token.dep_ for token in load()("We will act.")))
"""


def verbs(text: str) -> list[str]:
    doc: Doc = load()(text)
    return [token.text for token in doc if token.pos_ == "VERB" and syntax.is_verb(token)]


def test_the_weights_load_without_a_network() -> None:
    done = subprocess.run([sys.executable, "-c", OFFLINE], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "nsubj aux ROOT punct", done.stderr


def test_the_package_is_small_and_says_its_licence_and_scores() -> None:
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert sum(path.stat().st_size for path in MODEL.rglob("*")) <= MOST_BYTES
    assert meta["license"] == "CC BY-SA 4.0"
    assert meta["performance"]["near"]["dep_las"] >= 86


def test_the_package_names_no_place_of_the_machine_that_made_it() -> None:
    config = (MODEL / "config.cfg").read_text(encoding="utf-8")
    assert [line for line in config.splitlines() if '= "/' in line] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will strengthen and support the new council.", ["strengthen", "support"]),
        ("We will found a bank as well as fund two harbours.", ["found", "fund"]),
        ("Increase, maintain and report the stock of vaccines;", ["Increase", "maintain", "report"]),
        ("The Board shall report to ministers, and support local partners.", ["report", "support"]),
        ("Members agreed to expand trade and to review the fund by 2030.", ["agreed", "expand", "review"]),
    ],
)
def test_verbs_in_a_row_are_verbs(text: str, expected: list[str]) -> None:
    assert verbs(text) == expected


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Partners will train nurses and build clinics.", "build", "Partners"),
        ("The fund was set up by ministers and will be reviewed yearly.", "reviewed", "fund"),
        ("We call on all members to act.", "act", "members"),
        ("We encourage ministers to act.", "act", "ministers"),
        ("Ministers committed to act.", "act", "Ministers"),
    ],
)
def test_subjects(text: str, verb: str, subject: str) -> None:
    found = next(syntax.subject(token) for token in load()(text) if token.text == verb)
    assert found is not None
    assert found.text == subject


@pytest.mark.slow
def test_scores_on_the_near_treebank_texts(shared: Path) -> None:
    from pipeline.language.products import on_one_thread
    from tests.tools.fitting.parser import train, treebank

    near = treebank.split(shared / "treebank")["near"][::SAMPLE]
    docs = [treebank.document(paragraph, load().vocab) for paragraph in near]
    with on_one_thread():
        scores = train.score(load(), docs)
    assert {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor} == {}
