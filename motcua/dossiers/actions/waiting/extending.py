"""A new appointment for a running dossier: an apology, once, or the longer limit of a law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.actions.moves.moving import Words, WrongState, enter
from motcua.dossiers.actions.moves.permits import permit
from motcua.dossiers.enums import ExtensionKind, Moment, Status
from motcua.dossiers.models import Extension
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.queries.reach.locking import lock
from motcua.dossiers.rules import extending
from motcua.dossiers.rules.clocks import Allowance
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier
    from motcua.kit.worktime import AllowanceUnit

RUNNING = (Status.ACCEPTED, Status.IN_PROGRESS)


class ReasonNeeded(Refusal):
    """The applicant must be told why."""

    message = _("Hãy ghi rõ lý do để người nộp hiểu.")


class BasisNeeded(Refusal):
    """A longer limit must rest on a law."""

    message = _("Hãy ghi điều khoản cho phép thời hạn dài hơn.")


class AlreadyExtended(Refusal):
    """Each kind of new appointment is given once."""

    message = _("Hồ sơ này đã được hẹn lại một lần. Theo quy định không hẹn lại lần nữa.")


class NotLater(Refusal):
    """The new appointment does not lie after the old one and after today."""

    message = _("Ngày hẹn mới phải sau ngày hẹn cũ và sau hôm nay.")


class DayOff(Refusal):
    """The office does not work on the new date."""

    message = _("Cơ quan không làm việc vào ngày này. Hãy chọn một ngày làm việc.")


@dataclass(frozen=True, kw_only=True)
class LongerLimit:
    """The longer limit, counted from the acceptance, and the law that gives it."""

    value: int
    unit: AllowanceUnit
    legal_basis: str


@transaction.atomic
def apologise(
    *, dossier_id: int, new_date: date, reason: str, by: Position, now: datetime
) -> Extension:
    """Apologise for not keeping the appointment and give a new one, once; issues form 04.

    In time (`rules.extending.apology_counts`) the due time moves; too late the applicant gets the
    letter and the new date, and the dossier stays late.
    """
    dossier, due = _running(dossier_id, by, kind=ExtensionKind.APOLOGY)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    calendar = clock.calendar_of(dossier.responsible_agency)
    if new_date <= max(local_date(due), local_date(now)):
        raise NotLater(field="new_date")
    new_due = extending.appointment_on(new_date, due=due, cal=calendar)
    if new_due is None:
        raise DayOff(field="new_date")
    counts = extending.apology_counts(
        due=due,
        at=now,
        unit=clock.limit_of(dossier).unit,
        days_before=settings.APOLOGY_DAYS_BEFORE,
        cal=calendar,
    )
    extension = Extension.objects.create(
        dossier=dossier,
        kind=ExtensionKind.APOLOGY,
        granted_at=now,
        granted_by=by,
        due_before=due,
        due_after=new_due,
        counts=counts,
        reason=reason.strip(),
    )
    if counts:
        dossier.due_at = clock.due_at(dossier)
    _enter(dossier, Moment.EXTEND, extension, by=by, now=now)
    issuing.issue_apology(dossier, extension, by=by, now=now)
    telling.tell(
        dossier,
        "dossier.apologised",
        now=now,
        reason=reason.strip(),
        due_at=due,
        new_due_at=new_due,
    )
    return extension


@transaction.atomic
def lengthen(
    *, dossier_id: int, longer: LongerLimit, reason: str, by: Position, now: datetime
) -> Extension:
    """Give the longer limit that the law provides (a verification), once, while the clock runs and
    the limit has not passed: a new appointment, no apology, not late. Issues the receipt anew.
    """
    dossier, due = _running(dossier_id, by, kind=ExtensionKind.LONGER_LIMIT)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if not longer.legal_basis.strip():
        raise BasisNeeded(field="legal_basis")
    new_due = clock.due_at_with(dossier, Allowance(longer.value, longer.unit))
    if now >= due or new_due is None or new_due <= due:
        raise NotLater(field="value")
    extension = Extension.objects.create(
        dossier=dossier,
        kind=ExtensionKind.LONGER_LIMIT,
        granted_at=now,
        granted_by=by,
        due_before=due,
        due_after=new_due,
        value=longer.value,
        unit=longer.unit,
        reason=reason.strip(),
        legal_basis=longer.legal_basis.strip(),
    )
    dossier.due_at = new_due
    _enter(dossier, Moment.LENGTHEN, extension, by=by, now=now)
    issuing.renew_receipt(dossier, because=str(Moment.LENGTHEN.label), by=by, now=now)
    telling.tell(
        dossier,
        "dossier.lengthened",
        now=now,
        reason=reason.strip(),
        legal_basis=extension.legal_basis,
        due_at=new_due,
    )
    return extension


def _running(dossier_id: int, by: Position, *, kind: ExtensionKind) -> tuple[Dossier, datetime]:
    """The dossier, held, with its due time. Raises NotPermitted, WrongState, AlreadyExtended."""
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_DECIDE, dossier)
    if dossier.status not in RUNNING or dossier.due_at is None:
        raise WrongState
    if dossier.extensions.filter(kind=kind).exists():
        raise AlreadyExtended
    return dossier, dossier.due_at


def _enter(
    dossier: Dossier, moment: Moment, extension: Extension, *, by: Position, now: datetime
) -> None:
    with translation.override(dossier.language):
        promised = gettext("Hẹn trả kết quả: %(date)s.") % {
            "date": f"{local_date(extension.due_after):%d/%m/%Y}"
        }
        basis = gettext("Căn cứ: %(basis)s") % {"basis": extension.legal_basis}
    lines = [extension.reason, basis if extension.legal_basis else "", promised]
    enter(dossier, moment, by=by, at=now, words=Words(note="\n".join(filter(None, lines))))
