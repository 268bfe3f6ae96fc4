"""Notes that only officers see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.enums import Permission
from motcua.desk import forms
from motcua.desk.attempts import asked, posted
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.handling import noting
from motcua.dossiers.queries import desk
from motcua.kit import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Position


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_ACCEPT, Permission.DOSSIER_PROCESS)
def write(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Write a note beside a dossier."""
    dossier = desk.dossier_for(position, code)
    form = forms.InternalNoteForm(posted(request))

    def act() -> None:
        text = form.cleaned_data["text"]
        noting.write(dossier_id=dossier.pk, text=text, by=position, now=clock.now())

    return asked(request, dossier, form, act, title=_("Ghi chú nội bộ"), alone=True)
