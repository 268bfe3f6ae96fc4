"""Taxes, land-use fees and the like: the clock waits until the applicant has met the notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.catalogue.enums import StepAct
from motcua.dossiers.actions.letters import telling
from motcua.dossiers.actions.moves import assigning, pausing
from motcua.dossiers.actions.moves.moving import Words, WrongState, move, require
from motcua.dossiers.actions.moves.permits import permit, permit_act, permit_step
from motcua.dossiers.enums import Moment, ObligationState, PauseKind
from motcua.dossiers.models import Obligation, ObligationLine
from motcua.dossiers.queries.reach.locking import lock
from motcua.files.actions.receiving import receive
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal
from motcua.kit.money import LARGEST, format_vnd

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier
    from motcua.files.models import StoredFile

PURPOSE = "obligation"
WAYS_TO_MEET = (ObligationState.FULFILLED, ObligationState.EXEMPT, ObligationState.DEFERRED)


class NoticeIncomplete(Refusal):
    """The notice has a number and somebody who issued it."""

    message = _("Hãy ghi số thông báo và cơ quan ra thông báo.")


class NothingOwed(Refusal):
    """A notice names at least one amount, each with its name."""

    message = _("Hãy ghi ít nhất một khoản phải nộp, mỗi khoản có tên và số tiền lớn hơn 0.")


class DatesWrong(Refusal):
    """A notice is issued before today ends and due after that."""

    message = _("Ngày ra thông báo không được sau hôm nay, hạn nộp không được trước ngày đó.")


class ProofNeeded(Refusal):
    """It must be seen why the dossier may go on."""

    message = _("Hãy ghi chứng từ (số, ngày) hoặc tải lên bản chụp chứng từ.")


@dataclass(frozen=True, slots=True)
class Amount:
    """One line of a notice, in đồng."""

    name: str
    vnd: int


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What another body asks of the applicant."""

    number: str
    issued_by: str
    issued_on: date
    due_on: date
    amounts: Sequence[Amount]
    file: StoredFile | None = None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How an obligation was met: paid, exempt or deferred, by a note or a file."""

    state: ObligationState
    note: str = ""
    file: StoredFile | None = None


@transaction.atomic
def ask(*, dossier_id: int, notice: Notice, by: Position, now: datetime) -> Obligation:
    """Record the notice and pass it on to the applicant; the clock stands still from now."""
    dossier = lock(dossier_id)
    _permit(by, dossier, on=local_date(now))
    require(dossier, Moment.ASK_PAYMENT)
    _check(notice, today=local_date(now))
    words = _sentence(dossier, notice)
    pausing.stand_still(dossier, PauseKind.PAYMENT, at=now, reason=words)
    move(dossier, Moment.ASK_PAYMENT, by=by, at=now, words=Words(note=words))
    owed = _keep(dossier, notice, by=by, now=now)
    telling.tell(
        dossier,
        "dossier.obligation",
        now=now,
        items=[f"{amount.name}: {format_vnd(amount.vnd)}" for amount in notice.amounts],
        total=format_vnd(_total(notice)),
        notice_number=owed.notice_number,
        issued_by=owed.issued_by,
        due_on=owed.due_on,
    )
    return owed


@transaction.atomic
def settle(*, dossier_id: int, proof: Proof, by: Position, now: datetime) -> Obligation:
    """The notice was met (or need not be): the dossier goes on with the time that was left."""
    dossier = lock(dossier_id)
    _permit(by, dossier, on=local_date(now), at_counter=True)
    owed = Obligation.objects.filter(dossier=dossier, state=ObligationState.DUE).first()
    if owed is None:
        raise WrongState
    if proof.state not in WAYS_TO_MEET or not (proof.note.strip() or proof.file):
        raise ProofNeeded(field="proof_note")
    owed.state, owed.proof_note, owed.proof = proof.state, proof.note.strip(), proof.file
    owed.settled_at, owed.settled_by = now, by
    owed.save(update_fields=["state", "proof_note", "proof", "settled_at", "settled_by"])
    words = _met(dossier, owed)
    pausing.go_on(
        dossier, PauseKind.PAYMENT, Moment.PAYMENT, by=by, at=now, words=Words(note=words)
    )
    telling.tell(dossier, "dossier.resumed", now=now, due_at=dossier.due_at, note=words)
    return owed


def take_in(*, upload: UploadedFile[Any], by: Position, now: datetime) -> StoredFile:
    """Keep an uploaded notice or proof. Raises FileRefused."""
    return receive(upload=upload, purpose=PURPOSE, by=by, now=now)


def _permit(by: Position, dossier: Dossier, *, on: date, at_counter: bool = False) -> None:
    """Whoever has the step, the head, and for a proof that is brought in the counter too."""
    permit(by, Permission.DOSSIER_PROCESS, dossier)
    is_received = at_counter and by.may(Permission.DOSSIER_ACCEPT)
    if not (is_received or by.may(Permission.DOSSIER_DECIDE)):
        current = assigning.current_step(dossier)
        permit_step(by, current, on=on)
        permit_act(dossier, current, StepAct.ASK_PAYMENT)


def _check(notice: Notice, *, today: date) -> None:
    if not (notice.number.strip() and notice.issued_by.strip()):
        raise NoticeIncomplete(field="notice_number")
    amounts = notice.amounts
    if not amounts or not all(one.name.strip() and 0 < one.vnd <= LARGEST for one in amounts):
        raise NothingOwed
    if notice.issued_on > today or notice.due_on < notice.issued_on:
        raise DatesWrong(field="due_on")


def _keep(dossier: Dossier, notice: Notice, *, by: Position, now: datetime) -> Obligation:
    owed = Obligation.objects.create(
        dossier=dossier,
        notice_number=notice.number.strip(),
        issued_by=notice.issued_by.strip(),
        issued_on=notice.issued_on,
        due_on=notice.due_on,
        notice=notice.file,
        recorded_at=now,
        recorded_by=by,
    )
    ObligationLine.objects.bulk_create(
        ObligationLine(obligation=owed, name=one.name.strip(), amount_vnd=one.vnd)
        for one in notice.amounts
    )
    return owed


def _total(notice: Notice) -> int:
    return sum(amount.vnd for amount in notice.amounts)


def _sentence(dossier: Dossier, notice: Notice) -> str:
    with translation.override(dossier.language):
        return gettext(
            "Thông báo số %(number)s ngày %(on)s của %(agency)s: "
            "phải nộp %(total)s, hạn đến hết ngày %(due)s."
        ) % {
            "number": notice.number.strip(),
            "on": f"{notice.issued_on:%d/%m/%Y}",
            "agency": notice.issued_by.strip(),
            "total": format_vnd(_total(notice)),
            "due": f"{notice.due_on:%d/%m/%Y}",
        }


def _met(dossier: Dossier, owed: Obligation) -> str:
    with translation.override(dossier.language):
        words = gettext("Thông báo số %(number)s: %(state)s.") % {
            "number": owed.notice_number,
            "state": ObligationState(owed.state).label,
        }
    return f"{words}\n{owed.proof_note}".strip()
