"""A time line at a terminal, as a page of HTML with figure and table, and as rows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.errors import UsageError
from pipeline.registry.timeline import Event, date_words, timeline
from pipeline.serving.figure import NAMES, svg
from pipeline.serving.profiles import where
from pipeline.serving.terminal import safe

if TYPE_CHECKING:
    from pipeline.store import Store

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; color: #111827;
  margin: 2rem auto; max-width: 1180px; padding: 0 1rem; }}
figure {{ margin: 0 0 2rem; overflow-x: auto; }}
svg {{ max-width: 100%; height: auto; min-width: 760px; }}
table {{ border-collapse: collapse; width: 100%; font-size: 14px; }}
th, td {{ text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0;
  border-bottom: 1px solid #e5e7eb; }}
th {{ border-bottom-color: #6b7280; }}
td:first-child {{ white-space: nowrap; }}
blockquote {{ margin: .15rem 0 .4rem; color: #374151; }}
cite {{ font-style: normal; color: #6b7280; font-size: 13px; }}
</style>
</head>
<body>
<figure>
{figure}</figure>
<table>
<thead><tr>
<th scope="col">When</th><th scope="col">What</th><th scope="col">Which</th>
<th scope="col">Where it is written</th>
</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def events_of(store: Store, *, doc: str | None = None, actor: str | None = None) -> tuple[Event, ...]:
    """The time line of all documents, or of one (by id); with ``actor``, of what that party promised."""
    records = store.records(kind="commitment", doc=doc, actor=actor)
    facts = [] if actor else store.facts(predicate="established", doc=doc)
    return timeline(facts, records)


def write(events: Sequence[Event], title: str, path: Path) -> None:
    """Write the figure (.svg) or the page (.html); UsageError for another ending or a missing folder."""
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} does not exist. Make it, or name another file.")
    if path.suffix.lower() not in (".svg", ".html"):
        raise UsageError(f"{path}: a time line is written as .svg or .html. Name a file that ends so.")
    page = svg(events, title) if path.suffix.lower() == ".svg" else html(events, title)
    path.write_text(page, encoding="utf-8")


def html(events: Sequence[Event], title: str) -> str:
    """A page that stands alone: the figure, and a table that quotes each passage; no script."""
    rows = "\n".join(_row(event) for event in events)
    return _PAGE.format(title=escape(safe(title)), figure=svg(events, title), rows=rows)


def _row(event: Event) -> str:
    quotes = "".join(
        f"<blockquote>“{escape(safe(row['quote']))}”<br><cite>{escape(safe(_source(row)))}</cite></blockquote>"
        for row in event.rows
    )
    cells = (escape(date_words(event)), NAMES[event.kind], escape(safe(event.label)))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}<td>{quotes}</td></tr>"


def _source(row: Any) -> str:
    return f"{row['title']}, {row['source']}, {where(row)}"


def rows(events: Sequence[Event]) -> list[dict[str, Any]]:
    """One JSON-ready object an event: date, kind, label, and the passages that tell it."""
    cited = (
        "doc",
        "source",
        "title",
        "document_date",
        "page",
        "paragraph",
        "section",
        "start",
        "end",
        "quote",
    )
    return [
        {
            "date": event.date,
            "event": event.kind,
            "label": event.label,
            "citations": [{name: row[name] for name in cited} for row in event.rows],
        }
        for event in events
    ]


def view(events: Sequence[Event], title: str) -> RenderableType:
    """The time line as a list for a person: when, what, which, where."""
    table = Table(box=None, expand=True, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("When", width=13)
    table.add_column("What", width=7)
    table.add_column("Which", ratio=3)
    table.add_column("Where", ratio=2, style="dim", overflow="fold")
    for event in events:
        first = event.rows[0]
        more = f" (+{len(event.rows) - 1})" if len(event.rows) > 1 else ""
        place = f"{first['source']}, {where(first)}{more}"
        table.add_row(
            *(Text(safe(one)) for one in (date_words(event), NAMES[event.kind], event.label, place))
        )
    return Group(Text(safe(title), style="bold"), table)
