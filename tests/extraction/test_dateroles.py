from __future__ import annotations

import pytest

from pipeline.extraction import dateroles, dates


def test_features_name_the_surroundings() -> None:
    text = "The plan, adopted in 2023, sets goals."
    (found,) = dates.find(text)
    names = set(dateroles.features(text, found, (2025, 6, 25)))
    assert {"side:-1", "bound:in", "shape:year", "nearest:agreed", "absolute"} <= names


def test_the_probability_is_that_of_the_best_of_seven_roles() -> None:
    text = "by 2035"
    (found,) = dates.find(text)
    role, sure = dateroles.role(text, found, (2025, 6, 25))
    assert role == "deadline"
    assert 1 / 7 < sure <= 1


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("In March 2024, the ministers agreed a joint plan.", "agreed"),
        ("The treaty was signed in Paris on 4 May 2024.", "agreed"),
        ("The council, created after long talks in 2019, advises the board.", "established"),
        ("At the 2023 Vilnius Summit, leaders approved it.", "event"),
        ("They agreed to spend 2% by 2033.", "deadline"),
        ("Emissions shall fall by half from 2005 levels.", "other"),
        ("Updated in February 2025", "published"),
    ],
)
def test_one_sign_may_decide(text: str, role: str) -> None:
    found = dates.find(text)[-1]
    assert dateroles.role(text, found, None) == (role, dateroles.CERTAIN)
