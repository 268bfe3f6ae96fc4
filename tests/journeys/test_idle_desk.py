"""A desk left alone is covered and keeps what was typed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from playwright.sync_api import BrowserContext, expect

from motcua.accounts.models import Position
from motcua.config import urls as house
from tests.browser import DESK
from tests.factories.accounts import PASSWORD

PAGE = """{% extends "layouts/desk.html" %}{% block title %}Bàn{% endblock %}
{% block main %}<h1>Bàn</h1><label>Ghi chú <input name="note"></label>{% endblock %}"""


def desk_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["jinja2"].from_string(PAGE).render(request=request))


urlpatterns = [
    path("ban/", include(([path("", desk_page, name="page")], "desk"))),
    *house.urlpatterns,
]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


def test_idle_desk_is_covered_and_uncovered_with_the_typed_text_in_place(
    open_context: Callable[..., BrowserContext], counter_officer: Position
) -> None:
    user = counter_officer.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    page = open_context(viewport=DESK).new_page()
    page.clock.install(time=time.time())
    page.goto("/tai-khoan/dang-nhap/?next=/ban/")
    page.get_by_label("Thư điện tử").fill(str(user.email))
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_label("Ghi chú").fill("đang gõ dở")

    page.clock.fast_forward("16:00")

    note: Any = page.get_by_label("Ghi chú")
    expect(page.get_by_role("heading", name="Màn hình đã khóa")).to_be_visible()
    expect(note).to_be_hidden()
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Mở khóa").click()
    expect(page.get_by_text("Chưa mở khóa được")).to_be_visible()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Mở khóa").click()
    expect(note).to_have_value("đang gõ dở")
    expect(page.get_by_role("heading", name="Bàn")).to_be_visible()

    page.clock.fast_forward("16:00")
    Session.objects.all().delete()
    page.get_by_label("Mật khẩu").fill("gì cũng được")
    page.get_by_role("button", name="Mở khóa").click()
    expect(page.get_by_role("button", name="Đăng nhập", exact=True)).to_be_visible()
    expect(page.get_by_text("Bàn", exact=True)).to_have_count(0)
