"""One's own data: everything in one file, and an account that is closed for good."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from motcua.accounts.actions import closing
from motcua.accounts.actions.profiles import OrganisationDetails, keep_organisation
from motcua.accounts.enums import MandateKind
from motcua.accounts.models import Mandate, Party, Position, User
from motcua.audit.actions.recording import record_access
from motcua.audit.models import Access, Event, SubjectKey
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import returning
from motcua.dossiers.actions.waiting import withdrawal
from motcua.dossiers.models import Applicant, Dossier, Draft
from motcua.kit import clock
from motcua.notifications.models import Notification
from motcua.places.models import Agency
from tests.factories.accounts import PASSWORD, make_citizen, make_user
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import GRANTED, MONDAY, Desk, begin_draft, make_dossier, save_page

DATA, CLOSE = "/tai-khoan/du-lieu/", "/tai-khoan/xoa/"
YES = {"understood": "on", "password": PASSWORD}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _limits(settings: Any) -> Iterator[None]:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    return make_offer(make_case(), agency)


@pytest.fixture
def mine(citizen: User) -> Client:
    client = Client()
    client.force_login(citizen)
    return client


def taken(answer: Any) -> tuple[dict[str, Any], str]:
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    page = archive.read("du-lieu.html").decode()
    return json.loads(archive.read("du-lieu.json")), page


def finished(offer: ServiceOffer, citizen: User, desk: Desk) -> Dossier:
    """A dossier whose result its owner has taken."""
    dossier = make_dossier(offer, citizen, now=MONDAY)
    desk.accept(dossier)
    desk.forward(dossier)
    decided = desk.decide(dossier, GRANTED)
    returning.collect_online(dossier_id=decided.pk, by=citizen, now=MONDAY + timedelta(days=3))
    return decided


@pytest.fixture
def desk(counter_officer: Position, specialist: Position, head: Position) -> Desk:
    return Desk(counter_officer, specialist, head)


def test_own_data_holds_everything(
    mine: Client, citizen: User, offer: ServiceOffer, desk: Desk, run_jobs: Callable[..., object]
) -> None:
    dossier = finished(offer, citizen, desk)
    run_jobs()
    draft = begin_draft(offer, citizen, now=MONDAY)
    save_page(draft, "copies", {"number": "7"}, now=MONDAY)
    record_access(
        by=desk.specialist, now=MONDAY, object_kind="dossier", object_id=dossier.pk, purpose="file"
    )

    answer = mine.post(DATA)
    data, page = taken(answer)

    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert data["account"]["email"] == citizen.email
    assert data["account"]["parties"][0]["identity_number"] == "064190001234"
    assert data["drafts"][0]["answers"]["copies"] == {"number": 7}
    kept = data["dossiers"][0]
    assert (kept["code"], kept["submissions"][0]["answers"]["copies"]) == (
        dossier.code,
        {"number": 2},
    )
    assert kept["submissions"][0]["files"][0]["name"] == "giay-to.jpg"
    assert len(kept["timeline"]) >= 5
    assert dossier.code in {message["dossier"] for message in data["messages"]}
    assert [(look["dossier"], look["by"][:10]) for look in data["looks"]] == [
        (dossier.code, "Chuyên viê")
    ]
    for shown in (dossier.code, "064190001234", "giay-to.jpg", "Chuyên viên"):
        assert str(shown) in page


def test_own_data_names_no_officer_and_no_live_secret(
    mine: Client, citizen: User, offer: ServiceOffer, desk: Desk, run_jobs: Callable[..., object]
) -> None:
    dossier = make_dossier(offer, citizen, now=MONDAY)
    run_jobs()
    record_access(
        by=desk.specialist, now=MONDAY, object_kind="dossier", object_id=dossier.pk, purpose="file"
    )

    data, page = taken(mine.post(DATA))

    assert desk.specialist.user.name not in page
    secret = [one for one in data["messages"] if one["dossier"] == dossier.code]
    assert secret
    assert [one["body"] for one in secret] == [""]


def test_own_data_is_nobody_elses(mine: Client, citizen: User, offer: ServiceOffer) -> None:
    other = make_citizen("khac@example.test", "Người Khác")
    theirs = make_dossier(offer, other, now=MONDAY)

    data, page = taken(mine.post(DATA))

    assert data["dossiers"] == []
    assert str(theirs.code) not in page
    assert "khac@example.test" not in page


def test_own_data_is_recorded_as_a_look(mine: Client, citizen: User) -> None:
    mine.post(DATA)

    look = Access.objects.get(object_kind="user")
    assert (look.actor_id, look.object_id, look.purpose) == (
        citizen.pk,
        str(citizen.pk),
        "own data",
    )
    assert Event.objects.filter(name="accounts.data_handed_out").count() == 1


def test_own_data_says_in_words_what_happened_to_the_account(mine: Client, citizen: User) -> None:
    mine.post(DATA)

    data, page = taken(mine.post(DATA))

    assert [event["name"] for event in data["account"]["events"]][-1] == "accounts.data_handed_out"
    assert "Tải dữ liệu về" in page
    assert "accounts." not in page


def test_own_data_is_bounded(
    mine: Client, citizen: User, offer: ServiceOffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.dossiers.queries.holdings.MOST_DOSSIERS", 1)
    make_dossier(offer, citizen, now=MONDAY)
    latest = make_dossier(offer, citizen, now=MONDAY)

    data, page = taken(mine.post(DATA))

    assert [one["code"] for one in data["dossiers"]] == [latest.code]
    assert data["left_out"] == 1
    assert "Còn 1 hồ sơ cũ hơn" in page


def test_own_data_asks_as_much_for_ten_dossiers_as_for_one(
    citizen: User, offer: ServiceOffer, django_assert_max_num_queries: Any
) -> None:
    from motcua.dossiers.queries.holdings import held_about

    for _ in range(3):
        make_dossier(offer, citizen, now=MONDAY)
    held_about(citizen, language="vi")

    with django_assert_max_num_queries(25):
        held_about(citizen, language="vi")


def test_own_data_is_handed_out_six_times_an_hour(mine: Client, citizen: User) -> None:
    assert [mine.post(DATA).status_code for _ in range(7)] == [200] * 6 + [429]


def test_what_was_typed_is_text_in_the_page(
    mine: Client, citizen: User, offer: ServiceOffer
) -> None:
    User.objects.filter(pk=citizen.pk).update(name="<script>alert(1)</script>")

    _data, page = taken(mine.post(DATA))

    assert "<script>" not in page


@pytest.mark.parametrize("address", [DATA, CLOSE])
def test_pages_are_private(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/tai-khoan/dang-nhap/")


def test_close_erases_what_no_law_keeps(
    mine: Client, citizen: User, offer: ServiceOffer, desk: Desk
) -> None:
    dossier = finished(offer, citizen, desk)
    EmailAddress.objects.create(user=citizen, email=citizen.email, verified=True, primary=True)
    begin_draft(offer, citizen, now=MONDAY)
    details = OrganisationDetails(name="Hợp tác xã Ia Ring", tax_code="0100233488")
    keep_organisation(user=citizen, party=None, details=details, kind=MandateKind.OWNER, now=MONDAY)
    assert SubjectKey.objects.exists()

    answer = mine.post(CLOSE, YES)

    assert answer["Location"] == "/tai-khoan/da-xoa/"
    citizen.refresh_from_db()
    assert (citizen.email, citizen.name, citizen.is_active) == (None, "", False)
    assert not citizen.has_usable_password()
    assert not EmailAddress.objects.exists()
    assert not Draft.objects.filter(owner=citizen).exists()
    assert not Mandate.objects.filter(valid_to__isnull=True).exists()
    assert set(Party.objects.values_list("name", "identity_number", "tax_code", "phone")) == {
        (closing.ERASED, "", "", "")
    }
    assert not SubjectKey.objects.exists()
    applicant = Applicant.objects.get(dossier=dossier)
    assert (applicant.name, applicant.filer_id) == ("H'Mok Siu", citizen.pk)


def test_close_tells_the_old_address_and_frees_it(
    mine: Client, citizen: User, offer: ServiceOffer, desk: Desk
) -> None:
    finished(offer, citizen, desk)

    mine.post(CLOSE, YES)

    told = Notification.objects.get(event="closing.done")
    assert told.to_email == "hmok@example.test"
    assert "1 hồ sơ đã gửi" in told.body
    event = Event.objects.get(name="accounts.closed")
    assert event.actor_label == f"#{citizen.pk}"
    assert make_user("hmok@example.test").pk != citizen.pk


def test_close_ends_every_session(mine: Client, citizen: User, client: Client) -> None:
    EmailAddress.objects.create(user=citizen, email=citizen.email, verified=True, primary=True)
    elsewhere = Client()
    elsewhere.post("/tai-khoan/dang-nhap/", {"login": citizen.email, "password": PASSWORD})
    assert elsewhere.get(DATA).status_code == 200

    landed = mine.post(CLOSE, YES, follow=True)

    assert "Tài khoản đã được xóa" in landed.content.decode()
    assert mine.get(DATA).status_code == elsewhere.get(DATA).status_code == 302
    assert not UserSession.objects.exists()
    again = client.post(
        "/tai-khoan/dang-nhap/", {"login": "hmok@example.test", "password": PASSWORD}
    )
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"understood": "on", "password": "sai"}, "Mật khẩu chưa đúng"),
        ({"understood": "on", "password": ""}, "Hãy nhập mật khẩu"),
        ({"password": PASSWORD}, "Hãy đánh dấu vào ô này"),
        ({}, "Hãy nhập mật khẩu"),
        ({"understood": "on", "password": "a\x00b" * 900}, "Mật khẩu"),
    ],
)
def test_close_asks_for_the_password_and_a_yes(
    mine: Client, citizen: User, typed: dict[str, str], sentence: str
) -> None:
    answer = mine.post(CLOSE, typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    citizen.refresh_from_db()
    assert citizen.is_active


def test_close_counts_wrong_passwords(mine: Client, citizen: User) -> None:
    for _ in range(10):
        mine.post(CLOSE, YES | {"password": "sai"})

    answer = mine.post(CLOSE, YES)

    assert "nhập sai nhiều lần" in answer.content.decode()
    citizen.refresh_from_db()
    assert citizen.is_active


def test_close_waits_for_open_dossiers(mine: Client, citizen: User, offer: ServiceOffer) -> None:
    dossier = make_dossier(offer, citizen, now=clock.now())

    page = mine.get(CLOSE).content.decode()
    refused = mine.post(CLOSE, YES)

    assert str(dossier.code) in page
    assert 'type="password"' not in page
    assert refused.status_code in (302, 409)
    citizen.refresh_from_db()
    assert citizen.is_active
    withdrawal.ask(dossier_id=dossier.pk, by=citizen, now=clock.now())
    assert mine.post(CLOSE, YES)["Location"] == "/tai-khoan/da-xoa/"


def test_close_refuses_somebody_in_office(counter_officer: Position) -> None:
    with pytest.raises(closing.InOffice):
        closing.close(user=counter_officer.user, now=MONDAY)


@pytest.mark.parametrize("days", [None, 0, 30])
def test_close_leaves_a_party_that_somebody_else_acts_for(citizen: User, days: int | None) -> None:
    colleague = make_user("dong.nghiep@example.test", "Đồng Nghiệp")
    details = OrganisationDetails(name="Hợp tác xã Ia Ring")
    party = keep_organisation(
        user=citizen, party=None, details=details, kind=MandateKind.OWNER, now=MONDAY
    )
    until = None if days is None else MONDAY.date() + timedelta(days=days)
    Mandate.objects.create(
        user=colleague,
        party=party,
        kind=MandateKind.EMPLOYEE,
        valid_from=MONDAY.date(),
        valid_to=until,
    )

    closing.close(user=citizen, now=MONDAY)

    party.refresh_from_db()
    assert party.name == "Hợp tác xã Ia Ring"


def test_close_twice_is_once(citizen: User) -> None:
    closing.close(user=citizen, now=MONDAY)
    closing.close(user=citizen, now=MONDAY)

    assert Event.objects.filter(name="accounts.closed").count() == 1
