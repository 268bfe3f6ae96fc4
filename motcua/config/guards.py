"""Who may pass before any view: signing in, staff's second factor, the lock of an idle desk."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.accounts.queries.positions import is_staff
from motcua.kit import clock
from motcua.kit.posted import had_files, has_secrets, typed_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OWNER_COOKIE = "mc_nguoi"
KEPT = "mc_kept_form"
SEEN_AT = "mc_seen_at"
_OWNER_SECONDS = 24 * 3600
_KEPT_SECONDS = 1800
_KEPT_CHARACTERS = 200_000
_SEEN_STEP_SECONDS = 30
_STAFF_FACES = {"desk", "post", "console"}
_UNLOCKING = {
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
}


class SignInRequired(LoginRequiredMiddleware):
    """Every page is private unless marked public; a form sent after the session ended is kept.

    The typed fields wait in the session of the browser until the same person has signed in again
    (told by a signed cookie that outlives the session); then they are offered to be sent once more.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)
        request.mc_owner = _owner_mark(request.user.pk)  # type: ignore[attr-defined]
        return self._offer_kept(request) if request.method == "GET" else None

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Remember for a day whose browser this was, only as a keyed digest."""
        owner = getattr(request, "mc_owner", "")
        if owner and request.COOKIES.get(OWNER_COOKIE) != owner:
            response.set_cookie(
                OWNER_COOKIE,
                owner,
                max_age=_OWNER_SECONDS,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                httponly=True,
                samesite="Lax",
            )
        return response

    def handle_no_permission(  # type: ignore[override] # an htmx request gets a header instead
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.method == "POST" and not self._keep(request):
            back = _path_of(request.headers.get("Referer", ""))
            return HttpResponseRedirect(_sign_in_address(back))
        if request.headers.get("HX-Request"):
            back = request.headers.get("HX-Current-URL", "")
            return HttpResponse(
                status=401, headers={"HX-Redirect": _sign_in_address(_path_of(back))}
            )
        return super().handle_no_permission(request, view_func)

    def _keep(self, request: HttpRequest) -> bool:
        owner = request.COOKIES.get(OWNER_COOKIE, "")
        fields = typed_fields(request) if owner else []
        if not fields or sum(len(name) + len(value) for name, value in fields) > _KEPT_CHARACTERS:
            return False
        request.session[KEPT] = {
            "path": request.get_full_path(),
            "fields": fields,
            "owner": owner,
            "at": int(time.time()),
            "had_files": had_files(request),
        }
        return True

    def _offer_kept(self, request: HttpRequest) -> HttpResponse | None:
        kept = request.session.get(KEPT)
        if not kept:
            return None
        is_theirs = constant_time_compare(kept["owner"], _owner_mark(request.user.pk))
        if not is_theirs or time.time() - kept["at"] > _KEPT_SECONDS:
            del request.session[KEPT]
            return None
        if kept["path"] != request.get_full_path():
            return None
        del request.session[KEPT]
        context = {name: kept[name] for name in ("path", "fields", "had_files")}
        return render(request, "errors/kept_form.html", context)


class StaffGuard:
    """On the faces of staff: a second factor, and asking again who is there after a pause."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        is_private = getattr(view_func, "login_required", True)
        if not (is_private or getattr(view_func, "is_personal", False)):
            return None
        if not request.user.is_authenticated:
            return None
        match = request.resolver_match
        at_desk = _is_at_desk(request, view_func, kwargs)
        if not at_desk and SEEN_AT not in request.session:
            return None
        if match is not None and match.url_name in _UNLOCKING:
            return None
        # The second factor first: what waits behind the lock is carried out once it opens.
        return (self._second_factor(request) if at_desk else None) or self._lock(request)

    def _lock(self, request: HttpRequest) -> HttpResponse | None:
        now = int(time.time())
        records = get_authentication_records(request, request.user)
        signed_in_at = int(records[-1].get("at", 0)) if records else 0
        seen_at = int(request.session.get(SEEN_AT) or now)
        active_at = max(seen_at, signed_in_at)
        if now - active_at > settings.STAFF_IDLE_MINUTES * 60:
            return _ask_again(request, "account_reauthenticate")
        if SEEN_AT not in request.session or now - seen_at >= _SEEN_STEP_SECONDS:
            request.session[SEEN_AT] = now
        return None

    def _second_factor(self, request: HttpRequest) -> HttpResponse | None:
        if not settings.STAFF_SECOND_FACTOR:
            return None
        records = get_authentication_records(request, request.user)
        if any(record.get("method") == "mfa" for record in records):
            return None
        if is_mfa_enabled(request.user):
            return _ask_again(request, "mfa_reauthenticate")
        words = _("Cán bộ phải có lớp bảo vệ thứ hai: khóa truy cập hoặc ứng dụng tạo mã.")
        messages.warning(request, words)
        return HttpResponseRedirect(reverse("mfa_index"))


def _is_at_desk(
    request: HttpRequest, view_func: Callable[..., Any], kwargs: Mapping[str, Any]
) -> bool:
    """A page of a staff face, or one of the public face on which an officer files for somebody."""
    match = request.resolver_match
    if match is not None and not _STAFF_FACES.isdisjoint(match.namespaces):
        return True
    is_at_counter = getattr(view_func, "is_at_counter", None)
    if is_at_counter is None or not is_at_counter(request, **kwargs):
        return False
    return is_staff(user=request.user, on=clock.local_date(clock.now()))


def _ask_again(request: HttpRequest, url_name: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        back = _path_of(request.headers.get("HX-Current-URL", ""))
        address = f"{reverse(url_name)}?{urlencode({'next': back})}"
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if request.method == "POST" and has_secrets(request):  # never kept, not even until unlocked
        address = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse(url_name)}?{address}")
    response: HttpResponse = suspend_request(request, reverse(url_name))
    return response


def _sign_in_address(back: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"


def _owner_mark(pk: object) -> str:
    return salted_hmac("motcua.owner", str(pk)).hexdigest()


def _path_of(address: str) -> str:
    path = "/" + address.split("//", 1)[-1].partition("/")[2]
    return path if address else "/"
