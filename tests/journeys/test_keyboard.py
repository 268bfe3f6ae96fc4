"""The whole way on 320 px with nothing but a keyboard, and always a visible focus."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from motcua.dossiers.models import Dossier
from tests.journeys import ways
from tests.town import Town

SMALL = {"width": 320, "height": 640}
FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const labels = [...(one.labels || [])].map((label) => label.textContent.trim());
  const words = [one.getAttribute("aria-label") || "", ...labels, one.textContent.trim()];
  return {
    words: words.join(" | "),
    label: labels[0] || "",
    chosen: one.selectedOptions ? one.selectedOptions[0].textContent.trim() : labels[0],
    type: one.type || one.tagName,
    inside: one.closest("fieldset")?.querySelector("legend")?.textContent.trim() || "",
    visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && getComputedStyle(one).outlineStyle !== "none",
  };
}"""
MOST_TABS = 60


def tab_to(page: Page, words: str, *, within: str = "") -> None:
    """Press Tab until the focus is on what carries these words; nothing on the way hides it."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        assert here["visible"], f"the focus is out of sight on {here}"
        if words in here["words"] and within in here["inside"]:
            return
    raise AssertionError(f"{words} cannot be reached by keyboard on {page.url}")


def fill(page: Page, label: str, text: str, *, within: str = "") -> None:
    tab_to(page, label, within=within)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def pick(page: Page, question: str, option: str) -> None:
    """Reach a group of radios or a drop-down and move to the option with the arrow keys."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here["type"] in ("radio", "select-one") and question in (here["label"], here["inside"]):
            break
    else:
        raise AssertionError(f"{question} cannot be reached by keyboard on {page.url}")
    if here["type"] == "radio":
        page.keyboard.press("Space")
    for _ in range(MOST_TABS):
        if page.evaluate(FOCUSED)["chosen"] == option:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no {option} in {question}")


def press(page: Page, words: str) -> None:
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fits(page: Page) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url


def test_file_by_keyboard_on_a_very_small_screen(
    enter: Callable[..., BrowserContext], town: Town
) -> None:
    page = enter(town.citizen, viewport=SMALL, reduced_motion="reduce").new_page()
    page.goto("/")
    tab_to(page, "Bạn cần làm thủ tục gì?")
    page.keyboard.type("bản sao khai sinh")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, ways.PROCEDURE)
    fits(page)
    press(page, "Nộp hồ sơ trực tuyến")
    press(page, "Bắt đầu")
    answer_pages(page)

    tab_to(page, "Thêm ảnh hoặc tệp")
    page.locator(":focus").set_input_files(ways.photo())
    expect(page.get_by_text("Đã có 1 tệp")).to_be_visible()
    fits(page)
    press(page, ways.NEXT)
    fits(page)
    press(page, "Gửi hồ sơ")

    code = str(Dossier.objects.get().code)
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    fits(page)
    tab_to(page, "Tải bản sao những gì tôi đã gửi")


def answer_pages(page: Page) -> None:
    """Every page of the form; what the profile knows is there already."""
    fits(page)
    pick(page, "Xã, phường", "Xã Gào")
    pick(page, "Quan hệ với người có việc hộ tịch", "Chính tôi")
    press(page, ways.NEXT)
    fill(page, "Năm", "1994")
    pick(page, "Giới tính", "Nữ")
    pick(page, "Dân tộc", "Gia Rai (Jrai)")
    pick(page, "Quốc tịch", "Việt Nam")
    press(page, ways.NEXT)
    pick(page, "Loại việc hộ tịch", "Khai sinh")
    fill(page, "Đã đăng ký tại", "xã Gào")
    fill(page, "Số bản sao", "1")
    pick(page, "Cần bản sao của việc hộ tịch khác nữa không?", "Không")
    fits(page)
    press(page, ways.NEXT)
    tab_to(page, "Tôi cam đoan")
    page.keyboard.press("Space")
    press(page, ways.NEXT)
