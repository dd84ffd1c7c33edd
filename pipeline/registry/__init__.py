"""Who is who in all documents together, and what became of what was promised.

Reads the store alone. Names are merged across documents when asked (:func:`load`), so that nothing has to be
kept in step; a few hundred documents take a fraction of a second.
"""

from __future__ import annotations

from pipeline.registry.entities import Entity, Registry, load
from pipeline.registry.profile import Profile, Statement, profile
from pipeline.registry.standing import Standing, standings
from pipeline.registry.succession import Succession, successions

__all__ = [
    "Entity",
    "Profile",
    "Registry",
    "Standing",
    "Statement",
    "Succession",
    "load",
    "profile",
    "standings",
    "successions",
]
