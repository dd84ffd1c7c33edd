"""A small made-up world of policy texts, with a real embedder, to ask questions about."""

from __future__ import annotations

from pipeline.documents.structure import RawBlock

CHARTER = [
    RawBlock("heading", "Charter of the Harbour League", level=1),
    RawBlock("paragraph", "The Harbour League unites twelve coastal states around the Grey Sea."),
    RawBlock("heading", "Money", level=2),
    RawBlock(
        "paragraph",
        "At the Northhaven summit, members committed to investing 4% of port income each year by 2034. "
        "This includes at least 2.5% on dredging and up to 1.5% on lighthouses.",
    ),
    RawBlock("heading", "The Pilot Training Pledge", level=2),
    RawBlock(
        "paragraph",
        "Ministers adopted the Pilot Training Pledge in Southport. Under the Pledge, members will:",
        page=2,
    ),
    RawBlock("item", "open three schools for pilots;", page=2),
    RawBlock("item", "recognise each other's licences; and", page=2),
    RawBlock("item", "pay for simulators.", page=3),
    RawBlock("heading", "Bodies", level=2),
    RawBlock(
        "paragraph",
        "The Harbour Safety Board (HSB) was set up in 2029 to compare inspections. "
        "The Board meets twice a year and reports to the Council of Coastal Ministers.",
    ),
    RawBlock("paragraph", "Secret members owe the bank 900 barges.", hidden=True),
]
WEATHER = [
    RawBlock("heading", "Storm warnings", level=1),
    RawBlock("paragraph", "Weather stations send storm warnings to every ship within ten minutes."),
    RawBlock("paragraph", "Fishing boats stay in port when the wind is stronger than force nine."),
    RawBlock("paragraph", "The league pays for two satellites that watch the Grey Sea."),
]
