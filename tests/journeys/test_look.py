"""The layouts, the gallery and the account: no violations, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import BrowserContext

from motcua.accounts.models import User
from tests.factories.accounts import PASSWORD, make_user
from tests.journeys.soundness import misfits, problems

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = [
    "/_thu-vien/",
    "/_thu-vien/to-in/",
    "/huong-dan/",
    "/trang/rieng-tu/",
    "/trang/dieu-khoan/",
    "/trang/tiep-can/",
    "/tai-khoan/da-xoa/",
    "/tai-khoan/dang-nhap/",
    "/tai-khoan/dang-ky/",
    "/tai-khoan/mat-khau/quen/",
    "/en/tai-khoan/dang-nhap/",
    "/khong-co-trang-nay/",
]
PRIVATE = [
    "/tai-khoan/",
    "/tai-khoan/ca-nhan/",
    "/tai-khoan/to-chuc/them/",
    "/tai-khoan/thu-dien-tu/",
    "/tai-khoan/mat-khau/doi/",
    "/tai-khoan/phien/",
    "/tai-khoan/bao-mat/",
    "/tai-khoan/xac-nhan-lai/",
    "/tai-khoan/du-lieu/",
    "/tai-khoan/xoa/",
]
SIZES = [{"width": 320, "height": 640}, {"width": 768, "height": 1024}]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_public_pages_are_sound(
    open_context: Callable[..., BrowserContext], size: dict[str, int]
) -> None:
    page = open_context(viewport=size).new_page()

    found = {}
    for path in PUBLIC:
        page.goto(path)
        found[path] = (problems if size is SIZES[0] else misfits)(page)

    assert {path: told for path, told in found.items() if told} == {}


@pytest.fixture
def person() -> User:
    user = make_user("hmok@example.test", "H'Mok Siu")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_pages_of_the_account_are_sound(
    open_context: Callable[..., BrowserContext], person: User, size: dict[str, int]
) -> None:
    page = open_context(viewport=size).new_page()
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Thư điện tử").fill(str(person.email))
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()

    found = {}
    for path in PRIVATE:
        page.goto(path)
        found[path] = (problems if size is SIZES[0] else misfits)(page)

    assert {path: told for path, told in found.items() if told} == {}


def test_account_works_without_scripts_by_keyboard(
    open_context: Callable[..., BrowserContext], person: User
) -> None:
    page = open_context(java_script_enabled=False, viewport=SIZES[0]).new_page()
    page.goto("/tai-khoan/dang-nhap/?next=/tai-khoan/ca-nhan/")
    page.get_by_label("Thư điện tử").focus()
    page.keyboard.type(str(person.email))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Họ, chữ đệm, tên").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Siu H'Mok")
    page.keyboard.press("Enter")

    shown: Any = page.locator("dl").first
    assert "Siu H'Mok" in shown.inner_text()
