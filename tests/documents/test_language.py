from __future__ import annotations

import pytest

from pipeline.documents.language import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The towns will plant trees in all of the parks and on the banks.", "en"),
        ("Les villes vont planter des arbres dans les parcs et sur les rives.", "fr"),
        ("Die Städte werden Bäume in den Parks und an den Ufern pflanzen.", "de"),
        ("Las ciudades plantarán árboles en los parques y en las orillas.", "es"),
        ("Города посадят деревья во всех парках и на берегах рек, но не на дорогах.", "ru"),
        ("都市は公園に木を植える。", "ja"),
        ("城市将在公园里种树。", "zh"),
        ("도시들은 공원에 나무를 심는다.", "ko"),
        ("ستزرع المدن الأشجار في الحدائق.", "ar"),
        ("42 %", None),
        ("", None),
    ],
)
def test_detect(text: str, code: str | None) -> None:
    assert detect(text) == code
