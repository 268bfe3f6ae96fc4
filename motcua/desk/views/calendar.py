"""The working calendar: a year of it, and changing it, each change by way of what it would move."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.accounts.enums import Permission
from motcua.desk import calendar_forms as forms
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.upkeep import alerting, recalculating
from motcua.dossiers.queries.clocks import changes
from motcua.dossiers.queries.lists import alerting as alerts_of
from motcua.kit import clock
from motcua.kit.errors import NotThere, Refusal
from motcua.places.actions.editing import CalendarEdit
from motcua.places.enums import EditKind, WindowKind
from motcua.places.queries import agencies, province, units
from motcua.places.queries import year as years
from motcua.places.queries.calendar import closure_numbered

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms as django_forms
    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Position
    from motcua.places.models import Agency

_FIRST, _LAST = 2015, 2100
_SHOWN = 20
ALL = "chung"
_KINDS = {"lam-viec": WindowKind.WORK, "tiep-nhan": WindowKind.RECEPTION}


@require_GET
@at_desk(Permission.MANAGE_CALENDAR)
def index(request: HttpRequest, position: Position) -> HttpResponse:
    """A year of an agency, or of all, with what may be changed."""
    agency = _agency(position, request.GET.get("co-quan", ""))
    typed = request.GET.get("nam", "")
    this = clock.local_date(clock.now()).year
    number = int(typed) if typed.isdecimal() and len(typed) == 4 else this
    number = min(max(number, _FIRST), _LAST)
    context = {
        "position": position,
        "agency": agency,
        "year": years.year_of(agency, number),
        "agencies": agencies.agencies(on=clock.local_date(clock.now())),
        "sees_all": _sees_all(position),
        "changes": changes.changes_seen_by(position)[:_SHOWN],
        "report": changes.last_report() if _sees_all(position) else None,
        "days_before": alerts_of.days_before_of(agency) if agency else None,
    }
    return render(request, "desk/calendar/index.html", context)


@require_http_methods(["GET", "POST"])
@at_desk(Permission.MANAGE_CALENDAR_ALL)
def day(request: HttpRequest, position: Position) -> HttpResponse:
    """Add a day off, a day worked, or a swap."""
    form = forms.DayForm(_posted(request))
    return _asked(request, position, form, form.edit, title=_("Đổi ngày làm việc"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.MANAGE_CALENDAR_ALL)
def clear(request: HttpRequest, position: Position, on: str) -> HttpResponse:
    """Take back a day that somebody typed."""
    form, which = forms.ClearForm(_posted(request)), _date(on)
    title = _("Bỏ ngày %(day)s đã nhập") % {"day": f"{which:%d/%m/%Y}"}
    return _asked(request, position, form, lambda: form.edit(which), title=title)


@require_http_methods(["GET", "POST"])
@at_desk(Permission.MANAGE_CALENDAR)
def hours(request: HttpRequest, position: Position, kind: str) -> HttpResponse:
    """Change the working hours, or the hours in which dossiers are only taken in."""
    agency = _agency(position, request.GET.get("co-quan", ""))
    if kind not in _KINDS:
        raise NotThere
    which = _KINDS[kind]
    form = forms.HoursForm(_posted(request), initial={"lines": years.hours_as_typed(agency, which)})
    code = agency.code if agency else ""
    title = _("Đổi giờ làm việc")
    if which is WindowKind.RECEPTION:
        title = _("Đổi giờ chỉ tiếp nhận")
    where = agency.name if agency else _("Giờ chung của toàn tỉnh")
    return _asked(request, position, form, lambda: form.edit(code, which), title=title, where=where)


@require_http_methods(["GET", "POST"])
@at_desk(Permission.MANAGE_CALENDAR)
def close(request: HttpRequest, position: Position) -> HttpResponse:
    """Declare a closure of an agency, of communes or of the whole province."""
    agency = _agency(position, request.GET.get("co-quan", ""))
    code = province.profile().unit_code
    places: list[tuple[str, str]] = []
    if agency is None:
        communes = units.communes_of(code, on=clock.local_date(clock.now()))
        places = [(forms.PROVINCE, _("Toàn tỉnh")), *((one.code, one.name) for one in communes)]
    form = forms.ClosureForm(_posted(request), units=places)
    return _asked(
        request,
        position,
        form,
        lambda: form.edit(agency.code if agency else "", code),
        title=_("Tạm ngừng làm việc"),
        where=agency.name if agency else "",
    )


@require_http_methods(["GET", "POST"])
@at_desk(Permission.MANAGE_CALENDAR)
def end(request: HttpRequest, position: Position, number: int) -> HttpResponse:
    """End a closure earlier or later than declared."""
    closure = closure_numbered(number)
    form = forms.ClosureEndForm(_posted(request))
    return _asked(
        request,
        position,
        form,
        lambda: form.edit(closure),
        title=_("Đổi lúc kết thúc tạm ngừng"),
        where=f"{closure.agency or closure.unit}: {closure.reason}",
    )


@require_POST
@at_desk(Permission.MANAGE_CALENDAR)
def check(request: HttpRequest, position: Position) -> HttpResponse:
    """Compute what the nightly look reports, so that it can be confirmed."""
    own = "" if _sees_all(position) else position.agency.code
    edit = CalendarEdit(kind=EditKind.CHECK, agency=own)
    change = recalculating.propose(edit=edit, by=position, now=clock.now())
    return redirect("desk:calendar-change", change.key)


@require_POST
@at_desk(Permission.MANAGE_CALENDAR)
def alerts(request: HttpRequest, position: Position) -> HttpResponse:
    """How many working days before officers are warned."""
    agency = _agency(position, request.POST.get("co-quan", ""))
    if agency is None:
        raise NotThere
    typed = request.POST.get("days_before", "")
    days = int(typed) if typed.isdecimal() and len(typed) < 4 else None
    alerting.set_days(agency=agency, days_before=days, by=position, now=clock.now())
    messages.success(request, _("Đã đổi cách cảnh báo hạn của cơ quan."))
    return redirect(f"{reverse('desk:calendar')}?{urlencode({'co-quan': agency.code})}")


def _asked(
    request: HttpRequest,
    position: Position,
    form: django_forms.Form,
    edit: Callable[[], CalendarEdit],
    *,
    title: str,
    where: str = "",
) -> HttpResponse:
    """Show the form, or keep the change and lead to what it would move."""
    if request.method == "POST" and form.is_valid():
        try:
            change = recalculating.propose(edit=edit(), by=position, now=clock.now())
        except NotThere:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("desk:calendar-change", change.key)
    context = {"form": form, "title": title, "where": where, "position": position}
    status = 422 if form.errors else 200
    return render(request, "desk/calendar/edit.html", context, status=status)


def _posted(request: HttpRequest):  # type: ignore[no-untyped-def] # what Django has there
    return request.POST if request.method == "POST" else None


def _sees_all(position: Position) -> bool:
    return position.may(Permission.MANAGE_CALENDAR_ALL)


def _agency(position: Position, code: str) -> Agency | None:
    """The agency asked for, the common calendar for whoever keeps it; else always the own one."""
    if not _sees_all(position):
        return position.agency
    return None if code in ("", ALL) else agencies.known(code)


def _date(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise NotThere from error
