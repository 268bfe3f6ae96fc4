"""Stopping a dossier for a time or for good, and going on with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.actions.moves import pausing
from motcua.dossiers.actions.moves.moving import Words, WrongState, move, open_pause, require
from motcua.dossiers.actions.moves.permits import permit
from motcua.dossiers.enums import Moment, PauseKind, StopReason, SubState
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier


class ReasonNeeded(Refusal):
    """Stopping must say why."""

    message = _("Hãy ghi rõ lý do dừng để người nộp hiểu.")


class BasisNeeded(Refusal):
    """Stopping must rest on a law or a document."""

    message = _("Hãy ghi căn cứ: điều khoản, văn bản hoặc quyết định làm cơ sở cho việc dừng.")


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Why the work stops and on which basis."""

    kind: StopReason
    reason: str
    legal_basis: str


@transaction.atomic
def stop(*, dossier_id: int, grounds: Grounds, by: Position, now: datetime) -> Dossier:
    """Suspend the work, with the notice (form 05); the clock stands still until `resume`."""
    dossier = _held(dossier_id, by)
    require(dossier, Moment.STOP)
    _check(grounds)
    pausing.stand_still(
        dossier,
        PauseKind.NEIGHBOUR if grounds.kind == StopReason.OPINION else PauseKind.SUSPENDED,
        at=now,
        reason=grounds.reason.strip(),
        legal_basis=grounds.legal_basis.strip(),
    )
    dossier.substate = dossier.substate or SubState.SUSPENDED  # a wish to withdraw stays one
    move(dossier, Moment.STOP, by=by, at=now, words=_words(dossier, grounds))
    _tell(dossier, "dossier.stopped", grounds, by=by, now=now)
    return dossier


@transaction.atomic
def resume(*, dossier_id: int, note: str = "", by: Position, now: datetime) -> Dossier:
    """Go on with a suspended dossier where it was, with the time that was left."""
    dossier = _held(dossier_id, by)
    require(dossier, Moment.RESUME)
    if dossier.substate == SubState.SUSPENDED:
        dossier.substate = SubState.NONE
    words = Words(note=note.strip())
    pause = open_pause(dossier)
    waited = pause is not None and pause.kind == PauseKind.NEIGHBOUR
    kind = PauseKind.NEIGHBOUR if waited else PauseKind.SUSPENDED
    pausing.go_on(dossier, kind, Moment.RESUME, by=by, at=now, words=words)
    telling.tell(
        dossier, "dossier.resumed", now=now, due_at=dossier.due_at, note=note.strip() or None
    )
    return dossier


@transaction.atomic
def terminate(*, dossier_id: int, grounds: Grounds, by: Position, now: datetime) -> Dossier:
    """Stop for good, with the notice (form 05): the dossier counts as settled and nothing is
    awaited any more.
    """
    dossier = _held(dossier_id, by)
    require(dossier, Moment.TERMINATE)
    _check(grounds)
    pausing.end(dossier, by=by, at=now)
    dossier.substate = SubState.TERMINATED
    move(dossier, Moment.TERMINATE, by=by, at=now, words=_words(dossier, grounds))
    _tell(dossier, "dossier.terminated", grounds, by=by, now=now)
    return dossier


def _held(dossier_id: int, by: Position) -> Dossier:
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_STOP, dossier)
    if dossier.is_ended:
        raise WrongState
    return dossier


def _check(grounds: Grounds) -> None:
    if not grounds.reason.strip():
        raise ReasonNeeded(field="reason")
    if not grounds.legal_basis.strip():
        raise BasisNeeded(field="legal_basis")


def _words(dossier: Dossier, grounds: Grounds) -> Words:
    with translation.override(dossier.language):
        basis = gettext("Căn cứ: %(basis)s") % {"basis": grounds.legal_basis.strip()}
    return Words(note=f"{grounds.reason.strip()}\n{basis}", reason_code=grounds.kind)


def _tell(dossier: Dossier, event: str, grounds: Grounds, *, by: Position, now: datetime) -> None:
    """On paper and by mail."""
    reason, basis = grounds.reason.strip(), grounds.legal_basis.strip()
    issuing.issue_stop_notice(dossier, reason=reason, legal_basis=basis, by=by, now=now)
    telling.tell(dossier, event, now=now, reason=reason, legal_basis=basis)
