"""What happens before any view: kept forms, staff's second factor, the lock of an idle desk."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from motcua.accounts.models import Position, User
from motcua.config import urls as house
from tests.factories.accounts import PASSWORD, make_user

SIGN_IN = "/tai-khoan/dang-nhap/"
ASK_AGAIN = "/tai-khoan/xac-nhan-lai/"


def desk_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.POST.get('note', '')} {request.user}")


# What the pages of an account link to on the desk.
DESK = path("hop/", desk_page, name="inbox")
urlpatterns = [
    path("ban/", include(([path("", desk_page, name="page"), DESK], "desk"))),
    path("cua-toi/", desk_page),
    *house.urlpatterns,
]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _quiet_store(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def sign_in(client: Client, user: User) -> None:
    address = {"email": user.email, "verified": True, "primary": True}
    EmailAddress.objects.get_or_create(user=user, defaults=address)
    answer = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302


def travel(client: Client, minutes: float) -> None:
    """Let the session grow old, as if nobody had touched the keys."""
    session = client.session
    session["mc_seen_at"] = int(time.time() - minutes * 60)
    for record in session["account_authentication_methods"]:
        record["at"] -= minutes * 60
    session.save()


@pytest.fixture
def officer(client: Client, counter_officer: Position) -> Client:
    sign_in(client, counter_officer.user)
    assert client.get("/ban/").status_code == 200
    return client


def test_form_sent_after_the_session_ended_is_offered_again_after_sign_in(client: Client) -> None:
    user = make_user()
    sign_in(client, user)
    client.get("/cua-toi/")
    client.cookies.pop("mc_phien")

    lost = client.post("/cua-toi/", {"note": "đã gõ rất lâu"})
    sign_in(client, user)
    page = client.get("/cua-toi/").content.decode()

    assert lost.url == f"{SIGN_IN}?next=/cua-toi/"  # type: ignore[attr-defined]
    assert 'name="note" value="đã gõ rất lâu"' in page
    assert '<p class="mc-pre">đã gõ rất lâu</p>' in page
    assert "Gửi tiếp" in page
    assert client.get("/cua-toi/").content.decode().startswith("GET"), "it is offered once"


def test_form_kept_for_one_person_is_not_shown_to_the_next(client: Client) -> None:
    sign_in(client, make_user("truoc@example.test"))
    client.get("/cua-toi/")
    client.cookies.pop("mc_phien")
    client.post("/cua-toi/", {"note": "của người trước"})

    sign_in(client, make_user("sau@example.test"))

    assert client.get("/cua-toi/").content.decode().startswith("GET")


def test_form_of_an_unknown_browser_is_not_kept_and_leads_back_where_it_came_from(
    client: Client,
) -> None:
    answer = client.post(
        "/cua-toi/", {"note": "x"}, headers={"Referer": "http://testserver/a/?b=1"}
    )

    assert answer.url == f"{SIGN_IN}?next=%2Fa%2F%3Fb%3D1"  # type: ignore[attr-defined]


def test_htmx_request_of_nobody_is_sent_to_sign_in_as_a_whole_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cua-toi/"}

    answer = client.get("/cua-toi/", headers=headers)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == f"{SIGN_IN}?next=%2Fcua-toi%2F"


def test_desk_left_alone_asks_again_and_then_goes_on(officer: Client, settings: Any) -> None:
    travel(officer, settings.STAFF_IDLE_MINUTES + 1)

    locked = officer.get("/ban/")
    unlocked = officer.post(f"{ASK_AGAIN}?next=/ban/", {"password": PASSWORD})

    assert locked.url == f"{ASK_AGAIN}?next=%2Fban%2F"  # type: ignore[attr-defined]
    assert unlocked.url == "/ban/"  # type: ignore[attr-defined]
    assert officer.get("/ban/").status_code == 200


def test_form_sent_from_a_locked_desk_is_carried_out_after_unlocking(
    officer: Client, settings: Any
) -> None:
    travel(officer, settings.STAFF_IDLE_MINUTES + 1)

    officer.post("/ban/", {"note": "giữ lại"})
    unlocked = officer.post(f"{ASK_AGAIN}?next=/ban/", {"password": PASSWORD})

    assert unlocked.content.decode().startswith("POST giữ lại")


def test_locked_desk_stays_locked_with_a_wrong_password(officer: Client, settings: Any) -> None:
    travel(officer, settings.STAFF_IDLE_MINUTES + 1)

    officer.post(f"{ASK_AGAIN}?next=/ban/", {"password": "sai"})

    assert officer.get("/ban/").status_code == 302
    assert officer.get("/cua-toi/").status_code == 302, "the person's other pages are locked too"


def test_desk_in_use_is_not_locked(officer: Client, settings: Any) -> None:
    travel(officer, settings.STAFF_IDLE_MINUTES - 1)

    assert officer.get("/ban/").status_code == 200
    assert officer.session["mc_seen_at"] >= time.time() - 5


def test_htmx_request_from_a_locked_desk_gets_a_header_not_a_page(
    officer: Client, settings: Any
) -> None:
    travel(officer, settings.STAFF_IDLE_MINUTES + 1)

    answer = officer.get("/ban/", headers={"HX-Request": "true", "HX-Current-URL": "http://t/ban/"})

    assert answer.headers["HX-Redirect"] == f"{ASK_AGAIN}?next=%2Fban%2F"


def test_citizen_is_never_locked(client: Client) -> None:
    sign_in(client, make_user())
    client.get("/cua-toi/")

    assert "mc_seen_at" not in client.session


def test_staff_without_second_factor_is_led_to_set_one_up(officer: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True

    answer = officer.get("/ban/", follow=True)

    assert answer.redirect_chain[-1][0] == "/tai-khoan/bao-mat/"
    assert "phải có lớp bảo vệ thứ hai" in answer.content.decode()


def test_staff_with_second_factor_not_used_in_this_session_is_asked_for_it(
    officer: Client, counter_officer: Position, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    TOTP.activate(counter_officer.user, "JBSWY3DPEHPK3PXP")

    answer = officer.get("/ban/")

    assert answer.url == "/tai-khoan/bao-mat/xac-nhan-lai/?next=%2Fban%2F"  # type: ignore[attr-defined]
    assert Authenticator.objects.get().data["secret"] != "JBSWY3DPEHPK3PXP"


def test_staff_who_used_the_second_factor_passes(officer: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True
    session = officer.session
    session["account_authentication_methods"] += [{"method": "mfa", "at": time.time()}]
    session.save()

    assert officer.get("/ban/").status_code == 200


def test_second_factor_is_off_in_demo_mode_and_the_page_says_so(officer: Client) -> None:
    html = officer.get("/tai-khoan/bao-mat/").content.decode()

    assert "Bản chạy thử không bắt buộc" in html
