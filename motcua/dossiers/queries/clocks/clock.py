"""The clock of a dossier: its facts read from the rows, handed to the pure rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from motcua.catalogue.enums import LimitUnit
from motcua.catalogue.models import TimeLimit
from motcua.dossiers.enums import Channel, ExtensionKind
from motcua.dossiers.models import Extension
from motcua.dossiers.rules import deadlines
from motcua.kit.worktime import (
    SAME_DAY_CUTOFF,
    AllowanceUnit,
    WorkingCalendar,
    working_minutes_between,
)
from motcua.places.queries.calendar import working_calendar

if TYPE_CHECKING:
    from datetime import datetime, time

    from motcua.dossiers.models import Dossier
    from motcua.places.models import Agency

_METHOD = {Channel.ONLINE: "ONLINE", Channel.COUNTER: "DIRECT", Channel.POST: "POSTAL"}
FALLBACK = deadlines.Allowance(5, AllowanceUnit.WORKING_DAY)
"""Where neither the case nor another way of filing states a limit."""


def calendar_of(agency: Agency) -> WorkingCalendar:
    """When this agency works."""
    return working_calendar(agency)


class Soon(NamedTuple):
    """What is due by then is due soon: results by days, the reception by hours."""

    result: datetime
    reception: datetime


def soon_at(agency: Agency, at: datetime) -> Soon:
    """Until when what is due at this agency is due soon."""
    calendar = calendar_of(agency)
    return Soon(
        result=deadlines.soon_horizon(at, calendar),
        reception=deadlines.soon_horizon(at, calendar, unit=AllowanceUnit.WORKING_HOUR),
    )


def reception_due(dossier: Dossier) -> datetime:
    """By when the dossier must be accepted, refused or sent back."""
    return deadlines.reception_due(dossier.submitted_at, calendar_of(dossier.holder_agency))


def allowance_of(dossier: Dossier) -> deadlines.Allowance:
    """The time limit of the case for this way of filing and this agency's area.

    A limit of the very area class goes before one for any area; where the way of filing has none,
    the
    limit of another way stands in, the longest first.
    """
    method = _METHOD[Channel(dossier.channel)]
    area, rows = dossier.responsible_agency.area_class, _stated(dossier)
    if not rows:
        return FALLBACK
    row = max(rows, key=lambda r: (r.method == method, r.area_class == area, r.value or 0))
    return deadlines.Allowance(row.value or 1, AllowanceUnit(row.unit), cutoff=_cutoff(dossier))


def has_stated_limit(dossier: Dossier) -> bool:
    """Whether the limit is that of the procedure or of a law; else it is the agency's own word."""
    return bool(_stated(dossier)) or _longer_limit(dossier) is not None


def limit_of(dossier: Dossier) -> deadlines.Allowance:
    """The limit that holds: a longer one that the law gave, else that of the case."""
    return _longer_limit(dossier) or allowance_of(dossier)


def limit_in_words(dossier: Dossier) -> str:
    """The limit as a person reads it: "10 ngày làm việc", "trong ngày"."""
    allowance = limit_of(dossier)
    label = str(LimitUnit(allowance.unit.value).label)
    words = label if allowance.unit is AllowanceUnit.SAME_DAY else f"{allowance.value} {label}"
    if has_stated_limit(dossier):
        return words
    return _("%(limit)s (do cơ quan hẹn, thủ tục công bố không nêu thời hạn)") % {"limit": words}


def facts_of(
    dossier: Dossier, *, allowance: deadlines.Allowance | None = None
) -> deadlines.ClockFacts:
    """Acceptance, allowance (unless it is known), pauses since and new appointments, as the rules
    want them. The dossier must be accepted.
    """
    if dossier.accepted_at is None:
        raise ValueError("a dossier that is not accepted has no clock")
    pauses = tuple(
        deadlines.Pause(pause.opened_at, pause.closed_at, deadlines.PauseKind(pause.kind))
        for pause in dossier.pauses.all()
        if pause.opened_at >= dossier.accepted_at
    )
    given = {row.kind: row for row in dossier.extensions.all()}
    apology, longer = given.get(ExtensionKind.APOLOGY), given.get(ExtensionKind.LONGER_LIMIT)
    return deadlines.ClockFacts(
        accepted_at=dossier.accepted_at,
        allowance=allowance or allowance_of(dossier),
        pauses=pauses,
        after_supplement=deadlines.AfterSupplement(dossier.case.after_supplement),
        extension=deadlines.Extension(apology.granted_at, apology.due_after)
        if apology and apology.counts
        else None,
        longer=_longer(longer) if longer else None,
    )


def due_at(dossier: Dossier) -> datetime | None:
    """The appointment as things stand; nothing while the clock stands still."""
    return deadlines.due_at(facts_of(dossier), calendar_of(dossier.responsible_agency))


def due_at_with(dossier: Dossier, longer: deadlines.Allowance) -> datetime | None:
    """The appointment as it would stand with a longer limit."""
    facts = replace(facts_of(dossier), longer=longer)
    return deadlines.due_at(facts, calendar_of(dossier.responsible_agency))


def reception_due_from(dossier: Dossier, moment: datetime) -> datetime:
    """The new eight hours once a supplement before acceptance has come."""
    return deadlines.reception_due(moment, calendar_of(dossier.holder_agency))


def due_at_when_resumed(dossier: Dossier, *, at: datetime) -> datetime | None:
    """The appointment if the open pause ends at a moment."""
    facts = facts_of(dossier)
    *past, last = facts.pauses
    closed = replace(last, end=at) if last.end is None else last
    return deadlines.due_at(
        replace(facts, pauses=(*past, closed)), calendar_of(dossier.responsible_agency)
    )


def remaining_minutes(dossier: Dossier, *, at: datetime) -> int:
    """Working minutes left to the due time at a moment; none when it has passed."""
    if dossier.due_at is None or dossier.due_at <= at:
        return 0
    calendar = calendar_of(dossier.responsible_agency)
    return max(0, working_minutes_between(at, dossier.due_at, calendar))


def _stated(dossier: Dossier) -> list[TimeLimit]:
    """The limits that the case states for the area of the agency, of every way of filing."""
    area = dossier.responsible_agency.area_class
    stated = TimeLimit.objects.filter(case_id=dossier.case_id, ordinal=1, value__isnull=False)
    return [row for row in stated if row.area_class in ("ANY", "", area)]


def _longer_limit(dossier: Dossier) -> deadlines.Allowance | None:
    longer = Extension.objects.filter(dossier=dossier, kind=ExtensionKind.LONGER_LIMIT).first()
    return _longer(longer) if longer else None


def _longer(row: Extension) -> deadlines.Allowance | None:
    if row.value is None:
        return None
    return deadlines.Allowance(row.value, AllowanceUnit(row.unit))


def _cutoff(dossier: Dossier) -> time:
    return dossier.case.same_day_cutoff or SAME_DAY_CUTOFF
