"""An officer's day: what is refused, sent on, asked for, taken back and handed over."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from motcua.dossiers.models import Dossier
from tests.browser import DESK
from tests.journeys import ways
from tests.town import Town

Enter = Callable[..., BrowserContext]
REASON = "Ảnh chụp bị mờ, xin chụp lại đủ bốn góc."


def seat(enter: Enter, position: object, dossier: Dossier) -> Page:
    """The officer's own screen with the dossier open."""
    return ways.open_dossier(enter(position, viewport=DESK).new_page(), dossier)


def status(page: Page, words: str) -> None:
    expect(page.locator("main .mc-tag").first).to_have_text(words)


def test_refuse_by_mistake_take_it_back_and_accept(enter: Enter, town: Town) -> None:
    desk = seat(enter, town.counter, ways.sent_dossier(town))
    desk.get_by_role("link", name="Không tiếp nhận").click()
    desk.get_by_role("button", name="Không tiếp nhận hồ sơ").click()
    expect(desk.get_by_role("alert")).to_contain_text("Hãy ghi rõ lý do")
    desk.get_by_label("Lý do không tiếp nhận").fill("Việc này thuộc xã Gào.")
    desk.get_by_role("button", name="Không tiếp nhận hồ sơ").click()
    status(desk, "Không được tiếp nhận")

    desk.get_by_role("button", name="Hủy không tiếp nhận (bấm nhầm)").click()
    status(desk, "Đã gửi, chờ tiếp nhận")
    desk.get_by_role("button", name="Tiếp nhận", exact=True).click()
    status(desk, "Đã tiếp nhận")
    expect(desk.get_by_role("link", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả")).to_be_visible()


def test_ask_for_a_better_photograph_and_get_it(
    enter: Enter, town: Town, run_jobs: Callable[..., list[str]]
) -> None:
    dossier = ways.sent_dossier(town)
    desk = seat(enter, town.counter, dossier)
    desk.get_by_role("link", name="Yêu cầu bổ sung").click()
    why = desk.get_by_role("textbox", name=re.compile("Lý do, cần sửa"))
    expect(why.filter(visible=True)).to_have_count(0)
    desk.get_by_role("checkbox", name=re.compile(r"\(1 tệp\)")).check()
    desk.get_by_role("button", name="Gửi yêu cầu bổ sung").click()
    expect(desk.get_by_role("alert")).to_contain_text("kèm lý do")
    why.filter(visible=True).fill(REASON)
    desk.get_by_role("button", name="Gửi yêu cầu bổ sung").click()
    status(desk, "Chờ bổ sung giấy tờ")
    run_jobs()

    phone = enter(town.citizen).new_page()
    ways.read_mail(phone, str(town.citizen.email), "cần bổ sung")
    phone.goto(f"/ho-so/{dossier.code}/")
    expect(phone.get_by_text(REASON).first).to_be_visible()
    phone.get_by_role("link", name="Bổ sung hồ sơ").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Giấy tờ")
    ways.photograph_paper(phone)
    ways.go_on(phone)
    phone.get_by_role("button", name="Gửi bổ sung").click()
    expect(phone.get_by_text("Đã gửi bổ sung.")).to_be_visible()

    ways.open_dossier(desk, dossier)
    status(desk, "Đã gửi, chờ tiếp nhận")


def test_ask_about_an_answer_and_get_it_mended(enter: Enter, town: Town) -> None:
    dossier = ways.sent_dossier(town)
    desk = seat(enter, town.counter, dossier)
    desk.get_by_role("link", name="Yêu cầu bổ sung").click()
    desk.get_by_role("checkbox", name=re.compile("Số bản sao")).first.check()
    why = desk.get_by_role("textbox", name=re.compile("Lý do, cần sửa"))
    why.filter(visible=True).fill("Chỉ cấp tối đa hai bản.")
    desk.get_by_role("button", name="Gửi yêu cầu bổ sung").click()
    status(desk, "Chờ bổ sung giấy tờ")

    phone = enter(town.citizen).new_page()
    phone.goto(f"/ho-so/{dossier.code}/")
    phone.get_by_role("link", name="Bổ sung hồ sơ").click()
    expect(phone.get_by_text("Chỉ cấp tối đa hai bản.")).to_be_visible()
    page = phone.url
    phone.goto(re.sub("trang/.*", "kiem-tra/", page))
    expect(phone.get_by_text("Chưa gửi được, còn thiếu")).to_be_visible()
    expect(phone.get_by_text("Chỉ cấp tối đa hai bản.")).to_be_visible()
    expect(phone.get_by_role("button", name="Gửi bổ sung")).to_have_count(0)
    phone.get_by_role("link", name="Điền tiếp chỗ còn thiếu").click()
    phone.get_by_label("Số bản sao").first.fill("2")
    ways.go_on(phone)
    phone.get_by_role("button", name="Gửi bổ sung").click()
    expect(phone.get_by_text("Đã gửi bổ sung.")).to_be_visible()

    ways.open_dossier(desk, dossier)
    status(desk, "Đã gửi, chờ tiếp nhận")


def test_hand_over_send_back_and_refuse_the_request(
    enter: Enter, town: Town, run_jobs: Callable[..., list[str]]
) -> None:
    dossier = ways.sent_dossier(town)
    seat(enter, town.counter, dossier).get_by_role("button", name="Tiếp nhận", exact=True).click()
    specialist = seat(enter, town.specialist, dossier)
    specialist.get_by_role("link", name="Bàn giao").click()
    specialist.get_by_label("Bàn giao cho").select_option(label="Kpă Ngân, Chuyên viên")
    specialist.get_by_role("button", name="Bàn giao cho đồng nghiệp").click()
    expect(specialist.get_by_role("link", name="Chuyển bước tiếp theo")).to_have_count(0)
    colleague = seat(enter, town.colleague, dossier)
    forward(colleague)
    head = seat(enter, town.head, dossier)
    head.get_by_role("link", name="Trả lại bước trước").click()
    head.get_by_label("Lý do trả lại").fill("Xem lại năm đăng ký.")
    head.get_by_role("button", name="Trả lại bước trước").click()
    ways.open_dossier(colleague, dossier)
    expect(colleague.get_by_text("Xem lại năm đăng ký.").first).to_be_visible()
    forward(colleague)

    ways.open_dossier(head, dossier)
    head.get_by_role("link", name="Ra quyết định").click()
    head.get_by_label("Từ chối giải quyết").check()
    head.get_by_label("Hoặc nội dung để hệ thống lập văn bản").fill("Không có trong sổ gốc.")
    head.get_by_role("button", name="Ra quyết định").click()
    expect(head.get_by_role("alert")).to_contain_text("hãy ghi rõ lý do")
    head.get_by_label(re.compile("Lý do, căn cứ")).fill("Điều 63 Luật Hộ tịch 2014.")
    head.get_by_role("button", name="Ra quyết định").click()
    status(head, "Đã có kết quả")


def forward(page: Page) -> None:
    page.get_by_role("link", name="Chuyển bước tiếp theo").click()
    page.get_by_role("button", name="Chuyển bước tiếp theo").click()
    expect(page.get_by_text("Đã xong: Chuyển bước tiếp theo.")).to_be_visible()


def test_file_for_someone_without_an_address_and_hand_the_result_over(
    enter: Enter, town: Town
) -> None:
    desk = enter(town.counter, viewport=DESK).new_page()
    desk.goto("/mot-cua/nop-thay/")
    desk.get_by_role("searchbox").fill("trich luc khai sinh")
    desk.get_by_role("button", name="Tìm").click()
    desk.get_by_role("link", name=re.compile("Cấp bản sao Trích lục")).click()
    desk.get_by_role("button", name="Bắt đầu").click()
    ways.answer_extract(desk, "Y Bhăm")
    ways.photograph_paper(desk)
    ways.go_on(desk)
    desk.get_by_label("Nhận tại quầy").check()
    desk.get_by_role("button", name="Gửi hồ sơ").click()

    status(desk, "Đã gửi, chờ tiếp nhận")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Y Bhăm")


def test_move_through_the_list_with_keys_alone(enter: Enter, town: Town) -> None:
    codes = [str(ways.sent_dossier(town).code) for _ in range(3)]
    desk = enter(town.counter, viewport=DESK).new_page()
    desk.goto("/mot-cua/")

    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    desk.keyboard.press("j")
    expect(desk.get_by_role("link", name=codes[1])).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text(codes[1])
    desk.goto("/mot-cua/")
    desk.keyboard.press("/")
    desk.keyboard.type(codes[2])
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-mc-row]")).to_have_count(1)


def test_go_through_a_narrowed_list_and_come_back_to_it(enter: Enter, town: Town) -> None:
    codes = [str(ways.sent_dossier(town).code) for _ in range(2)]
    desk = enter(town.counter, viewport=DESK).new_page()
    desk.goto("/mot-cua/?muc=co-quan&kenh=ONLINE")
    shown = desk.locator("[data-mc-row] a").all_inner_texts()
    assert set(codes) <= set(shown)
    desk.get_by_role("link", name=shown[-2]).click()
    heading = desk.get_by_role("heading", level=1)
    expect(heading).to_contain_text(shown[-2])

    desk.keyboard.press("n")
    expect(heading).to_contain_text(shown[-1])
    expect(desk.get_by_role("link", name="Hồ sơ tiếp theo")).to_be_hidden()
    desk.keyboard.press("u")
    expect(desk).to_have_url(re.compile(r"/mot-cua/\?muc=co-quan&kenh=ONLINE$"))


def test_reason_is_typed_at_once_and_sent_with_two_keys(enter: Enter, town: Town) -> None:
    desk = seat(enter, town.counter, ways.sent_dossier(town))
    desk.get_by_role("link", name="Không tiếp nhận").click()
    expect(desk.get_by_label("Lý do không tiếp nhận")).to_be_focused()
    desk.keyboard.type("Việc này thuộc xã Gào.")
    desk.keyboard.press("Control+Enter")
    status(desk, "Không được tiếp nhận")
