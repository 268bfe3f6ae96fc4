"""One's own account: signing up, in and out, the profile, and what strangers learn (nothing)."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from motcua.accounts.models import Mandate, Party, User
from tests.factories.accounts import PASSWORD, make_user

SIGN_UP = "/tai-khoan/dang-ky/"
SIGN_IN = "/tai-khoan/dang-nhap/"
RESET = "/tai-khoan/mat-khau/quen/"
NEW_PASSWORD = "suối Đak Bla mùa khô"


@pytest.fixture(autouse=True)
def _mailbox(settings: pytest.FixtureRequest, db: None) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # type: ignore[attr-defined]
    cache.clear()


def verified_user(email: str = "lan@example.test", name: str = "") -> User:
    user = make_user(email, name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert found, message.body
    return found[1]


def sign_up(client: Client, email: str) -> str:
    answer = client.post(SIGN_UP, {"email": email, "password1": NEW_PASSWORD}, follow=True)
    return answer.redirect_chain[-1][0]


def test_sign_up_with_address_and_password_only_then_confirm_by_mail(client: Client) -> None:
    landed = sign_up(client, "Moi@Example.test")
    user = User.objects.get()
    assert landed == "/tai-khoan/xac-nhan-thu/"
    assert user.email == "moi@example.test"
    assert "Xác nhận thư điện tử" in mail.outbox[0].subject

    elsewhere = Client()  # the mail is often opened on another device
    page = elsewhere.get(link_in(mail.outbox[0]))
    assert "moi@example.test" in page.content.decode()
    assert not EmailAddress.objects.get().verified, "a look by a mail scanner confirms nothing"
    elsewhere.post(link_in(mail.outbox[0]))

    assert EmailAddress.objects.get().verified
    answer = client.post(SIGN_IN, {"login": "moi@example.test", "password": NEW_PASSWORD})
    assert answer.url == "/ho-so/"  # type: ignore[attr-defined]


def test_sign_up_with_a_taken_address_looks_the_same_and_tells_the_owner(client: Client) -> None:
    verified_user("lan@example.test")

    landed = sign_up(client, "lan@example.test")

    assert landed == "/tai-khoan/xac-nhan-thu/"
    assert User.objects.count() == 1
    assert "đã có tài khoản" in mail.outbox[0].subject


def test_sign_up_with_a_common_password_says_why_and_keeps_the_address(client: Client) -> None:
    page = client.post(SIGN_UP, {"email": "moi@example.test", "password1": "12345678"})

    html = page.content.decode()
    assert page.status_code == 200
    assert 'href="#id_password1"' in html
    assert 'value="moi@example.test"' in html
    assert "12345678" not in html


def test_sign_up_with_a_short_password_is_told_so_in_the_language_of_the_page(
    client: Client,
) -> None:
    page = client.post(SIGN_UP, {"email": "moi@example.test", "password1": "1234"})

    html = page.content.decode()
    assert html.count("Mật khẩu này ngắn quá. Hãy đặt ít nhất 8 ký tự.") == 2
    assert html.count("nhiều người dùng nên dễ bị đoán ra") == 2, "each reason, above and below"


def test_empty_form_names_each_field_that_is_missing(client: Client) -> None:
    html = client.post(SIGN_UP, {}).content.decode()

    assert "Trường này là bắt buộc" not in html
    assert '<a href="#id_email">Hãy điền “Thư điện tử (email)”.</a>' in html
    assert '<a href="#id_password1">Hãy điền “Mật khẩu”.</a>' in html


def test_a_mistyped_address_is_told_how_one_looks(client: Client) -> None:
    html = client.post(
        SIGN_UP, {"email": "lan.example", "password1": NEW_PASSWORD}
    ).content.decode()

    assert html.count("“Thư điện tử (email)” phải có dạng ten@vidu.vn") == 2


def test_only_the_session_that_looks_is_this_machine(client: Client) -> None:
    verified_user("lan@example.test")
    elsewhere = Client()
    for machine in (elsewhere, client):
        machine.post(SIGN_IN, {"login": "lan@example.test", "password": PASSWORD})

    html = client.get("/tai-khoan/phien/").content.decode()

    assert "Đăng xuất khỏi các máy khác" in html
    assert html.count("Máy này") == 1


def test_sign_up_by_a_program_that_fills_the_trap_makes_nobody(client: Client) -> None:
    client.post(SIGN_UP, {"email": "a@b.vn", "password1": NEW_PASSWORD, "website": "http://x"})

    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["lan@example.test", "khong-co@example.test"])
def test_sign_in_with_wrong_password_answers_alike_for_all(client: Client, email: str) -> None:
    verified_user("lan@example.test")

    html = client.post(SIGN_IN, {"login": email, "password": "sai"}).content.decode()

    assert "Thư điện tử hoặc mật khẩu không đúng" in html
    assert f'value="{email}"' in html


def test_sign_in_after_many_failures_is_slowed_down(client: Client) -> None:
    verified_user("lan@example.test")

    pages = [
        client.post(SIGN_IN, {"login": "lan@example.test", "password": "sai"}) for _ in range(12)
    ]

    assert "nhiều lần" in pages[-1].content.decode() or pages[-1].status_code == 429


def test_sign_in_leads_back_to_the_page_that_asked_for_it(client: Client) -> None:
    verified_user("lan@example.test")
    asked = client.get("/tai-khoan/ca-nhan/")

    answer = client.post(
        asked.url,
        {"login": "lan@example.test", "password": PASSWORD, "next": "/tai-khoan/ca-nhan/"},
    )  # type: ignore[attr-defined]

    assert answer.url == "/tai-khoan/ca-nhan/"  # type: ignore[attr-defined]


def test_sign_in_never_leads_to_a_strangers_site(client: Client) -> None:
    verified_user("lan@example.test")

    answer = client.post(
        SIGN_IN, {"login": "lan@example.test", "password": PASSWORD, "next": "https://xau.example/"}
    )

    assert answer.url == "/ho-so/"  # type: ignore[attr-defined]


@pytest.mark.parametrize("email", ["lan@example.test", "khong-co@example.test"])
def test_reset_answers_alike_for_all_and_mails_each(client: Client, email: str) -> None:
    verified_user("lan@example.test")

    answer = client.post(RESET, {"email": email})

    assert answer.url == "/tai-khoan/mat-khau/quen/da-gui/"  # type: ignore[attr-defined]
    assert [message.to for message in mail.outbox] == [[email]]


def test_reset_sets_a_new_password_once(client: Client) -> None:
    user = verified_user("lan@example.test")
    client.post(RESET, {"email": "lan@example.test"})
    link = link_in(mail.outbox[0])

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert "không còn dùng được" in Client().get(link, follow=True).content.decode()


def test_change_of_address_keeps_the_old_one_until_the_new_is_confirmed(client: Client) -> None:
    user = verified_user("lan@example.test")
    client.post(SIGN_IN, {"login": "lan@example.test", "password": PASSWORD})
    client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})

    client.post("/tai-khoan/thu-dien-tu/", {"email": "lan.moi@example.test", "action_add": ""})

    user.refresh_from_db()
    assert user.email == "lan@example.test"
    assert "lan.moi@example.test" in client.get("/tai-khoan/thu-dien-tu/").content.decode()
    client.post(link_in(mail.outbox[0]))
    user.refresh_from_db()
    assert user.email == "lan.moi@example.test"


def test_change_of_address_is_refused_before_anything_is_typed(client: Client) -> None:
    user = verified_user("lan@example.test")
    client.post(SIGN_IN, {"login": "lan@example.test", "password": PASSWORD})
    client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    open_page = client.get("/tai-khoan/thu-dien-tu/").content.decode()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    page = client.get("/tai-khoan/thu-dien-tu/").content.decode()

    assert 'name="email"' in open_page
    assert 'name="email"' not in page
    assert "Hãy tắt lớp bảo vệ thứ hai trước" in page
    assert 'href="/tai-khoan/bao-mat/"' in page


def test_sign_out_everywhere_ends_the_other_sessions(client: Client) -> None:
    user = verified_user("lan@example.test")
    other = Client()
    for browser in (client, other):
        browser.post(SIGN_IN, {"login": user.email, "password": PASSWORD})

    client.post("/tai-khoan/phien/")

    assert client.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize(
    "name",
    ["account", "person", "organisation-new"],
)
def test_private_pages_ask_strangers_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(reverse(f"public:{name}"))

    assert answer.url.startswith(SIGN_IN)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "page", ["/huong-dan/", "/trang/rieng-tu/", "/trang/dieu-khoan/", "/trang/tiep-can/"]
)
@pytest.mark.parametrize("root", ["", "/en"])
def test_standing_pages_are_public_and_set_no_cookie(client: Client, root: str, page: str) -> None:
    answer = client.get(root + page)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_every_page_of_the_account_opens(client: Client) -> None:
    client.force_login(verified_user())
    names = [
        "account_email",
        "account_change_password",
        "usersessions_list",
        "mfa_index",
        "mfa_list_webauthn",
        "account_logout",
        "account_reauthenticate",
        "public:account",
        "public:person",
        "public:organisation-new",
    ]

    answers = {name: client.get(reverse(name)).status_code for name in names}

    assert set(answers.values()) == {200}, answers


def test_pages_send_the_strict_policy(client: Client) -> None:
    headers = client.get(SIGN_IN).headers

    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_person_is_kept_with_year_of_birth_only(client: Client) -> None:
    client.force_login(verified_user())

    answer = client.post(
        "/tai-khoan/ca-nhan/",
        {
            "name": "  Rơ Châm   H’Bliêng ",
            "born-day": "",
            "born-month": "",
            "born-year": "1985",
            "phone": "0905 123 456",
        },
    )

    party = Party.objects.get()
    assert answer.url == "/tai-khoan/"  # type: ignore[attr-defined]
    assert (party.name, party.born_on, party.born_year) == ("Rơ Châm H’Bliêng", None, 1985)
    assert party.phone == "+84905123456"


def test_person_with_mistakes_comes_back_with_everything_typed(client: Client) -> None:
    client.force_login(verified_user())
    typed = {
        "name": "Nguyễn Văn An",
        "identity_kind": "CITIZEN_12",
        "identity_number": "0641 9000",
        "born-day": "31",
        "born-month": "2",
        "born-year": "1990",
        "phone": "12",
        "address_detail": "Làng Ơp",
    }

    html = client.post("/tai-khoan/ca-nhan/", typed).content.decode()

    assert "Ngày 31/2/1990 không có trong lịch" in html
    assert 'href="#id_born"' in html
    assert 'href="#id_phone"' in html
    for value in ("Nguyễn Văn An", "0641 9000", "31", "1990", "12", "Làng Ơp"):
        assert f'value="{value}"' in html
    assert not Party.objects.exists()


def test_person_with_an_unfit_number_is_told_beside_the_field(client: Client) -> None:
    client.force_login(verified_user())

    html = client.post(
        "/tai-khoan/ca-nhan/", {"name": "An", "identity_kind": "ID_CARD_9", "identity_number": "12"}
    ).content.decode()

    assert 'id="id_identity_number-error"' in html
    assert "đúng 9 chữ số" in html


def test_person_whose_year_differs_from_the_number_is_kept_and_asked_to_look(
    client: Client,
) -> None:
    client.force_login(verified_user())

    html = client.post(
        "/tai-khoan/ca-nhan/",
        {
            "name": "An",
            "identity_kind": "CITIZEN_12",
            "identity_number": "064190001234",
            "born-year": "1985",
        },
        follow=True,
    ).content.decode()

    assert "không cần sửa" in html
    assert Party.objects.get().born_year == 1985


@pytest.mark.parametrize("value", ["\x00", "\ud800", "x" * 100_000, "'; --", "<script>"])
def test_person_takes_hostile_text_without_breaking(client: Client, value: str) -> None:
    client.force_login(verified_user())
    names = ["name", "identity_kind", "identity_number", "phone", "unit", "address_detail"]
    parts = [f"born-{part}" for part in ("day", "month", "year")]
    body = urlencode(dict.fromkeys(names + parts, value), errors="surrogatepass")

    answer = client.post(
        "/tai-khoan/ca-nhan/", body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code in {200, 302}


def test_organisation_is_added_changed_and_left(client: Client) -> None:
    user = verified_user()
    client.force_login(user)
    stated = {"name": "HTX Ia Mơ Nông", "tax_code": "0100109106", "capacity": "REPRESENTATIVE"}

    client.post("/tai-khoan/to-chuc/them/", stated)
    mandate = Mandate.objects.get(user=user)
    page = f"/tai-khoan/to-chuc/{mandate.pk}/"
    client.post(page, {"name": "HTX Ia Mơ Nông 2", "tax_code": "0100109106"})
    client.post(f"{page}thoi/")

    mandate.refresh_from_db()
    assert Party.objects.get().name == "HTX Ia Mơ Nông 2"
    assert mandate.valid_to is not None
    assert mandate.valid_to >= date(2026, 1, 1)
    assert client.get(page).status_code == 404


def test_organisation_of_somebody_else_is_not_there(client: Client) -> None:
    owner = verified_user("chu@example.test")
    client.force_login(owner)
    client.post("/tai-khoan/to-chuc/them/", {"name": "HTX", "capacity": "OWNER"})
    page = f"/tai-khoan/to-chuc/{Mandate.objects.get().pk}/"
    client.force_login(verified_user("la@example.test"))

    assert client.get(page).status_code == 404
    assert client.post(page, {"name": "x"}).status_code == 404
    assert client.post(f"{page}thoi/").status_code == 404
