from __future__ import annotations

import pytest

from pipeline.extraction.instruments import (
    acronyms_in,
    acronyms_of,
    find_names,
    first_name,
    full_name,
    short_forms,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Under the Northern Pier Pledge, we act.", ["Northern Pier Pledge"]),
        ("We adopt the Harbour Action Plan (HAP).", ["Harbour Action Plan (HAP)"]),
        ("We join the Convention on Oak Piers.", ["Convention on Oak Piers"]),
        ("We stand by Article 9 of the Pier Treaty.", ["Article 9 of the Pier Treaty"]),
        ("We join the U.S.-Norland Pier Dialogue.", ["U.S.-Norland Pier Dialogue"]),
        ("We ask the International Monetary Fund.", []),
        ("We have a plan.", []),
    ],
)
def test_named_instruments(text: str, names: list[str]) -> None:
    assert [span.of(text) for span in find_names(text)] == names


def test_bodies_are_found_apart() -> None:
    text = "The Northern Pier Board met."
    assert [span.of(text) for span in find_names(text, "bodies")] == ["Northern Pier Board"]


def test_the_first_text_that_names_one_wins() -> None:
    texts = ("We act.", "Under the Northern Pier Pledge we act.")
    place, span = first_name(texts) or (-1, None)
    assert place == 1
    assert span is not None
    assert span.of(texts[1]) == "Northern Pier Pledge"


def test_a_short_form_goes_back_to_its_full_name() -> None:
    text = "The Northern Pier Pledge was made. Under the Pledge, we act."
    assert list(short_forms(text)) == ["Pledge"]
    found = full_name(text, "Pledge", len(text))
    assert found is not None
    assert found.of(text) == "Northern Pier Pledge"
    assert full_name(text, "Treaty", len(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Pact on Old Piers was signed. ", "Pact on Old Piers"),
        ("The Oak Harbour Pact (the Pact) goes on. The Elm Port Pact ended. ", "Oak Harbour Pact"),
    ],
)
def test_a_short_form_may_be_the_beginning_or_be_given(text: str, name: str) -> None:
    found = full_name(text, "Pact", len(text))
    assert found is not None
    assert found.of(text) == name


def test_acronyms_that_the_text_gives_instruments() -> None:
    text = "The Harbour Action Plan (HAP) is old. The Pier Board (PB) will renew the HAP."
    assert {key: span.of(text) for key, span in acronyms_of(text).items()} == {
        "HAP": "Harbour Action Plan (HAP)"
    }
    assert list(acronyms_in("PB will renew the HAP.")) == ["PB", "HAP"]
