"""A citizen files on a phone and gets a result; the office does its part in between."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, Route, expect

from motcua.dossiers.models import Dossier
from tests.browser import DESK
from tests.journeys import ways
from tests.town import Town

ADDRESS = "hmok@example.test"


def file_to_the_last_page(page: Page) -> None:
    """From home to the page before Send, papers photographed."""
    ways.find_procedure(page, "xin ban sao giay khai sinh", ways.PROCEDURE)
    ways.begin(page)
    ways.answer_extract(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Giấy tờ")
    ways.photograph_paper(page)
    ways.go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra và gửi")


def test_citizen_files_on_a_phone_and_gets_the_result_online(
    open_context: Callable[..., BrowserContext],
    enter: Callable[..., BrowserContext],
    town: Town,
    run_jobs: Callable[..., list[str]],
) -> None:
    phone = open_context().new_page()
    file_to_the_last_page(phone)
    phone.get_by_role("button", name="Gửi hồ sơ").click()
    ways.sign_up(phone, ADDRESS, run_jobs)
    phone.get_by_role("button", name="Gửi hồ sơ").click()

    expect(phone.get_by_text("Đã gửi", exact=True)).to_be_visible()
    dossier = Dossier.objects.get()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(str(dossier.code))
    run_jobs()
    the_office_decides(enter, town, dossier, run_jobs)

    ways.read_mail(phone, ADDRESS, "kết quả")
    phone.locator("main a[href*='/ho-so/']").first.click()
    expect(phone.get_by_text("Đã có kết quả", exact=True)).to_be_visible()
    phone.get_by_role("button", name="Nhận kết quả").click()
    expect(phone.get_by_text("Đã trả kết quả", exact=True)).to_be_visible()
    answer = phone.request.get(
        str(phone.get_by_role("link", name="Mở kết quả").get_attribute("href"))
    )
    assert answer.ok
    assert answer.body().startswith(b"%PDF")


def the_office_decides(
    enter: Callable[..., BrowserContext],
    town: Town,
    dossier: Dossier,
    run_jobs: Callable[..., list[str]],
) -> None:
    """Counter, specialist and head, each at the own screen."""
    counter = ways.open_dossier(enter(town.counter, viewport=DESK).new_page(), dossier)
    counter.get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(counter.get_by_text("Đã tiếp nhận hồ sơ, giấy hẹn đã được lập.")).to_be_visible()
    specialist = ways.open_dossier(enter(town.specialist, viewport=DESK).new_page(), dossier)
    picture = specialist.get_by_role("img", name=re.compile("can-cuoc")).first
    expect(picture).to_be_visible()
    specialist.wait_for_function(
        "e => e.complete && e.naturalWidth > 100", arg=picture.element_handle()
    )
    specialist.get_by_role("link", name="Chuyển bước tiếp theo").click()
    specialist.get_by_label("Ý kiến").fill("Có trong sổ gốc, đủ điều kiện.")
    specialist.get_by_role("button", name="Chuyển bước tiếp theo").click()
    head = ways.open_dossier(enter(town.head, viewport=DESK).new_page(), dossier)
    expect(head.get_by_text("Có trong sổ gốc, đủ điều kiện.").first).to_be_visible()
    head.get_by_role("link", name="Ra quyết định").click()
    head.get_by_label("Đồng ý giải quyết").check()
    head.get_by_label("Văn bản kết quả (PDF)").set_input_files(ways.pdf())
    head.get_by_role("button", name="Ra quyết định").click()
    expect(head.get_by_text("Đã xong: Ra quyết định.")).to_be_visible()
    run_jobs()


def test_photograph_chosen_before_the_script_has_come_is_sent_all_the_same(
    enter: Callable[..., BrowserContext], town: Town
) -> None:
    draft = ways.begun_draft(town)
    phone = enter(town.citizen).new_page()
    held: list[Route] = []
    phone.route(re.compile(r"/uploads[^/]*\.js"), lambda route: held.append(route))
    phone.goto(f"/nop/{draft.key}/giay-to/", wait_until="commit")
    slot = phone.get_by_role("main").get_by_role("region").first
    slot.locator("input[type=file]").set_input_files(ways.photo())
    assert held, "the script was not asked for"
    held[0].continue_()

    expect(slot.get_by_text("Đã có 1 tệp")).to_be_visible()


def test_anyone_with_code_and_pin_sees_where_it_stands_and_nothing_else(
    open_context: Callable[..., BrowserContext],
    enter: Callable[..., BrowserContext],
    town: Town,
) -> None:
    dossier = ways.sent_dossier(town)
    mine = enter(town.citizen).new_page()
    mine.goto(f"/ho-so/{dossier.code}/")
    pin = mine.locator(".mc-pin").first.inner_text()

    stranger = open_context().new_page()
    stranger.goto("/tra-cuu/")
    stranger.get_by_label("Mã hồ sơ").fill(str(dossier.code).lower())
    stranger.get_by_label("Mã tra cứu").fill(f"{pin[:4]} {pin[4:].lower()}")
    stranger.get_by_role("button", name="Xem hồ sơ").click()

    expect(stranger.get_by_role("heading", level=1)).to_contain_text(str(dossier.code))
    expect(stranger.get_by_text("Đã gửi, chờ tiếp nhận")).to_be_visible()
    assert "Ksor" not in stranger.content()
    assert stranger.request.get(f"/ho-so/{dossier.code}/").url.count("dang-nhap") == 1
