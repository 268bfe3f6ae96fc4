"""An officer's lists: what waits for him, for his agency, and what is in danger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, IntegerField, Prefetch, Q, Subquery
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission, Role
from motcua.accounts.models import Position
from motcua.accounts.queries.positions import vacated
from motcua.dossiers.codes import read_code
from motcua.dossiers.enums import OPEN, PAUSED, Channel, Status, SubState
from motcua.dossiers.models import Assignment, Dossier
from motcua.dossiers.models.dossier import RETURNED_BY
from motcua.dossiers.queries.asking.proposals import waiting
from motcua.dossiers.queries.clocks import clock
from motcua.dossiers.queries.clocks.standing import clock_state, waits_of
from motcua.dossiers.queries.clocks.supplements import lapsed, unread_answers
from motcua.dossiers.queries.lists.narrowing import (
    ALL,
    Choice,
    Options,
    columns_of,
    narrowed,
    options_of,
    search,
)
from motcua.dossiers.queries.messages import unread_by_office
from motcua.dossiers.queries.reach.scope import dossiers_seen_by
from motcua.dossiers.rules.clocks import ClockState
from motcua.dossiers.rules.deadlines import running_state
from motcua.kit.clock import HANOI, local_date
from motcua.kit.prepared import Prepared, prepared
from motcua.kit.text_vi import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.utils.functional import Promise

PAGE = 50
_LONGEST = 200
_ENDED = Q(status=Status.STOPPED, substate=SubState.TERMINATED)
Mark = tuple[datetime | None, int]
"""The moment (or none) and the key of the last row shown."""


class View(NamedTuple):
    """One list: its key in the address, its name, and which moment it is ordered by."""

    key: str
    name: str | Promise
    order: str


TO_RECEIVE = View("cho-tiep-nhan", _("Chờ tiếp nhận"), "reception_due_at")
FOR_OTHERS = View("nhan-ho", _("Nhận hộ cơ quan khác"), "reception_due_at")
MINE = View("cua-toi", _("Việc của tôi"), "due_at")
AGENCY = View("co-quan", _("Cả cơ quan"), "due_at")
DUE_SOON = View("sap-han", _("Sắp đến hạn"), "due_at")
LATE = View("qua-han", _("Quá hạn"), "due_at")
HOLDER_LEFT = View("nguoi-giu-da-nghi", _("Người giữ đã nghỉ"), "due_at")
ANSWERED = View("moi-bo-sung", _("Mới bổ sung"), "due_at")
UNREAD = View("tin-nhan", _("Tin nhắn chưa đọc"), "due_at")
PROPOSALS = View("cho-duyet-bo-sung", _("Chờ duyệt bổ sung"), "due_at")
WITHDRAWALS = View("xin-rut", _("Xin rút hồ sơ"), "submitted_at")
WAITING = View("cho-nguoi-nop", _("Chờ bổ sung, tạm dừng"), "submitted_at")
LAPSED = View("qua-han-bo-sung", _("Quá hạn bổ sung"), "submitted_at")
TO_RETURN = View("cho-tra", _("Chờ trả kết quả"), "decided_at")
DONE = View("da-xong", _("Đã xong"), "submitted_at")
_TO_ANSWER = (TO_RECEIVE, WITHDRAWALS, PROPOSALS, ANSWERED, UNREAD)
VIEWS = {
    view.key: view
    for view in (
        MINE,
        TO_RECEIVE,
        FOR_OTHERS,
        AGENCY,
        DUE_SOON,
        LATE,
        WAITING,
        ANSWERED,
        UNREAD,
        LAPSED,
        PROPOSALS,
        HOLDER_LEFT,
        WITHDRAWALS,
        TO_RETURN,
        DONE,
    )
}
_COUNTED = tuple(view for view in VIEWS.values() if view is not DONE)


class _Moment(NamedTuple):
    """Now, by the minute as screens count what is late, the day it is, and until when is soon."""

    minute: datetime
    today: date
    soon: clock.Soon


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    dossier: Dossier
    clock: str
    due: datetime | None
    step: str
    holder: str
    has_left: bool = False
    step_clock: str = ""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of a list; `following` goes on from its last row, "" at the end."""

    view: View
    rows: list[Row]
    following: str


@dataclass(frozen=True, slots=True)
class Around:
    """How many lie in each list, and what a list can be narrowed to."""

    counts: dict[str, int]
    options: Options


def inbox_of(
    position: Position,
    view: View,
    *,
    at: datetime,
    soon: clock.Soon | None = None,
    text: str = "",
    choice: Choice = ALL,
    after: str = "",
) -> InboxPage:
    """One page of one list of an officer, ordered by its moment; keyset, so that any depth costs
    the same. `soon` is `clock.soon_at` of his agency, where it is known already.
    """
    soon = soon or clock.soon_at(position.agency, at)
    found = narrowed(_listed(position, view, _moment(at, soon)), choice)
    text = clean(text[:_LONGEST])
    if text:
        found = search(dossiers_seen_by(position) if read_code(text) else found, text)
    found = found.select_related("applicant", "procedure", "holder_agency").prefetch_related(
        Prefetch("assignments", _open_steps(), to_attr="open_steps")
    )
    rows = _rows_after(found, view.order, _read_mark(after))
    shown = rows[:PAGE]
    following = _mark(shown[-1], view.order) if len(rows) > PAGE else ""
    waits = waits_of(shown)
    return InboxPage(view, [_row(dossier, at, soon, waits) for dossier in shown], following)


class _Number(Subquery):
    """How many rows a query finds, inside another statement."""

    template = "(SELECT count(*) FROM (%(subquery)s) found)"
    output_field = IntegerField()


def counts_of(
    position: Position, *, at: datetime, soon: clock.Soon | None = None
) -> dict[str, int]:
    """How many lie in each list; each is counted over the index of its list."""
    return around_of(position, at=at, soon=soon).counts


def around_of(position: Position, *, at: datetime, soon: clock.Soon | None = None) -> Around:
    """What stands around the rows of a list, in one statement."""
    soon = soon or clock.soon_at(position.agency, at)
    moment = _moment(at, soon)
    ((*counted, procedures, seats),) = _around_as(position.role)(
        position=position.pk,
        agency=position.agency_id,
        minute=moment.minute,
        today=moment.today,
        soon_result=soon.result,
        soon_reception=soon.reception,
    )
    counts = {view.key: number or 0 for view, number in zip(_COUNTED, counted, strict=True)}
    return Around(counts, options_of(procedures, seats))


@cache
def _around_as(role: str) -> Prepared[tuple[Any, ...]]:
    """The statement as an officer in this role asks it: what he may see decides how it reads."""

    @prepared
    def around(
        *,
        position: int,
        agency: int,
        minute: datetime,
        today: date,
        soon_result: datetime,
        soon_reception: datetime,
    ) -> QuerySet[Position, tuple[Any, ...]]:
        seat = Position(pk=position, role=role, agency_id=agency)
        moment = _Moment(minute, today, clock.Soon(soon_result, soon_reception))
        numbers = [_Number(_listed(seat, view, moment).values("pk")) for view in _COUNTED]
        columns = columns_of(agency, on=today)
        return Position.objects.filter(pk=position).values_list(*numbers, *columns)

    return around


def views_for(position: Position) -> list[View]:
    """The lists that make sense for a role, the first one to begin with."""
    if position.role == Role.COUNTER:
        reception = [TO_RECEIVE, FOR_OTHERS, TO_RETURN]
        return [*reception, MINE, AGENCY, DUE_SOON, LATE, WAITING, ANSWERED, UNREAD, LAPSED, DONE]
    if position.may(Permission.DOSSIER_DECIDE):
        return [
            MINE,
            DUE_SOON,
            LATE,
            WAITING,
            LAPSED,
            UNREAD,
            PROPOSALS,
            HOLDER_LEFT,
            WITHDRAWALS,
            AGENCY,
            DONE,
        ]
    if not position.may(Permission.DOSSIER_PROCESS):  # who only looks has no work of his own
        return [AGENCY, DUE_SOON, LATE, WAITING, LAPSED, DONE]
    return [MINE, DUE_SOON, LATE, WAITING, ANSWERED, UNREAD, LAPSED, AGENCY, DONE]


def _listed(position: Position, view: View, moment: _Moment) -> QuerySet[Dossier]:
    """The dossiers of a list: those his agency holds, or is to return; all with DOSSIER_SEE_ALL,
    except where there is something to do. One agency column, so that each list has its index.
    """
    if not position.may(Permission.DOSSIER_SEE):
        return Dossier.objects.none()
    if view is MINE:
        return Dossier.objects.filter(_my_step(position, moment.today))
    if view is HOLDER_LEFT:
        return Dossier.objects.filter(pk__in=_left_behind(position, moment.today).values("dossier"))
    found = Dossier.objects.filter(_condition(view, moment))
    if view is FOR_OTHERS:
        elsewhere = ~Q(holder_agency=position.agency_id)
        return found.filter(elsewhere, receiving_agency=position.agency_id)
    if position.may(Permission.DOSSIER_SEE_ALL) and view not in _TO_ANSWER:
        return found
    if view is TO_RETURN:
        return found.alias(returned_by=RETURNED_BY).filter(returned_by=position.agency_id)
    return found.filter(holder_agency=position.agency_id)


def _moment(at: datetime, soon: clock.Soon) -> _Moment:
    return _Moment(at.replace(second=0, microsecond=0), local_date(at), soon)


def _my_step(position: Position, on: date) -> Q:
    """A step that is his, or of his role and held by nobody who is still in office."""
    step = Q(
        assignments__finished_at__isnull=True,
        assignments__agency=position.agency_id,
        assignments__role=position.role,
    )
    held = Q(assignments__holder=position) | Q(assignments__holder__isnull=True)
    return step & (held | Q(assignments__holder__in=_left(position, on)))


def _left_behind(position: Position, on: date) -> QuerySet[Assignment]:
    """The steps of his agency held by somebody who has left."""
    steps = Assignment.objects.filter(finished_at__isnull=True, agency=position.agency_id)
    return steps.filter(holder__in=_left(position, on))


def _left(position: Position, on: date) -> QuerySet[Position]:
    return vacated(on=on).filter(agency=position.agency_id)


def _rows_after(found: QuerySet[Dossier], order: str, mark: Mark | None) -> list[Dossier]:
    """A page and one row more; rows without a moment come last, by their key."""
    ordered = found.order_by(F(order).asc(nulls_last=True), "pk")
    if mark is None:
        return list(ordered[: PAGE + 1])
    moment, last = mark
    rows: list[Dossier] = []
    if moment is not None:
        later = Q(**{f"{order}__gt": moment}) | Q(**{order: moment, "pk__gt": last})
        # the first condition alone lets the index begin where the page does
        rows = list(ordered.filter(Q(**{f"{order}__gte": moment}), later)[: PAGE + 1])
        last = 0
    if len(rows) <= PAGE:
        without = ordered.filter(**{f"{order}__isnull": True, "pk__gt": last})
        rows += without[: PAGE + 1 - len(rows)]
    return rows


def _condition(view: View, moment: _Moment) -> Q:
    at, soon = moment.minute, moment.soon
    running = Q(status__in=[Status.ACCEPTED, Status.IN_PROGRESS])
    received = Q(status=Status.SUBMITTED)
    conditions = {
        TO_RECEIVE.key: received,
        FOR_OTHERS.key: Q(
            status__in=[Status.SUBMITTED, Status.AWAITING_SUPPLEMENT], channel=Channel.COUNTER
        ),  # that counter receives, and hands in what is asked for
        LAPSED.key: Q(
            status=Status.AWAITING_SUPPLEMENT, pk__in=lapsed(moment.today).values("dossier")
        ),
        UNREAD.key: Q(pk__in=unread_by_office().values("dossier")),
        ANSWERED.key: (running | received) & Q(pk__in=unread_answers().values("dossier")),
        PROPOSALS.key: (running | received) & Q(pk__in=waiting().values("dossier")),
        AGENCY.key: Q(status__in=OPEN) & ~_ENDED,
        DUE_SOON.key: (running & Q(due_at__gte=at, due_at__lte=soon.result))
        | (received & Q(reception_due_at__gte=at, reception_due_at__lte=soon.reception)),
        LATE.key: (running & Q(due_at__lt=at)) | (received & Q(reception_due_at__lt=at)),
        WAITING.key: Q(status__in=PAUSED) & ~_ENDED,
        WITHDRAWALS.key: Q(status__in=OPEN, substate=SubState.WITHDRAWAL_ASKED),
        TO_RETURN.key: Q(status=Status.DECIDED),
        DONE.key: ~Q(status__in=[*OPEN, Status.DECIDED]) | _ENDED,
    }
    return conditions[view.key]


def _row(dossier: Dossier, at: datetime, soon: clock.Soon, waits: Mapping[int, str]) -> Row:
    step = next(iter(dossier.open_steps), None)  # type: ignore[attr-defined]
    due = dossier.reception_due_at if dossier.status == Status.SUBMITTED else dossier.due_at
    return Row(
        dossier=dossier,
        clock=clock_state(dossier, at=at, soon=soon, waits=waits),
        due=due,
        step=step.name if step else "",
        holder=str(step.holder.user) if step and step.holder else "",
        has_left=bool(step and step.holder_left_by(local_date(at))),
        step_clock=_step_clock(dossier, step, at, soon),
    )


_PRESSING = (ClockState.ON_TIME, ClockState.DUE_SOON, ClockState.LATE)


def _step_clock(dossier: Dossier, step: Assignment | None, at: datetime, soon: clock.Soon) -> str:
    """How the step stands with its own time, where that is more pressing than the dossier's."""
    running = dossier.status in (Status.ACCEPTED, Status.IN_PROGRESS)
    if not running or step is None or step.due_at is None or dossier.due_at is None:
        return ""
    state = running_state(step.due_at, at, soon=soon.reception)
    own = running_state(dossier.due_at, at, soon=soon.result)
    return state.name if _PRESSING.index(state) > _PRESSING.index(own) else ""


def _open_steps() -> QuerySet[Assignment]:
    return Assignment.objects.filter(finished_at__isnull=True).select_related("holder__user")


def _mark(dossier: Dossier, order: str) -> str:
    moment: datetime | None = getattr(dossier, order)
    return f"{moment.timestamp():.6f}_{dossier.pk}" if moment else f"_{dossier.pk}"


def _read_mark(text: str) -> Mark | None:
    stamp, _sep, last = text[:60].partition("_")
    try:
        return (datetime.fromtimestamp(float(stamp), tz=HANOI) if stamp else None), int(last)
    except (ValueError, OverflowError, OSError):
        return None
