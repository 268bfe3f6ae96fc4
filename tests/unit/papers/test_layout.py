"""How papers look: heads, weights, dates, and signatures that never stand alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from motcua.papers.enums import Letter
from motcua.papers.rules.rendering import Stamp, render
from tests.unit.papers.reading import fonts_of, pages_of, text_of
from tests.unit.papers.samples import CONTENTS

STAMP = Stamp(title="Giấy", issued_at=datetime(2026, 9, 14, 2, 25, tzinfo=UTC), number="07/TNHS")
BEFORE_SIGNATURE = {
    "receipt": "Xin giữ kín mã tra cứu.",
    "supplement_request": "để được hướng dẫn.",
    "refusal": "để Ông/Bà được biết và thực hiện.",
    "apology": "sẽ trả kết quả vào",
    "stop_notice": "để Ông/Bà được biết.",
    "result": "những hộ sau đây.",
    "handover": "mỗi bên giữ một bản.",
}


@pytest.mark.parametrize("letter", BEFORE_SIGNATURE)
def test_signature_never_stands_alone_on_a_page(letter: str) -> None:
    content = CONTENTS[letter]
    for lines in range(2, 30, 3):
        grown: dict[str, Any] = {
            "reason": "Chờ xác minh thực địa do mưa lũ. " * lines,
            "paragraphs": ["Điều 1. Công nhận hộ nghèo cho những hộ sau đây. " * lines] * 4,
            "papers": [{"name": "Giấy tờ", "original": 1, "certified": 0, "copy": 0}] * lines,
            "items": [{"name": "Giấy tờ", "note": "Bị mờ", "count": 1}] * lines,
        }
        if letter == "supplement_request":
            grown["items"] = [{"name": "Giấy tờ", "note": "Bị mờ"}] * lines
        changes = {key: value for key, value in grown.items() if key in content}

        pages = pages_of(render(letter, {**content, **changes}, stamp=STAMP))

        assert BEFORE_SIGNATURE[letter] in pages[-1], lines


def test_pages_after_the_first_say_to_which_paper_they_belong() -> None:
    refusal = {**CONTENTS["refusal"], "reason": "Chưa đủ điều kiện. " * 150}
    decision = {**CONTENTS["result"], "paragraphs": ["Điều khoản thi hành. " * 60] * 6}

    assert pages_of(render("refusal", refusal, stamp=STAMP))[1].startswith(
        "Giấy H21.16-260914-0011"
    )
    # Decree 30/2020/NĐ-CP, annex I: the number of the page in the middle above, from the second on.
    assert pages_of(render("result", decision, stamp=STAMP))[1].startswith("2 ")


@pytest.mark.parametrize("letter", list(Letter))
def test_render_uses_only_weights_that_have_every_vietnamese_letter(letter: Letter) -> None:
    fonts = fonts_of(render(letter, CONTENTS[letter], stamp=STAMP))

    assert any("Semibold" in font for font in fonts)
    assert not [font for font in fonts if re.search(r"-Bold(Italic)?(-|$)", font)]


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (datetime(2026, 1, 5, tzinfo=UTC), "ngày 05 tháng 01 năm 2026"),
        (datetime(2026, 2, 15, tzinfo=UTC), "ngày 15 tháng 02 năm 2026"),
        (datetime(2026, 3, 1, tzinfo=UTC), "ngày 01 tháng 3 năm 2026"),
        (datetime(2026, 12, 31, tzinfo=UTC), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_day_is_written_as_the_decree_on_papers_says(on: datetime, written: str) -> None:
    said = text_of(render("refusal", CONTENTS["refusal"], stamp=replace(STAMP, issued_at=on)))

    assert written in said


def test_papers_speak_to_an_organisation_as_such() -> None:
    own = {"is_organisation": True, "filer": CONTENTS["receipt"]["applicant"]}
    receipt = text_of(render("receipt", {**CONTENTS["receipt"], **own}, stamp=STAMP))
    refusal = text_of(
        render("refusal", {**CONTENTS["refusal"], "is_organisation": True}, stamp=STAMP)
    )

    assert "Mã số thuế: 064123456789" in receipt
    assert receipt.count("H’Nguyễn Thị Khánh Ly") == 1  # its name is no person's signature
    assert "quý đơn vị liên hệ" in refusal
    assert "Ông/Bà" not in refusal
