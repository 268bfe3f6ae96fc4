"""Checking dates, whole or only a month or a year where the form allows it."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING

from motcua.eforms.rules.answers.unfit import Unfit
from motcua.eforms.rules.answers.writing import written_date
from motcua.kit import text_vi
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from motcua.eforms.rules.definition import DateQuestion, Text

FIRST_YEAR, LAST_YEAR = 1850, 2200
_BETWEEN = re.compile(r"\b(?:ngay|thang|nam)\b|[/.,\- ]")
_NUMBERS = re.compile(r"[0-9]+")


def check_date(question: DateQuestion, raw: Mapping[str, str], today: date | None) -> str:
    """`YYYY-MM-DD`, or as coarse as `partial` allows, within the limits. Without `today` such
    limits are left.
    """
    day, month, year = split(raw, question.label)
    value = _value(question, day, month, year)
    _within(question, value, today)
    return value


def split(raw: Mapping[str, str], label: Text) -> tuple[str, str, str]:
    """Day, month and year as digits, "" where not given, from three inputs or one text."""
    text = raw.get("text", "")
    if not text:
        parts = tuple(raw.get(name, "").strip() for name in ("day", "month", "year"))
        if all(re.fullmatch("[0-9]{0,4}", part) for part in parts):
            return parts[0], parts[1], parts[2]
        raise Unfit(_unreadable(label))
    folded = text_vi.fold(text[:60])
    numbers = _NUMBERS.findall(folded)
    if _NUMBERS.sub("", _BETWEEN.sub("", folded)) or not 1 <= len(numbers) <= 3:
        raise Unfit(_unreadable(label))
    if len(numbers) == 3 and len(numbers[0]) == 4:  # 2026-05-31 and its like
        numbers.reverse()
    day, month, year = ([""] * (3 - len(numbers)) + numbers)[-3:]
    return day, month, year


def _unreadable(label: Text) -> Words:
    return sentence(
        _(
            "“{label}” chưa phải là một ngày. Hãy điền theo thứ tự ngày, tháng, năm, ví dụ "
            "31/05/2026."
        ),
        label=label,
    )


def _value(question: DateQuestion, day: str, month: str, year: str) -> str:
    _complete(question, day, month, year)
    number = int(year)
    if len(year) != 4 or not FIRST_YEAR <= number <= LAST_YEAR:
        raise Unfit(
            sentence(_("Năm của “{label}” phải có đủ 4 chữ số, ví dụ 1985."), label=question.label)
        )
    if not month:
        return year
    if not 1 <= int(month) <= 12:
        raise Unfit(sentence(_("Tháng của “{label}” phải từ 1 đến 12."), label=question.label))
    if not day:
        return f"{year}-{int(month):02d}"
    last = calendar.monthrange(number, int(month))[1]
    if not 1 <= int(day) <= last:
        template = _("Tháng {month} năm {year} chỉ có {last} ngày. Hãy xem lại “{label}”.")
        raise Unfit(
            sentence(template, label=question.label, month=int(month), year=number, last=last)
        )
    return f"{year}-{int(month):02d}-{int(day):02d}"


_MISSING: dict[str, Words] = {
    "": _("“{label}” cần đủ ngày, tháng và năm."),
    "month": _("“{label}” cần ít nhất tháng và năm."),
    "year": _("“{label}” cần ít nhất năm; nếu biết ngày thì cần cả tháng."),
}


def _complete(question: DateQuestion, day: str, month: str, year: str) -> None:
    given = (bool(day), bool(month), bool(year))
    enough = {(True, True, True)}
    if question.partial:
        enough.add((False, True, True))
    if question.partial == "year":
        enough.add((False, False, True))
    if given not in enough:
        raise Unfit(sentence(_MISSING[question.partial], label=question.label))


def _within(question: DateQuestion, value: str, today: date | None) -> None:
    low, high = _limit(question.not_before, today), _limit(question.not_after, today)
    if low and value < low[: len(value)]:
        template = _("“{label}” không được trước ngày {limit}.")
        raise Unfit(sentence(template, label=question.label, limit=written_date(low)))
    if high and value > high[: len(value)]:
        template = _("“{label}” không được sau ngày {limit}.")
        raise Unfit(sentence(template, label=question.label, limit=written_date(high)))


def _limit(limit: str, today: date | None) -> str:
    if not limit.startswith("today"):
        return limit
    return _years_before(today, int(limit[6:-1] or 0)).isoformat() if today else ""


def _years_before(day: date, years: int) -> date:
    """The same day so many years ago; the 29th of February becomes the 28th."""
    last = calendar.monthrange(day.year - years, day.month)[1]
    return day.replace(year=day.year - years, day=min(day.day, last))
