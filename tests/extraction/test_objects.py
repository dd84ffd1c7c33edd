"""What a quantity is of: the noun phrase behind it, the base of a share, the purpose of a sum."""

from __future__ import annotations

import pytest

from pipeline.extraction import quantities


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Spain will fund 30 patrol boats in 2027.", "patrol boats"),
        ("They will give $4 million for water, food, and energy systems.", "water, food, and energy systems"),
        ("They will give $4 million in long-term, low-interest loans.", "long-term, low-interest loans"),
        ("Support for 12 low- and middle-income states will grow.", "low- and middle-income states"),
        ("They will spend 3% of their GDP on defence by 2031.", "GDP"),
        ("They will spend 3% of the Gross National Income (GNI) on aid.", "GNI"),
        ("At least 15% of their budgets should go to research.", "budgets"),
        ("We will provide $9 million in new grants to plant trees.", "new grants to plant trees"),
        ("The port will add 20 gigawatts (GW) of wind power.", "wind power"),
        ("They agreed a loan of $5 million.", "loan"),
        ("It costs $5 million.", None),
        ("We will raise the number of brigades from four to six.", "brigades"),
        ("They pledge to cut national methane emissions by 30 percent.", "national methane emissions"),
        ("We will share 20 million doses this year.", "vaccine doses"),
        ("They will give $2 million to develop new training courses.", "new training courses"),
        ("They will build a $9 million clinic to serve villages.", "clinic"),
        ("It will welcome 25 engineers and include two workshops.", "engineers"),
        ("They will train 300 nurses according to the plan.", "nurses"),
    ],
)
def test_what_is_counted(text: str, of: str | None) -> None:
    assert quantities.find(text)[0].of == of
