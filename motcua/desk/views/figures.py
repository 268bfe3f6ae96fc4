"""Figures about requests for supplements: for the head of his agency, for the control of all."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.accounts.enums import Permission
from motcua.desk.asking_forms import DaysForm
from motcua.desk.positions import at_desk
from motcua.dossiers.queries.asking import figures
from motcua.kit import clock

if TYPE_CHECKING:
    from django.http import HttpRequest

    from motcua.accounts.models import Position
    from motcua.dossiers.queries.asking.figures import Figures

_FORMULA = ("=", "+", "-", "@", "\t")


@require_GET
@at_desk(Permission.DOSSIER_DECIDE, Permission.DOSSIER_SEE_ALL)
def supplements(request: HttpRequest, position: Position) -> HttpResponse:
    """How often supplements were asked by officer, procedure and reason; as a page or a file."""
    today = clock.local_date(clock.now())
    usual = {"tu": f"{today.replace(day=1):%d/%m/%Y}", "den": f"{today:%d/%m/%Y}"}
    form = DaysForm({**usual, **{name: request.GET[name] for name in usual if name in request.GET}})
    found = None
    if form.is_valid():
        since, until = form.cleaned_data["tu"], form.cleaned_data["den"]
        found = figures.figures_of(
            position, since=since, until=until, language=request.LANGUAGE_CODE
        )
        if request.GET.get("tai") == "csv":
            return _file(found, f"bo-sung-{since:%Y%m%d}-{until:%Y%m%d}.csv")
    context = {"position": position, "form": form, "figures": found, "groups": _groups(found)}
    status = 422 if form.errors else 200
    return render(request, "desk/figures/supplements.html", context, status=status)


def _groups(found: Figures | None) -> list[tuple[str, list[figures.Line]]]:
    if found is None:
        return []
    return [
        (_("Theo lý do"), found.by_reason),
        (_("Theo thủ tục"), found.by_procedure),
        (_("Theo cán bộ"), found.by_officer),
    ]


def _file(found: Figures, name: str) -> HttpResponse:
    """The same as CSV that spreadsheets open as it is: with a mark of its encoding, and without a
    cell that they would take for a formula.
    """
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    sheet = csv.writer(answer)
    sheet.writerow([_("Nhóm"), _("Mã"), _("Tên"), _("Số lần yêu cầu"), _("Số mục")])
    for title, lines in _groups(found):
        for line in lines:
            cells = (title, line.code, line.name, str(line.requests), str(line.items))
            sheet.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return answer
