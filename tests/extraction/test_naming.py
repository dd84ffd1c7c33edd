from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extraction.grounding import evidence, locate
from pipeline.extraction.naming import Names, parties_of, speaker_of
from pipeline.schema import Document, Span
from tests.nouns import make_document


def named(title: str, issuer: str | None = None, text: str = "We act.") -> Document:
    return replace(make_document((("paragraph", text),)), title=title, issuer=issuer)


@pytest.mark.parametrize(
    ("title", "issuer", "speaker"),
    [
        ("Harbour G7 Leaders’ Communiqué", None, "G7 Leaders"),
        ("Harbour Factsheet", "NATO", "NATO Allies"),
        ("Joint Statement of Japan and Canada", None, "Japan and Canada"),
        ("Harbour Plan", "Ministry of Ports", "Ministry of Ports"),
        ("Harbour Plan", None, None),
        (
            "Statement of President Ada Roe and Prime Minister von Doe",
            None,
            "President Ada Roe and Prime Minister von Doe",
        ),
        ("JAPAN-CANADA HARBOUR STATEMENT", None, "Japan and Canada"),
    ],
)
def test_who_we_are(title: str, issuer: str | None, speaker: str | None) -> None:
    assert speaker_of(named(title, issuer)) == speaker


def test_parties_come_in_the_order_of_the_title() -> None:
    assert parties_of(named("U.S.-Japan Statement on Kenya")) == ("United States", "Japan", "Kenya")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("We act.", "We", "Japan and Canada"),
        ("Our countries act.", "Our countries", "Japan and Canada"),
        ("The U.S. acts.", "The U.S.", "United States"),
        ("Both sides act.", "Both sides", "Japan and Canada"),
        ("Allies act.", "Allies", "NATO Allies"),
        ("The Northern Pier Board was set up. The Board acts.", "The Board", "Northern Pier Board"),
        ("The Ministry of Ports acts.", "The Ministry of Ports", "Ministry of Ports"),
        ("They act.", "They", None),
    ],
)
def test_an_actor_is_resolved(text: str, words: str, name: str | None) -> None:
    document = named("Joint Statement of Japan and Canada", text=text)
    start = text.rindex(words)
    found = evidence(document, Span(start, start + len(words)))
    assert Names(document).resolve(found) == name


def test_a_text_may_say_who_we_are() -> None:
    document = named("Harbour Plan", text="We, the harbour masters of Norland, met. We act.")
    assert Names(document).resolve(locate(document, "We")) == "We"
    document = named("Harbour Plan", text="We, the Masters of Norland, met. We act.")
    assert Names(document).resolve(locate(document, "We")) == "Masters of Norland"


def test_no_actor_has_no_name() -> None:
    assert Names(named("Harbour Plan")).resolve(None) is None


def test_a_pronoun_goes_back_to_the_last_actor() -> None:
    document = named("Harbour Plan", text="Norland acts. It acts again.")
    names = Names(document)
    assert names.resolve(locate(document, "Norland")) == "Norland"
    assert names.resolve(locate(document, "It")) == "Norland"
