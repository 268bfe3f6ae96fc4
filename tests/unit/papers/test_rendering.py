from __future__ import annotations

import copy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.papers.enums import FormSet, Letter
from motcua.papers.rules import form_sets, numbers
from motcua.papers.rules.contents import BLANK_FORM, SHAPES, WrongContent
from motcua.papers.rules.displayable import _SHOWN, displayable
from motcua.papers.rules.rendering import LETTERS, Stamp, render
from tests.unit.papers.reading import catalog_of, overflowing, text_of
from tests.unit.papers.samples import CONTENTS

ISSUED = datetime(2026, 9, 14, 2, 25, tzinfo=UTC)
ADDRESS = "https://dichvucong.example.test/xac-thuc/Zx8yJw2Qm1kT5vB0aLrNcA/"
STAMP = Stamp(
    title="Giấy",
    issued_at=ISSUED,
    form_name="Mẫu số 01 – TT 03/2025/TT-VPCP",
    number="07/TNHS",
    verify_url=ADDRESS,
)
LONG_NAME = (
    "Công ty trách nhiệm hữu hạn một thành viên thương mại, dịch vụ, xây dựng và phát triển "
    "hạ tầng nông nghiệp công nghệ cao Tây Nguyên Đại Ngàn Gia Lai"
)
HEAD = (
    "UBND TỈNH GIA LAI",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Mã hồ sơ: H21.16-260914-0011",
    "Gia Lai, ngày 14 tháng 9 năm 2026",
    ADDRESS,
)
APPLICANT = (
    "H’Nguyễn Thị Khánh Ly",
    "Địa chỉ: Làng Plei Ốp, phường Pleiku, tỉnh Gia Lai",
    "Số điện thoại: 0905 123 456",
    "Nội dung yêu cầu giải quyết: Cấp Phiếu xác nhận thông tin hộ tịch",
)
SAID = {
    "receipt": (
        "Số: 07/TNHS",
        "Bộ phận tiếp nhận và trả kết quả: Trung tâm Phục vụ hành chính công tỉnh",
        "Tiếp nhận hồ sơ của: H’Nguyễn Thị Khánh Ly",
        "Email: khanhly@example.test",
        "Người nộp hồ sơ: Rơ Châm Hùng",
        "Số giấy tờ tùy thân: 064123456789",
        "1. Thành phần hồ sơ đã nhận:",
        "1 Tờ khai theo mẫu 1 – –",
        "2 Giấy chứng sinh – 2 3",
        "2. Số lượng hồ sơ: 1 bộ",
        "3. Thời gian giải quyết theo quy định: 10 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 09 giờ 20 phút, ngày 14/09/2026",
        "5. Thời gian trả kết quả: sau 16 giờ 30 phút, ngày 28/09/2026",
        "6. Đăng ký nhận kết quả: Nhận bản điện tử trên Cổng dịch vụ công",
        "mã tra cứu K7MX4R2W",
        "Trần Văn Ước",
        *APPLICANT,
    ),
    "supplement_request": (
        "Hồ sơ của: H’Nguyễn Thị Khánh Ly",
        "1 Giấy chứng sinh Ảnh chụp bị mờ, đề nghị chụp lại rõ bốn góc",
        "2 Ngày sinh của mẹ Không khớp với giấy tờ tuỳ thân",
        "Lý do: Thông tin trong tờ khai",
        "đến hết ngày 28/09/2026",
        "liên hệ với Trần Văn Ước, số điện thoại 0269 3 824 404",
        *APPLICANT,
    ),
    "refusal": (
        "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        "Thửa đất đang có tranh chấp",
        "Căn cứ: Điều 19 Nghị định 118/2025/NĐ-CP",
        *APPLICANT,
    ),
    "apology": (
        "Kính gửi: H’Nguyễn Thị Khánh Ly",
        "09 giờ 20 phút, ngày 14/09/2026, Trung tâm",
        "Thời gian hẹn trả kết quả: 16 giờ 30 phút, ngày 28/09/2026.",
        "Lý do: Chờ kết quả xác minh thực địa do mưa lũ",
        "xin lỗi Ông/Bà, đề nghị được gia hạn thời gian giải quyết và sẽ trả kết quả vào",
        "10 giờ 00 phút, ngày 05/10/2026.",
        "GIÁM ĐỐC",
        "Phạm Thị Quỳnh Như",
    ),
    "stop_notice": (
        "Kính gửi: H’Nguyễn Thị Khánh Ly",
        "09 giờ 20 phút, ngày 14/09/2026, Trung tâm",
        "đã nhận hồ sơ mã số H21.16-260914-0011 của Ông/Bà.",
        "tạm dừng việc giải quyết hồ sơ này từ 16 giờ 30 phút, ngày 28/09/2026.",
        "Lý do: Thửa đất đang có tranh chấp",
        "Căn cứ: Thông báo thụ lý số 12/TB-TLVA ngày 20/09/2026",
        "Thời gian tạm dừng không tính vào thời hạn giải quyết.",
        "liên hệ: Bộ phận một cửa, 0269 3 824 404.",
        "GIÁM ĐỐC",
        "Phạm Thị Quỳnh Như",
    ),
    "sent_copy": (
        "Thủ tục: Cấp Phiếu xác nhận thông tin hộ tịch",
        "Mã thủ tục: 1.001193",
        "Người nộp: Rơ Châm Hùng",
        "Thời điểm gửi: 09 giờ 20 phút, ngày 14/09/2026",
        "Người được khai sinh",
        "Họ và tên Rơ Châm Khôi Nguyên",
        "Nơi sinh Không trả lời",
        "giấy chứng sinh (mặt trước).jpg",
        "a3f5" * 8,
        "1,2 MB",
    ),
    "result": (
        "QUYẾT ĐỊNH",
        "Về việc công nhận hộ nghèo năm 2026",
        "Căn cứ Nghị định 07/2021/NĐ-CP;",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "– Như Điều 1;",
        "CHỦ TỊCH",
    ),
    "handover": (
        "Người nhận kết quả: Rơ Châm Hùng",
        "Quan hệ với chủ hồ sơ: Chồng",
        "Thời gian bàn giao: 10 giờ 00 phút, ngày 05/10/2026",
        "1 Giấy khai sinh 1 Bản chính",
        *APPLICANT,
    ),
}


def changed(letter: str, **values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(CONTENTS[letter]), **values}


@pytest.mark.parametrize("letter", list(Letter))
def test_render_says_every_field(letter: Letter) -> None:
    said = text_of(render(letter, CONTENTS[letter], stamp=STAMP))

    for sentence in (*HEAD, *SAID[letter]):
        assert sentence in said


@pytest.mark.parametrize("letter", list(Letter))
def test_render_makes_an_archival_tagged_pdf(letter: Letter) -> None:
    pdf = render(letter, CONTENTS[letter], stamp=replace(STAMP, title="Giấy tiếp nhận"))

    catalog = catalog_of(pdf)
    metadata = catalog["/Metadata"].get_object().get_data()  # type: ignore[attr-defined]
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert catalog["/Lang"] == "vi"
    assert catalog["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert "/StructTreeRoot" in catalog


def test_every_letter_has_a_shape_and_a_template() -> None:
    templates = {path.stem for path in LETTERS.glob("*.typ")} - {"frame"}

    assert templates == set(SHAPES) == {*Letter, BLANK_FORM}


def test_render_of_the_same_gives_the_same_bytes() -> None:
    assert render("receipt", CONTENTS["receipt"], stamp=STAMP) == render(
        "receipt", CONTENTS["receipt"], stamp=STAMP
    )


def test_render_in_threads_side_by_side_gives_the_same_bytes() -> None:
    alone = {letter: render(letter, CONTENTS[letter], stamp=STAMP) for letter in Letter}

    with ThreadPoolExecutor(4) as pool:
        beside = list(
            pool.map(lambda letter: render(letter, CONTENTS[letter], stamp=STAMP), list(Letter) * 4)
        )

    assert beside == [alone[letter] for letter in Letter] * 4


def test_render_shows_markup_as_it_was_typed() -> None:
    typed = '*đậm* _x_ #panic("a") $x^2$ \\ <a> @b `c` // d /* e */ = f [g] {h} "i" ~ --- 1. j'

    said = text_of(render("receipt", changed("receipt", matter=typed), stamp=STAMP))

    assert typed in said


def test_render_fits_long_names_long_words_and_forty_papers() -> None:
    papers = [
        {
            "name": f"Bản vẽ số {number} có chữ ký của chủ đầu tư và đơn vị tư vấn",
            "original": 1,
            "certified": 0,
            "copy": 12,
        }
        for number in range(1, 41)
    ]
    content = changed(
        "receipt",
        applicant=LONG_NAME,
        agency=LONG_NAME,
        papers=papers,
        email="a" * 150 + "@example.test",
        address="x" * 300,
    )

    pdf = render("receipt", content, stamp=STAMP)

    said = text_of(pdf)
    assert all(paper["name"] in said for paper in papers)  # type: ignore[operator]
    assert "Trang 3/3" in said
    assert overflowing(pdf) == []


@pytest.mark.parametrize("letter", list(Letter))
def test_render_fits_when_every_text_is_long(letter: Letter) -> None:
    def grown(value: Any) -> Any:
        if isinstance(value, str):
            return (value + " " + LONG_NAME + " " + "y" * 70)[:260]
        if isinstance(value, dict):
            return {key: grown(inner) for key, inner in value.items()}
        return [grown(inner) for inner in value] * 5 if isinstance(value, list) else value

    pdf = render(letter, grown(CONTENTS[letter]), stamp=STAMP)

    assert overflowing(pdf) == []


@pytest.mark.parametrize("letter", list(Letter))
def test_render_takes_empty_texts_and_lists(letter: Letter) -> None:
    def emptied(key: str, value: Any) -> Any:
        if key.endswith(("_at", "_by")) or isinstance(value, bool | int):
            return value
        return [] if isinstance(value, list) else ""

    content = {key: emptied(key, value) for key, value in CONTENTS[letter].items()}

    said = text_of(render(letter, content, stamp=replace(STAMP, number="", form_name="")))

    assert "Số điện thoại" not in said
    assert "Email" not in said
    assert "Số:" not in said


@settings(max_examples=60, deadline=None)
@given(letter=st.sampled_from(list(Letter)), draw=st.data())
def test_render_takes_whatever_people_type(letter: Letter, draw: st.DataObject) -> None:
    def typed(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: typed(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [typed(key, inner) for inner in value]
        return draw.draw(st.text(max_size=60)) if isinstance(value, str) else value

    pdf = render(letter, typed("", CONTENTS[letter]), stamp=STAMP)

    assert overflowing(pdf) == []


def test_render_says_that_no_paper_was_handed_in() -> None:
    said = text_of(render("receipt", changed("receipt", papers=[]), stamp=STAMP))

    assert "Hồ sơ không gồm giấy tờ kèm theo." in said


def test_render_of_a_copy_in_english() -> None:
    said = text_of(render("sent_copy", CONTENTS["sent_copy"], stamp=replace(STAMP, language="en")))

    for sentence in ("Procedure code: 1.001193", "Not answered", "1.2 MB", "Page 1/1"):
        assert sentence in said


def test_render_of_an_apology_of_2018_asks_for_no_extension() -> None:
    said = text_of(render("apology", changed("apology", extends=False), stamp=STAMP))

    assert "xin lỗi Ông/Bà và sẽ trả kết quả vào 10 giờ 00 phút, ngày 05/10/2026." in said


def test_render_of_a_stop_for_good_says_what_can_be_done_instead() -> None:
    said = text_of(render("stop_notice", changed("stop_notice", is_final=True), stamp=STAMP))

    assert "dừng hẳn việc giải quyết hồ sơ này từ 16 giờ 30 phút, ngày 28/09/2026." in said
    assert "có quyền khiếu nại hoặc khởi kiện" in said
    assert "tạm dừng" not in said


def test_notice_of_stopping_is_a_form_of_the_set_of_2025_only() -> None:
    names = [form_sets.form_name(Letter.STOP_NOTICE, one) for one in FormSet]

    assert names == ["", "Mẫu số 05 – TT 03/2025/TT-VPCP"]


def test_render_shows_the_names_of_the_highlands() -> None:
    name = "Y’ Ƀih Niê ŏ ĕ ơ̆ ê̆ č ñ, Siu H’Ƀlêng"

    said = text_of(render("receipt", changed("receipt", applicant=name), stamp=STAMP))

    assert "Siu H’Ƀlêng" in said
    assert "□" not in said


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Lan 😀 漢字", "Lan □ □□"),
        ("a\u200bb\u202ec\x00d\ud800e", "abcde"),
        ("một\thai", "một hai"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
    ],
)
def test_displayable_replaces_what_has_no_shape(typed: str, shown: str) -> None:
    assert displayable(typed) == shown


def test_displayable_lets_through_only_what_the_fonts_can_show() -> None:
    import re

    allowed = re.compile(f"[{_SHOWN}]")
    letters = [chr(code) for code in range(0x2C00) if allowed.match(chr(code))]
    assert len(letters) > 2500

    pdf = render("refusal", changed("refusal", reason=" ".join(letters)), stamp=STAMP)

    assert overflowing(pdf) == []


@pytest.mark.parametrize(
    "content",
    [
        {key: value for key, value in CONTENTS["receipt"].items() if key != "due_at"},
        {**CONTENTS["receipt"], "number": "99"},
        {**CONTENTS["receipt"], "due_at": "28/09/2026"},
        {**CONTENTS["receipt"], "due_at": None},
    ],
)
def test_render_refuses_content_of_another_shape(content: dict[str, Any]) -> None:
    with pytest.raises(WrongContent, match=r"due_at|number|no moment"):
        render("receipt", content, stamp=STAMP)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime(2025, 9, 14, tzinfo=UTC), FormSet.TT01_2018),
        (datetime(2025, 9, 15, tzinfo=UTC), FormSet.TT03_2025),
    ],
)
def test_form_set_on_a_day(day: datetime, expected: FormSet) -> None:
    assert form_sets.form_set_on(day.date()) is expected


def test_form_names_follow_the_circular() -> None:
    assert (
        form_sets.form_name(Letter.REFUSAL, FormSet.TT01_2018) == "Mẫu số 03 – TT 01/2018/TT-VPCP"
    )
    assert form_sets.form_name(Letter.SENT_COPY, FormSet.TT01_2018) == ""
    assert form_sets.title(Letter.APOLOGY, FormSet.TT01_2018).endswith("hẹn lại ngày trả kết quả")
    assert "gia hạn" in form_sets.title(Letter.APOLOGY, FormSet.TT03_2025)


@pytest.mark.parametrize(
    ("number", "written"), [(7, "07/TNHS"), (12, "12/TNHS"), (1234, "1234/TNHS")]
)
def test_numbers_are_written_with_two_digits(number: int, written: str) -> None:
    assert numbers.written("receipt", number) == written


FORKING = """
import os, signal, sys
from datetime import UTC, datetime
from django.conf import settings
settings.configure(USE_I18N=False)
from motcua.papers.rules.rendering import Stamp, render
from tests.unit.papers.samples import CONTENTS
child = os.fork()
if child == 0:
    signal.alarm(30)
    render("refusal", CONTENTS["refusal"], stamp=Stamp(title="x", issued_at=datetime.now(UTC)))
    os._exit(0)
sys.exit(os.waitpid(child, 0)[1])
"""


def test_render_works_in_a_process_that_forked_after_the_import() -> None:
    done = subprocess.run([sys.executable, "-c", FORKING], cwd=LETTERS.parent, check=False)

    assert done.returncode == 0
