from __future__ import annotations

import pytest

from pipeline.extraction.subjects import finite_verbs, subject, verb_after
from tests.extraction.reading import document, read


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The Harbour Board meets weekly.", "meets"),
        ("In May, the Harbour Board (HB) also advises captains.", "advises"),
        ("The Harbour Board, a forum for captains, brings ships together.", "brings"),
        ("The Harbour Plan agreed in 2021 aims to help.", "aims"),
        ("The Harbour Board members sail.", None),
        ("Captains thank the Harbour Board.", None),
    ],
)
def test_a_name_is_the_subject_when_its_verb_follows(text: str, verb: str | None) -> None:
    (reading,) = read(document(text))[1]
    about = subject(text, reading.mentions)
    start = verb_after(text, about) if about else None
    assert (text[start:].split()[0] if start is not None else None) == verb


def test_base_forms_are_verbs_after_plurals_only() -> None:
    assert "sail" not in finite_verbs(plural=False)
    assert {"applies", "reaches", "applied", "is"} <= finite_verbs(plural=False)
    assert "apply" in finite_verbs(plural=True)
