"""The only place that writes a dossier's status; every move leaves a timeline entry and an audit
event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Position, User
from motcua.audit.actions import record
from motcua.dossiers.models import Dossier, Pause, TimelineEntry
from motcua.dossiers.rules.undoing import can_still_undo
from motcua.dossiers.transitions import MoveNotAllowed, moves_from, target_of
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.dossiers.enums import Moment, PauseKind

Actor = User | Position | None


class WrongState(Refusal):
    """The dossier has moved on, so this can no longer be done."""

    message = _(
        "Hồ sơ đã chuyển sang trạng thái khác nên không làm được việc này nữa. "
        "Hãy mở lại hồ sơ để xem tình trạng mới."
    )


class TooLateToUndo(Refusal):
    """The minutes for taking a step back are over, or something has happened since."""

    message = _(
        "Không hủy được thao tác này nữa: đã quá thời gian cho phép hoặc hồ sơ đã được xử lý tiếp."
    )


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an entry says: `note` is public unless `is_public` is off."""

    note: str = ""
    reason_code: str = ""
    is_public: bool = True
    undoes: TimelineEntry | None = None


NO_WORDS = Words()


def move(
    dossier: Dossier, moment: Moment, *, by: Actor, at: datetime, words: Words = NO_WORDS
) -> TimelineEntry:
    """Check the table, set the status, append the entry, record the event. The row must be
    locked. Raises WrongState.
    """
    before = dossier.status
    pause = open_pause(dossier)
    try:
        after = target_of(moment, current=before, back_to=pause.back_to if pause else None)
    except MoveNotAllowed as error:
        raise WrongState from error
    dossier.status = after
    return _keep(dossier, moment, before=before, by=by, at=at, words=words)


def enter(
    dossier: Dossier, moment: Moment, *, by: Actor, at: datetime, words: Words = NO_WORDS
) -> TimelineEntry:
    """What happens without a move, such as a wish or the answer to it: the status stays. The row
    must be locked.
    """
    return _keep(dossier, moment, before=dossier.status, by=by, at=at, words=words)


def require(dossier: Dossier, moment: Moment) -> None:
    """The table has the move from here, asked before anything is written. Raises WrongState."""
    if moment not in moves_from(dossier.status):
        raise WrongState


def entry_of(
    dossier: Dossier,
    moment: Moment,
    *,
    sequence: int,
    status_from: int | None,
    by: Actor,
    at: datetime,
    words: Words = NO_WORDS,
) -> TimelineEntry:
    """One entry of the timeline, at the place given, for its caller to insert."""
    position = by if isinstance(by, Position) else None
    return TimelineEntry(
        dossier=dossier,
        sequence=sequence,
        moment=moment,
        status_from=status_from,
        status_to=dossier.status,
        happened_at=at,
        recorded_at=at,
        user=by if isinstance(by, User) else None,
        position=position,
        agency_id=position.agency_id if position else None,
        channel=dossier.channel,
        reason_code=words.reason_code,
        note=words.note,
        is_public=words.is_public,
        undoes=words.undoes,
    )


def undoable(dossier: Dossier, moment: Moment, *, now: datetime) -> TimelineEntry:
    """The last entry, when it is the one to be undone and fresh. Raises TooLateToUndo."""
    last = TimelineEntry.objects.filter(dossier=dossier).order_by("-sequence").first()
    if last is None or last.moment != moment or not can_still_undo(last.happened_at, now):
        raise TooLateToUndo
    return last


def _keep(
    dossier: Dossier, moment: Moment, *, before: int, by: Actor, at: datetime, words: Words
) -> TimelineEntry:
    """Save the row, append the entry behind the last one, record the event."""
    dossier.save()
    last = (
        TimelineEntry.objects.filter(dossier=dossier).aggregate(last=Max("sequence"))["last"] or 0
    )
    entry = entry_of(
        dossier, moment, sequence=last + 1, status_from=before, by=by, at=at, words=words
    )
    entry.save(force_insert=True)
    record(
        f"dossier.{moment.lower()}",
        by=by,
        now=at,
        object_kind="dossier",
        object_id=dossier.pk,
        before={"status": before},
        after={"status": int(dossier.status)},
    )
    return entry


def open_pause(dossier: Dossier) -> Pause | None:
    """The pause that stops the clock now, if there is one."""
    return Pause.objects.filter(dossier=dossier, closed_at__isnull=True).first()


def begin_pause(
    dossier: Dossier, kind: PauseKind, *, at: datetime, reason: str, legal_basis: str = ""
) -> Pause:
    """Stop the clock; the status to come back to is the present one, so call this before the
    move.
    """
    return Pause.objects.create(
        dossier=dossier,
        kind=kind,
        back_to=dossier.status,
        opened_at=at,
        reason=reason,
        legal_basis=legal_basis,
    )
