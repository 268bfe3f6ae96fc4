"""Withdrawing a dossier: its owner asks; once it is accepted the head answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.accounts.models import Position
from motcua.dossiers.actions.letters import telling
from motcua.dossiers.actions.moves import pausing
from motcua.dossiers.actions.moves.moving import Actor, Words, WrongState, enter, move, require
from motcua.dossiers.actions.moves.permits import NotYourAgency, permit
from motcua.dossiers.enums import Moment, Status, SubState
from motcua.dossiers.queries.reach.locking import lock
from motcua.dossiers.queries.reach.scope import dossiers_of
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, NotThere, Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import User
    from motcua.dossiers.models import Dossier


class AlreadyAsked(Refusal):
    """The wish waits for its answer."""

    message = _("Đã có yêu cầu rút hồ sơ này, cơ quan đang xem xét. Không cần gửi lại.")


class ReasonForKeeping(Refusal):
    """Whoever may not withdraw is told why."""

    message = _("Hãy ghi rõ lý do không đồng ý cho rút hồ sơ.")


@transaction.atomic
def ask(*, dossier_id: int, reason: str = "", by: User | Position, now: datetime) -> Dossier:
    """Withdraw a dossier that is not accepted yet, at once; ask for it afterwards.

    By its owner, or by an officer of the counter for somebody who stands there. Raises NotThere
    for a stranger's, AlreadyAsked, WrongState once there is a decision.
    """
    dossier = lock(dossier_id)
    _permit_asking(by, dossier, now)
    if dossier.substate == SubState.WITHDRAWAL_ASKED:
        raise AlreadyAsked
    require(dossier, Moment.WITHDRAW)
    if dossier.is_ended:
        raise WrongState
    words = Words(note=reason.strip())
    if dossier.accepted_at is None:
        return _withdraw(dossier, by=by, now=now, words=words)
    dossier.substate = SubState.WITHDRAWAL_ASKED
    enter(dossier, Moment.ASK_WITHDRAWAL, by=by, at=now, words=words)
    return dossier


@transaction.atomic
def approve(*, dossier_id: int, by: Position, now: datetime) -> Dossier:
    """Let a dossier go as its owner asked."""
    return _withdraw(_asked(dossier_id, by), by=by, now=now, words=Words())


@transaction.atomic
def decline(*, dossier_id: int, reason: str, by: Position, now: datetime) -> Dossier:
    """Do not let it go, with the reason; the dossier stands as it stood."""
    dossier = _asked(dossier_id, by)
    if not reason.strip():
        raise ReasonForKeeping(field="reason")
    is_stopped = dossier.status == Status.STOPPED
    dossier.substate = SubState.SUSPENDED if is_stopped else SubState.NONE
    enter(dossier, Moment.DECLINE_WITHDRAWAL, by=by, at=now, words=Words(note=reason.strip()))
    telling.tell(dossier, "dossier.withdrawal_declined", now=now, reason=reason.strip())
    return dossier


def _permit_asking(by: User | Position, dossier: Dossier, now: datetime) -> None:
    if not isinstance(by, Position):
        if not dossiers_of(by, today=local_date(now)).filter(pk=dossier.pk).exists():
            raise NotThere
        return
    if not by.may(Permission.DOSSIER_FILE_FOR_OTHERS):
        raise NotPermitted
    if by.agency_id not in (dossier.returning_agency.pk, dossier.holder_agency_id):
        raise NotYourAgency


def _asked(dossier_id: int, by: Position) -> Dossier:
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_DECIDE, dossier)
    if dossier.substate != SubState.WITHDRAWAL_ASKED:
        raise WrongState
    return dossier


def _withdraw(dossier: Dossier, *, by: Actor, now: datetime, words: Words) -> Dossier:
    pausing.end(dossier, by=by, at=now)
    dossier.substate = SubState.NONE
    move(dossier, Moment.WITHDRAW, by=by, at=now, words=words)
    agency = dossier.returning_agency
    place = ", ".join(part for part in (agency.name, agency.address) if part)
    telling.tell(dossier, "dossier.withdrawn", now=now, withdrawn_at=now, place=place)
    return dossier
