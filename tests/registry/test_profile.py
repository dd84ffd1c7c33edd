from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.registry import Profile, profile
from pipeline.schema import Document
from pipeline.store import Store
from tests.nouns import make_document
from tests.registry.making import stored

FIRST = (
    "The Harbour Tide Board (HTB) is a forum for captains. The Board was established in May 2014.",
    "The Board reports to the Council of Port Masters. It advises captains on tides.",
    "The Board’s two working groups focus on: tides and ferry crews.",
    "The Board will count all ships by 2030.",
    "At the 2021 Bergen Summit, Port Ministers agreed the Ferry Action Plan.",
    "In 2021, Port Ministers committed to spending 2% of income on tides by 2024.",
)
SECOND = (
    "The HTB, created in 2016, is new. The Harbour Tide Board has two working groups: nets and ropes.",
    "In 2025, ministers agreed an updated Ferry Action Plan, which implements the Tide Safety Pledge.",
    "With the updated Ferry Action Plan, Port Ministers commit to painting all boats by 2027.",
    "In 2025, Port Ministers committed to spending 5% of income on tides by 2035.",
)


def document(lines: tuple[str, ...], name: str) -> Document:
    made = make_document([("paragraph", line) for line in lines], name=name)
    return replace(made, title=name, date="2025-07")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("profiles") / "store.sqlite"
    with stored(path, document(FIRST, "first.txt"), document(SECOND, "second.txt")) as made:
        yield made


def told(found: Profile, section: str) -> list[str]:
    return [one.text for one in found.statements if one.section == section]


def test_everything_told_of_a_body_by_two_documents(store: Store) -> None:
    found = profile(store, "HTB")
    assert (found.name, found.kind, found.aliases, found.documents) == (
        "Harbour Tide Board",
        "body",
        ("HTB",),
        2,
    )
    assert told(found, "what it is") == ["a forum for captains"]
    assert told(found, "established") == ["established · 2014-05", "created · 2016"]
    assert told(found, "reports to") == ["Council of Port Masters"]
    assert told(found, "does")[0] == "advises captains on tides"
    assert any("count all ships" in one for one in told(found, "commitments"))
    assert all(one.row["quote"] for one in found.statements)


def test_what_documents_tell_differently_is_shown_with_both_sources(store: Store) -> None:
    found = profile(store, "Harbour Tide Board")
    assert told(found, "parts") == [
        "tides (working group)",
        "ferry crews (working group)",
        "nets (working group)",
        "ropes (working group)",
    ]
    (note,) = (one for one in found.differences if one.startswith("working group"))
    assert "first.txt: tides, ferry crews" in note
    assert "second.txt: nets, ropes" in note


def test_a_plan_and_its_update_have_profiles_of_their_own(store: Store) -> None:
    old, new = profile(store, "Ferry Action Plan"), profile(store, "updated Ferry Action Plan")
    assert told(old, "established") == ["agreed · 2021 · at the 2021 Bergen Summit · by Port Ministers"]
    assert told(old, "updated by") == ["updated Ferry Action Plan"]
    assert told(new, "updates") == ["Ferry Action Plan"]
    assert told(new, "implements") == ["Tide Safety Pledge"]
    assert any("painting all boats" in one for one in told(new, "commitments"))
    assert not any("painting" in one for one in told(old, "commitments"))


def test_a_goal_has_a_profile_and_tells_what_it_raised(store: Store) -> None:
    found = profile(store, "five per cent commitment")
    assert found.name == "5 % of income commitment (2025)"
    (chain,) = found.chain
    assert chain.startswith("2 % of income by 2024 (agreed 2021) → 5 % of income by 2035 (agreed 2025")


def test_an_unknown_name_is_answered_with_near_ones(store: Store) -> None:
    with pytest.raises(UsageError, match=r"'Tide Council'.*Near it: .*Tide"):
        profile(store, "Tide Council")


def test_the_factsheets_give_the_profiles_they_must(shared: Path, tmp_path: Path) -> None:
    from pipeline.config import ReadConfig
    from pipeline.documents import Sandbox

    with Sandbox(ReadConfig()) as sandbox:
        read = [sandbox.read(path) for path in sorted((shared / "corpus" / "factsheets").glob("*.txt"))]
    with stored(tmp_path / "store.sqlite", *read) as made:
        board = profile(made, "DIPB")
        assert set(told(board, "established")) == {"created · 2023-12 · by Allies"}
        assert set(told(board, "reports to")) == {"Conference of National Armaments Directors"}
        assert set(told(board, "established under")) == {"Defence Production Action Plan"}
        assert len(told(board, "parts")) == 6
        assert any("working group" in one for one in board.differences)
        updated = profile(made, "updated Defence Production Action Plan")
        assert told(updated, "updates")[0] == "Defence Production Action Plan"
        assert told(updated, "implements")[0] == "NATO Industrial Capacity Expansion Pledge"
        goal = profile(made, "5% commitment")
        assert "2 % of GDP by 2024 (agreed 2014) → 5 % of GDP by 2035 (agreed 2025-06)" in goal.chain
        for name in ("CNAD", "NDPP", "NIAG", "NSPA", "High Visibility Projects", "Defence Investment Pledge"):
            assert profile(made, name).statements


def test_a_promise_told_with_the_making_of_its_pledge_belongs_to_it(tmp_path: Path) -> None:
    lines = (
        "The 2014 Tide Spending Pledge stands.",
        "The plan builds off a previous pledge made at the 2014 Bergen Summit, where Port Ministers agreed "
        "to commit a minimum of 2% of income to tides by 2024.",
        "Port Ministers agreed to paint all boats by 2027.",
    )
    with stored(tmp_path / "store.sqlite", document(lines, "pledge.txt")) as store:
        promised = told(profile(store, "Tide Spending Pledge"), "commitments")
    assert len(promised) == 1
    assert "2% of income" in promised[0]
