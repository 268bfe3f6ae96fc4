"""My dossiers: the list, one dossier, its files, papers and result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.accounts.queries.users import signed_in
from motcua.dossiers.actions.handling import returning
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.actions.looks import showing
from motcua.dossiers.actions.waiting import withdrawal
from motcua.dossiers.queries.asking.asked import asked_items
from motcua.dossiers.queries.clocks import standing
from motcua.dossiers.queries.drafts.documents import latest_papers
from motcua.dossiers.queries.drafts.summary import sections_of
from motcua.dossiers.queries.lists import citizen
from motcua.dossiers.queries.lists.todo import todo_of
from motcua.dossiers.queries.reach import scope
from motcua.files.queries import serving
from motcua.kit import clock
from motcua.kit.errors import NotThere
from motcua.public.forms.refusals import refusals_to
from motcua.public.forms.withdrawing import WithdrawForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from motcua.dossiers.models import Dossier


@require_GET
def index(request: HttpRequest) -> HttpResponseBase:
    """What waits for the person, drafts, what is being worked on, and what is done."""
    now, user = clock.now(), signed_in(request)
    before, today = request.GET.get("sau", ""), clock.local_date(now)
    found = citizen.my_dossiers(
        user,
        today=today,
        before=int(before) if before.isdecimal() and len(before) < 18 else None,
    )
    page, following = citizen.page_of(found)
    rows = [
        (dossier, state, standing.promised_at(dossier))
        for dossier, state in zip(page, standing.clock_states(page, at=now), strict=True)
    ]
    drafts = scope.drafts_of(user).filter(supplement__isnull=True)
    context = {
        "todo": todo_of(user, today=today) if before == "" else [],
        "drafts": drafts.select_related("case__version", "offer__agency")[:50],
        "running": [row for row in rows if not row[0].is_over],
        "done": [row for row in rows if row[0].is_over],
        "following": following,
        "is_first": before == "",
    }
    return render(request, "public/dossiers/index.html", context)


@require_GET
def dossier(request: HttpRequest, code: str) -> HttpResponseBase:
    """One dossier: where it stands, what is next, everything that was sent."""
    now, user = clock.now(), signed_in(request)
    submission = citizen.my_last_submission(user, code, today=clock.local_date(now))
    found = submission.dossier
    stands = standing.standing_of(found, at=now)
    context = {
        "dossier": found,
        "standing": stands,
        "promised_at": standing.promised_at(found),
        "pin": pin_of(found),
        "asked": asked_items(found, stands.supplement, request.LANGUAGE_CODE)
        if stands.supplement
        else [],
        "sections": sections_of(
            submission.form_version_id, submission.answers, request.LANGUAGE_CODE
        ),
        "papers": latest_papers(found, beside=()),
        "official": [] if stands.is_only_sent else citizen.papers_of(found),
        "owed": [] if stands.is_only_sent else citizen.obligations_of(found),
        "result": found.result if found.decided_at else None,
        "unread": submission.unread,  # type: ignore[attr-defined]  # counted beside it
    }
    return render(request, "public/dossiers/dossier.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponseBase:
    """A second thought, then the wish to withdraw."""
    found, now = _mine(request, code), clock.now()
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason, by = form.cleaned_data["reason"], signed_in(request)
        with refusals_to(form):
            withdrawal.ask(dossier_id=found.pk, reason=reason, by=by, now=now)
        if form.is_valid():
            _say_withdrawn(request, is_done=found.accepted_at is None)
            return redirect("public:dossier", code)
    status = 422 if form.errors else 200
    context = {"dossier": found, "form": form}
    return render(request, "public/dossiers/withdraw.html", context, status=status)


@require_GET
def file(request: HttpRequest, code: str, key: UUID) -> HttpResponseBase:
    """A file that was sent with the dossier."""
    found = _mine(request, code)
    shown = showing.show_file(found, key, by=signed_in(request), now=clock.now())
    return serving.response(shown, disposition="inline", request=request)


@require_GET
def paper(request: HttpRequest, code: str, token: str) -> HttpResponseBase:
    """An official paper of the dossier as PDF."""
    found = _mine(request, code)
    shown = showing.show_paper(found, token, by=signed_in(request), now=clock.now())
    return serving.response(shown, disposition="inline", request=request)


@require_GET
def sent_copy(request: HttpRequest, code: str) -> HttpResponseBase:
    """A copy of what I sent."""
    found = _mine(request, code)
    shown = showing.show_sent_copy(found, by=signed_in(request), now=clock.now())
    return serving.response(shown, disposition="inline", request=request)


@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, code: str) -> HttpResponseBase:
    """The result: taking it, with a press, hands it over; from then on it opens as often as
    wanted.
    """
    found, now = _mine(request, code), clock.now()
    held = getattr(found, "result", None)
    if held is None:
        raise NotThere
    if request.method == "POST":
        returning.result_file(held, now=now)
        returning.collect_online(dossier_id=found.pk, by=signed_in(request), now=now)
        messages.success(request, _("Bạn đã nhận kết quả. Bấm Mở kết quả để xem và tải về."))
        return redirect("public:dossier", code)
    if found.waits_to_be_taken:
        return redirect("public:dossier", code)
    shown = showing.show_result(found, by=signed_in(request), now=now)
    return serving.response(shown, disposition="inline", request=request)


def _mine(request: HttpRequest, code: str) -> Dossier:
    return citizen.my_dossier(signed_in(request), code, today=clock.local_date(clock.now()))


def _say_withdrawn(request: HttpRequest, *, is_done: bool) -> None:
    done, asked = _("Đã rút hồ sơ."), _("Đã gửi yêu cầu rút hồ sơ. Cơ quan sẽ trả lời bạn.")
    messages.success(request, done if is_done else asked)
