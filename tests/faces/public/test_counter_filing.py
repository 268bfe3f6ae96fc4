"""An officer files for somebody on the public pages: what guards the desk guards these too."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from motcua.accounts.actions.people import dismiss
from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.models import Dossier, Draft
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.accounts import PASSWORD, make_officer
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier, make_draft, to_send
from tests.factories.places import make_agency

CODE = "2.000635"
BEGIN = f"/thu-tuc/{CODE}/nop/"
SECURITY = "/tai-khoan/bao-mat/"
_WITHOUT_DESK = (Role.POST_STAFF, Role.ADMINISTRATOR)
PAGES = ("", "trang/copies/", "giay-to/", "kiem-tra/")


@pytest.fixture(autouse=True)
def _quiet_store(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()  # how often one address signed in


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    return make_offer(make_case(CODE), agency)


@pytest.fixture
def draft(offer: ServiceOffer, counter_officer: Position) -> Draft:
    return make_draft(offer, counter_officer, now=clock.now())


def sign_in(user: User) -> Client:
    return landing_of(user)[0]


def landing_of(user: User) -> tuple[Client, str]:
    """The browser of somebody who has just signed in, and the page that opened by itself."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client()
    answer: Any = client.post("/tai-khoan/dang-nhap/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client, answer.url


def leave_alone(client: Client, minutes: int) -> None:
    session = client.session
    session["mc_seen_at"] = int(time.time() - minutes * 60)
    for entry in session["account_authentication_methods"]:
        entry["at"] -= minutes * 60
    session.save()


@pytest.mark.parametrize("page", PAGES)
def test_counter_draft_asks_for_the_second_factor(
    draft: Draft, counter_officer: Position, settings: Any, page: str
) -> None:
    settings.STAFF_SECOND_FACTOR = True

    answer: Any = sign_in(counter_officer.user).get(f"/nop/{draft.key}/{page}")

    assert (answer.status_code, answer.url) == (302, SECURITY)


def test_nothing_is_sent_or_begun_at_a_counter_without_the_second_factor(
    draft: Draft, counter_officer: Position, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client = sign_in(counter_officer.user)

    sent: Any = client.post(f"/nop/{draft.key}/gui/", to_send(draft, "COUNTER"))
    begun: Any = client.post(BEGIN, {"filed_as": f"COUNTER-{counter_officer.pk}"})

    assert (sent.url, begun.url) == (SECURITY, SECURITY)
    assert not Dossier.objects.exists()
    assert Draft.objects.count() == 1


def test_officer_files_for_himself_like_anybody(
    offer: ServiceOffer, counter_officer: Position, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client = sign_in(counter_officer.user)

    begun: Any = client.post(BEGIN, {"filed_as": "SELF"})

    assert begun.url == f"/nop/{Draft.objects.get().key}/"
    assert client.get(begun.url, follow=True).status_code == 200


def test_counter_draft_left_alone_is_locked_though_the_desk_was_never_opened(
    draft: Draft, counter_officer: Position, settings: Any
) -> None:
    client = sign_in(counter_officer.user)
    path = f"/nop/{draft.key}/trang/copies/"
    assert client.get(path).status_code == 200
    leave_alone(client, settings.STAFF_IDLE_MINUTES + 1)

    answer: Any = client.get(path)

    assert answer.url.startswith("/tai-khoan/xac-nhan-lai/")


@pytest.mark.parametrize("page", PAGES[1:])
def test_counter_draft_left_alone_is_covered_on_the_screen(
    draft: Draft, offer: ServiceOffer, counter_officer: Position, page: str
) -> None:
    client, user = sign_in(counter_officer.user), counter_officer.user
    own = make_draft(offer, user, now=clock.now())

    at_counter = client.get(f"/nop/{draft.key}/{page}").content.decode()

    assert f'data-mc-person="{user.pk}"' in at_counter
    assert "js/base/idle" in at_counter
    assert "data-mc-idle" not in client.get(f"/nop/{own.key}/{page}").content.decode()
    assert client.get("/tai-khoan/mo-khoa/").content == str(user.pk).encode()


def test_what_is_left_for_later_is_found_again_at_the_counter(
    draft: Draft, offer: ServiceOffer, agency: Agency, counter_officer: Position
) -> None:
    client = sign_in(counter_officer.user)
    colleague = make_officer(Role.COUNTER, agency, email="kpa.lan@example.test")
    page = f"/nop/{draft.key}/trang/copies/"
    assert "vào tài khoản" not in client.get(page).content.decode()

    left: Any = client.post(page, {"copies.number": "3", "_revision": "1", "stay": "1"})

    assert left.url == "/mot-cua/nop-thay/"
    unfinished: Any = client.post(page, {"copies.number": "ba", "_revision": "2", "stay": "1"})
    assert unfinished.url == left.url
    assert 'value="ba"' in client.get(page).content.decode()
    shown = client.get(left.url).content.decode()
    assert "đăng ký tài khoản" not in shown
    assert f'href="/nop/{draft.key}/"' in shown
    assert "H&#39;Mok Siu" in shown
    assert str(draft.key) not in sign_in(colleague.user).get(left.url).content.decode()
    gone: Any = client.post(f"/nop/{draft.key}/xoa/")
    assert gone.url == left.url


def test_what_waits_behind_the_lock_is_not_carried_out_without_the_second_factor(
    draft: Draft, counter_officer: Position, settings: Any
) -> None:
    client = sign_in(counter_officer.user)
    client.get(f"/nop/{draft.key}/kiem-tra/")
    settings.STAFF_SECOND_FACTOR = True
    leave_alone(client, settings.STAFF_IDLE_MINUTES + 1)
    path = f"/nop/{draft.key}/gui/"

    client.post(path, to_send(draft, "COUNTER"))
    client.post(f"/tai-khoan/xac-nhan-lai/?next={path}", {"password": PASSWORD})

    assert not Dossier.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_dismissed_officer_opens_no_counter_draft(
    draft: Draft, counter_officer: Position, page: str
) -> None:
    client = sign_in(counter_officer.user)
    yesterday = clock.local_date(clock.now()) - timedelta(days=1)
    dismiss(position=counter_officer, on=yesterday, by=None, now=clock.now())

    assert client.get(f"/nop/{draft.key}/{page}").status_code == 404
    assert client.post(f"/nop/{draft.key}/gui/").status_code == 404
    assert not Dossier.objects.exists()


def test_password_typed_on_a_locked_desk_is_not_kept(
    draft: Draft, counter_officer: Position, settings: Any
) -> None:
    client = sign_in(counter_officer.user)
    client.get("/mot-cua/")
    leave_alone(client, settings.STAFF_IDLE_MINUTES + 1)
    path = "/tai-khoan/mat-khau/doi/"

    locked: Any = client.post(path, {"oldpassword": "bí mật cũ", "password1": "bí mật mới"})

    assert locked.url.startswith("/tai-khoan/xac-nhan-lai/?next=")
    assert "bí mật" not in str(dict(client.session))


def test_officer_who_sees_no_dossiers_is_told_on_a_page_of_his_own(
    offer: ServiceOffer, agency: Agency
) -> None:
    postman = make_officer(Role.POST_STAFF, agency)
    draft = make_draft(offer, postman, now=clock.now())
    client = sign_in(postman.user)

    sent = client.post(f"/nop/{draft.key}/gui/", to_send(draft, "COUNTER"), follow=True)

    assert sent.redirect_chain == [(f"/nop/{draft.key}/da-gui/", 302)]
    assert sent.status_code == 200
    page = sent.content.decode()
    assert str(Dossier.objects.get().code) in page
    assert "H&#39;Mok" not in page
    assert client.get(f"/nop/{draft.key}/", follow=True).redirect_chain == sent.redirect_chain


@pytest.mark.parametrize("role", [Role.COUNTER, Role.POST_STAFF])
def test_way_back_to_the_desk_stands_on_personal_pages(agency: Agency, role: Role) -> None:
    position = make_officer(role, agency)
    client, link = sign_in(position.user), 'href="/mot-cua/"'
    account = client.get("/tai-khoan/").content.decode()
    assert f'name="position" value="{position.pk}"' in account

    seated: Any = client.post("/mot-cua/vi-tri/", {"position": position.pk})

    desk = client.get(seated.url).content.decode()
    assert client.get("/mot-cua/nop-thay/").status_code == 200
    assert client.get("/ho-so/").content.decode().count(link) == 2
    assert link in client.get("/").content.decode()
    assert (">Hồ sơ</a>" in desk) is (role == Role.COUNTER)


def test_officer_of_the_counter_is_led_to_the_dossier(
    draft: Draft, counter_officer: Position
) -> None:
    sent: Any = sign_in(counter_officer.user).post(f"/nop/{draft.key}/gui/", to_send(draft))

    assert sent.url == f"/mot-cua/ho-so/{Dossier.objects.get().code}/"


@pytest.mark.parametrize("role", Role)
def test_everyone_lands_on_a_page_that_he_may_see(agency: Agency, role: Role) -> None:
    client, landing = landing_of(make_officer(role, agency).user)

    assert client.get(landing).status_code == 200
    assert landing == ("/tai-khoan/" if role in _WITHOUT_DESK else "/mot-cua/")


@pytest.mark.parametrize("page", PAGES[1:])
def test_what_is_filed_at_a_counter_stands_in_the_layout_of_the_desk(
    draft: Draft, offer: ServiceOffer, counter_officer: Position, page: str
) -> None:
    client = sign_in(counter_officer.user)
    own = make_draft(offer, counter_officer.user, now=clock.now())

    at_counter = client.get(f"/nop/{draft.key}/{page}").content.decode()

    assert 'class="mc-desk"' in at_counter
    assert 'class="mc-back" href="/mot-cua/nop-thay/"' in at_counter
    assert "Hồ sơ của tôi" not in at_counter
    assert "Tôi không có giấy này" not in at_counter
    assert 'class="mc-desk"' not in client.get(f"/nop/{own.key}/{page}").content.decode()


def test_who_comes_from_the_desk_begins_in_his_seat_and_for_his_agency(
    offer: ServiceOffer, agency: Agency, counter_officer: Position
) -> None:
    elsewhere = make_agency("H21.18", "Sở Xây dựng tỉnh Gia Lai")
    make_offer(offer.procedure.versions.get().cases.get(), elsewhere)
    second = Position.objects.create(
        user=counter_officer.user, role=Role.COUNTER, agency=elsewhere, valid_from="2020-01-01"
    )
    client = sign_in(counter_officer.user)

    page = client.get(f"{BEGIN}?quay={second.pk}").content.decode()
    begun: Any = client.post(f"{BEGIN}?quay={second.pk}", {"agency": elsewhere.code})

    assert 'class="mc-desk"' in page
    assert f'<option value="{elsewhere.code}" selected' in page
    assert "Nộp cho chính mình" not in page
    assert begun.url == f"/nop/{Draft.objects.get().key}/"
    assert Draft.objects.get().filer_position == second


def test_supplement_answered_at_the_counter_leads_back_to_its_dossier(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    now = clock.now()
    dossier = make_dossier(offer, counter_officer, now=now, name="Y Bhăm")
    asked = supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Chưa rõ", section="copies", question="number")],
        answer_by=clock.local_date(now) + timedelta(days=9),
        by=counter_officer,
        now=now,
    )
    draft = Draft.objects.get(supplement=asked)

    page = sign_in(counter_officer.user).get(f"/nop/{draft.key}/trang/copies/").content.decode()

    assert f'class="mc-back" href="/mot-cua/ho-so/{dossier.code}/"' in page
    assert "Cán bộ yêu cầu bạn" not in page
