"""A change of the working calendar as it is proposed: kept as JSON, tried out on a calendar."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from motcua.kit.worktime import OFFICE_WINDOWS, Window, WorkingCalendar
from motcua.places.enums import EditKind, WindowKind

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CalendarEdit:
    """What is to change and on which grounds.

    `agency` and `units` are codes; neither means the whole province. `off` is a date that becomes
    free, `work` one that becomes worked, `clear` one that goes back to what law and week say.
    `closure` is the number of a closure whose end becomes `ends_at`.
    """

    kind: EditKind
    name: str = ""
    reason: str = ""
    order_number: str = ""
    legal_basis: str = ""
    agency: str = ""
    units: tuple[str, ...] = ()
    off: date | None = None
    work: date | None = None
    clear: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    stops_agency_clock: bool = True
    closure: int | None = None
    windows: tuple[Window, ...] = ()
    window_kind: WindowKind = WindowKind.WORK

    @property
    def dates(self) -> list[date]:
        """The dates it touches by name."""
        return [on for on in (self.off, self.work, self.clear) if on is not None]

    def as_json(self) -> Json:
        """For a column of the database."""
        return {key: _plain(value) for key, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> CalendarEdit:
        """What `as_json` kept."""
        known = {one.name for one in fields(cls)}
        values = {key: _read(key, value) for key, value in kept.items() if key in known}
        values.setdefault("stops_agency_clock", False)
        return cls(**values)


@dataclass(frozen=True, kw_only=True)
class Shut:
    """What an edit does to the closures of one agency: spans that go and spans that come."""

    gone: tuple[tuple[datetime, datetime], ...] = ()
    come: tuple[tuple[datetime, datetime], ...] = ()


def tried(cal: WorkingCalendar, edit: CalendarEdit, shut: Shut) -> WorkingCalendar:
    """The calendar of an agency that an edit reaches, as it would be."""
    match edit.kind:
        case EditKind.CLOSURE | EditKind.CLOSURE_END:
            kept = tuple(span for span in cal.closures if span not in shut.gone)
            return replace(cal, closures=kept + shut.come)
        case EditKind.HOURS if edit.window_kind is WindowKind.RECEPTION:
            return replace(cal, reception=edit.windows)
        case EditKind.HOURS:
            return replace(cal, windows=edit.windows or OFFICE_WINDOWS)
        case EditKind.CHECK:
            return cal
    off, work = set(cal.off) - set(edit.dates), set(cal.work) - set(edit.dates)
    if edit.off:
        off.add(edit.off)
    if edit.work:
        work.add(edit.work)
    return replace(cal, off=frozenset(off), work=frozenset(work))


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):  # a moment is a date, too
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _read(key: str, value: Any) -> Any:
    if key in ("off", "work", "clear"):
        return date.fromisoformat(value)
    if key in ("starts_at", "ends_at"):
        return datetime.fromisoformat(value)
    if key == "windows":
        return tuple(_window(one) for one in value)
    if key == "units":
        return tuple(value)
    choices = {"kind": EditKind, "window_kind": WindowKind}
    return choices[key](value) if key in choices else value


def _window(kept: Mapping[str, Any]) -> Window:
    season = kept["season"]
    first, last = (tuple(part) for part in season) if season else (None, None)
    return Window(
        weekday=kept["weekday"],
        start=time.fromisoformat(kept["start"]),
        end=time.fromisoformat(kept["end"]),
        season=(first, last) if first and last else None,
        valid_from=date.fromisoformat(kept["valid_from"]),
        valid_to=date.fromisoformat(kept["valid_to"]),
    )
