from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.splitting import split

LABEL_AT_END = re.compile(r"(^|\s)(\d{1,2}|[IVX]+|[a-e])\.$")


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["We will act.", "They will follow."],
        ["The U.S. Government and the U.K. Treasury agreed.", "Both will report."],
        ["The plan was made in the U.S.", "The partners will review it."],
        ["See Art. 5 and para. 12 of Res. 99.", "It applies."],
        ["They cite No. 14 of the list.", "No. 15 is new."],
        ["Spending rose by 2.5 per cent.", "It was 1.3 before."],
        ["Some crops, e.g. Wheat and rye, are covered.", "Others are not."],
        ["Dr. J. A. Smith and Prof. Lee signed.", "They left."],
        ["12. We commit to this.", "We mean it."],
        ["(b). The Board reports.", "It meets."],
        ["He said “we will act.”", "They did."],
        ["(All figures are rough.)", "We welcome them."],
        ["Will they act?", "Yes!", "2030 is the date."],
        ["The ASEAN-U.S. Summit met.", "It ended."],
        ["Violence fell.", "4. Courts will be built."],
        ["A floor price was set.[3]", "It holds."],
        ["one thing without a stop"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@given(st.text(alphabet='Ab1. \n\t"”)U.S!?;', max_size=80))
def test_ranges_are_ordered_trimmed_and_cover_all_that_is_not_space(text: str) -> None:
    ranges = split(text)
    assert "".join("".join(text[s:e].split()) for s, e in ranges) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in ranges)


def test_boundaries_agree_with_annotated_units(shared) -> None:
    hits = wrong = missed = 0
    for path in sorted((shared / "gold" / "train").glob("t*.txt")):
        for units in _blocks(path):
            # The units count a label ("12.") as one of its own; here it goes with its sentence.
            starts = {
                sum(len(u) + 1 for u in units[:i])
                for i in range(1, len(units))
                if not LABEL_AT_END.search(units[i - 1])
            }
            found = {start for start, _ in split(" ".join(units)) if start}
            hits += len(starts & found)
            wrong += len(found - starts)
            missed += len(starts - found)
    assert 2 * hits / (2 * hits + wrong + missed) > 0.98


def _blocks(path) -> list[list[str]]:
    blocks: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("u"):
            _, kind, text = line.split(" | ", 2) if line.count(" | ") > 1 else ("", "p", "")
            if kind.strip() or not blocks:
                blocks.append([])
            blocks[-1].append(text)
    return blocks
