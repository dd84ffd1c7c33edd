"""Who is who in all documents together, and what became of what was promised.

Reads the store alone. Names are merged across documents when asked (:func:`load`), so that nothing has to be
kept in step; a few hundred documents take a fraction of a second.
"""

from __future__ import annotations

from pipeline.registry.comparing import Comparison, compare
from pipeline.registry.entities import Entity, Registry, load
from pipeline.registry.profile import Profile, profile
from pipeline.registry.standing import Standing, standings
from pipeline.registry.statements import Statement
from pipeline.registry.succession import Succession, successions
from pipeline.registry.timeline import Event, timeline

__all__ = [
    "Comparison",
    "Entity",
    "Event",
    "Profile",
    "Registry",
    "Standing",
    "Statement",
    "Succession",
    "compare",
    "load",
    "profile",
    "standings",
    "successions",
    "timeline",
]
