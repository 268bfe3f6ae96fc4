"""What came in, brought into the shape its question expects; takes any value at all and never
raises.

The tidied raw is safe to store and to show again: no NUL, no lone surrogates, bounded length and
depth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from motcua.eforms.enums import QuestionType
from motcua.eforms.rules.answers.writing import written_number
from motcua.eforms.rules.definition import (
    GroupQuestion,
    IdentityQuestion,
    NumberQuestion,
    Question,
)
from motcua.kit import text_vi

MOST_KEPT = 100_000
MOST_PER_PART = 1_000
MOST_ITEMS = 100
DATE_PARTS = ("day", "month", "year")
IDENTITY_PARTS = ("kind", "number", "issued_by")
ADDRESS_PARTS = ("province", "commune", "search", "typed", "detail")
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_YES = {"yes", "true", "1", "on", "co"}
_NO = {"no", "false", "0", "off", "khong"}


def tidy(question: Question, raw: object) -> Any:
    """The raw answer in the shape of its question: text, list of texts, or a mapping of texts."""
    if isinstance(question, GroupQuestion):
        rows = raw[:MOST_ITEMS] if isinstance(raw, list | tuple) else ()
        return [tidy_values(question.by_key, row) for row in rows]
    if isinstance(question, NumberQuestion) and question.is_year and _is_year(raw):
        return str(raw)
    return _TIDIERS.get(question.type, _line)(raw)


def _is_year(raw: object) -> bool:
    return type(raw) is int and 1000 <= raw <= 9999


def tidy_values(questions: Mapping[str, Question], raw: object) -> dict[str, Any]:
    """Every question's raw answer, tidied; keys that nobody asked for are left out."""
    held = raw if isinstance(raw, Mapping) else {}
    return {key: tidy(question, held.get(key)) for key, question in questions.items()}


def is_blank(question: Question, tidied: object) -> bool:
    """Whether nothing was answered; what the page itself puts in (a province, the only kind) does
    not count.
    """
    if isinstance(tidied, Mapping):
        standing = {"province", "typed"}
        if isinstance(question, IdentityQuestion) and len(question.kinds) == 1:
            standing.add("kind")
        return all(_is_empty(part) for name, part in tidied.items() if name not in standing)
    return _is_empty(tidied)


def _is_empty(tidied: object) -> bool:
    if isinstance(tidied, Mapping):
        return all(_is_empty(part) for part in tidied.values())
    return tidied in ("", [], None)


def text_of(raw: object, *, most: int = MOST_PER_PART, multiline: bool = False) -> str:
    """A cleaned text of at most `most` characters, the last of a list; "" for what is none."""
    if isinstance(raw, list | tuple):
        raw = raw[-1] if raw else ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, int | float):
        return _number_text(raw)
    return text_vi.clean(raw[:most], multiline=multiline) if isinstance(raw, str) else ""


def _number_text(raw: float) -> str:
    if isinstance(raw, float) and not math.isfinite(raw):
        return ""
    return written_number(raw) if abs(raw) < 10**15 else "9" * 20


def _line(raw: object) -> str:
    return text_of(raw, most=MOST_KEPT)


def _lines(raw: object) -> str:
    return text_of(raw, most=MOST_KEPT, multiline=True)


def _texts(raw: object) -> list[str]:
    each = raw if isinstance(raw, list | tuple) else [raw]
    texts = [text_of(one) for one in each[:MOST_ITEMS] if not isinstance(one, list | tuple)]
    return [text for text in texts if text]


def _parts(raw: object, names: tuple[str, ...]) -> dict[str, str]:
    held = raw if isinstance(raw, Mapping) else {}
    return {name: text_of(held.get(name)) for name in names}


def _date(raw: object) -> dict[str, str]:
    if isinstance(raw, Mapping):
        return _parts(raw, (*DATE_PARTS, "text"))
    text = text_of(raw)
    iso = _ISO.fullmatch(text)
    if iso:
        year, month, day = (part or "" for part in iso.groups())
        return {"day": day, "month": month, "year": year, "text": ""}
    return {"day": "", "month": "", "year": "", "text": text}


def _identity(raw: object) -> dict[str, Any]:
    held = raw if isinstance(raw, Mapping) else {"number": raw}
    return {**_parts(held, IDENTITY_PARTS), "issued_on": _date(held.get("issued_on"))}


def _address(raw: object) -> dict[str, str]:
    held = raw if isinstance(raw, Mapping) else {"search": raw}
    return {**_parts(held, ADDRESS_PARTS), "abroad": _tick(held.get("abroad"))}


def _yes_no(raw: object) -> str:
    word = text_vi.fold(text_of(raw, most=20))
    return "yes" if word in _YES else "no" if word in _NO else ""


def _tick(raw: object) -> str:
    return "yes" if _yes_no(raw) == "yes" else ""


_TIDIERS: dict[QuestionType, Callable[[object], Any]] = {
    QuestionType.LONG_TEXT: _lines,
    QuestionType.DATE: _date,
    QuestionType.YES_NO: _yes_no,
    QuestionType.CHOICES: _texts,
    QuestionType.PERSON_IDENTITY: _identity,
    QuestionType.ADDRESS: _address,
    QuestionType.DECLARATION: _tick,
    QuestionType.FILE: _texts,
}
