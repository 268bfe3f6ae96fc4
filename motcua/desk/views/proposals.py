"""Something new that an officer proposes to ask for, and the head's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.enums import Permission
from motcua.desk.asking_forms import ApprovalForm, DeclineForm
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.waiting import proposing
from motcua.dossiers.queries import desk
from motcua.dossiers.queries.asking import proposals, returns
from motcua.dossiers.queries.asking.asked import asked_items
from motcua.kit import clock
from motcua.kit.errors import NotThere, Refusal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier, SupplementProposal


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_ASK_SUPPLEMENT)
def proposal(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Read what is proposed; the head approves or declines it."""
    dossier = desk.dossier_for(position, code)
    found = proposals.latest_of(dossier)
    if found is None:
        raise NotThere
    is_declining = "decline" in request.POST
    data = request.POST if request.method == "POST" else None
    initial = {"answer_by": f"{found.answer_by:%d/%m/%Y}"}
    approval = ApprovalForm(None if is_declining else data, initial=initial)
    decline = DeclineForm(data if is_declining else None)
    form = decline if is_declining else approval
    if form.is_bound and form.is_valid():
        try:
            _answer(dossier, position, form)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã trả lời đề nghị."))
            return redirect("desk:dossier", code)
    context = _context(position, dossier, found) | {"approval": approval, "decline": decline}
    status = 422 if form.errors else 200
    return render(request, "desk/dossier/proposal.html", context, status=status)


@require_POST
@at_desk(Permission.DOSSIER_ASK_SUPPLEMENT)
def drop(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Take back what one proposed."""
    dossier = desk.dossier_for(position, code)
    proposing.drop(dossier_id=dossier.pk, by=position, now=clock.now())
    messages.success(request, _("Đã rút lại đề nghị."))
    return redirect("desk:dossier", code)


def _answer(dossier: Dossier, position: Position, form: ApprovalForm | DeclineForm) -> None:
    now, typed = clock.now(), form.cleaned_data
    if "reason" in typed:
        proposing.decline(dossier_id=dossier.pk, reason=typed["reason"], by=position, now=now)
    else:
        by = typed["answer_by"]
        proposing.approve(dossier_id=dossier.pk, answer_by=by, by=position, now=now)


def _context(position: Position, dossier: Dossier, found: SupplementProposal) -> dict[str, object]:
    return {
        "dossier": dossier,
        "position": position,
        "proposal": found,
        "proposed": asked_items(dossier, found, "vi"),
        "returned": returns.returns_of(dossier, by=position, at=clock.now()),
        "may_answer": not found.outcome and position.may(Permission.DOSSIER_DECIDE),
    }
