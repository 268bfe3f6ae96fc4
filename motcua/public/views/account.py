"""One's own account: who I am, for whom I act, how I sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.views import EmailView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.accounts.actions import profiles
from motcua.accounts.queries import parties, positions
from motcua.accounts.queries.users import signed_in
from motcua.kit import clock
from motcua.public.forms.account import OrganisationForm, PersonForm, initial_of
from motcua.public.forms.refusals import refusals_to

if TYPE_CHECKING:
    from motcua.accounts.models import Mandate


class EmailPage(EmailView):  # type: ignore[misc] # allauth has no types
    """The address, and before anything is typed whether it may be changed now."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a second layer of protection stands in the way."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_guarded": is_mfa_enabled(self.request.user)}


def account(request: HttpRequest) -> HttpResponse:
    """Everything about the account on one page."""
    today = clock.local_date(clock.now())
    context = {
        "person": parties.own_person(user=signed_in(request)),
        "organisations": parties.organisations_of(user=signed_in(request), on=today),
        "positions": positions.held_by(user=signed_in(request), on=today),
    }
    return render(request, "public/account/index.html", context)


@require_GET
def unlocked(request: HttpRequest) -> HttpResponse:
    """Who is there, told to a covered screen that the password was typed on."""
    return HttpResponse(str(signed_in(request).pk), content_type="text/plain")


def person(request: HttpRequest) -> HttpResponse:
    """State or change who I am."""
    now = clock.now()
    kept = parties.own_person(user=signed_in(request))
    initial = {"name": signed_in(request).name, **initial_of(kept)}
    form = PersonForm(request.POST or None, initial=initial, today=clock.local_date(now))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            details = form.details(email=signed_in(request).email or "")
            party = profiles.keep_person(user=signed_in(request), details=details, now=now)
            messages.success(request, _("Đã lưu thông tin cá nhân."))
            if doubt := parties.doubt_about(party):
                messages.warning(request, doubt)
            return redirect("public:account")
    return render(request, "public/account/person.html", {"form": form})


def organisation(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """State or change an organisation I act for."""
    mandate = _mandate(request, pk) if pk else None
    party = mandate.party if mandate else None
    form = OrganisationForm(request.POST or None, initial=initial_of(party), is_new=party is None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            kind, details = form.cleaned_data.get("capacity", ""), form.details()
            profiles.keep_organisation(
                user=signed_in(request), party=party, details=details, kind=kind, now=clock.now()
            )
            messages.success(request, _("Đã lưu thông tin tổ chức."))
            return redirect("public:account")
    return render(request, "public/account/organisation.html", {"form": form, "mandate": mandate})


@require_POST
def leave_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop acting for an organisation."""
    mandate = _mandate(request, pk)
    profiles.leave_organisation(user=signed_in(request), party=mandate.party, now=clock.now())
    messages.success(
        request, _("Bạn không còn đại diện cho %(name)s.") % {"name": mandate.party.name}
    )
    return redirect("public:account")


def _mandate(request: HttpRequest, pk: int) -> Mandate:
    today = clock.local_date(clock.now())
    mandate = parties.organisations_of(user=signed_in(request), on=today).filter(pk=pk).first()
    if mandate is None:
        raise Http404
    return mandate
