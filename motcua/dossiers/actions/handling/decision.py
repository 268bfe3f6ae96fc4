"""The decision, and the result paper it comes with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.catalogue.enums import StepAct
from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.actions.moves import assigning
from motcua.dossiers.actions.moves.moving import Words, WrongState, move
from motcua.dossiers.actions.moves.permits import permit, permit_step
from motcua.dossiers.enums import AssignmentOutcome, Decision, Moment, Status, SubState
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.files.models import StoredFile


class ResultNeeded(Refusal):
    """A decision comes with a paper."""

    message = _("Hãy tải lên văn bản kết quả, hoặc nhập nội dung để hệ thống lập văn bản.")


class ReasonForRefusal(Refusal):
    """A refusal must say why."""

    message = _("Khi từ chối giải quyết, hãy ghi rõ lý do và căn cứ.")


class NotLastStep(Refusal):
    """Steps of the route are still ahead."""

    message = _("Chưa đến bước cuối. Hãy chuyển hồ sơ sang bước tiếp theo thay vì ra quyết định.")


class WithdrawalWaits(Refusal):
    """The applicant's wish to withdraw is answered first."""

    message = _(
        "Người nộp đã xin rút hồ sơ. Hãy đồng ý hoặc từ chối cho rút trước khi ra quyết định."
    )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is decided: the result is an uploaded file, or a text from which the paper is made."""

    decision: Decision
    title: str
    number: str = ""
    stored_file: StoredFile | None = None
    body: str = ""
    reason: str = ""


@transaction.atomic
def decide(*, dossier_id: int, outcome: Outcome, by: Position, now: datetime) -> Dossier:
    """Decide a dossier at its last step; the result waits for its owner at the receiving counter
    or online.
    """
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_DECIDE, dossier)
    current = assigning.current_step(dossier)
    permit_step(by, current, on=local_date(now))
    if StepAct.DECIDE not in route.acts_of(dossier, current):
        raise NotLastStep
    if dossier.status == Status.ACCEPTED:
        move(dossier, Moment.BEGIN, by=by, at=now)
    if dossier.status != Status.IN_PROGRESS:
        raise WrongState
    if dossier.substate == SubState.WITHDRAWAL_ASKED:
        raise WithdrawalWaits
    _check(outcome)
    dossier.decision, dossier.decided_at = outcome.decision, now
    move(dossier, Moment.DECIDE, by=by, at=now, words=Words(note=outcome.reason))
    assigning.close_step(current, AssignmentOutcome.FINISHED, by=by, at=now)
    _keep_result(dossier, outcome, by=by, now=now)
    assigning.open_return(
        dossier, agency=dossier.returning_agency, name=_now("Trả kết quả"), at=now
    )
    if outcome.decision == Decision.GRANTED:
        telling.tell_ready(dossier, now=now)
    else:
        telling.tell(dossier, "dossier.refused", now=now, reason=outcome.reason)
    return dossier


def _check(outcome: Outcome) -> None:
    if outcome.stored_file is None and not outcome.body.strip():
        raise ResultNeeded(field="stored_file")
    if outcome.decision == Decision.REFUSED and not outcome.reason.strip():
        raise ReasonForRefusal(field="reason")


def _keep_result(dossier: Dossier, outcome: Outcome, *, by: Position, now: datetime) -> Result:
    paper = None
    if outcome.stored_file is None:
        paper = issuing.issue_result(
            dossier, title=outcome.title, number=outcome.number, body=outcome.body, by=by, now=now
        )
    return Result.objects.create(
        dossier=dossier,
        number=outcome.number,
        title=outcome.title,
        stored_file=outcome.stored_file,
        paper=paper,
        decided_by=by,
        decided_at=now,
    )
