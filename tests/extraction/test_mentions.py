from __future__ import annotations

from pipeline.schema import BlockKind
from tests.extraction.reading import document, read


def said(*lines: str | tuple[BlockKind, str]) -> list[list[tuple[str, str]]]:
    made = document(*lines)
    return [[(m.span.of(r.sentence.text), m.name) for m in r.mentions] for r in read(made)[1] if r.mentions]


def test_short_forms_and_acronyms_stand_for_the_last_name_that_fits() -> None:
    assert said(
        "The North Harbour Board (NHB) is new.",
        "The South Pier Board is old.",
        "The Board meets.",
        "The NHB sails.",
    )[2:] == [[("Board", "South Pier Board")], [("NHB", "North Harbour Board")]]


def test_an_updated_plan_is_another_plan() -> None:
    lines = (
        "At the 2021 Bergen Summit, ministers agreed the Harbour Safety Plan.",
        "In 2024 they agreed an updated Harbour Safety Plan.",
        "The updated Plan is longer.",
        "The original Plan was short.",
        "The 2021 Plan is kept.",
        "The Safety Plan lists ships.",
    )
    found = [names[-1][1] for names in said(*lines)]
    new, old = "updated Harbour Safety Plan", "Harbour Safety Plan"
    assert found[:5] == [old, new, new, old, old]


def test_a_pronoun_goes_back_to_the_subject_of_the_sentence_before() -> None:
    found = said("The Harbour Board meets. It sails. Ferries wait. It rains.")
    assert found == [[("Harbour Board", "Harbour Board")], [("It", "Harbour Board")]]


def test_years_and_plain_words_describe_what_has_no_name() -> None:
    found = said(
        "The port’s 2014 Harbour Pledge holds.",
        "The 2025 harbour investment plan builds on a previous pledge made at the 2014 Bergen Summit.",
        "The 2014 pledge is old.",
    )
    assert [name for _, name in found[1]] == [
        "2025 harbour investment plan",
        "Harbour Pledge",
        "2014 Bergen Summit",
    ]
    assert found[2] == [("2014 pledge", "Harbour Pledge")]


def test_the_heading_names_what_a_text_is_about() -> None:
    made = document(("heading", "The North Harbour Board"), "Three crews prepare its work.")
    assert read(made)[1][-1].topic == "North Harbour Board"


def test_capitals_count_where_a_line_is_not_all_in_capitals() -> None:
    assert said("THE HARBOUR NEWS") == []
    assert said("We thank FISHCO and the UK.") == [[("FISHCO", "FISHCO")]]
