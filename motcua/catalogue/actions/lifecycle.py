"""The legal life of a procedure: announced, in force, replaced, repealed, each by a decision."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit.actions import record as audit
from motcua.catalogue.actions import indexing
from motcua.catalogue.enums import ProcedureLife
from motcua.catalogue.models import Procedure, ServiceOffer
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from motcua.accounts.models import Position


class AlreadyEnded(Refusal):
    """The procedure was replaced or repealed before."""

    message = _("Thủ tục này đã hết hiệu lực.")


class WrongSuccessor(Refusal):
    """A procedure can only be replaced by another one that is not itself ended."""

    message = _("Thủ tục thay thế phải là thủ tục khác và đang có hiệu lực.")


@transaction.atomic
def announce(
    *, procedure: Procedure, on: date, decision_no: str, by: Position | None, now: datetime
) -> Procedure:
    """Let a procedure hold from a day on; announced ahead, it can be read and found before, filed
    not. Raises NotPermitted and AlreadyEnded.
    """
    _permit(by)
    locked, today = _lock(procedure), local_date(now)
    before = locked.life
    locked.life = ProcedureLife.ANNOUNCED if on > today else ProcedureLife.IN_FORCE
    locked.in_force_on, locked.life_decision_no, locked.changed_at = on, decision_no, now
    locked.save(update_fields=["life", "in_force_on", "life_decision_no", "changed_at"])
    indexing.index(procedure_ids=[locked.pk], today=today)
    indexing.finish()
    audit(
        "catalogue.procedure_announced",
        by=by,
        now=now,
        object_kind="procedure",
        object_id=locked.pk,
        before={"life": before},
        after={"life": locked.life, "on": on.isoformat(), "decision_no": decision_no},
    )
    return locked


@transaction.atomic
def repeal(
    *, procedure: Procedure, on: date, decision_no: str, by: Position | None, now: datetime
) -> Procedure:
    """End a procedure from a day on; dossiers under way go on, new ones can't begin. Announced
    ahead, it stays in force until the eve of that day.
    """
    _permit(by)
    locked = _lock(procedure)
    return _end(locked, ProcedureLife.REPEALED, on, decision_no, by=by, now=now)


@transaction.atomic
def replace(
    *,
    procedure: Procedure,
    successor: Procedure,
    on: date,
    decision_no: str,
    by: Position | None,
    now: datetime,
) -> Procedure:
    """Let another procedure take a procedure's place from a day on; its page leads there."""
    _permit(by)
    locked = _lock(procedure)
    successor = Procedure.objects.get(pk=successor.pk)
    if successor.pk == locked.pk or successor.life not in Procedure.SEARCHABLE:
        raise WrongSuccessor
    locked.replaced_by = successor
    return _end(locked, ProcedureLife.REPLACED, on, decision_no, by=by, now=now)


@transaction.atomic
def take_effect(*, now: datetime) -> int:
    """Bring the lives of procedures to what was decided ahead for days that have come; answers how
    many began or ended.
    """
    today = local_date(now)
    lives = Procedure.objects.select_for_update(of=("self",))
    begun = list(
        lives.filter(life=ProcedureLife.ANNOUNCED, in_force_on__lte=today).exclude(
            ended_on__lte=today
        )
    )
    for procedure in begun:
        _come(procedure, ProcedureLife.IN_FORCE, "begun", procedure.in_force_on, now=now)
    ended = list(lives.filter(life__in=Procedure.SEARCHABLE, ended_on__lte=today))
    for procedure in ended:
        is_replaced = procedure.replaced_by_id is not None
        life = ProcedureLife.REPLACED if is_replaced else ProcedureLife.REPEALED
        _come(procedure, life, "ended", procedure.ended_on, now=now)
    if begun or ended:
        indexing.index(procedure_ids=sorted(one.pk for one in (*begun, *ended)), today=today)
        indexing.finish()
    return len(begun) + len(ended)


def _come(
    procedure: Procedure, life: ProcedureLife, event: str, on: date | None, *, now: datetime
) -> None:
    """What was decided ahead has come."""
    before, procedure.life, procedure.changed_at = procedure.life, life, now
    procedure.save(update_fields=["life", "changed_at"])
    audit(
        f"catalogue.procedure_{event}",
        by=None,
        now=now,
        object_kind="procedure",
        object_id=procedure.pk,
        before={"life": before},
        after={"life": life, "on": str(on)},
    )


def _permit(by: Position | None) -> None:
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted


def _lock(procedure: Procedure) -> Procedure:
    locked = Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    if locked.life not in Procedure.SEARCHABLE or locked.ended_on is not None:
        raise AlreadyEnded
    return locked


def _end(
    procedure: Procedure,
    life: ProcedureLife,
    on: date,
    decision_no: str,
    *,
    by: Position | None,
    now: datetime,
) -> Procedure:
    before, today = procedure.life, local_date(now)
    procedure.life = life if on <= today else before
    procedure.ended_on, procedure.life_decision_no = on, decision_no
    procedure.changed_at = now
    procedure.save(
        update_fields=["life", "ended_on", "life_decision_no", "replaced_by", "changed_at"]
    )
    last_day = on - timedelta(days=1)
    ServiceOffer.objects.filter(
        procedure=procedure, valid_to__isnull=True, valid_from__lte=last_day
    ).update(valid_to=last_day)
    indexing.index(procedure_ids=[procedure.pk], today=today)
    indexing.finish()
    audit(
        "catalogue.procedure_ended",
        by=by,
        now=now,
        object_kind="procedure",
        object_id=procedure.pk,
        before={"life": before},
        after={"life": life, "on": on.isoformat(), "decision_no": decision_no},
    )
    return procedure
