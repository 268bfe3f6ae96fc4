"""Taking values out of a record that anybody may have written: nothing here raises
on a wrong type.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from motcua.catalogue.rules.records import Doubt, Finding
from motcua.kit import text_vi

LONGEST_TEXT = 200_000
MOST_ENTRIES = 300


class Reader:
    """Reads one JSON object and remembers what was doubtful about it."""

    def __init__(self, source: dict[str, Any], findings: list[Finding], place: str = "") -> None:
        self.source = source
        self.findings = findings
        self.place = place

    def doubt(self, doubt: Doubt, key: str = "", detail: object = "") -> None:
        place = ".".join(part for part in (self.place, key) if part)
        self.findings.append(Finding(doubt, place, text_vi.clean(str(detail)[:400])[:200]))

    def text(self, key: str, *, multiline: bool = False) -> str:
        """The text under a key, cleaned; numbers are read as their digits, anything else is
        doubted.
        """
        value = self.source.get(key)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.doubt(Doubt.WRONG_TYPE, key, type(value).__name__)
            return ""
        return text_vi.clean(str(value), multiline=multiline)

    def integer(self, key: str, *, most: int) -> int | None:
        """The whole number under a key, 0 … most; digits in a text count, anything
        else is doubted.
        """
        value = self.source.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
            value = int(value.strip()[:18])
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self.doubt(Doubt.WRONG_TYPE, key, str(type(value).__name__))
            return None
        return value

    def entries(self, key: str) -> list[Any]:
        """The list under a key, at most MOST_ENTRIES long."""
        value = self.source.get(key)
        if value is None:
            return []
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list):
            self.doubt(Doubt.WRONG_TYPE, key, type(value).__name__)
            return []
        if len(value) > MOST_ENTRIES:
            self.doubt(Doubt.TOO_MANY, key, len(value))
        return value[:MOST_ENTRIES]

    def texts(self, key: str) -> list[str]:
        """The non-empty texts of a list, cleaned, each once."""
        found: dict[str, None] = {}
        for entry in self.entries(key):
            if isinstance(entry, str):
                found[text_vi.clean(entry)] = None
            else:
                self.doubt(Doubt.WRONG_TYPE, key, type(entry).__name__)
        return [entry for entry in found if entry]

    def objects(self, key: str) -> list[Reader]:
        """The objects of a list, each with its own reader."""
        readers = []
        for number, entry in enumerate(self.entries(key), start=1):
            if isinstance(entry, dict):
                place = ".".join(part for part in (self.place, f"{key}[{number}]") if part)
                readers.append(Reader(entry, self.findings, place))
            else:
                self.doubt(Doubt.WRONG_TYPE, key, type(entry).__name__)
        return readers


def longest(value: Any) -> int:
    """The length of the longest text anywhere in a JSON value."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return max((longest(part) for part in value.values()), default=0)
    if isinstance(value, list):
        return max((longest(part) for part in value), default=0)
    return 0


def digest(record: dict[str, Any]) -> str:
    """SHA-256 of a record, blind to the order of lists: the source does not keep it from one day to
    the next.
    """
    return hashlib.sha256(_canonical(record).encode("ascii")).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, dict):
        parts = sorted(f"{json.dumps(key)}:{_canonical(part)}" for key, part in value.items())
        return "{" + ",".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ",".join(sorted(_canonical(part) for part in value)) + "]"
    return json.dumps(value)
