"""Reception: accept, refuse, or pass on to the competent agency; and taking a mis-click back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.actions.moves import assigning
from motcua.dossiers.actions.moves.moving import Words, move, undoable
from motcua.dossiers.actions.moves.permits import permit, permit_reception
from motcua.dossiers.enums import AssignmentOutcome, Moment
from motcua.dossiers.queries.clocks import clock, route
from motcua.dossiers.queries.drafts.documents import missing_papers
from motcua.dossiers.queries.reach.locking import lock
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier
    from motcua.places.models import Agency


class IncompleteDossier(Refusal):
    """Required papers are missing."""

    message = _(
        "Hồ sơ còn thiếu giấy tờ bắt buộc. Hãy yêu cầu người dân bổ sung thay vì tiếp nhận."
    )


class ReasonNeeded(Refusal):
    """A refusal must say why."""

    message = _("Hãy ghi rõ lý do để người dân hiểu và biết phải làm gì tiếp.")


class NotOffered(Refusal):
    """The other agency does not offer the procedure."""

    message = _("Cơ quan được chọn không tiếp nhận thủ tục này.")


@transaction.atomic
def accept(*, dossier_id: int, by: Position, now: datetime) -> Dossier:
    """Take a submitted dossier into processing; issues the receipt and starts the clock."""
    dossier = lock(dossier_id)
    permit_reception(by, Permission.DOSSIER_ACCEPT, dossier)
    if missing_papers(dossier):
        raise IncompleteDossier
    dossier.accepted_at = now
    dossier.due_at = clock.due_at(dossier)
    dossier.route_version_id = dossier.case.route_version_id
    move(dossier, Moment.ACCEPT, by=by, at=now)
    assigning.open_step(dossier, route.steps_of(dossier)[0], at=now)
    issuing.issue_receipt(dossier, by=by, now=now)
    telling.tell(dossier, "dossier.accepted", now=now, accepted_at=now, due_at=dossier.due_at)
    return dossier


@transaction.atomic
def refuse(*, dossier_id: int, reason: str, by: Position, now: datetime) -> Dossier:
    """Do not accept a dossier, with the reason; issues the refusal slip (form 03)."""
    dossier = lock(dossier_id)
    permit_reception(by, Permission.DOSSIER_ACCEPT, dossier)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    move(dossier, Moment.REFUSE_RECEPTION, by=by, at=now, words=Words(note=reason))
    issuing.issue_refusal(dossier, reason=reason, by=by, now=now)
    telling.tell(dossier, "dossier.not_accepted", now=now, reason=reason)
    return dossier


@transaction.atomic
def forward_to_agency(
    *, dossier_id: int, agency: Agency, reason: str, by: Position, now: datetime
) -> Dossier:
    """Pass a dossier to the competent agency before acceptance; it keeps its code and the time it
    was sent at, and goes on under the offer of that agency.
    """
    dossier = lock(dossier_id)
    permit(by, Permission.DOSSIER_FORWARD_AGENCY, dossier)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    offers = ServiceOffer.objects.on(local_date(now)).taken_here()
    offer = offers.filter(agency=agency, procedure=dossier.procedure_id).first()
    if agency.pk == dossier.holder_agency_id or offer is None:
        raise NotOffered(field="agency")
    former, dossier.offer = dossier.holder_agency.name, offer
    dossier.responsible_agency = dossier.holder_agency = agency
    move(dossier, Moment.FORWARD_AGENCY, by=by, at=now, words=Words(note=reason))
    telling.tell(
        dossier,
        "dossier.forwarded_agency",
        now=now,
        from_agency=former,
        answer_by=dossier.reception_due_at,
    )
    return dossier


@transaction.atomic
def undo_accept(*, dossier_id: int, by: Position, now: datetime) -> Dossier:
    """Take back a mis-clicked acceptance within minutes: the receipt becomes void, the reception
    clock stands again.
    """
    dossier = lock(dossier_id)
    permit_reception(by, Permission.DOSSIER_ACCEPT, dossier)
    undone = undoable(dossier, Moment.ACCEPT, now=now)
    dossier.accepted_at = dossier.due_at = None
    move(dossier, Moment.UNDO_ACCEPT, by=by, at=now, words=Words(undoes=undone))
    step = route.open_assignment(dossier)
    if step:
        assigning.close_step(step, AssignmentOutcome.CANCELLED, by=by, at=now)
    issuing.void(
        dossier, letter="receipt", because=str(_("Hủy thao tác tiếp nhận")), by=by, now=now
    )
    telling.tell_undone(dossier, Moment.ACCEPT, now=now)
    return dossier


@transaction.atomic
def undo_refusal(*, dossier_id: int, by: Position, now: datetime) -> Dossier:
    """Take back a mis-clicked refusal within minutes; the dossier waits for reception again."""
    dossier = lock(dossier_id)
    permit_reception(by, Permission.DOSSIER_ACCEPT, dossier)
    undone = undoable(dossier, Moment.REFUSE_RECEPTION, now=now)
    move(dossier, Moment.UNDO_REFUSAL, by=by, at=now, words=Words(undoes=undone))
    issuing.void(
        dossier, letter="refusal", because=str(_("Hủy thao tác không tiếp nhận")), by=by, now=now
    )
    telling.tell_undone(dossier, Moment.REFUSE_RECEPTION, now=now)
    return dossier
