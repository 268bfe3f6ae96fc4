"""Asking for a supplement: every wrong answer and paper marked in one go, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.enums import Permission
from motcua.desk.asking_forms import SupplementForm
from motcua.desk.attempts import posted
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.waiting import items, supplement
from motcua.dossiers.queries import desk, timeline
from motcua.dossiers.queries.asking import reasons
from motcua.dossiers.queries.drafts import documents
from motcua.kit import clock
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_ASK_SUPPLEMENT)
def ask(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Mark what is wrong or missing, each with its reason, and ask for it once."""
    dossier, now = desk.dossier_for(position, code), clock.now()
    default = SupplementForm.default_date(clock.local_date(now))
    form = SupplementForm(posted(request), initial={"answer_by": default})
    examples = _examples(request, form, position, now) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        try:
            supplement.ask(
                dossier_id=dossier.pk,
                items=form.asks(examples),
                answer_by=form.cleaned_data["answer_by"],
                sentence=form.cleaned_data["sentence"],
                seen=form.seen,
                by=position,
                now=now,
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã gửi yêu cầu bổ sung. Thời hạn giải quyết tạm dừng."))
            return redirect("desk:dossier", code)
    return _page(request, position, dossier, form, examples)


def _page(
    request: HttpRequest,
    position: Position,
    dossier: Dossier,
    form: SupplementForm,
    examples: dict[str, str],
) -> HttpResponse:
    today, language = clock.local_date(clock.now()), request.LANGUAGE_CODE
    context = {
        "dossier": dossier,
        "position": position,
        "form": form,
        "marks": documents.markable(dossier, language),
        "reasons": reasons.choices(position.agency_id, on=today, language=language),
        "typed": request.POST,
        "examples": examples,
        "seen": timeline.last_sequence(dossier),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/dossier/supplement.html", context, status=status)


def _examples(
    request: HttpRequest, form: SupplementForm, position: Position, now: datetime
) -> dict[str, str]:
    """By marked item the key of its picture: the one just chosen, else the one kept from a try
    before; what cannot be taken is said beside what was typed.
    """
    found = {name: _kept(request.POST.get(f"kept:{name}", "")) for name in form.marked()}
    for name in form.marked():
        upload = request.FILES.get(f"example:{name}")
        if upload is None:
            continue
        try:
            stored = items.receive_example(upload=upload, by=position, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            found[name] = str(stored.key)
    return {name: key for name, key in found.items() if key}


def _kept(typed: str) -> str:
    try:
        return str(UUID(typed))
    except ValueError:
        return ""
