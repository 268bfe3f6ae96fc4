"""Ending a dossier whose supplement nobody sent in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.dossiers.actions.handling.reception import ReasonNeeded
from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.actions.moves import pausing
from motcua.dossiers.actions.moves.moving import Words, move, require
from motcua.dossiers.actions.moves.permits import permit_reception
from motcua.dossiers.enums import Moment
from motcua.dossiers.queries.clocks.supplements import has_lapsed_before_acceptance
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier


class NotLapsed(Refusal):
    """The applicant still has time, or the dossier was accepted and is the head's to stop."""

    message = _(
        "Chỉ kết thúc được hồ sơ chưa tiếp nhận đã quá hạn bổ sung. "
        "Hồ sơ đã tiếp nhận thì lãnh đạo quyết định dừng hẳn."
    )


@transaction.atomic
def refuse_lapsed(*, dossier_id: int, reason: str, by: Position, now: datetime) -> Dossier:
    """Do not accept a dossier whose supplement was not sent in time; issues the refusal slip
    (form 03), nothing is awaited any more.
    """
    dossier = lock(dossier_id)
    permit_reception(by, Permission.DOSSIER_ACCEPT, dossier)
    require(dossier, Moment.LAPSE_SUPPLEMENT)
    if not has_lapsed_before_acceptance(dossier, today=local_date(now)):
        raise NotLapsed
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    pausing.end(dossier, by=by, at=now)
    move(dossier, Moment.LAPSE_SUPPLEMENT, by=by, at=now, words=Words(note=reason))
    issuing.issue_refusal(dossier, reason=reason, by=by, now=now)
    telling.tell(dossier, "dossier.not_accepted", now=now, reason=reason)
    return dossier
