"""What people of the journeys do again and again, by the words they see."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfWriter

from motcua.dossiers.actions.drafts import documents, drafting, submission
from motcua.dossiers.queries.drafts.documents import slots_of
from motcua.kit import clock
from tests.factories.dossiers import photograph

if TYPE_CHECKING:
    from collections.abc import Callable

    from motcua.dossiers.models import Dossier, Draft
    from tests.town import Town

PASSWORD = "sông Ba chảy qua An Khê"
PROCEDURE = "Cấp bản sao Trích lục hộ tịch"
NEXT = "Lưu và tiếp tục"
ANSWERS: dict[str, dict[str, Any]] = {
    "requester": {
        "name": "Ksor H'Linh",
        "identity": {"kind": "CITIZEN_12", "number": "064194001827"},
        "home": {"province": "52", "commune": "23602", "detail": "Làng Plei Ốp"},
        "relation": "self",
    },
    "person": {
        "born": {"day": "18", "month": "3", "year": "1994"},
        "sex": "female",
        "ethnicity": "jrai",
        "nationality": "vn",
    },
    "extract": {
        "event": "birth",
        "where": "xã Gào, thành phố Pleiku",
        "copies": "1",
        "more": "no",
    },
    "purpose": {"promise": "yes"},
}


def find_procedure(page: Page, words: str, name: str) -> None:
    """From the home page by everyday words to the procedure, three presses at most."""
    page.goto("/")
    page.get_by_role("searchbox").first.fill(words)
    page.get_by_role("button", name="Tìm").first.click()
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def begin(page: Page) -> None:
    """From the page of a procedure to the first page of questions."""
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").first.click()
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_role("heading", name="Người yêu cầu")).to_be_visible()


def go_on(page: Page) -> None:
    """Save this page and go to the next one."""
    page.get_by_role("button", name=NEXT, exact=True).click()


def answer_extract(page: Page, name: str = "H'Mok Siu") -> None:
    """Every page of the request for a copy of an extract."""
    page.get_by_label("Họ, chữ đệm, tên").fill(name)
    page.get_by_label("Loại giấy tờ").select_option(label="Số định danh cá nhân (12 chữ số)")
    page.get_by_label("Số giấy tờ").fill("064190001234")
    page.get_by_label("Xã, phường", exact=True).select_option(label="Xã Gào")
    page.get_by_label("Chính tôi").check()
    go_on(page)
    page.get_by_label("Năm", exact=True).fill("1990")
    page.get_by_label("Nữ", exact=True).check()
    choose(page, "Dân tộc", "Gia Rai (Jrai)")
    choose(page, "Quốc tịch", "Việt Nam")
    go_on(page)
    choose(page, "Loại việc hộ tịch", "Khai sinh")
    page.get_by_label("Đã đăng ký tại").first.fill("xã Gào, thành phố Pleiku")
    page.get_by_label("Số bản sao").first.fill("2")
    choose(page, "Cần bản sao của việc hộ tịch khác nữa không?", "Không")
    go_on(page)
    page.get_by_role("checkbox").check()
    go_on(page)


def choose(page: Page, question: str, option: str) -> None:
    """One of a few or one of many, however the page draws it."""
    drop_down: Any = page.get_by_role("combobox", name=question)
    if drop_down.count():
        drop_down.first.select_option(label=option)
    else:
        group = page.get_by_role("radiogroup", name=question)
        group.first.get_by_label(option, exact=True).first.check()


def photo(name: str = "can-cuoc.jpg") -> FilePayload:
    """A photograph as a phone hands it to a page."""
    return as_upload(photograph(name, (1200, 900)))


def as_upload(file: SimpleUploadedFile) -> FilePayload:
    """A file as Playwright puts it into an input."""
    return {"name": str(file.name), "mimeType": str(file.content_type), "buffer": file.read()}


def pdf(name: str = "trich-luc.pdf") -> FilePayload:
    """A result of one page."""
    content, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(width=420, height=595)
    writer.write(content)
    return {"name": name, "mimeType": "application/pdf", "buffer": content.getvalue()}


def sign_up(page: Page, address: str, run_jobs: Callable[..., list[str]]) -> None:
    """Register at Send and confirm the address from the mail; leads back to where one was."""
    page.get_by_label("Thư điện tử").fill(address)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng ký").click()
    expect(page.get_by_role("heading", name="Mời bạn mở thư để xác nhận")).to_be_visible()
    run_jobs()
    read_mail(page, address, "Xác nhận")
    page.locator("main a[href*='/xac-nhan-thu/']").click()
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra và gửi")


def read_mail(page: Page, address: str, subject: str) -> None:
    """Open the newest letter with such words in its subject in the demo's mailbox."""
    page.goto(f"/demo/thu/?q={address}")
    page.get_by_role("link", name=subject).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)


def photograph_paper(page: Page) -> None:
    """Give a photograph to the first paper; the script sends it by itself."""
    slot = page.get_by_role("main").get_by_role("region").first
    slot.locator("input[type=file]").set_input_files(photo())
    expect(slot.get_by_text("Đã có 1 tệp")).to_be_visible()


def open_dossier(page: Page, dossier: Dossier) -> Page:
    """From the officer's first list to the dossier."""
    page.goto("/mot-cua/")
    page.get_by_role("link", name=str(dossier.code)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(dossier.code))
    return page


def sent_dossier(town: Town) -> Dossier:
    """A dossier as the citizen of the town has just sent it, without a browser."""
    now = clock.now()
    draft = drafting.begin(
        offer=town.offer, case=town.case, beginning=drafting.Beginning(owner=town.citizen), now=now
    )
    for section, raw in ANSWERS.items():
        saved = drafting.save_section(
            draft_id=draft.pk, section=section, raw=raw, seen_revision=0, now=now
        )
        assert not saved.checked.errors, (section, saved.checked.errors)
    documents.add_document(
        draft=draft,
        required_document_id=slots_of(draft)[0].required_document.pk,
        upload=photograph("can-cuoc.jpg"),
        by=town.citizen,
        now=now,
    )
    return submission.submit(draft_id=draft.pk, by=town.citizen, now=now)


def begun_draft(town: Town) -> Draft:
    """A draft with its first page answered."""
    now = clock.now()
    draft = drafting.begin(
        offer=town.offer, case=town.case, beginning=drafting.Beginning(owner=town.citizen), now=now
    )
    drafting.save_section(
        draft_id=draft.pk,
        section="requester",
        raw=ANSWERS["requester"],
        seen_revision=0,
        now=now,
    )
    return draft
