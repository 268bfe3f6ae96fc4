"""The five clocks of a dossier, kept apart: the applicant's device, arrival, reception, what a
neighbour received, and what the law gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.dossiers.enums import Moment, PauseKind, Status
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.rules import deadlines
from motcua.kit.clock import HANOI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from motcua.dossiers.models import Dossier

_OUTSIDE = (PauseKind.PAYMENT, PauseKind.POST, PauseKind.NEIGHBOUR)


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock: its name, its shape, when, what else is to be said."""

    name: str
    shape: str
    at: datetime
    words: str = ""


def clocks_of(dossier: Dossier) -> list[ClockLine]:
    """Those of the five that there are, in the order in which they struck."""
    return [
        *_device(dossier),
        ClockLine(_("Hệ thống nhận"), "inbox", dossier.submitted_at),
        *_reception(dossier),
        *_neighbour(dossier),
        *_legal(dossier),
    ]


def _device(dossier: Dossier) -> Iterator[ClockLine]:
    """Where it was written down away from the network, and came later."""
    sent = dossier.timeline.filter(moment=Moment.SUBMIT).first()
    if sent is not None and sent.happened_at < sent.recorded_at:
        yield ClockLine(_("Giờ trên máy người nộp"), "person", sent.happened_at)


def _reception(dossier: Dossier) -> Iterator[ClockLine]:
    if dossier.accepted_at:
        yield ClockLine(_("Tiếp nhận"), "tick", dossier.accepted_at)
    elif dossier.reception_due_at:
        yield ClockLine(_("Phải trả lời tiếp nhận trước"), "clock", dossier.reception_due_at)


def _neighbour(dossier: Dossier) -> Iterator[ClockLine]:
    """From when somebody outside had it, and until when: time that is not the agency's."""
    names = {
        PauseKind.PAYMENT: _("Chuyển sang nghĩa vụ tài chính"),
        PauseKind.POST: _("Bưu điện nhận"),
        PauseKind.NEIGHBOUR: _("Cơ quan khác nhận"),
    }
    shapes = {PauseKind.PAYMENT: "coin", PauseKind.POST: "parcel", PauseKind.NEIGHBOUR: "building"}
    for pause in dossier.pauses.filter(kind__in=_OUTSIDE):
        kind = PauseKind(pause.kind)
        until = _("chưa xong")
        if pause.closed_at:
            until = _("xong %(at)s") % {"at": f"{pause.closed_at.astimezone(HANOI):%H:%M %d/%m/%Y}"}
        yield ClockLine(names[kind], shapes[kind], pause.opened_at, until)


def _legal(dossier: Dossier) -> Iterator[ClockLine]:
    """The end of the limit by law; beside it the appointment, where an apology gave another."""
    if dossier.accepted_at is None or dossier.status not in (Status.ACCEPTED, Status.IN_PROGRESS):
        return
    calendar = clock.calendar_of(dossier.responsible_agency)
    legal = deadlines.legal_due_at(clock.facts_of(dossier), calendar)
    if legal is None:
        return
    words = _("hết ngày này theo quy định; %(limit)s") % {"limit": clock.limit_in_words(dossier)}
    yield ClockLine(_("Hạn theo luật"), "alarm", legal, words)
    if dossier.due_at and dossier.due_at != legal:
        yield ClockLine(_("Đã hẹn lại"), "arrow", dossier.due_at)
