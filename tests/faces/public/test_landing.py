"""Where one lands after coming in: at what one was about, never on a bare page."""

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
from motcua.dossiers.models import Draft
from motcua.places.models import Agency
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.catalogue import make_case, make_offer

SIGN_UP, SIGN_IN = "/tai-khoan/dang-ky/", "/tai-khoan/dang-nhap/"
WORDS = "suối Đak Bla mùa khô"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mailbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    return make_offer(make_case(), agency)


def verified(email: str = "lan@example.test") -> User:
    user = make_user(email, "Lan")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def link_in_mail() -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def begin(client: Client, offer: ServiceOffer) -> Draft:
    code = offer.procedure.code
    client.post(
        f"/thu-tuc/{code}/nop/",
        {"agency": offer.agency.code, "case": "1", "filed_as": "SELF"},
    )
    return Draft.objects.get()


def sign_up(client: Client, draft: Draft) -> None:
    send = f"/nop/{draft.key}/gui/"
    client.post(SIGN_UP, {"email": "moi@example.test", "password1": WORDS, "next": send})


def test_confirming_on_another_device_leads_to_the_waiting_draft(offer: ServiceOffer) -> None:
    here, elsewhere = Client(), Client()
    draft = begin(here, offer)
    sign_up(here, draft)
    assert "hồ sơ CHƯA được gửi" in mail.outbox[-1].body

    confirmed = elsewhere.post(link_in_mail())
    landed = elsewhere.post(
        confirmed["Location"], {"login": "moi@example.test", "password": WORDS}, follow=True
    )

    assert confirmed["Location"] == SIGN_IN
    assert landed.redirect_chain[-1][0] == "/ho-so/"
    page = landed.content.decode()
    assert draft.case.version.name in page
    assert re.search(rf'<a class="mc-button" href="/nop/{draft.key}/">Làm tiếp rồi gửi</a>', page)


def test_confirming_on_the_same_device_leads_back_to_sending(offer: ServiceOffer) -> None:
    here = Client()
    draft = begin(here, offer)
    sign_up(here, draft)

    assert here.post(link_in_mail())["Location"] == f"/nop/{draft.key}/gui/"


def test_signing_in_leads_to_my_dossiers(client: Client) -> None:
    verified()

    answer = client.post(SIGN_IN, {"login": "lan@example.test", "password": PASSWORD})

    assert answer["Location"] == "/ho-so/"


def test_signing_in_keeps_the_language(client: Client) -> None:
    verified()

    answer = client.post(f"/en{SIGN_IN}", {"login": "lan@example.test", "password": PASSWORD})

    assert answer["Location"] == "/en/ho-so/"


def test_who_is_signed_in_already_does_not_see_the_door_again(client: Client) -> None:
    client.force_login(verified())

    assert client.get(SIGN_IN)["Location"] == "/ho-so/"


def test_a_new_password_by_mail_leads_to_the_door(client: Client) -> None:
    verified()
    client.post("/tai-khoan/mat-khau/quen/", {"email": "lan@example.test"})
    form = client.get(link_in_mail(), follow=True).redirect_chain[-1][0]

    done = client.post(form, {"password1": WORDS, "password2": WORDS}, follow=True)

    assert f'<a class="mc-button" href="{SIGN_IN}">' in done.content.decode()


def test_a_changed_password_leads_back_to_the_account(client: Client) -> None:
    verified()
    client.post(SIGN_IN, {"login": "lan@example.test", "password": PASSWORD})
    typed = {"oldpassword": PASSWORD, "password1": WORDS, "password2": WORDS}

    answer = client.post("/tai-khoan/mat-khau/doi/", typed)

    assert answer["Location"] == "/tai-khoan/"


def test_a_changed_address_is_shown_when_it_is_confirmed(client: Client) -> None:
    verified()
    client.post(SIGN_IN, {"login": "lan@example.test", "password": PASSWORD})
    client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    client.post("/tai-khoan/thu-dien-tu/", {"email": "lan.moi@example.test", "action_add": ""})

    assert client.post(link_in_mail())["Location"] == "/tai-khoan/thu-dien-tu/"
