"""A form to print: room for every kind of answer, tagged, nothing over the edge."""

from __future__ import annotations

import io
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pypdf
import pytest

from motcua.catalogue.rules import default_form
from motcua.demo.loading import content as demo
from motcua.eforms.rules.parsing import parse
from motcua.eforms.rules.sheet import blank_sheet
from motcua.papers.rules.contents import BLANK_FORM
from motcua.papers.rules.rendering import Stamp, render
from tests.unit.eforms.samples import EVERYTHING
from tests.unit.papers.reading import catalog_of, overflowing, text_of

FORMS = {
    form["key"]: form
    for form in (*demo.form_definitions(), *map(default_form.build, default_form.KEYS))
}
STAMP = Stamp(
    title="Tờ khai", issued_at=datetime(2026, 1, 5, tzinfo=UTC), form_name="Mẫu tờ khai để in"
)


def blank(form: dict[str, Any], **more: Any) -> bytes:
    definition = parse(form)
    content = {
        "agency": "Cổng dịch vụ công tỉnh Gia Lai",
        "code": "1.001193",
        "title": definition.title.vi,
        "procedure": "Thủ tục đăng ký khai sinh",
        "case_name": "",
        "website": "https://dichvucong.example.test/thu-tuc/1.001193/",
        "sections": [asdict(section) for section in blank_sheet(definition)],
        "enclosures": ["Giấy chứng sinh"],
    }
    return render(BLANK_FORM, {**content, **more}, stamp=STAMP)


@pytest.mark.parametrize("key", FORMS)
def test_every_form_fits_on_its_sheets(key: str) -> None:
    assert overflowing(blank(FORMS[key])) == []


def test_blank_form_has_a_place_for_everything() -> None:
    said = text_of(blank(EVERYTHING, case_name="Có yếu tố nước ngoài"))

    for sentence in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỜ KHAI THỬ",
        "Thủ tục: Thủ tục đăng ký khai sinh",
        "Trường hợp: Có yếu tố nước ngoài",
        "Mã thủ tục: 1.001193",
        "Kính gửi:",
        "Câu full_name:",
        "☐ Số định danh cá nhân (12 chữ số)",
        "☐ Có",
        "TT Câu full_name Câu born",
        "Giấy tờ nộp kèm",
        "☐ Giấy chứng sinh",
        "NGƯỜI KHAI",
        "https://dichvucong.example.test/thu-tuc/1.001193/",
        "Mẫu tờ khai để in",
    ):
        assert sentence in said, sentence


def test_blank_form_is_an_archival_tagged_pdf() -> None:
    catalog = catalog_of(blank(EVERYTHING))

    assert catalog["/Lang"] == "vi"
    assert catalog["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert "/StructTreeRoot" in catalog


def test_dots_are_no_words_for_a_screen_reader() -> None:
    reader = pypdf.PdfReader(io.BytesIO(blank(default_form.build(default_form.PEOPLE_ONLY))))
    content = reader.pages[0].get_contents()

    assert content is not None
    assert content.get_data().count(b"/Artifact") > 10
