"""One's own data: have it, and have it gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.queries.users import signed_in
from motcua.dossiers.actions.looks import personal_data
from motcua.dossiers.queries import holdings
from motcua.kit import clock
from motcua.kit.errors import Refusal
from motcua.public.archive import packed
from motcua.public.caching import same_for_everybody
from motcua.public.forms.closing import CloseAccountForm

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import User


class TooOften(Refusal):
    """Everything about a person was asked for several times within the hour."""

    status = 429
    message = _("Bạn vừa tải dữ liệu nhiều lần. Hãy đợi một giờ rồi thử lại.")


@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponse:
    """What is kept of me and until when; a press of the button hands it out."""
    user = signed_in(request)
    if request.method != "POST":
        return render(request, "public/account/own_data.html")
    if not ratelimit.consume(request, action="own_data", user=user):
        raise TooOften
    now = clock.now()
    response = HttpResponse(_archive(user, now), content_type="application/zip")
    day = clock.local_date(now)
    response["Content-Disposition"] = f'attachment; filename="du-lieu-cua-toi-{day:%Y%m%d}.zip"'
    return response


def _archive(user: User, now: datetime) -> bytes:
    data = personal_data.hand_out(user=user, language=get_language() or "vi", now=now)
    page = render_to_string("public/account/own_data_file.html", {"data": data, "now": now})
    return packed(data, page, now=now)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Close the own account, after the password once more."""
    user = signed_in(request)
    form = CloseAccountForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _is_right(request, user, form):
            personal_data.close_account(user=user, now=clock.now())
            logout(request)
            return redirect("public:account-closed")
    context = {
        "form": form,
        "under_way": holdings.under_way(user)[:5],
        "kept": holdings.dossiers_about(user).count(),
    }
    return render(request, "public/account/close.html", context, status=status)


def _is_right(request: HttpRequest, user: User, form: CloseAccountForm) -> bool:
    """Only wrong passwords are counted."""
    if not ratelimit.consume(request, action="close_account", user=user, dry_run=True):
        form.refuse(_("Bạn vừa nhập sai nhiều lần. Hãy đợi một giờ rồi thử lại."))
        return False
    if user.check_password(form.cleaned_data["password"]):
        return True
    ratelimit.consume(request, action="close_account", user=user)
    form.refuse(_("Mật khẩu chưa đúng. Bạn có thể đặt lại mật khẩu rồi quay lại đây."))
    return False


@login_not_required
@require_safe
@same_for_everybody
def closed(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "public/account/closed.html")
