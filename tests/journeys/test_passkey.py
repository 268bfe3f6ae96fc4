"""A person adds a passkey and signs in with it, with the browser's virtual authenticator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from playwright.sync_api import BrowserContext, Page, expect

from motcua.accounts.models import User
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person() -> User:
    user = make_user("hmok@example.test", "H'Mok Siu")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext], live_server: Any) -> Page:
    """A phone that can make passkeys; WebAuthn wants the name localhost, not an address."""
    context = open_context(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page


def sign_in_with_password(page: Page) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Thư điện tử").fill("hmok@example.test")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", name="Hồ sơ của tôi")).to_be_visible()


def sign_out(page: Page) -> None:
    page.locator(".mc-menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_text("Bạn đã đăng xuất.")).to_be_visible()


def add_passkey(page: Page) -> None:
    page.goto("/tai-khoan/bao-mat/khoa/them/")
    if page.get_by_label("Mật khẩu").count():
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Tên khóa").fill("Điện thoại của H'Mok")
    page.get_by_role("button", name="Tạo khóa").click()
    expect(page.get_by_text("Đã thêm khóa truy cập.")).to_be_visible()


def test_person_adds_a_passkey_and_signs_in_without_password(phone: Page, person: User) -> None:
    sign_in_with_password(phone)
    add_passkey(phone)
    sign_out(phone)

    phone.goto("/tai-khoan/dang-nhap/")
    phone.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()

    expect(phone.get_by_role("heading", name="Hồ sơ của tôi")).to_be_visible()
    key = Authenticator.objects.get(user=person, type=Authenticator.Type.WEBAUTHN)
    assert key.wrap().name == "Điện thoại của H'Mok"
    assert key.wrap().is_passwordless


def test_person_with_a_passkey_is_asked_for_it_after_the_password(
    phone: Page, person: User
) -> None:
    sign_in_with_password(phone)
    add_passkey(phone)
    sign_out(phone)

    phone.goto("/tai-khoan/dang-nhap/")
    phone.get_by_label("Thư điện tử").fill("hmok@example.test")
    phone.get_by_label("Mật khẩu").fill(PASSWORD)
    phone.get_by_role("button", name="Đăng nhập", exact=True).click()
    phone.get_by_role("button", name="Dùng khóa truy cập").click()

    expect(phone.get_by_role("heading", name="Hồ sơ của tôi")).to_be_visible()


def test_person_removes_a_passkey(phone: Page, person: User) -> None:
    sign_in_with_password(phone)
    add_passkey(phone)

    phone.goto("/tai-khoan/bao-mat/khoa/")
    phone.get_by_role("link", name="Xóa").click()
    phone.get_by_role("button", name="Xóa khóa").click()

    expect(phone.get_by_text("Đã xóa khóa truy cập.")).to_be_visible()
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()
