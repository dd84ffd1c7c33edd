"""What leaves Pledgebook: tables for people, files for programs."""

from __future__ import annotations
