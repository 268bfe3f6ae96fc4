"""One change of the calendar: what it moves, as a list and as a file; confirming or dropping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.accounts.enums import Permission
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.upkeep import recalculating
from motcua.dossiers.queries.clocks import changes
from motcua.kit import clock
from motcua.places.actions import editing
from motcua.places.queries import edits

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from motcua.accounts.models import Position


@require_GET
@at_desk(Permission.MANAGE_CALENDAR)
def show(request: HttpRequest, position: Position, key: UUID) -> HttpResponseBase:
    """What changes and which dossiers it moves."""
    change = changes.change_for(position, key)
    edit = changes.edit_of(change)
    context = {
        "position": position,
        "change": change,
        "edit": edit,
        "places": edits.units_of(edit) if edit.units else [],
        "moved": changes.moved_by(change, after=request.GET.get("sau", "")),
        "is_first": not request.GET.get("sau"),
        "is_past": editing.is_past(edit, now=change.proposed_at),
    }
    return render(request, "desk/calendar/change.html", context)


@require_GET
@at_desk(Permission.MANAGE_CALENDAR)
def table(request: HttpRequest, position: Position, key: UUID) -> HttpResponseBase:
    """The whole list as a CSV file."""
    change = changes.change_for(position, key)
    answer = StreamingHttpResponse(changes.rows_of_csv(change), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="doi-han-{change.pk}.csv"'
    return answer


@require_POST
@at_desk(Permission.MANAGE_CALENDAR)
def confirm(request: HttpRequest, position: Position, key: UUID) -> HttpResponseBase:
    """Write it and let the job move the dossiers."""
    change = changes.change_for(position, key)
    recalculating.confirm(change_id=change.pk, by=position, now=clock.now())
    messages.success(request, _("Đã xác nhận. Hồ sơ đang được tính lại, người nộp được báo."))
    return redirect("desk:calendar-change", key)


@require_POST
@at_desk(Permission.MANAGE_CALENDAR)
def discard(request: HttpRequest, position: Position, key: UUID) -> HttpResponseBase:
    """Drop it; nothing was written."""
    change = changes.change_for(position, key)
    recalculating.discard(change_id=change.pk, by=position, now=clock.now())
    messages.info(request, _("Đã bỏ thay đổi. Lịch và hồ sơ giữ nguyên."))
    return redirect("desk:calendar")
