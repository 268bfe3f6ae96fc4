"""The route of a dossier as drawn beside it: where it is, and how long each step took."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.accounts.enums import Role
from motcua.catalogue.rules.routing.picture import Box
from motcua.catalogue.rules.routing.picture import picture_of as picture
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Assignment
from motcua.dossiers.queries.clocks import clock, route
from motcua.dossiers.rules.route import step_after
from motcua.kit.worktime import working_days_between, working_minutes_between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from motcua.catalogue.rules.routing.definition import Step
    from motcua.catalogue.rules.routing.picture import Picture
    from motcua.dossiers.models import Dossier
    from motcua.kit.worktime import WorkingCalendar

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Course:
    """A step of the route; state is done, current or ahead. `spent` is working time in words, ""
    where the dossier has not been; `is_late` when the step outlasted its own allowance.
    """

    position: int
    name: str
    role: str
    state: str
    spent: str = ""
    due: datetime | None = None
    is_late: bool = False


def course_of(dossier: Dossier, current: Assignment | None, *, at: datetime) -> list[Course]:
    """The steps in order, returns to a step counted together."""
    settled = dossier.status in (Status.DECIDED, Status.RETURNED)
    visits: dict[int, list[Assignment]] = defaultdict(list)
    calendars: dict[int, WorkingCalendar] = {}
    for visit in Assignment.objects.filter(dossier=dossier).select_related("agency"):
        visits[visit.step].append(visit)
        if visit.agency_id not in calendars:
            calendars[visit.agency_id] = clock.calendar_of(visit.agency)
    steps = []
    for step in route.steps_of(dossier):
        here = not settled and current is not None and step.position == current.step
        done = settled or (current is not None and step.position < current.step)
        been = visits.get(step.position, [])
        last = been[-1] if been else None
        steps.append(
            Course(
                position=step.position,
                name=str(step.name),
                role=step.role,
                state="current" if here else "done" if done else "ahead",
                spent=_spent(been, calendars, at) if been else "",
                due=last.due_at if last and here else None,
                is_late=bool(last and last.due_at and (last.finished_at or at) > last.due_at),
            )
        )
    return steps


def picture_of(dossier: Dossier, current: Assignment | None, *, at: datetime) -> Picture:
    """The whole route drawn: reception and return, steps that this dossier passes by, opinions, and
    where it is.
    """
    passed = {step.position: step for step in course_of(dossier, current, at=at)}
    work = route.route_of(dossier).work
    return picture(
        [_box(dossier, step, passed, step in work) for step in route.route_of(dossier).steps]
    )


def _box(dossier: Dossier, step: Step, passed: Mapping[int, Course], is_work: bool) -> Box:
    been = passed.get(step.position)
    lines = [str(Role(step.role).label)]
    if step.allowance_hours:
        hours = step.allowance_hours
        words = ngettext("được %(count)s giờ làm việc", "được %(count)s giờ làm việc", hours)
        lines.append(words % {"count": hours})
    if been and been.spent:
        lines.append(_("đã dùng %(spent)s") % {"spent": been.spent})
    if been and been.is_late:
        lines.append(_("quá hạn của bước"))
    if step.when is not None:
        lines.append(_("chỉ khi tờ khai có điều kiện") if been else _("hồ sơ này không cần"))
    return Box(
        name=str(step.name),
        lines=tuple(lines),
        state=been.state if been else "skipped" if is_work else _edge(dossier, step),
        is_optional=step.when is not None,
        opinions=tuple(
            Box(name=str(one.name), lines=(_("lấy ý kiến %(code)s") % {"code": one.agency},))
            for one in step.opinions
        ),
    )


def _edge(dossier: Dossier, step: Step) -> str:
    """How reception or return stands, which are no steps of the work."""
    if step.position == 1:
        return "done" if dossier.accepted_at else "current"
    if dossier.status == Status.RETURNED:
        return "done"
    return "current" if dossier.status == Status.DECIDED else "ahead"


def following(dossier: Dossier) -> str:
    """The name of the step that comes next, with the role that does it; "" after the last."""
    current = route.open_assignment(dossier)
    step = step_after(route.steps_of(dossier), current.step) if current else None
    if step is None:
        return ""
    return f"{step.name} ({Role(step.role).label})"


def _spent(
    visits: Sequence[Assignment], calendars: Mapping[int, WorkingCalendar], at: datetime
) -> str:
    """Working days where there were any, else hours and minutes."""
    days = minutes = 0
    for visit in visits:
        end, calendar = visit.finished_at or at, calendars[visit.agency_id]
        days += working_days_between(visit.arrived_at, end, calendar)
        minutes += working_minutes_between(visit.arrived_at, end, calendar)
    return in_words(days, minutes)


def in_words(days: int, minutes: int) -> str:
    """Whole working days say enough where there is one; below that hours and minutes."""
    if days > 0:
        words = ngettext("%(count)s ngày làm việc", "%(count)s ngày làm việc", days)
        return words % {"count": days}
    hours, rest = divmod(max(minutes, 0), _HOUR)
    if hours:
        return _("%(hours)s giờ %(minutes)s phút") % {"hours": hours, "minutes": rest}
    return ngettext("%(count)s phút", "%(count)s phút", rest) % {"count": rest}
