"""A new appointment: the apology, and the longer limit that a law gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.enums import Permission
from motcua.desk import due_forms as forms
from motcua.desk.attempts import asked, posted
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.waiting import extending
from motcua.dossiers.queries import desk
from motcua.kit import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Position


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_DECIDE)
def apologise(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Apologise and give a new date."""
    dossier = desk.dossier_for(position, code)
    form = forms.ApologyForm(posted(request))

    def act() -> None:
        extending.apologise(
            dossier_id=dossier.pk,
            new_date=form.cleaned_data["new_date"],
            reason=form.cleaned_data["reason"],
            by=position,
            now=clock.now(),
        )

    return asked(request, dossier, form, act, title=_("Xin lỗi và hẹn lại"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_DECIDE)
def lengthen(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Give the longer limit of the law."""
    dossier = desk.dossier_for(position, code)
    form = forms.LengthenForm(posted(request))

    def act() -> None:
        extending.lengthen(
            dossier_id=dossier.pk,
            longer=form.longer(),
            reason=form.cleaned_data["reason"],
            by=position,
            now=clock.now(),
        )

    return asked(request, dossier, form, act, title=_("Kéo dài thời hạn theo quy định"))
