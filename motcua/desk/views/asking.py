"""Asking for a supplement: every wrong answer and paper marked in one go, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as lazy_
from django.views.decorators.http import require_http_methods

from motcua.accounts.enums import Permission
from motcua.catalogue.enums import NewItemRule
from motcua.desk.asking_forms import SupplementForm
from motcua.desk.attempts import posted
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.waiting import items, proposing
from motcua.dossiers.models import Supplement, SupplementProposal
from motcua.dossiers.queries import desk, timeline
from motcua.dossiers.queries.asking import reasons, returns
from motcua.dossiers.queries.drafts import documents
from motcua.kit import clock
from motcua.kit.errors import Refusal

_DONE = {
    Supplement: lazy_("Đã gửi yêu cầu bổ sung. Thời hạn giải quyết tạm dừng."),
    SupplementProposal: lazy_(
        "Đã trình lãnh đạo duyệt mục mới. Chưa gửi gì cho người nộp, thời hạn vẫn chạy."
    ),
}

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
    before = returns.asked_before(dossier)
    default = SupplementForm.default_date(clock.local_date(now))
    form = SupplementForm(posted(request), initial={"answer_by": default}, may_be_new=bool(before))
    examples = _examples(request, form, position, now) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        try:
            done = proposing.ask_or_propose(
                dossier_id=dossier.pk,
                items=form.asks(examples),
                terms=form.terms(),
                seen=form.seen,
                by=position,
                now=now,
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _DONE[type(done)])
            return redirect("desk:dossier", code)
    context = _context(request, position, dossier, now)
    context |= {"form": form, "examples": examples, "before": set(map(_name, before))}
    status = 422 if form.errors else 200
    return render(request, "desk/dossier/supplement.html", context, status=status)


def _context(
    request: HttpRequest, position: Position, dossier: Dossier, now: datetime
) -> dict[str, object]:
    today, language = clock.local_date(now), request.LANGUAGE_CODE
    return {
        "dossier": dossier,
        "position": position,
        "marks": documents.markable(dossier, language),
        "reasons": reasons.choices(position.agency_id, on=today, language=language),
        "returned": returns.returns_of(dossier, by=position, at=now),
        "may_be_new": dossier.case.new_item_rule != NewItemRule.FORBIDDEN,
        "typed": request.POST,
        "seen": timeline.last_sequence(dossier),
    }


def _name(target: tuple[str, str, int | None]) -> str:
    """The name of a mark on the page."""
    section, question, paper = target
    return f"question:{section}.{question}" if question else f"paper:{paper}"


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
