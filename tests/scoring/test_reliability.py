from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.scoring.gold import GoldRecord
from pipeline.scoring.matching import FalseAlarm, Outcome, Pair
from pipeline.scoring.reliability import Bin, Curve, calibration_error, curves, reliability


def outcome(right: list[float | None], wrong: list[float | None]) -> Outcome:
    return Outcome(
        kind="date",
        pairs=tuple(Pair(GoldRecord("u0", "x"), {"confidence": c}, ()) for c in right),
        missed=(),
        false_alarms=tuple(FalseAlarm({"confidence": c}, "u0") for c in wrong),
    )


def test_bins_hold_like_confidences() -> None:
    bins = reliability([outcome([0.81, 0.89, 1.0], [0.85, 0.1])])
    assert bins == (
        Bin(1, 0.1, 0.0),
        Bin(3, pytest.approx(0.85), pytest.approx(2 / 3)),
        Bin(1, 1.0, 1.0),
    )
    assert calibration_error(bins) == pytest.approx((0.1 + 3 * (0.85 - 2 / 3)) / 5)


def test_rows_without_confidence_do_not_count() -> None:
    assert reliability([outcome([None], [None])]) == ()
    assert calibration_error(()) is None


def test_each_kind_with_predictions_has_a_curve_of_its_own() -> None:
    dates = outcome([0.9], [0.9])
    targets = replace(outcome([1.0], []), kind="target")
    assert curves([dates, targets, replace(dates, kind="commitment", pairs=(), false_alarms=())]) == (
        Curve("target", (Bin(1, 1.0, 1.0),), 0.0),
        Curve("date", (Bin(2, 0.9, 0.5),), 0.4),
    )
