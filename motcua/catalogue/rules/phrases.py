"""Limits and fees in words, the same on every page and paper."""

from __future__ import annotations

from motcua.kit.wording import Words, _, sentence

_UNITS: dict[str, Words] = {
    "WORKING_DAY": _("{value} ngày làm việc"),
    "DAY": _("{value} ngày"),
    "HOUR": _("{value} giờ"),
    "WORKING_HOUR": _("{value} giờ làm việc"),
    "MONTH": _("{value} tháng"),
}


def limit_words(value: int | None, unit: str) -> Words:
    """A time limit in words; one that the record does not state is said to be unstated."""
    if value is None:
        return _("Chưa nêu thời hạn")
    if unit == "SAME_DAY":
        return _("Trong ngày làm việc")
    return sentence(_UNITS[unit], value=value)
