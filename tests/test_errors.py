from __future__ import annotations

from typing import get_args

from pipeline import errors


def test_every_failure_code_has_a_sentence_on_what_to_do() -> None:
    assert set(errors.REMEDIES) == set(get_args(errors.FailureCode))
    assert all(remedy.endswith(".") for remedy in errors.REMEDIES.values())


def test_a_read_error_names_thing_place_and_remedy() -> None:
    error = errors.ReadError("encrypted", "the PDF needs a password.", place="secret.pdf")
    assert str(error) == f"secret.pdf: encrypted: the PDF needs a password. {errors.REMEDIES['encrypted']}"


def test_the_tree_in_the_docstring_is_the_tree_in_the_code() -> None:
    classes = {
        name
        for name, thing in vars(errors).items()
        if isinstance(thing, type) and issubclass(thing, Exception)
    }
    drawn = {word for word in (errors.__doc__ or "").split() if word in classes}
    assert drawn == classes
