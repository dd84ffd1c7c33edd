"""A profile at a terminal, as Markdown and as JSON: statements by section, each with a numbered source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.registry import Profile, Statement
from pipeline.serving.terminal import safe

_CITED = ("doc", "source", "title", "document_date", "page", "paragraph", "section", "start", "end", "quote")
LONGEST = 240  # code points of a statement as shown; JSON carries it whole


def to_data(profile: Profile) -> dict[str, Any]:
    """The profile as one JSON-ready object; each statement carries its citation and its fact or record id."""
    return {
        "name": profile.name,
        "kind": profile.kind,
        "aliases": list(profile.aliases),
        "documents": profile.documents,
        "differences": list(profile.differences),
        "succession": list(profile.chain),
        "statements": [_statement(one) for one in profile.statements],
    }


def _statement(one: Statement) -> dict[str, Any]:
    said = {"heading": one.section, "text": one.text, "when": one.when, "record": one.row["id"]}
    return said | {name: one.row[name] for name in _CITED}


def view(profile: Profile) -> RenderableType:
    """The profile for a person: name, sections, differences, numbered sources."""
    numbers = _numbers(profile)
    parts: list[RenderableType] = [
        Text.assemble((safe(profile.name), "bold"), (f"  {safe(_summary(profile))}", "dim"))
    ]
    for section, statements in groupby(profile.statements, key=lambda one: one.section):
        parts += [Text(), Text(section.capitalize(), style="bold")]
        parts += [_line(text, places, numbers) for text, places in _merged(statements).items()]
    for title, lines in (("What became of it", profile.chain), ("Documents differ", profile.differences)):
        if lines:
            parts += [Text(), Text(title, style="bold")]
            parts += [Padding(Text(f"• {safe(line)}", style="yellow"), (0, 0, 0, 2)) for line in lines]
    parts += [Text(), Text("Sources", style="bold"), *_sources(profile, numbers)]
    return Group(*parts)


def _summary(profile: Profile) -> str:
    also = f" · also {', '.join(profile.aliases)}" if profile.aliases else ""
    count = f"{profile.documents} document{'s' if profile.documents != 1 else ''}"
    return f"{profile.kind} · {count}{also}"


def _numbers(profile: Profile) -> dict[tuple[str, int, int], int]:
    """A number for each passage, in the order of first use."""
    places = dict.fromkeys(_place(one) for one in profile.statements)
    return {place: number for number, place in enumerate(places, start=1)}


def _place(one: Statement) -> tuple[str, int, int]:
    return one.row["doc"], one.row["start"], one.row["end"]


def _merged(statements: Iterable[Statement]) -> dict[str, list[tuple[str, int, int]]]:
    """Each text once, with the passages of all documents that say so."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for one in statements:
        found.setdefault(shortened(safe(one.text)), []).append(_place(one))
    return found


def _line(
    text: str, places: Iterable[tuple[str, int, int]], numbers: dict[tuple[str, int, int], int]
) -> RenderableType:
    cited = "".join(f"[{numbers[place]}]" for place in dict.fromkeys(places))
    return Padding(Text.assemble(f"• {text} ", (cited, "cyan")), (0, 0, 0, 2))


def shortened(text: str) -> str:
    """``text`` cut at a word, with an ellipsis, when it is longer than a statement is shown."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _sources(profile: Profile, numbers: dict[tuple[str, int, int], int]) -> Iterator[RenderableType]:
    """Each document once, with the numbers and places of its passages under it."""
    by_document: dict[str, list[Statement]] = {}
    seen: set[tuple[str, int, int]] = set()
    for one in profile.statements:
        if _place(one) not in seen:
            seen.add(_place(one))
            by_document.setdefault(one.row["doc"], []).append(one)
    for statements in by_document.values():
        row = statements[0].row
        yield Text.assemble(
            safe(f"{row['title']} ({row['document_date'] or 'undated'})"), (f"  {safe(row['source'])}", "dim")
        )
        places = (
            Text.assemble((f"[{numbers[_place(one)]}]", "cyan"), f" {where(one.row)}") for one in statements
        )
        yield Padding(Text("   ").join(places), (0, 0, 0, 4))


def where(row: Any) -> str:
    """The place of a row in its document: page, paragraph, offsets."""
    page = f"p. {row['page']}, " if row["page"] else ""
    paragraph = f"§ {row['paragraph']}, " if row["paragraph"] else ""
    return safe(f"{page}{paragraph}{row['start']}:{row['end']}")


def to_markdown(profile: Profile) -> str:
    """The profile as Markdown with footnotes that quote the passages."""
    numbers = _numbers(profile)
    lines = [f"# {markdown_line(profile.name)}", "", markdown_line(_summary(profile))]
    for section, statements in groupby(profile.statements, key=lambda one: one.section):
        lines += ["", f"## {section.capitalize()}", ""]
        for text, places in _merged(statements).items():
            cited = "".join(f"[^{numbers[place]}]" for place in dict.fromkeys(places))
            lines.append(f"- {markdown_line(text)} {cited}")
    for title, notes in (("What became of it", profile.chain), ("Documents differ", profile.differences)):
        if notes:
            lines += ["", f"## {title}", "", *(f"- {markdown_line(note)}" for note in notes)]
    rows = {_place(one): one.row for one in profile.statements}
    lines.append("")
    for place, number in numbers.items():
        row = rows[place]
        source = f"{markdown_line(row['title'])}, {markdown_line(row['source'])}, {where(row)}"
        lines.append(f"[^{number}]: {source}: “{markdown_line(row['quote'])}”")
    return "\n".join(lines) + "\n"


def markdown_line(text: object) -> str:
    """``text`` as one line of Markdown in which nothing is taken for markup."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in safe(text))
