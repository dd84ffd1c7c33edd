from __future__ import annotations

from pipeline.answers.acronyms import definitions, equivalents, with_equivalents


def test_short_forms_are_read_where_the_initials_agree() -> None:
    text = (
        "The Harbour Safety Board (HSB) and the Council of Coastal Ministers (CCM) met (MET). "
        "Least-Served Ports (LSP) came, and members of the League (HSB)."
    )
    assert definitions(text) == {
        "HSB": "Harbour Safety Board",
        "CCM": "Council of Coastal Ministers",
        "LSP": "Least-Served Ports",
    }


def test_short_and_long_forms_stand_for_each_other() -> None:
    known = equivalents("The Harbour Safety Board (HSB) met.")
    assert with_equivalents(frozenset({"hsb"}), known) >= {"harbor", "safeti", "board"}
    assert "hsb" in with_equivalents(frozenset({"harbor", "safeti", "board"}), known)
    assert "hsb" not in with_equivalents(frozenset({"safeti", "board"}), known)
