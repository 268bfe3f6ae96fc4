"""Pages that ask something before a move: what was typed stays, and whoever comes second is told
who did what meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.dossiers.actions.moves.meanwhile import check_unchanged
from motcua.dossiers.queries import timeline
from motcua.files.actions.refusals import FileRefused
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django import forms
    from django.http import HttpRequest, HttpResponse, QueryDict

    from motcua.dossiers.models import Dossier


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing at all; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def check_unchanged_since(request: HttpRequest, dossier: Dossier) -> None:
    """Nobody moved the dossier after the page was opened that is sent now. Raises
    ChangedMeanwhile.
    """
    seen = request.POST.get("seen", "")
    is_number = seen.isascii() and seen.isdecimal() and len(seen) < 9
    check_unchanged(dossier, int(seen) if is_number else None)


class Attempt:
    """One sending of a form: whether it was carried out, and what the page says if not."""

    def __init__(self, request: HttpRequest, dossier: Dossier, form: forms.Form) -> None:
        self._request, self._dossier, self._form = request, dossier, form

    def succeeds(self, act: Callable[[], object], *, alone: bool = False) -> bool:
        """Act, unless the form is wrong or somebody moved the dossier since the page was opened;
        what is refused is said beside what was typed. `alone`: nobody's move stands in its way.
        """
        if not self._form.is_bound:
            return False
        try:
            if not alone:
                check_unchanged_since(self._request, self._dossier)
            if self._form.is_valid():
                act()
        except Refusal as refusal:
            self._form.add_error(self._field_of(refusal), str(refusal))
        return self._form.is_valid()

    def page(self, template: str, context: dict[str, Any]) -> HttpResponse:
        """The page with its form, also after a sending that was not carried out."""
        seen = timeline.last_sequence(self._dossier)
        around = {"dossier": self._dossier, "form": self._form, "seen": seen}
        status = 422 if self._form.errors else 200
        return render(self._request, template, around | context, status=status)

    def _field_of(self, refusal: Refusal) -> str | None:
        field = refusal.field
        if isinstance(refusal, FileRefused):
            field = next(iter(self._form.files), "")
        return field if field in self._form.fields else None


def asked(
    request: HttpRequest,
    dossier: Dossier,
    form: forms.Form,
    act: Callable[[], None],
    *,
    title: str,
    leaves: bool = False,
    alone: bool = False,
) -> HttpResponse:
    """Show the form, or act and go back to the dossier."""
    attempt = Attempt(request, dossier, form)
    if attempt.succeeds(act, alone=alone):
        messages.success(request, _("Đã xong: %(title)s.") % {"title": title})
        return redirect("desk:inbox") if leaves else redirect("desk:dossier", dossier.code)
    return attempt.page("desk/dossier/move.html", {"title": title})
