"""Fitted values compared with those in a data file, and written as TOML."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping

SHOWN = 20

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def wants_writing(description: str | None) -> bool:
    """Read the command line, which may hold ``--write`` alone."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="put the values in the data file")
    return bool(parser.parse_args().write)


def say(line: str) -> None:
    """A line on standard output."""
    sys.stdout.write(f"{line}\n")


def report(fitted: Mapping[str, float], stated: Mapping[str, float], *, unstated: float = 0.0) -> None:
    """Print which values are not as stated, the farthest first; one left out stands for ``unstated``."""
    pairs = {name: (stated.get(name, unstated), fitted.get(name, unstated)) for name in {*fitted, *stated}}
    differing = sorted(
        (-abs(old - new), name) for name, (old, new) in pairs.items() if f"{old:.2f}" != f"{new:.2f}"
    )
    for _, name in differing[:SHOWN]:
        say(f"{name}: stated {pairs[name][0]:.2f}, fitted {pairs[name][1]:.2f}")
    say(f"{len(differing)} of {len(pairs)} values differ")


def table(name: str, values: Mapping[str, float]) -> str:
    """A TOML table, keys sorted, two decimals; zeros are left out."""
    rows = (
        f"{_key(key)} = {value:.2f}\n"
        for key, value in sorted(values.items())
        if f"{abs(value):.2f}" != "0.00"
    )
    return f"[{_key(name)}]\n{''.join(rows)}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else f'"{name}"'
