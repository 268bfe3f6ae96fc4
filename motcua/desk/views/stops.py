"""A dossier that stops, waits for a payment elsewhere, or is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.enums import Permission
from motcua.desk import stop_forms as forms
from motcua.desk.attempts import Attempt, asked, posted
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.waiting import obligations, stopping, withdrawal
from motcua.dossiers.queries import desk
from motcua.kit import clock

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse
    from django.utils.datastructures import MultiValueDict

    from motcua.accounts.models import Position
    from motcua.files.models import StoredFile


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_STOP)
def stop(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Suspend the work, with reason and legal basis."""
    dossier = desk.dossier_for(position, code)
    form = forms.StopForm(posted(request))

    def act() -> None:
        stopping.stop(dossier_id=dossier.pk, grounds=form.grounds(), by=position, now=clock.now())

    return asked(request, dossier, form, act, title=_("Tạm dừng xử lý"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_STOP)
def resume(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Go on with a suspended dossier."""
    dossier = desk.dossier_for(position, code)
    form = forms.ResumeForm(posted(request))

    def act() -> None:
        stopping.resume(
            dossier_id=dossier.pk, note=form.cleaned_data["note"], by=position, now=clock.now()
        )

    return asked(request, dossier, form, act, title=_("Tiếp tục xử lý"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_STOP)
def terminate(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Stop for good."""
    dossier = desk.dossier_for(position, code)
    form = forms.TerminateForm(posted(request))

    def act() -> None:
        stopping.terminate(
            dossier_id=dossier.pk, grounds=form.grounds(), by=position, now=clock.now()
        )

    return asked(request, dossier, form, act, title=_("Dừng hẳn việc xử lý"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_FILE_FOR_OTHERS)
def ask_withdrawal(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Pass on the wish of an applicant who stands at the counter."""
    dossier = desk.dossier_for(position, code)
    form = forms.WishForm(posted(request))

    def act() -> None:
        withdrawal.ask(
            dossier_id=dossier.pk,
            reason=form.cleaned_data["reason"],
            by=position,
            now=clock.now(),
        )

    return asked(request, dossier, form, act, title=_("Người nộp xin rút hồ sơ"))


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_DECIDE)
def answer_withdrawal(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Let the dossier go, or say why not."""
    dossier = desk.dossier_for(position, code)
    form = forms.AnswerForm(posted(request), wish=desk.wish_of(dossier))

    def act() -> None:
        if form.cleaned_data["answer"] == form.YES:
            withdrawal.approve(dossier_id=dossier.pk, by=position, now=clock.now())
            return
        reason = form.cleaned_data["reason"]
        withdrawal.decline(dossier_id=dossier.pk, reason=reason, by=position, now=clock.now())

    title = _("Trả lời yêu cầu rút hồ sơ")
    return asked(request, dossier, form, act, title=title)


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_PROCESS)
def ask_payment(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Record the notice of the tax office; the clock stands still until it is met."""
    dossier, now = desk.dossier_for(position, code), clock.now()
    form = forms.ObligationForm(posted(request), _files(request))

    def act() -> None:
        file = _kept(form.cleaned_data["file"], by=position, now=now)
        obligations.ask(dossier_id=dossier.pk, notice=form.notice(file), by=position, now=now)

    attempt = Attempt(request, dossier, form)
    if attempt.succeeds(act):
        messages.success(request, _("Đã báo người nộp. Thời hạn giải quyết tạm dừng."))
        return redirect("desk:dossier", code)
    return attempt.page("desk/dossier/obligation.html", {"lines": forms.LINES})


@require_http_methods(["GET", "POST"])
@at_desk(Permission.DOSSIER_PROCESS)
def settle_payment(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """The obligation was met; the dossier goes on."""
    dossier, now = desk.dossier_for(position, code), clock.now()
    form = forms.ProofForm(posted(request), _files(request))

    def act() -> None:
        file = _kept(form.cleaned_data["proof"], by=position, now=now)
        obligations.settle(dossier_id=dossier.pk, proof=form.stated(file), by=position, now=now)

    title = _("Ghi nhận nghĩa vụ tài chính")
    return asked(request, dossier, form, act, title=title)


def _files(request: HttpRequest) -> MultiValueDict[str, UploadedFile[Any]] | None:
    return request.FILES if request.method == "POST" else None


def _kept(upload: UploadedFile[Any] | None, *, by: Position, now: datetime) -> StoredFile | None:
    return obligations.take_in(upload=upload, by=by, now=now) if upload is not None else None
