"""Plainly worded texts, short and without surroundings, in the words people try a tool with."""

from __future__ import annotations

import pytest

from pipeline.documents import read_bytes
from pipeline.extraction import extract


def actions_of(text: str) -> list[str]:
    document = read_bytes(text.encode(), name="plain.md")
    return [commitment.quote for commitment in extract(document).commitments]


# A text, and words of each action it promises, in order.
PROMISES = (
    ("We will plant 400 trees.", ("plant 400 trees",)),
    ("We commit to halving food waste by 2030.", ("halving food waste by 2030",)),
    ("The Council will open two new libraries next year.", ("open two new libraries",)),
    (
        "Members have committed to:\n\n"
        "- planting at least 400 trees in each district by 2031;\n"
        "- opening 12 new clinics;\n"
        "- reducing waste by 30 per cent by 2030.",
        (
            "planting at least 400",
            "opening 12 new",
            "reducing waste",
        ),
    ),
    (
        "Members have committed to:\n\n"
        "- planting at least 400 trees along the quays by 2031;\n"
        "- cutting port emissions by 40 percent by 2035; and\n"
        "- publishing a yearly report.",
        (
            "planting at least",
            "cutting port",
            "publishing a yearly",
        ),
    ),
    (
        "We will:\n\n"
        "- build 3,000 homes by 2028;\n- repair every bridge on the northern line;\n- hire 50 inspectors.",
        (
            "build 3,000",
            "repair every",
            "hire 50",
        ),
    ),
    (
        "The Ministry pledges to:\n\n- train 900 nurses;\n- extend opening hours in all clinics by 2027.",
        (
            "train 900",
            "extend opening",
        ),
    ),
    (
        "We commit to:\n\n"
        "- the removal of all lead pipes by 2032;\n"
        "- a yearly audit of water quality;\n"
        "- free meals in every primary school.",
        (
            "removal of all lead",
            "yearly audit",
            "free meals",
        ),
    ),
    ("Norway pledges to host the next summit in 2027.", ("host the next summit",)),
    ("Canada will provide $50 million to support schools in Jordan.", ("provide $50 million",)),
    ("Airlines will cut their emissions by half by 2040.", ("cut their emissions",)),
    ("The Ministry of Transport will electrify 600 kilometres of track by 2032.", ("electrify 600",)),
    ("Our company will pay every supplier within 30 days.", ("pay every supplier",)),
    ("We aim to reach net zero by 2045.", ("reach net zero",)),
    ("We intend to double our support for small farms by 2029.", ("double our support",)),
    ("The partners agree to share data on fish stocks.", ("share data",)),
    ("The parties shall notify each other of any spill within 24 hours.", ("notify each other",)),
    ("Ministers agreed to publish a roadmap by March 2026.", ("publish a roadmap",)),
    ("The Commission shall adopt the delegated acts by 31 December 2027.", ("adopt the delegated acts",)),
    ("Each Party will submit a report to the Board every two years.", ("submit a report",)),
    (
        "The partners commit to ending plastic pollution by 2040 and restoring 5,000 km of rivers.",
        (
            "ending plastic",
            "restoring 5,000",
        ),
    ),
    (
        "# Housing\n\n- We will build 10,000 homes by 2030.\n- We will renovate 4,000 flats each year.",
        (
            "build 10,000",
            "renovate 4,000",
        ),
    ),
    (
        "Canada\n\n"
        "- Will provide 20 buses to the islands by 2027.\n- Will share its charts with all partners.",
        (
            "provide 20 buses",
            "share its charts",
        ),
    ),
    ("We undertake to phase out coal by 2035.", ("phase out coal",)),
    ("Leaders resolved to create a joint fund of 40 million euros.", ("create a joint fund",)),
    ("We will continue to support the flood victims until 2027.", ("continue to support",)),
    ("We reaffirm our commitment to spend 2% of GDP on research.", ("spend 2%",)),
    ("The city promises to make all buses accessible by 2029.", ("make all buses accessible",)),
    ("Germany and France will jointly fund a new research vessel.", ("fund a new research vessel",)),
    (
        "The Bank will lend 300 million dollars to small firms over the next three years.",
        ("lend 300 million",),
    ),
    ("We are determined to eradicate river blindness by 2030.", ("eradicate river blindness",)),
    ("The Group plans to close its last coal mine in 2031.", ("close its last coal mine",)),
    ("All members must report their catches every month.", ("report their catches",)),
    ("We will not build new coal plants.", ("not build new coal plants",)),
    (
        "The Alliance will stand up a new training centre in Riga by 2026.",
        ("stand up a new training centre",),
    ),
    ("The University has pledged to divest from oil by 2028.", ("divest from oil",)),
    ("We decided to set up a working group on tolls.", ("set up a working group",)),
    ("We launch a network of coastal schools.", ("launch a network",)),
    ("The United Kingdom is launching a fund of 15 million pounds for reefs.", ("launching a fund",)),
    ("We seek to raise the share of women on boards to 40% by 2030.", ("raise the share",)),
    (
        "The Port Authority commits to:\n\n"
        "1. dredge the eastern channel by 2027;\n2. replace all diesel cranes by 2033.",
        (
            "dredge the eastern",
            "replace all diesel",
        ),
    ),
    (
        "Members undertake to:\n\n"
        "- opening their archives to scholars;\n- sharing the costs of upkeep equally.",
        (
            "opening their archives",
            "sharing the costs",
        ),
    ),
    (
        "In this plan, we pledge to:\n\n"
        "- invest $4 million in wells;\n- train 200 engineers;\n- report to citizens each year.",
        (
            "invest $4 million",
            "train 200",
            "report to citizens",
        ),
    ),
    (
        "Spain and Portugal committed to building a joint power line by 2029.",
        ("building a joint power line",),
    ),
    ("The hospital will hire 40 midwives.", ("hire 40 midwives",)),
    ("Farmers in the alliance will cut pesticide use by a third by 2032.", ("cut pesticide use",)),
    ("By 2030, we will restore 20,000 hectares of wetland.", ("restore 20,000 hectares",)),
    ("By the end of 2026, the Secretariat will set up a help desk.", ("set up a help desk",)),
    ("Together, we will end child marriage in the region by 2035.", ("end child marriage",)),
    ("We agree that all new ferries will be electric from 2030.", ("ferries will be electric",)),
    (
        "The Board will review the fees every year and publish the results.",
        (
            "review the fees",
            "publish the results",
        ),
    ),
    ("I will lower the tax on bread.", ("lower the tax on bread",)),
    ("Our goal is to vaccinate 90% of all children by 2028.", ("vaccinate 90%",)),
    ("The fund will pay for 60 new ambulances.", ("pay for 60 new ambulances",)),
    ("Japan has agreed to lend 12 vessels to the patrol.", ("lend 12 vessels",)),
    ("We will work to remove all mines from the delta by 2030.", ("remove all mines",)),
    ("The mayors pledge that no child will sleep on the street by 2030.", ("no child will sleep",)),
    ("Members will strive to keep fares below 2 euros.", ("keep fares below",)),
)
# What is known to be missed: an actor that is no speaker, a passive stem, a verb that mostly tells of
# meetings, items that only their heading makes promises.
BEYOND = (
    ("The ports will cut emissions by 2030.", "cut emissions"),
    (
        "# Our commitments\n\n"
        "- Cut food waste by half by 2030.\n"
        "- Plant one million trees.\n"
        "- Publish progress every year.",
        "Plant one million",
    ),
    (
        "The following actions will be taken:\n\n- create a register of wells;\n- inspect every dam by 2028.",
        "inspect every dam",
    ),
    ("The League shall meet half of the costs of the lighthouse.", "meet half of"),
)
SILENT = (
    "We planted 400 trees last year.",
    "The Council opened two libraries in 2019.",
    "Allies have doubled the number of patrols.",
    "The delegation visited the port in May 2024.",
    "We call on all states to ratify the treaty.",
    "We urge the parties to end the fighting at once.",
    "We invite companies to join the network.",
    "We encourage donors to fund the programme.",
    "We welcome the report of the panel.",
    "We thank the people of Riga for their warm welcome.",
    "We condemn the attack on the convoy.",
    "We believe in freedom and the rule of law.",
    "Our values are peace, trust and openness.",
    "We share a deep concern for the oceans.",
    "The river is 600 kilometres long.",
    "The harbour handles 40 million tonnes a year.",
    "Exports grew by 12 per cent in 2023.",
    "The Fund has paid for 60 ambulances since 2018.",
    "This will help farmers plan ahead.",
    "This investment will create jobs across the region.",
    "Sea levels will rise by half a metre by 2100.",
    "The population will reach 9 million in 2040.",
    "Rain is expected in the north.",
    "The economy will grow by 2 per cent this year, the bank forecasts.",
    "Ministers met in Oslo and discussed fisheries.",
    "Leaders exchanged views on trade.",
    "The summit was attended by 40 heads of state.",
    "Companies should consider the needs of their neighbours.",
    "Will the ferry run on Sundays?",
    "What will members do next?",
    "The treaty entered into force in 1994.",
    "The clinic is open from Monday to Friday.",
    "Members include Norway, Chile and Ghana.",
    "The report shows that fares have fallen.",
    "He said that the talks were useful.",
    "The museum tells the story of the harbour.",
    "Achievements so far:\n\n- planted 400 trees;\n- opened 12 clinics.",
    "We ask the Commission to:\n\n- publish the data;\n- lower the fees.",
    "Our values:\n\n- openness;\n- fairness;\n- care for the weak.",
    "We recall the decision of 2019 and note its results.",
    "We are proud of what the teams have achieved.",
    "The bridge carries 20,000 cars a day.",
)


@pytest.mark.parametrize(("text", "promised"), PROMISES)
def test_a_plain_promise_is_found(text: str, promised: tuple[str, ...]) -> None:
    found = actions_of(text)
    assert len(found) == len(promised)
    assert all(words in quote for words, quote in zip(promised, found, strict=True)), found


@pytest.mark.xfail(strict=True, reason="known to be missed")
@pytest.mark.parametrize(("text", "promised"), BEYOND)
def test_what_is_known_to_be_missed(text: str, promised: str) -> None:
    assert any(promised in quote for quote in actions_of(text))


@pytest.mark.parametrize("text", SILENT)
def test_what_promises_nothing_gives_no_commitment(text: str) -> None:
    assert actions_of(text) == []
