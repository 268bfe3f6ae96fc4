"""Reading ways of filing: time limits with their unit, and fees."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from motcua.catalogue.rules.imports.records import Doubt, FeeRecord, LimitRecord

if TYPE_CHECKING:
    from motcua.catalogue.rules.imports.values import Reader

METHODS = ("ONLINE", "POSTAL", "DIRECT")
_UNITS = {"WORKING_DAY", "DAY", "HOUR", "WORKING_HOUR", "MONTH"}
_MONTHS_A_YEAR = 12
_HIGHEST_LIMIT = 10_000
_HIGHEST_AMOUNT = 10**13
_LONGEST_AMOUNT = 40
_WRITTEN_AMOUNT = re.compile(
    r"([0-9]{1,3}(?:[.,\s][0-9]{3}){1,3}|[0-9]{1,13})\s*(?:đ|đồng|vnđ|vnd)?", re.IGNORECASE
)
_AREA_ADDITION = 10
_SAME_DAY_WORDS = re.compile(r"trong ngày|ngay sau khi|trả kết quả ngay", re.IGNORECASE)
_SAME_DAY_SECTORS = ("hộ tịch", "chứng thực")
_UNIT_WORDS = (
    ("WORKING_DAY", "ngày làm việc"),
    ("WORKING_HOUR", "giờ làm việc"),
    ("DAY", "ngày"),
    ("HOUR", "giờ"),
    ("MONTH", "tháng"),
)
_ORDER = {
    "MONTH": 4,
    "WORKING_DAY": 3,
    "DAY": 2,
    "WORKING_HOUR": 1,
    "HOUR": 1,
    "SAME_DAY": 0,
    "": -1,
}


def read_ways(
    record: Reader, *, sector: str, steps: str
) -> tuple[tuple[LimitRecord, ...], tuple[FeeRecord, ...]]:
    """The limits and fees of every way of filing; a record without one is filed in person."""
    limits: list[LimitRecord] = []
    fees: list[FeeRecord] = []
    for way in record.objects("methods"):
        method = way.text("method").upper()
        if method not in METHODS:
            way.doubt(Doubt.WRONG_TYPE, "method", method)
            continue
        note = way.text("note", multiline=True)
        limits.append(_limit(way, method, note, sector=sector, steps=steps))
        fees.extend(_fees(way, method, note))
    if not limits:
        record.doubt(Doubt.NO_METHODS)
        limits.append(LimitRecord("DIRECT", None, ""))
    return _settled(record, limits), tuple(dict.fromkeys(fees))


def _limit(way: Reader, method: str, note: str, *, sector: str, steps: str) -> LimitRecord:
    value = way.integer("time_value", most=_HIGHEST_LIMIT)
    unit = way.text("time_unit").upper()
    if not value:
        way.doubt(Doubt.LIMIT_MISSING, detail=method)
        return LimitRecord(method, None, "", note=note)
    if unit == "YEAR":
        return LimitRecord(method, value * _MONTHS_A_YEAR, "MONTH", note=note)
    if unit not in _UNITS:
        way.doubt(Doubt.UNIT_MISSING, detail=f"{method} {value} {unit}".strip())
        return _without_unit(method, value, note, sector=sector, steps=steps)
    return LimitRecord(method, value, unit, note=note)


def _without_unit(method: str, value: int, note: str, *, sector: str, steps: str) -> LimitRecord:
    for unit, words in _UNIT_WORDS:
        if re.search(rf"\b0*{value}\s*(\([^)]*\)\s*)?{words}", note, re.IGNORECASE):
            return LimitRecord(method, value, unit, note=note)
    if value > 1:
        return LimitRecord(method, value, "WORKING_DAY", note=note)
    if (
        sector.lower() in _SAME_DAY_SECTORS
        or _SAME_DAY_WORDS.search(note)
        or _SAME_DAY_WORDS.search(steps)
    ):
        return LimitRecord(method, 1, "SAME_DAY", note=note)
    return LimitRecord(method, None, "", note=note)


def _settled(record: Reader, limits: list[LimitRecord]) -> tuple[LimitRecord, ...]:
    """Each way once, its longest limit first, and the addition for mountainous
    communes told apart.
    """
    by_method: dict[str, list[LimitRecord]] = defaultdict(list)
    for limit in dict.fromkeys(limits):
        by_method[limit.method].append(limit)
    for method, said in by_method.items():
        said.sort(key=lambda limit: (_ORDER[limit.unit], limit.value or 0), reverse=True)
        if len({(limit.value, limit.unit) for limit in said}) > 1:
            record.doubt(Doubt.MANY_LIMITS, detail=f"{method}: {len(said)}")
    firsts = [said[0] for said in by_method.values()]
    if all(len(said) == 1 for said in by_method.values()) and (pair := _area_pair(firsts)):
        record.doubt(Doubt.AREA_MIXED, detail=f"{pair[0]} / {pair[1]}")
        areas = (("USUAL", pair[0]), ("MOUNTAINOUS", pair[1]))
        return tuple(
            replace(limit, area_class=area, value=value)
            for limit in firsts
            for area, value in areas
        )
    if len({(limit.value, limit.unit) for limit in firsts}) > 1:
        record.doubt(
            Doubt.LIMITS_DIFFER, detail=", ".join(f"{x.method} {x.value} {x.unit}" for x in firsts)
        )
    return tuple(
        replace(limit, ordinal=ordinal)
        for said in by_method.values()
        for ordinal, limit in enumerate(said, start=1)
    )


def _area_pair(limits: list[LimitRecord]) -> tuple[int, int] | None:
    """The two values when the ways differ by exactly the ten days given to mountainous communes."""
    values = sorted({limit.value for limit in limits if limit.value is not None})
    units = {limit.unit for limit in limits}
    if len(values) != 2 or len(units) != 1 or not units <= {"WORKING_DAY", "DAY"}:
        return None
    return (values[0], values[1]) if values[1] - values[0] == _AREA_ADDITION else None


def _fees(way: Reader, method: str, way_note: str) -> list[FeeRecord]:
    if "hội đồng nhân dân" in way_note.lower():
        way.doubt(Doubt.PROVINCIAL_RATE, detail=method)
    read = (_fee(fee, method) for fee in way.objects("fees"))
    return [fee for fee in read if fee is not None]


def _fee(fee: Reader, method: str) -> FeeRecord | None:
    amount, words = _amount(fee)
    if amount is None and not words:
        return None
    note = fee.text("note", multiline=True)
    currency = fee.text("currency").upper()[:10] or "VND"
    kind = _fee_kind(f"{fee.text('type')} {note}")
    if amount is None or currency != "VND":
        said = words or str(amount)
        said = f"{said} {currency}" if said[-1].isdigit() else said
        fee.doubt(Doubt.AMOUNT_IN_WORDS if amount is None else Doubt.FOREIGN_CURRENCY, detail=said)
        return _fee_in_words(method, kind, said, note)
    if 0 < amount < 1000:
        fee.doubt(Doubt.SUSPECT_THOUSANDS, detail=f"{method} {amount}")
        amount *= 1000
    return FeeRecord(method, kind, amount, "", note)


def _fee_in_words(method: str, kind: str, said: str, note: str) -> FeeRecord:
    """An amount that is no number of đồng; one too long for its column is whole in the note."""
    if len(said) > _LONGEST_AMOUNT:
        said, note = f"{said[: _LONGEST_AMOUNT - 1]}…", f"{said}\n{note}".strip()
    return FeeRecord(method, kind, None, said, note)


def _amount(fee: Reader) -> tuple[int | None, str]:
    """An amount as a whole number ("8.000 đ" is 8000), or in the words of the record."""
    value = fee.source.get("amount")
    if isinstance(value, str) and (written := _WRITTEN_AMOUNT.fullmatch(value.strip())):
        return int(re.sub(r"[.,\s]", "", written[1])), ""
    has_parts = isinstance(value, float) and 0 < value < _HIGHEST_AMOUNT and value % 1
    if isinstance(value, str) or has_parts:
        return None, fee.text("amount")
    return fee.integer("amount", most=_HIGHEST_AMOUNT), ""


def _fee_kind(words: str) -> str:
    """FEE and CHARGE where the record says so (national codes or words), else UNSPECIFIED."""
    lowered = words.lower()
    if "charge" in lowered or "lệ phí" in lowered:
        return "CHARGE"
    if lowered.startswith("fee") or re.search(r"(?<!miễn )(?<!học )(?<!chi )\bphí\b", lowered):
        return "FEE"
    return "UNSPECIFIED"
