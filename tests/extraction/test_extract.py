from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import read_bytes
from pipeline.extraction import extract
from pipeline.extraction.grounding import verify
from pipeline.language import analyse
from pipeline.schema import Document, Evidence, Records
from tests.nouns import make_document

WORDS = st.sampled_from(
    [
        *("We", "Norland", "will", "commit", "to", "build", "400", "piers", "by", "2031", "and"),
        *("reaffirm", "our", "commitment", "Treaty", "the", ",", ";", ":", "."),
    ]
)


def assert_grounded(document: Document, records: Records) -> None:
    for record in records.all():
        assert verify(document, Evidence(record.quote, record.span))
        assert all(verify(document, found) for found in record.evidence.values())
        block = next(b for b in document.blocks if b.span.start <= record.span.start < b.span.end)
        assert (record.page, record.paragraph, record.section) == (block.page, block.label, block.section)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=3))
def test_whatever_is_found_stands_in_the_text(lines: list[str]) -> None:
    document = make_document(tuple(("paragraph", line) for line in lines))
    records = extract(document)
    assert_grounded(document, records)
    assert records == extract(document, analyse(document))


def test_targets_and_commitments_know_each_other() -> None:
    document = make_document((("paragraph", "We will plant at least 400 trees by 2031. Trees are good."),))
    records = extract(document)
    assert [one.targets for one in records.commitments] == [(records.targets[0].id,)]
    assert records.targets[0].commitment == records.commitments[0].id
    assert records.dates[0].edtf == "2031"


def test_the_nato_factsheet(shared: Path) -> None:
    path = shared / "corpus" / "factsheets" / "nato-defence-industry-production.txt"
    document = read_bytes(path.read_bytes(), name=path.name)
    records = extract(document)
    bullets = [c for c in records.commitments if c.lead_in and c.lead_in.quote.endswith("committed to:")]
    assert len({document.text.count("\n", 0, bullet.span.start) for bullet in bullets}) == 8
    assert {(c.actor, c.cue) for c in bullets} == {("Allies", "have committed to")}
    assert any(c.deadline and c.deadline.edtf == "../2035" for c in records.commitments)
    assert ("reports_to", "Defence Industrial Production Board") in {
        (x.relation, x.source) for x in records.links
    }
    assert_grounded(document, records)
    ids = [record.id for record in records.all()]
    assert len(ids) == len(set(ids))


def test_what_is_too_long_for_a_sentence_is_read_in_pieces() -> None:
    filler = "and the reefs and the coasts " * 200
    document = make_document((("paragraph", f"{filler}; we will plant 400 trees by 2031 {filler}"),))
    records = extract(document)
    assert [date.edtf for date in records.dates] == ["2031"]
    assert [target.value for target in records.targets] == [400]
    assert [commitment.actor for commitment in records.commitments] == ["we"]
    assert_grounded(document, records)


def test_the_action_is_quoted_without_the_space_behind_its_cue() -> None:
    data = b"We will cut the noise of ferries by 2031."
    (commitment,) = extract(read_bytes(data, name="noise.txt")).commitments
    assert commitment.evidence["action"].quote == commitment.action == "cut the noise of ferries by 2031"
