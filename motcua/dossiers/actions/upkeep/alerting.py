"""Telling holder and head, once each, that a time runs out or has run out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission, Role
from motcua.audit.actions import record
from motcua.dossiers.enums import AlertKind, AlertTopic
from motcua.dossiers.models import AlertSetting, DueAlert
from motcua.dossiers.models.alert import MOST_DAYS
from motcua.dossiers.queries.lists import alerting
from motcua.dossiers.queries.lists.digest import in_office, working_agencies
from motcua.dossiers.rules import addresses
from motcua.kit import jobs
from motcua.kit.clock import HANOI
from motcua.kit.errors import NotPermitted, Refusal
from motcua.notifications.actions.notifying import notify
from motcua.places.models import Agency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.queries.lists.alerting import Pressing

EVENT = "office.due_alert"
SHOWN = 15
"""Dossiers named in one mail; the lists at the desk have the rest."""


class DaysOutOfRange(Refusal):
    """Nobody plans so far ahead."""

    message = _("Số ngày báo trước từ 0 đến 10.")


@transaction.atomic
def set_days(
    *, agency: Agency, days_before: int | None, by: Position, now: datetime
) -> AlertSetting:
    """How many working days before an agency is warned, nothing for never; a head does it for the
    own agency.
    """
    own = by.may(Permission.MANAGE_CALENDAR) and by.agency_id == agency.pk
    if not own and not by.may(Permission.MANAGE_CALENDAR_ALL):
        raise NotPermitted
    if days_before is not None and not 0 <= days_before <= MOST_DAYS:
        raise DaysOutOfRange(field="days_before")
    before = alerting.days_before_of(agency)
    setting, _made = AlertSetting.objects.update_or_create(
        agency=agency, defaults={"days_before": days_before}
    )
    record(
        "dossiers.alerts_set",
        by=by,
        now=now,
        object_kind="agency",
        object_id=agency.code,
        before={"days_before": before},
        after={"days_before": days_before},
    )
    return setting


@transaction.atomic
def begin(*, now: datetime) -> int:
    """Ask for the alerts of every agency that works today; how many agencies."""
    agencies = working_agencies(now)
    for agency in agencies:
        jobs.defer("dossiers.alert_agency", agency_id=agency.pk)
    return len(agencies)


@transaction.atomic
def send(*, agency_id: int, now: datetime) -> int:
    """One mail to each whom something new presses, with all of it; how many mails."""
    people = list(in_office(now).filter(agency=agency_id).select_for_update(of=("self",)))
    agency = Agency.objects.get(pk=agency_id)
    days_before = alerting.days_before_of(agency)
    if days_before is None or not people:
        return 0
    found = alerting.pressing_at(agency, at=now, days_before=days_before)
    DueAlert.objects.bulk_create(
        (
            DueAlert(
                dossier=one.dossier, topic=one.topic, kind=one.kind, due_at=one.due, told_at=now
            )
            for one in found
        ),
        batch_size=1000,
    )
    told = [(person, [one for one in found if _concerns(one, person, people)]) for person in people]
    for person, theirs in told:
        if theirs:
            _tell(person, theirs, now=now)
    return sum(1 for _person, theirs in told if theirs)


def _concerns(one: Pressing, person: Position, people: Sequence[Position]) -> bool:
    """The head of all; the holder, or where that is nobody in office, everybody of the role."""
    if person.role == Role.HEAD or person.pk == one.holder_id:
        return True
    held = any(somebody.pk == one.holder_id for somebody in people)
    return not held and person.role == one.role


def _tell(person: Position, found: Sequence[Pressing], *, now: datetime) -> None:
    user = person.user
    with translation.override(user.language):
        late = [_line(one) for one in found if one.kind == AlertKind.AFTER]
        soon = [_line(one) for one in found if one.kind == AlertKind.BEFORE]
        left = len(found) - SHOWN
        more = gettext("và %(count)s việc khác, xem trên bàn làm việc") % {"count": left}
    notify(
        EVENT,
        to_email=user.email,
        to_user=user,
        language=user.language,
        context={
            "agency": person.agency.name,
            "late": late[:SHOWN],
            "soon": soon[: max(SHOWN - len(late), 0)],
            "more": more if left > 0 else None,
            "link": addresses.DESK,
        },
        about=f"due-alert:{person.pk}",
        now=now,
    )


def _line(one: Pressing) -> str:
    """Code, what runs out and when; no name, for mail is read on many screens."""
    what = str(AlertTopic(one.topic).label)
    if one.step:
        what = f"{what} “{one.step}”"
    return f"{one.dossier}: {what}, {one.due.astimezone(HANOI):%H:%M %d/%m/%Y}"
