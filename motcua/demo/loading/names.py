"""Invented people of the province: Kinh, Jrai and Bahnar names, the same at every start."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

from motcua.demo.loading import content

JRAI, BAHNAR = 0.28, 0.12  # how many of the province bear such names


def officer(seed: str) -> str:
    """A name for an officer, always the same for the same seed."""
    return person(Random(seed))


def person(random: Random) -> str:
    """A name as they occur in the province, some of one word."""
    lot = random.random()
    if lot < BAHNAR:
        return str(random.choice(_names()["bahnar"]))
    people = _names()["jrai" if lot < BAHNAR + JRAI else "kinh"]
    return " ".join(random.choice(part) for part in people.values())


def company(random: Random) -> str:
    """A name for a company."""
    trade, name = (random.choice(_names()[key]) for key in ("company", "company_name"))
    return f"Công ty TNHH {trade} {name}"


@cache
def _names() -> dict[str, Any]:
    return dict(content.rows("names"))
