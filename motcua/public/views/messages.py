"""Messages between the person and the agency, inside a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.queries.users import signed_in
from motcua.dossiers.actions.waiting import messaging
from motcua.dossiers.queries import messages as queries
from motcua.dossiers.queries.lists import citizen
from motcua.kit import clock
from motcua.kit.errors import Refusal
from motcua.public.forms.messages import MessageForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, code: str) -> HttpResponse:
    """Read what was written, and write; opening the page marks it as read."""
    now, by = clock.now(), signed_in(request)
    dossier = citizen.my_dossier(by, code, today=clock.local_date(now))
    form, taken = MessageForm(request.POST or None), messaging.Taken()
    if request.method == "POST":
        form = MessageForm(request.POST)
        uploads, kept = request.FILES.getlist("files"), _kept(request)
        taken = messaging.take_files(uploads=uploads, kept=kept, by=by, now=now)
        for problem in taken.problems:
            form.add_error(None, problem)
        if form.is_valid():
            try:
                text = form.cleaned_data["text"]
                messaging.write(dossier_id=dossier.pk, text=text, files=taken.files, by=by, now=now)
            except Refusal as refusal:
                form.add_error("text" if refusal.field else None, str(refusal))
            else:
                messages.success(request, _("Đã gửi tin nhắn."))
                return redirect("public:dossier-messages", code)
    messaging.read(dossier, by=by, now=now)
    context = {
        "dossier": dossier,
        "thread": queries.thread_of(dossier),
        "may_write": queries.may_write(dossier, at=now),
        "form": form,
        "kept": taken.files,
    }
    status = 422 if form.errors else 200
    return render(request, "public/dossiers/messages.html", context, status=status)


def _kept(request: HttpRequest) -> list[UUID]:
    """The files of a try before, as the page named them."""
    found = []
    for typed in request.POST.getlist("kept")[: messaging.MOST_FILES]:
        try:
            found.append(UUID(typed))
        except ValueError:
            continue
    return found
