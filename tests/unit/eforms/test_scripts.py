"""The scripts of form pages in a real browser: questions that come and go, communes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from playwright.sync_api import Browser, Route, expect
from playwright.sync_api import Page as Tab

from motcua.eforms.rules.pages.drawing import Held, draw
from tests.unit.eforms.samples import SmallCountry, everything

SCRIPTS = Path(__file__).parents[3] / "assets" / "js" / "forms"
SITE = "http://form.test"
TEMPLATE = """{% from "components/questions/page.html" import form_page %}<!doctype html>
<form method="post">{{ form_page(page) }}</form>
<script type="module" src="/conditions.js"></script>
<script type="module" src="/addresses.js"></script>"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Tab]:
    tab = browser.new_page()
    yield tab
    tab.close()


def show(tab: Tab, key: str, raw: Any = None) -> None:
    """Serve the page of a section with its scripts, without any server."""
    page = draw(everything(), key, Held(raw), answers={}, resolver=SmallCountry(), home="52")
    html = engines["jinja2"].from_string(TEMPLATE).render({"page": page})

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(SITE)
        if name.endswith(".js"):
            script = (SCRIPTS / name.strip("/")).read_text(encoding="utf-8")
            route.fulfill(body=script, content_type="text/javascript")
        elif name == "/dia-ban/xa-phuong/48/":
            route.fulfill(json={"communes": [{"code": "20194", "name": "Phường Hải Châu"}]})
        elif name.startswith("/dia-ban/"):
            route.fulfill(status=503)
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    tab.unroute_all()
    tab.route("**/*", answer)
    tab.goto(f"{SITE}/")


def test_question_comes_and_goes_with_its_condition(tab: Tab) -> None:
    show(tab, "family")
    why = tab.locator('[name="family.why"]')

    expect(why).to_be_hidden()
    tab.get_by_label("Đỏ").nth(1).check()
    expect(why).to_be_visible()
    expect(tab.get_by_text("Chỉ trả lời nếu")).to_be_hidden()
    tab.get_by_label("Đỏ").nth(1).uncheck()
    expect(why).to_be_hidden()


def test_question_inside_an_item_follows_its_own_item(tab: Tab) -> None:
    show(tab, "family", {"children": [{"at_school": "yes"}, {"at_school": "no"}]})

    expect(tab.locator('[name="family.children-0.school"]')).to_be_visible()
    expect(tab.locator('[name="family.children-1.school"]')).to_be_hidden()


def test_question_follows_a_part_of_an_identity(tab: Tab) -> None:
    show(tab, "witnesses")
    finger = tab.locator('[name="witnesses-0.finger"]').first

    tab.locator('[name="witnesses-0.identity.kind"]').select_option("CITIZEN_12")
    expect(finger).to_be_hidden()
    tab.locator('[name="witnesses-0.identity.kind"]').select_option("NONE_YET")
    expect(finger).to_be_visible()


def test_other_province_brings_its_communes(tab: Tab) -> None:
    show(tab, "person")
    commune = tab.locator('[name="person.home.commune"]')

    expect(tab.get_by_role("button", name="Xem xã, phường của tỉnh này")).to_be_hidden()
    tab.locator('[name="person.home.province"]').select_option("48")

    expect(commune.locator("option")).to_have_text(["Chọn…", "Phường Hải Châu"])


def test_button_returns_when_the_communes_do_not_come(tab: Tab) -> None:
    show(tab, "person")

    tab.locator('[name="person.home.province"]').select_option("")

    expect(tab.get_by_role("button", name="Xem xã, phường của tỉnh này")).to_be_visible()
