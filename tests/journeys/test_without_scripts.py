"""The whole way with JavaScript off: an old phone, a saving browser, a script that never came."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from motcua.dossiers.models import Dossier
from tests.journeys import ways
from tests.town import Town


def test_file_and_follow_without_scripts(
    open_context: Callable[..., BrowserContext],
    town: Town,
    run_jobs: Callable[..., list[str]],
) -> None:
    phone = open_context(java_script_enabled=False).new_page()
    ways.find_procedure(phone, "trích lục khai sinh", ways.PROCEDURE)
    ways.begin(phone)
    phone.get_by_label("Số giấy tờ").fill("không nhớ")
    ways.go_on(phone)
    expect(phone.get_by_role("alert")).to_contain_text("Họ, chữ đệm, tên")
    expect(phone.get_by_label("Số giấy tờ")).to_have_value("không nhớ")
    ways.answer_extract(phone)
    slot = phone.get_by_role("main").get_by_role("region").first
    slot.locator("input[type=file]").set_input_files([ways.photo("1.jpg"), ways.photo("2.jpg")])
    slot.get_by_role("button", name="Tải lên").click()
    expect(slot.get_by_text("Đã có 2 tệp")).to_be_visible()
    slot.get_by_role("button", name="Bỏ 1.jpg").click()
    expect(slot.get_by_text("Đã có 1 tệp")).to_be_visible()
    ways.go_on(phone)
    phone.get_by_label("Nhận tại quầy").check()
    phone.get_by_role("button", name="Gửi hồ sơ").click()
    ways.sign_up(phone, "hmok@example.test", run_jobs)
    expect(phone.get_by_label("Nhận tại quầy")).to_be_checked()
    phone.get_by_role("button", name="Gửi hồ sơ").click()

    code = str(Dossier.objects.get().code)
    expect(phone.get_by_role("heading", level=1)).to_contain_text(code)
    phone.get_by_text("Người yêu cầu", exact=True).click()
    expect(phone.get_by_text("H'Mok Siu", exact=True)).to_be_visible()
    phone.goto("/ho-so/")
    expect(phone.get_by_text(code)).to_be_visible()
