"""Which words between two names relate them, and how sure each relation is.

The words themselves are in ``language/lexicons/links.toml``; here is what may stand before and behind them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from pipeline.language import lexicons
from pipeline.schema import Relation

# Share of right links, (right + 1) / (judged + 2), among those that these patterns keep of the 281 links
# found in 279 public policy texts, judged by our own reading: reports_to 12 of 12, established_by 17 of 19,
# reaffirms 28 of 31, updates 7 of 8, implements 5 of 6. The patterns were tightened on the same texts, so new
# ones may do worse. Parts are as sure as the facts that tell them; of supersedes there was none to judge.
CONFIDENCE: dict[Relation, float] = {
    "reports_to": 0.93,
    "established_by": 0.86,
    "reaffirms": 0.88,
    "updates": 0.8,
    "implements": 0.75,
    "part_of": 0.75,
    "supersedes": 0.6,
}
REACH = 120  # code points between two names; farther apart the words rarely relate them
# "the Declaration and the statement agreed by" relates the statement, "founded a body with" relates the body.
_JOINED = re.compile(r"\s+(?:and|or|with|in)\b")
# "implements the commitments of the" leads to the name, "builds on work between the" does not.
_DIRECT = re.compile(
    r"(?:(?!\b(?:with|between|among|for|from|on|pursuant|against|Regulations?|Directives?|Decisions?)\b)"
    r"[^,;:]){0,60}"
)
# From a name to the words that relate it: a bracket, "members", "which", auxiliaries, an adverb.
_LED = re.compile(
    r"(?:\s*\([^()]{1,40}\))?(?:\s+(?:members?|partners?|leaders))?(?:\s+of\s+the(?:\s+[A-Z][\w-]*){1,4})?"
    r"(?:,?\s+(?:which|that|who|and)|,)?\s*"
    r"(?:(?:will|shall|would|should|must|may|can|is|are|was|were|be|been|has|have|had|to|intends?|aims?|also|"
    r"further|first|now|then|thus|again|today|both|which|[a-z]+ly|an?|newly)\s+){0,5}"
)
_AGREED = re.compile(r"\s+(?:agreed|adopted|launched)\s+(?:in|at|by|on)\s+[^,;:]{1,40}?\s+")
# "meets regularly and reports to": a later verb of the same subject.
_LATER = re.compile(r"\s+[a-z]+s\s[^,;:]{0,60}?(?:,|\band)\s+(?:also\s+)?")
# Acts without their number and pieces of acts are no names: many documents have an "Article 4".
_NAMELESS = re.compile(
    r"(?:(?:Council|Commission|Parliament|Delegated|Implementing|this|the|EU|EC|EEC)\s+)*"
    r"(?:Regulations?|Directives?|Decisions?|Communication|Annex(?:es)?)|"
    r"Articles?\b.*|Position of.*|EE?[CU] of.*|[IVX]+|THE|The"
)
# From "reaffirm" to what is reaffirmed: nothing that names it only as a means or a measure.
NEARBY = re.compile(
    r"(?:(?!\b(?:through|including|accordance|line|that|by|under which|helping|achiev\w+|implementing)\b)"
    r"[^;:]){0,110}"
)


def is_name(name: str) -> bool:
    """False for acts without their number ("Council Regulation") and for pieces of acts ("Article 4")."""
    return _NAMELESS.fullmatch(name) is None


def find_relation(between: str) -> tuple[Relation, int, int, bool] | None:
    """The relation that the words ``between`` two names state, its span, and whether the names change sides.

    None when they state none, or belong to something else than the two names.
    """
    if not 0 < len(between) <= REACH or _JOINED.match(between):
        return None
    for relation, pattern, turned in _patterns():
        match = pattern.search(between)
        if match and _leads(between, match.start()) and _DIRECT.fullmatch(between, match.end()):
            return relation, match.start(), match.end(), turned
    return None


def _leads(between: str, end: int) -> bool:
    """True when the words before ``end`` carry the name before them to the verb there."""
    return any(pattern.fullmatch(between, 0, end) for pattern in (_LED, _AGREED, _LATER))


@cache
def _patterns() -> tuple[tuple[Relation, re.Pattern[str], bool], ...]:
    """Relation, pattern and whether the names change sides; the turned ones are tried first."""
    lexicon = lexicons.read("links")
    return tuple(
        (cast(Relation, relation), re.compile("|".join(words), re.IGNORECASE), key == "reversed")
        for key in ("reversed", "relations")
        for relation, words in lexicon[key].items()
    )
