"""Telling verbs from nouns without a parser: the lists of ``lexicons/verbs.toml`` and a rule for -ing."""

from __future__ import annotations

from functools import cache

from pipeline.language import lexicons

VOWELS = "aeiou"


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists of the lexicon by name."""
    return lexicons.read_lists("verbs")


@cache
def gerunds() -> dict[str, str]:
    """Every -ing form of the known verbs and the base form it belongs to."""
    known = lists()["sure"] | lists()["either"]
    return {form: verb for verb in sorted(known) for form in _ing_forms(verb)}


def _ing_forms(verb: str) -> tuple[str, ...]:
    if verb.endswith("ie"):
        return (f"{verb[:-2]}ying",)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return (f"{verb[:-1]}ing",)
    short = len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS
    return (f"{verb}ing", f"{verb}{verb[-1]}ing") if short else (f"{verb}ing",)


def base_of(word: str) -> str:
    """The base form of an -ing form; any other word in lower case as it is."""
    name = word.casefold()
    return gerunds().get(name, name)


def is_gerund(word: str) -> bool:
    """True for the -ing form of a known verb."""
    return word.casefold() in gerunds()
