"""Taking values out of a record that anybody may have written: nothing here raises
on a wrong type.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from typing import Any

from motcua.catalogue.rules.imports.records import Doubt, Finding
from motcua.kit import text_vi

LONGEST_TEXT = 200_000
MOST_ENTRIES = 300
DEEPEST = 20
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?tr|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|sup|sub|ul|ol|table|t(?:able|body|head|d|h)|img|script|style)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)


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
        return self.words(key, str(value), multiline=multiline)

    def words(self, key: str, value: str, *, multiline: bool = False) -> str:
        """A text cleaned; HTML in it is taken out and doubted."""
        bare = without_markup(value)
        if bare != value:
            self.doubt(Doubt.MARKUP, key, value)
        return text_vi.clean(bare, multiline=multiline)

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
                found[self.words(key, entry)] = None
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


def without_markup(text: str) -> str:
    """A text without the tags and entities of HTML that editors leave in it."""
    if "<" not in text and "&" not in text:
        return text
    plain = html.unescape(text) if _ENTITY.search(text) else text
    return _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub(" ", plain)))


def nests_deeper_than(most: int, value: Any) -> bool:
    """Whether lists and objects stand in each other more than `most` deep; itself goes no
    deeper than that.
    """
    level = [value]
    for _depth in range(most + 1):
        level = [
            part
            for whole in level
            for part in (whole.values() if isinstance(whole, dict) else whole)
            if isinstance(part, dict | list)
        ]
        if not level:
            return False
    return True


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
