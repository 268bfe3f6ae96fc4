"""Handing the result over: at the counter, or online when its owner opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.dossiers.actions.letters import issuing, telling
from motcua.dossiers.actions.moves import assigning
from motcua.dossiers.actions.moves.moving import TooLateToUndo, Words, move, undoable
from motcua.dossiers.actions.moves.permits import NotYourAgency
from motcua.dossiers.enums import AssignmentOutcome, Moment, ReturnWay
from motcua.dossiers.models import Dossier, HandOver, Result
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.reach.locking import lock
from motcua.dossiers.queries.reach.scope import dossiers_of
from motcua.files.queries.files import NotReady
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, NotThere, Refusal
from motcua.papers.actions.rendering import ensure_rendered

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position, User
    from motcua.files.models import StoredFile


class TakerNeeded(Refusal):
    """Somebody must have taken the paper."""

    message = _("Hãy ghi họ tên người nhận kết quả.")


@dataclass(frozen=True, kw_only=True)
class Taker:
    """Who took the result at the counter."""

    name: str
    identity: str = ""


@transaction.atomic
def return_at_counter(*, dossier_id: int, taker: Taker, by: Position, now: datetime) -> HandOver:
    """Hand the result over at the counter; the slip is issued to be signed by both."""
    dossier = lock(dossier_id)
    _permit_return(by, dossier)
    if not taker.name.strip():
        raise TakerNeeded(field="taker_name")
    dossier.returned_at = now
    move(dossier, Moment.RETURN_RESULT, by=by, at=now)
    _close_return(dossier, by=by, now=now)
    handed = HandOver.objects.create(
        dossier=dossier,
        way=ReturnWay.COUNTER,
        handed_over_at=now,
        by=by,
        taker_name=taker.name.strip(),
        taker_identity=taker.identity.strip(),
    )
    issuing.issue_handover(
        dossier, taker_name=handed.taker_name, taker_identity=handed.taker_identity, by=by, now=now
    )
    telling.tell(
        dossier, "dossier.returned", now=now, returned_at=now, returned_to=handed.taker_name
    )
    return handed


def result_file(result: Result, *, now: datetime) -> StoredFile:
    """The file of a result, made now if it is drawn up here. Raises NotReady. Call it outside any
    transaction.
    """
    file = result.stored_file
    if result.paper is not None:
        file = ensure_rendered(paper=result.paper, now=now).file
    if file is None or not file.is_ready:
        raise NotReady
    return file


@transaction.atomic
def collect_online(*, dossier_id: int, by: User, now: datetime) -> HandOver | None:
    """Its owner takes the electronic result: that hands it over, unless the file cannot be opened
    yet. A second time changes nothing. Raises NotReady, and NotThere for anybody else.
    """
    dossier = lock(dossier_id)
    if not dossiers_of(by, today=local_date(now)).filter(pk=dossier.pk).exists():
        raise NotThere
    if not dossier.waits_to_be_taken:
        return None
    uploaded = Result.objects.select_related("stored_file").get(dossier=dossier).stored_file
    if uploaded is not None and not uploaded.is_ready:
        raise NotReady
    dossier.returned_at = now
    move(dossier, Moment.RETURN_RESULT, by=by, at=now)
    _close_return(dossier, by=None, now=now)
    return HandOver.objects.create(dossier=dossier, way=ReturnWay.ONLINE, handed_over_at=now)


@transaction.atomic
def undo_return(*, dossier_id: int, by: Position, now: datetime) -> Dossier:
    """Take back a mis-clicked hand-over at the counter within minutes; what its owner opened
    online stays opened. Raises TooLateToUndo.
    """
    dossier = lock(dossier_id)
    _permit_return(by, dossier)
    last = undoable(dossier, Moment.RETURN_RESULT, now=now)
    if last.position_id is None:
        raise TooLateToUndo
    dossier.returned_at = None
    move(dossier, Moment.UNDO_RETURN, by=by, at=now, words=Words(undoes=last))
    HandOver.objects.filter(dossier=dossier, undone_at__isnull=True).update(undone_at=now)
    issuing.void(
        dossier, letter="handover", because=str(_("Hủy thao tác trả kết quả")), by=by, now=now
    )
    assigning.open_return(
        dossier, agency=dossier.returning_agency, name=str(_("Trả kết quả")), at=now
    )
    telling.tell_undone(dossier, Moment.RETURN_RESULT, now=now)
    return dossier


def _permit_return(by: Position, dossier: Dossier) -> None:
    if not by.may(Permission.DOSSIER_RETURN):
        raise NotPermitted
    if by.agency_id not in (dossier.returning_agency.pk, dossier.holder_agency_id):
        raise NotYourAgency


def _close_return(dossier: Dossier, *, by: Position | None, now: datetime) -> None:
    step = route.open_assignment(dossier)
    if step:
        assigning.close_step(step, AssignmentOutcome.FINISHED, by=by, at=now)
