"""An officer's lists: what waits for him, for his agency, and what is in danger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, DateTimeField, F, Prefetch, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission, Role
from motcua.dossiers.codes import read_code
from motcua.dossiers.enums import OPEN, PAUSED, Status, SubState
from motcua.dossiers.models import Assignment, Dossier
from motcua.dossiers.queries.scope import dossiers_seen_by
from motcua.dossiers.queries.standing import clock_state
from motcua.kit.clock import HANOI
from motcua.kit.text_vi import fold

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from motcua.accounts.models import Position

PAGE = 50
_FAR = datetime(9999, 1, 1, tzinfo=HANOI)
_SOON = timedelta(days=1)
_ENDED = Q(status=Status.STOPPED, substate=SubState.TERMINATED)


class View(NamedTuple):
    """One list: its key in the address, its name, and which moment it is ordered by."""

    key: str
    name: str | Promise
    order: str


TO_RECEIVE = View("cho-tiep-nhan", _("Chờ tiếp nhận"), "reception_due_at")
MINE = View("cua-toi", _("Việc của tôi"), "due_at")
AGENCY = View("co-quan", _("Cả cơ quan"), "due_at")
DUE_SOON = View("sap-han", _("Sắp đến hạn"), "due_at")
LATE = View("qua-han", _("Quá hạn"), "due_at")
WITHDRAWALS = View("xin-rut", _("Xin rút hồ sơ"), "submitted_at")
WAITING = View("cho-nguoi-nop", _("Chờ bổ sung, tạm dừng"), "submitted_at")
TO_RETURN = View("cho-tra", _("Chờ trả kết quả"), "decided_at")
DONE = View("da-xong", _("Đã xong"), "submitted_at")
VIEWS = {
    view.key: view
    for view in (
        MINE,
        TO_RECEIVE,
        AGENCY,
        DUE_SOON,
        LATE,
        WAITING,
        WITHDRAWALS,
        TO_RETURN,
        DONE,
    )
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    dossier: Dossier
    clock: str
    due: datetime | None
    step: str
    holder: str


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of a list; `following` goes on from its last row, "" at the end."""

    view: View
    rows: list[Row]
    following: str


def inbox_of(
    position: Position, view: View, *, at: datetime, text: str = "", after: str = ""
) -> InboxPage:
    """One page of one list of an officer, ordered by its moment; keyset, so that any depth costs
    the same.
    """
    found = _filter(dossiers_seen_by(position), position, view, at=at)
    if text.strip():
        found = _search(dossiers_seen_by(position) if read_code(text) else found, text)
    found = found.annotate(
        moment=Coalesce(F(view.order), Value(_FAR, output_field=DateTimeField()))
    )
    mark = _read_mark(after)
    if mark is not None:
        moment, last = mark
        found = found.filter(Q(moment__gt=moment) | Q(moment=moment, pk__gt=last))
    rows = list(
        found.select_related("applicant", "procedure", "holder_agency")
        .prefetch_related(Prefetch("assignments", _open_steps(), to_attr="open_steps"))
        .order_by("moment", "pk")[: PAGE + 1]
    )
    shown = rows[:PAGE]
    following = _mark(shown[-1]) if len(rows) > PAGE else ""
    return InboxPage(view, [_row(dossier, at) for dossier in shown], following)


def counts_of(position: Position, *, at: datetime) -> dict[str, int]:
    """How many lie in each list, in one statement over the open dossiers of the agency."""
    names = {view.key: view for view in VIEWS.values() if view is not DONE}
    found = dossiers_seen_by(position).filter(status__in=[*OPEN, Status.DECIDED])
    counted = found.aggregate(
        **{
            key.replace("-", "_"): Count(
                "pk", filter=_condition(position, view, at=at), distinct=True
            )
            for key, view in names.items()
        }
    )
    return {key: counted[key.replace("-", "_")] for key in names}


def views_for(position: Position) -> list[View]:
    """The lists that make sense for a role, the first one to begin with."""
    if position.role == Role.COUNTER:
        return [TO_RECEIVE, TO_RETURN, MINE, AGENCY, DUE_SOON, LATE, WAITING, DONE]
    if position.may(Permission.DOSSIER_DECIDE):
        return [MINE, DUE_SOON, LATE, WAITING, WITHDRAWALS, AGENCY, DONE]
    return [MINE, DUE_SOON, LATE, WAITING, AGENCY, DONE]


def _filter(
    found: QuerySet[Dossier], position: Position, view: View, *, at: datetime
) -> QuerySet[Dossier]:
    return found.filter(_condition(position, view, at=at))


def _condition(position: Position, view: View, *, at: datetime) -> Q:
    at = at.replace(second=0, microsecond=0)  # screens count late by the minute
    running = Q(status__in=[Status.ACCEPTED, Status.IN_PROGRESS])
    soon = (at.astimezone(HANOI) + _SOON).replace(hour=23, minute=59)
    received_soon = Q(status=Status.SUBMITTED, reception_due_at__lte=soon)
    if view is MINE:
        step = Q(
            assignments__finished_at__isnull=True,
            assignments__agency=position.agency_id,
            assignments__role=position.role,
        )
        return step & (Q(assignments__holder=position) | Q(assignments__holder__isnull=True))
    conditions = {
        TO_RECEIVE.key: Q(status=Status.SUBMITTED, holder_agency=position.agency_id),
        AGENCY.key: Q(status__in=OPEN) & ~_ENDED,
        DUE_SOON.key: (running & Q(due_at__gte=at, due_at__lte=soon))
        | (received_soon & Q(reception_due_at__gte=at)),
        LATE.key: (running & Q(due_at__lt=at))
        | Q(status=Status.SUBMITTED, reception_due_at__lt=at),
        WAITING.key: Q(status__in=PAUSED) & ~_ENDED,
        WITHDRAWALS.key: Q(
            status__in=OPEN,
            substate=SubState.WITHDRAWAL_ASKED,
            holder_agency=position.agency_id,
        ),
        TO_RETURN.key: Q(status=Status.DECIDED),
        DONE.key: ~Q(status__in=[*OPEN, Status.DECIDED]) | _ENDED,
    }
    return conditions[view.key]


def _search(found: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    code = read_code(text)
    if code:
        return found.filter(code=code)
    word = fold(text)[:100]
    digits = "".join(filter(str.isdigit, text))[:20]
    matches = Q(applicant__folded_name__contains=word) | Q(procedure__code=text.strip()[:40])
    if len(digits) >= 4:
        matches |= Q(applicant__identity_number=digits) | Q(code__endswith=digits[-4:])
    return found.filter(matches)


def _row(dossier: Dossier, at: datetime) -> Row:
    step = next(iter(dossier.open_steps), None)  # type: ignore[attr-defined]
    due = dossier.reception_due_at if dossier.status == Status.SUBMITTED else dossier.due_at
    return Row(
        dossier=dossier,
        clock=clock_state(dossier, at=at),
        due=due,
        step=step.name if step else "",
        holder=str(step.holder.user) if step and step.holder else "",
    )


def _open_steps() -> QuerySet[Assignment]:
    return Assignment.objects.filter(finished_at__isnull=True).select_related("holder__user")


def _mark(dossier: Dossier) -> str:
    moment: datetime = dossier.moment  # type: ignore[attr-defined]
    return f"{moment.timestamp():.6f}_{dossier.pk}"


def _read_mark(text: str) -> tuple[datetime, int] | None:
    stamp, _sep, last = text[:60].partition("_")
    try:
        return datetime.fromtimestamp(float(stamp), tz=HANOI), int(last)
    except (ValueError, OverflowError, OSError):
        return None
