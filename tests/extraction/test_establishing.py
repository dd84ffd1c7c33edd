from __future__ import annotations

import pytest

from tests.extraction.reading import facts

BOARD, PLAN = "Harbour Board", "Harbour Plan"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Board was established in May 2014.", (BOARD, "established", "2014-05", None, None)),
        (
            "The Harbour Board, created in 2014 under old rules, meets.",
            (BOARD, "created", "2014", None, None),
        ),
        (
            "At the 2021 Bergen Summit, Port Ministers agreed the Harbour Plan.",
            (PLAN, "agreed", "2021", "Port Ministers", "2021 Bergen Summit"),
        ),
        (
            "Ministers rely on the Harbour Plan that leaders had adopted in July 2023.",
            (PLAN, "adopted", "2023-07", "leaders", None),
        ),
        (
            "Agreed at the 2021 Bergen Summit, the Harbour Plan lists ships.",
            (PLAN, "Agreed", "2021", None, "2021 Bergen Summit"),
        ),
        ("Today we launch the Harbour Plan.", (PLAN, "launch", "2026-03", "we", None)),
        (
            "The Harbour Plan entered into force on 2 May 2024.",
            (PLAN, "entered into force", "2024-05-02", None, None),
        ),
        ("As part of the 2014 Harbour Plan, ships wait.", (PLAN, "2014", "2014", None, None)),
    ],
)
def test_who_set_what_up_and_when(text: str, expected: tuple[str, str, str, str | None, str | None]) -> None:
    found = [one for one in facts(text) if one.predicate == "established" and one.entity == expected[0]]
    assert [(one.entity, one.value, one.when, one.by, one.at) for one in found] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers spoke at the Harbour Board.",
        "The 2040 Harbour Plan lists ships.",
        "Work made by the Harbour Board is good.",
        "Crews agreed under the Harbour Plan sail.",
    ],
)
def test_what_sets_nothing_up(text: str) -> None:
    assert [one for one in facts(text) if one.predicate == "established"] == []
