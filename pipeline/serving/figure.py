"""A time line as SVG, written by hand: no library, no script, every text escaped, legible in print.

Events stand in rows under a scale of years, one row each, so that no label covers another. Each kind has a
colour and a sign of its own, so that it is told apart without colours too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from pipeline.registry.days import first_day
from pipeline.registry.timeline import Event, date_words, day_of
from pipeline.serving.terminal import safe

WIDTH, LEFT, RIGHT = 1180, 24, 24  # pixels
DATE_WIDTH, AXIS_WIDTH = 176, 290  # the columns of dates and of the scale; labels take the rest
TOP, ROW, BOTTOM = 92, 26, 24
COLOURS = {"established": "#1b5e8a", "agreed": "#2f855a", "event": "#6b7280", "due": "#b7451f"}
NAMES = {"established": "set up", "agreed": "agreed", "event": "event", "due": "due"}
LABEL_CHARS = 88  # what fits beside the scale at 13 pixels
_FONT = "font-family=\"system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif\""


def svg(events: Sequence[Event], title: str) -> str:
    """The figure of ``events``, in their order, as one SVG document with a title for screen readers."""
    height = TOP + ROW * max(1, len(events)) + BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-labelledby="t" {_FONT}>',
        f'<title id="t">{_text(title)}</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="32" font-size="19" font-weight="600" fill="#111827">{_text(title)}</text>',
        *_legend(),
    ]
    if events:
        scale = _Scale(events)
        parts += [
            *scale.lines(height),
            *(line for n, one in enumerate(events) for line in _row(n, one, scale)),
        ]
    else:
        parts.append(f'<text x="{LEFT}" y="{TOP + 18}" font-size="13" fill="#374151">No dated events.</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Scale:
    """Days to pixels, and the years that are marked."""

    def __init__(self, events: Sequence[Event]) -> None:
        years = [int(day_of(one)[:4]) for one in events]
        self.first, self.last = min(years), min(9999, max(years) + 1)
        self._start = date(self.first, 1, 1).toordinal()
        self._days = max(1, date(self.last, 1, 1).toordinal() - self._start)
        self.left = LEFT + DATE_WIDTH

    def x(self, day: str) -> float:
        """Where a day stands."""
        passed = date.fromisoformat(day).toordinal() - self._start
        return round(self.left + AXIS_WIDTH * min(1.0, passed / self._days), 1)

    def lines(self, height: int) -> Iterator[str]:
        """A thin line and a number for each year marked."""
        step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000, 5000) if (self.last - self.first) / n <= 8)
        for year in range(-(-self.first // step) * step, self.last + 1, step):
            x = self.x(f"{year:04}-01-01")
            yield f'<line x1="{x}" y1="{TOP - 8}" x2="{x}" y2="{height - BOTTOM + 4}" stroke="#e5e7eb"/>'
            yield _words(x, TOP - 14, str(year), size=12, fill="#6b7280", anchor="middle")


def _legend() -> Iterator[str]:
    x = LEFT + 6
    for kind, colour in COLOURS.items():
        yield _sign(kind, x, 54, colour)
        yield f'<text x="{x + 11}" y="58" font-size="12" fill="#374151">{NAMES[kind]}</text>'
        x += 84


def _row(number: int, event: Event, scale: _Scale) -> Iterator[str]:
    y = TOP + ROW * number + ROW // 2
    if number % 2 == 0:
        across = f'x="{LEFT - 8}" width="{WIDTH - LEFT - RIGHT + 16}"'
        yield f'<rect {across} y="{y - ROW // 2}" height="{ROW}" fill="#f3f4f6" fill-opacity="0.6"/>'
    yield _words(LEFT, y + 4, date_words(event), size=12.5, fill="#374151")
    opening = first_day(event.date)
    if "/" in event.date and opening and opening >= f"{scale.first:04}":
        ends = f'x1="{scale.x(opening)}" x2="{scale.x(day_of(event))}" y1="{y}" y2="{y}"'
        yield f'<line {ends} stroke="{COLOURS[event.kind]}" stroke-width="2" stroke-opacity="0.5"/>'
    yield _sign(event.kind, scale.x(day_of(event)), y, COLOURS[event.kind])
    label = scale.left + AXIS_WIDTH + 20
    yield _words(label, y + 4, shortened(event.label), size=13, fill="#111827", whole=event.label)


def _words(
    x: float, y: float, words: str, *, size: float, fill: str, anchor: str = "start", whole: str = ""
) -> str:
    """A line of text; ``whole`` is shown when a reader points at it."""
    told = f"<title>{_text(whole)}</title>" if whole else ""
    place = f'x="{x}" y="{y}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"'
    return f"<text {place}>{_text(words)}{told}</text>"


def _sign(kind: str, x: float, y: float, colour: str) -> str:
    """A square for a setting up, a disc for an agreement, a ring for an event, a diamond for a due date."""
    if kind == "established":
        return f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" fill="{colour}"/>'
    if kind == "due":
        return f'<path d="M{x} {y - 6.5}L{x + 6.5} {y}L{x} {y + 6.5}L{x - 6.5} {y}Z" fill="{colour}"/>'
    fill = "#ffffff" if kind == "event" else colour
    return f'<circle cx="{x}" cy="{y}" r="5" fill="{fill}" stroke="{colour}" stroke-width="2"/>'


def shortened(label: str) -> str:
    """A label that fits beside the scale."""
    line = safe(label)
    return line if len(line) <= LABEL_CHARS else line[: LABEL_CHARS - 2].rsplit(" ", 1)[0] + " …"


def _text(words: str) -> str:
    return escape(safe(words), quote=True)
