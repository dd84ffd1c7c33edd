from __future__ import annotations

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
