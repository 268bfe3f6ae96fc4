"""Signing up with a mistyped address loses no draft, and gives none to a stranger."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from motcua.accounts.models import User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.drafts import drafting
from motcua.dossiers.models import Draft
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.accounts import make_user
from tests.factories.catalogue import make_case, make_offer

CODE = "2.000635"
NEW_PASSWORD = "gió Hàm Rồng cuối năm"
PASSWORD = "suối Đak Bla mùa khô"


@pytest.fixture(autouse=True)
def _quiet_store(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def draft(client: Client, agency: Agency) -> Draft:
    offer: ServiceOffer = make_offer(make_case(CODE), agency)
    client.post(f"/thu-tuc/{offer.procedure.code}/nop/", {"filed_as": "SELF"})
    return Draft.objects.get()


def sign_up(client: Client, email: str) -> User:
    client.post("/tai-khoan/dang-ky/", {"email": email, "password1": PASSWORD})
    return User.objects.get(email=email)


def confirm(user: User) -> None:
    EmailAddress.objects.filter(user=user).update(verified=True)


def sign_in(client: Client, user: User, password: str = PASSWORD) -> None:
    client.post("/tai-khoan/dang-nhap/", {"login": user.email, "password": password})
    assert "_auth_user_id" in client.session


def test_draft_stays_open_in_the_browser_until_the_address_is_confirmed(
    client: Client, draft: Draft
) -> None:
    sign_up(client, "sai@exmaple.test")

    saved: Any = client.post(
        f"/nop/{draft.key}/trang/applicant/",
        {"applicant.full_name": "H'Mok Siu", "_revision": "0"},
    )

    assert saved.status_code == 302
    assert "dang-nhap" not in saved.url
    assert Client().get(f"/nop/{draft.key}/trang/applicant/").status_code == 302


def test_signing_up_again_with_the_right_address_takes_the_draft_along(
    client: Client, draft: Draft
) -> None:
    sign_up(client, "sai@exmaple.test")
    right = sign_up(client, "dung@example.test")
    confirm(right)
    sign_in(client, right)

    draft.refresh_from_db()
    assert draft.owner == right
    assert client.get(f"/nop/{draft.key}/trang/applicant/").status_code == 200


def test_address_confirmed_on_another_device_finds_the_draft_there(
    client: Client, draft: Draft
) -> None:
    user = sign_up(client, "dung@example.test")
    confirm(user)
    phone = Client()
    sign_in(phone, user)

    assert phone.get(f"/nop/{draft.key}/trang/applicant/").status_code == 200
    late: Any = client.get(f"/nop/{draft.key}/trang/applicant/")
    assert late.url.startswith("/tai-khoan/dang-nhap/"), "from then on it is the owner's alone"


def test_stranger_who_owns_the_mistyped_address_gets_nothing_by_a_new_password(
    client: Client, draft: Draft
) -> None:
    user = sign_up(client, "sai@exmaple.test")
    confirm(user)
    stranger = Client()
    set_password_by_mail(stranger, user)
    sign_in(stranger, user, NEW_PASSWORD)

    assert stranger.get(f"/nop/{draft.key}/trang/applicant/").status_code == 404
    assert client.get(f"/nop/{draft.key}/trang/applicant/").status_code == 200


def test_draft_of_somebody_who_has_signed_in_is_never_taken_over(
    client: Client, draft: Draft
) -> None:
    owner = make_user("chu@example.test")
    client.force_login(owner)

    other = make_user("khac@example.test")
    assert drafting.claim(keys=[draft.key], owner=other, now=clock.now()) == 0
    assert drafting.release(owner=owner) == 0
    draft.refresh_from_db()
    assert draft.owner == owner


def set_password_by_mail(client: Client, user: User) -> None:
    mail.outbox.clear()
    client.post("/tai-khoan/mat-khau/quen/", {"email": user.email})
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[0].body))
    assert found
    form: Any = client.get(found[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
