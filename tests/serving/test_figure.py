from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pipeline.registry import Event
from pipeline.serving.figure import LABEL_CHARS, shortened, svg

EVENTS = (
    Event("2014", "agreed", "Pledge & <script>", ()),
    Event("2023-12", "established", "Board", ()),
    Event("2024-07-10/2025-07-10", "due", "help", ()),
    Event("../2035", "due", "word " * 40, ()),
    Event("2021", "event", "Summit\u202e\x07", ()),
)


def test_the_figure_is_well_formed_and_holds_every_label_as_text() -> None:
    root = ElementTree.fromstring(svg(EVENTS, "Time <line>"))
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text.startswith("Pledge & <script>") for text in texts)
    assert "by 2035" in texts
    assert not [node for node in root.iter() if node.tag.endswith("script")]


def test_every_sign_stands_on_the_scale_in_order_of_time() -> None:
    root = ElementTree.fromstring(svg(EVENTS[:2], "t"))
    width = float(root.attrib["width"])
    disc = [float(n.attrib["cx"]) for n in root.iter("{http://www.w3.org/2000/svg}circle")][-1]
    square = [
        float(n.attrib["x"]) for n in root.iter("{http://www.w3.org/2000/svg}rect") if n.get("width") == "10"
    ][-1]
    assert 0 < disc < square < width


@pytest.mark.parametrize("years", [("2014",), ("0800", "2999"), ("9999",)])
def test_any_span_of_years_can_be_drawn(years: tuple[str, ...]) -> None:
    root = ElementTree.fromstring(svg([Event(year, "agreed", "x", ()) for year in years], "t"))
    assert len(list(root.iter("{http://www.w3.org/2000/svg}line"))) <= 10


def test_no_events_are_said_to_be_none() -> None:
    assert "No dated events" in svg([], "t")


def test_labels_fit_beside_the_scale() -> None:
    assert len(shortened("word " * 40)) <= LABEL_CHARS
