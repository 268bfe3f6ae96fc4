"""Each type of question against what people type: one row per case."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.eforms.rules.answers.checking import Checked, check_section
from tests.unit.eforms import samples
from tests.unit.eforms.samples import COLOURS, TODAY, SmallCountry, only


def check(type_: str, raw: Any, **more: Any) -> Checked:
    return check_section(
        only(type_, **more), "s", {"q": raw}, answers={}, resolver=SmallCountry(), today=TODAY
    )


RIGHT: list[tuple[str, dict[str, Any], Any, Any]] = [
    ("short_text", {}, "  Y   Bin\t", "Y Bin"),
    ("short_text", {}, "H\u2019Lan", "H\u2019Lan"),
    ("short_text", {}, "Ho\u0061\u0300", "Hoà"),
    ("short_text", {}, ["một", "hai"], "hai"),
    ("short_text", {}, "a\x00b", "ab"),
    ("long_text", {}, "một \r\nhai", "một\nhai"),
    ("number", {}, "1.200", 1200),
    ("number", {}, "1,200", 1200),
    ("number", {}, "-3", -3),
    ("number", {}, 5, 5),
    ("number", {}, "007", 7),
    ("number", {}, "12,0", 12),
    ("number", {"decimals": 2}, "1.234,5", 1234.5),
    ("number", {"decimals": 2}, "1234.5", 1234.5),
    ("number", {"decimals": 2}, "1,234.5", 1234.5),
    ("number", {"decimals": 3}, "0,125", 0.125),
    ("number", {"decimals": 3}, "0.125", 0.125),
    ("number", {"decimals": 3}, "1,234", 1.234),
    ("number", {"decimals": 3}, "1.234", 1234),
    ("number", {"decimals": 3}, 1.234, 1.234),
    ("number", {"decimals": 1}, "1 234 567,5", 1234567.5),
    ("money", {}, "1.500.000 đ", 1500000),
    ("money", {}, "1,500,000", 1500000),
    ("money", {}, 1500000, 1500000),
    ("date", {}, {"day": "1", "month": "2", "year": "1985"}, "1985-02-01"),
    ("date", {}, "1/2/1985", "1985-02-01"),
    ("date", {}, "01-02-1985", "1985-02-01"),
    ("date", {}, "1.2.1985", "1985-02-01"),
    ("date", {}, "1985-02-01", "1985-02-01"),
    ("date", {}, "ngày 1 tháng 2 năm 1985", "1985-02-01"),
    ("date", {}, "29/02/2024", "2024-02-29"),
    ("date", {"partial": "month"}, "2/1985", "1985-02"),
    ("date", {"partial": "year"}, {"year": "1985"}, "1985"),
    ("date", {"partial": "year"}, {"day": "1", "month": "2", "year": "1985"}, "1985-02-01"),
    ("date", {"not_after": "today"}, "21/11/2026", "2026-11-21"),
    ("date", {"partial": "year", "not_after": "today"}, "2026", "2026"),
    ("date", {"not_after": "today-18y"}, "21/11/2008", "2008-11-21"),
    ("short_text", {"letters": True}, "Rơ Châm H’Bích", "Rơ Châm H’Bích"),
    ("yes_no", {}, "yes", True),
    ("yes_no", {}, "no", False),
    ("yes_no", {}, "Có", True),
    ("yes_no", {}, False, False),
    ("choice", {"options": COLOURS}, "red", "red"),
    ("choices", {"options": COLOURS}, ["blue", "red", "red"], ["red", "blue"]),
    ("choices", {"options": COLOURS}, "blue", ["blue"]),
    (
        "person_identity",
        {},
        {"kind": "CITIZEN_12", "number": "064 085 001 234"},
        {"kind": "CITIZEN_12", "number": "064085001234"},
    ),
    (
        "person_identity",
        {},
        {"kind": "ID_CARD_9", "number": "230.123.456"},
        {"kind": "ID_CARD_9", "number": "230123456"},
    ),
    (
        "person_identity",
        {},
        {"kind": "PASSPORT", "number": "b1234567"},
        {"kind": "PASSPORT", "number": "B1234567"},
    ),
    ("person_identity", {}, {"kind": "NONE_YET"}, {"kind": "NONE_YET"}),
    (
        "person_identity",
        {"kinds": ["CITIZEN_12"]},
        {"number": "064085001234"},
        {"kind": "CITIZEN_12", "number": "064085001234"},
    ),
    (
        "person_identity",
        {"issued": True},
        {
            "kind": "CITIZEN_12",
            "number": "064085001234",
            "issued_on": {"day": "6", "month": "5", "year": "2021"},
        },
        {"kind": "CITIZEN_12", "number": "064085001234", "issued_on": "2021-05-06"},
    ),
    ("tax_code", {}, "0100233488", "0100233488"),
    ("tax_code", {}, "5900189082", "5900189082"),
    ("tax_code", {}, "0314409058-002", "0314409058-002"),
    ("tax_code", {}, "0314409058002", "0314409058-002"),
    ("tax_code", {}, "064085001234", "064085001234"),
    ("phone", {}, "0905.123.456", "+84905123456"),
    ("phone", {}, "(+84) 905 123 456", "+84905123456"),
    ("phone", {}, "0269 3824 404", "+842693824404"),
    ("email", {}, "H.Lan@ViDu.VN", "H.Lan@vidu.vn"),
    ("declaration", {}, "on", True),
    ("file", {}, ["a", "b", "a"], ["a", "b"]),
]


@pytest.mark.parametrize(("type_", "more", "raw", "expected"), RIGHT)
def test_check_accepts_what_people_type(type_: str, more: Any, raw: Any, expected: Any) -> None:
    checked = check(type_, raw, **more)

    assert checked.errors == {}
    assert checked.values == {"q": expected}


@pytest.mark.parametrize(("type_", "more", "raw", "expected"), RIGHT)
def test_check_of_a_kept_answer_keeps_it(type_: str, more: Any, raw: Any, expected: Any) -> None:
    checked = check(type_, expected, **more)

    assert checked.values == {"q": expected}


WRONG: list[tuple[str, dict[str, Any], Any, str, str]] = [
    ("short_text", {}, "", "s.q", "Hãy điền “Câu q”"),
    ("short_text", {}, " \u200b ", "s.q", "Hãy điền"),
    ("short_text", {"max_length": 5}, "sáu kí", "s.q", "dài 6 ký tự, chỉ nhận tối đa 5"),
    ("number", {}, "hai", "s.q", "phải là số nguyên"),
    ("number", {}, "12,5", "s.q", "không có phần lẻ"),
    ("number", {}, "1.2.3", "s.q", "phải là số nguyên"),
    ("number", {}, "1e5", "s.q", "phải là số nguyên"),
    ("number", {}, "9" * 30, "s.q", "không được lớn hơn"),
    ("number", {}, "9" * 50, "s.q", "phải là số nguyên"),
    ("number", {}, float("nan"), "s.q", "Hãy điền"),
    ("number", {"decimals": 1}, "1,25", "s.q", "tối đa 1 chữ số"),
    ("number", {"min": 1, "max": 20}, "0", "s.q", "không được nhỏ hơn 1"),
    ("number", {"min": 1, "max": 20}, "1.000", "s.q", "không được lớn hơn 20"),
    ("money", {}, "1,5 triệu", "s.q", "Câu q"),
    ("money", {}, "-5", "s.q", "Câu q"),
    ("money", {"min": 1000}, "999", "s.q", "không được nhỏ hơn 1.000"),
    (
        "date",
        {},
        {"day": "31", "month": "2", "year": "2025"},
        "s.q",
        "Tháng 2 năm 2025 chỉ có 28 ngày",
    ),
    ("date", {}, "31/02/2024", "s.q", "chỉ có 29 ngày"),
    ("date", {}, "1/13/2024", "s.q", "phải từ 1 đến 12"),
    ("date", {}, "1/2/85", "s.q", "4 chữ số"),
    ("date", {}, "0/2/1985", "s.q", "chỉ có 28 ngày"),
    ("date", {}, "1/2/0001", "s.q", "4 chữ số"),
    ("date", {}, "hôm qua", "s.q", "chưa phải là một ngày"),
    ("date", {}, {"day": "1"}, "s.q", "cần đủ ngày, tháng và năm"),
    ("date", {}, {"year": "1985"}, "s.q", "cần đủ ngày"),
    ("date", {"partial": "month"}, {"year": "1985"}, "s.q", "ít nhất tháng và năm"),
    ("date", {"partial": "year"}, {"day": "1", "year": "1985"}, "s.q", "ít nhất năm"),
    ("date", {"not_after": "today"}, "22/11/2026", "s.q", "không được sau ngày 21/11/2026"),
    ("date", {"not_after": "today-18y"}, "22/11/2008", "s.q", "không được sau ngày 21/11/2008"),
    ("short_text", {"letters": True}, "An 123", "s.q", "không có chữ số"),
    ("number", {"min": 1980, "max": 2100}, "1970", "s.q", "không được nhỏ hơn 1980."),
    ("date", {"not_before": "2026-01-01"}, "31/12/2025", "s.q", "không được trước ngày 01/01/2026"),
    ("yes_no", {}, "perhaps", "s.q", "Hãy chọn “Có” hoặc “Không”"),
    ("choice", {"options": COLOURS}, "green", "s.q", "chọn lại"),
    ("choices", {"options": COLOURS}, ["green"], "s.q", "chọn lại"),
    ("choices", {"options": COLOURS, "max": 1}, ["red", "blue"], "s.q", "tối đa 1"),
    ("choices", {"options": COLOURS, "min": 2}, ["red"], "s.q", "ít nhất 2"),
    (
        "person_identity",
        {},
        {"kind": "CITIZEN_12", "number": "123"},
        "s.q.number",
        "đúng 12 chữ số",
    ),
    (
        "person_identity",
        {},
        {"kind": "ID_CARD_9", "number": "12345678"},
        "s.q.number",
        "đúng 9 chữ số",
    ),
    ("person_identity", {}, {"kind": "PASSPORT", "number": "!"}, "s.q.number", "Hãy"),
    ("person_identity", {}, {"kind": "NONE_YET", "number": "1"}, "s.q.number", "để trống"),
    ("person_identity", {}, {"number": "064085001234"}, "s.q.kind", "chọn loại giấy tờ"),
    ("person_identity", {}, {"kind": "CITIZEN_12"}, "s.q.number", "điền số giấy tờ"),
    ("person_identity", {}, "", "s.q", "chọn loại giấy tờ và điền số"),
    (
        "person_identity",
        {"issued": True},
        {"kind": "ID_CARD_9", "number": "230123456", "issued_on": "30/2/2020"},
        "s.q.issued_on",
        "Tháng 2 năm 2020 chỉ có 29 ngày",
    ),
    ("tax_code", {}, "0100233480", "s.q", "không khớp chữ số kiểm tra"),
    ("tax_code", {}, "12345", "s.q", "gồm 10 chữ số"),
    ("phone", {}, "12", "s.q", "Câu q"),
    ("email", {}, "không phải", "s.q", "ten@vidu.vn"),
    ("email", {}, "a@b", "s.q", "ten@vidu.vn"),
    ("email", {}, "a@" + "b" * 300 + ".vn", "s.q", "ten@vidu.vn"),
    ("declaration", {}, "", "s.q", "đánh dấu"),
    ("file", {"max_files": 1}, ["a", "b"], "s.q", "tối đa 1 tệp"),
    ("file", {}, ["../etc/passwd"], "s.q", "không còn nữa"),
    ("file", {}, [], "s.q", "tải lên ít nhất một tệp"),
]


@pytest.mark.parametrize(("type_", "more", "raw", "path", "words"), WRONG)
def test_check_refuses_in_plain_words(
    type_: str, more: Any, raw: Any, path: str, words: str
) -> None:
    checked = check(type_, raw, **more)

    assert list(checked.errors) == [path]
    assert words in str(checked.errors[path])
    assert "q" not in checked.values


@pytest.mark.parametrize(("type_", "more"), [(case[0], case[1]) for case in RIGHT])
def test_check_lets_optional_ones_stay_empty(type_: str, more: Any) -> None:
    checked = check(type_, None, required=False, **more)

    assert checked.errors == {}
    assert checked.values == {}


def test_check_quotes_a_declaration_without_a_second_full_stop() -> None:
    checked = check("declaration", "")

    assert str(checked.errors["s.q"]) == "Hãy đọc và đánh dấu vào ô: “Câu q”"


def test_check_knows_only_the_files_of_the_draft() -> None:
    checked = check_section(
        only("file"),
        "s",
        {"q": ["mine", "theirs"]},
        answers={},
        resolver=SmallCountry(),
        today=TODAY,
        files={"mine"},
    )

    assert "không còn nữa" in str(checked.errors["s.q"])


GAO_VALUE = {
    "province": "52",
    "province_name": "Tỉnh Gia Lai",
    "commune": "23602",
    "commune_name": "Xã Gào",
    "detail": "",
}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"commune": "23602"}, GAO_VALUE),
        (
            {"province": "52", "commune": "23602", "detail": " Làng Wâu "},
            {**GAO_VALUE, "detail": "Làng Wâu"},
        ),
        ({"commune": "23605"}, {**GAO_VALUE, "typed": "Xã Ia Kênh"}),
        (
            {"search": "12 Lê Lợi, xã Ia Kênh, TP Pleiku"},
            {**GAO_VALUE, "detail": "12 Lê Lợi", "typed": "12 Lê Lợi, xã Ia Kênh, TP Pleiku"},
        ),
        ({"search": "xã Chia Đôi", "commune": "23602"}, {**GAO_VALUE, "typed": "xã Chia Đôi"}),
        ("xã Ia Kênh", {**GAO_VALUE, "typed": "xã Ia Kênh"}),
        ({"abroad": "yes", "detail": "Attapeu, Lào"}, {"abroad": True, "detail": "Attapeu, Lào"}),
    ],
)
def test_check_understands_addresses_of_today_and_before(raw: Any, expected: Any) -> None:
    checked = check("address", raw, abroad=True)

    assert checked.errors == {}
    assert checked.values == {"q": expected}
    assert check("address", expected, abroad=True).values == {"q": expected}


@pytest.mark.parametrize(
    ("raw", "path", "words"),
    [
        ({"province": "52"}, "s.q", "chọn xã, phường"),
        ({"province": "52", "detail": "Làng Wâu"}, "s.q.commune", "chọn xã, phường"),
        ({"province": "48", "commune": "23602"}, "s.q.commune", "Xã Gào thuộc Tỉnh Gia Lai"),
        ({"commune": "99999"}, "s.q.commune", "Không có xã, phường"),
        ({"search": "Ở đâu đó"}, "s.q.search", "hoặc chọn trong danh sách"),
        ({"search": "Ở đâu đó", "commune": "23602"}, "s.q.search", "hãy xóa phần gõ này"),
        ({"search": "Chia Đôi", "commune": "20194"}, "s.q.search", "khác với"),
        ({"commune": "23602", "detail": "x" * 301}, "s.q.detail", "tối đa 300"),
        ({"abroad": "yes"}, "s.q.detail", "ở nước ngoài"),
    ],
)
def test_check_refuses_addresses_that_lead_nowhere(raw: Any, path: str, words: str) -> None:
    checked = check("address", raw, abroad=True)

    assert list(checked.errors) == [path]
    assert words in str(checked.errors[path])


@pytest.mark.parametrize("raw", [{"search": "xã Chia Đôi"}, {"commune": "23599"}])
def test_check_offers_the_communes_that_a_split_one_became(raw: Any) -> None:
    checked = check("address", raw)

    assert "nhiều nơi" in str(checked.errors["s.q.commune"])
    assert [one.commune for one in checked.candidates["s.q"]] == [samples.GAO, samples.PLEIKU]


def test_check_asks_for_the_detail_where_the_form_needs_it() -> None:
    checked = check("address", {"commune": "23602"}, detail_required=True)

    assert "số nhà, đường hoặc thôn, làng" in str(checked.errors["s.q.detail"])


def test_check_refuses_ten_megabytes_and_keeps_a_part() -> None:
    checked = check("long_text", "x" * 10_000_000)

    assert "≥ 100.000 ký tự, chỉ nhận tối đa 2.000" in str(checked.errors["s.q"])
    assert len(checked.raw["q"]) == 100_000


def test_check_refuses_a_number_that_python_would_not_write() -> None:
    checked = check("number", 10**5000)

    assert "không được lớn hơn" in str(checked.errors["s.q"])


def test_check_forgets_the_typed_address_when_another_commune_is_chosen() -> None:
    kept = check("address", {**GAO_VALUE, "typed": "xã Ia Kênh"})
    changed = check("address", {"commune": "23560", "typed": "xã Ia Kênh"})

    assert kept.values["q"]["typed"] == "xã Ia Kênh"
    assert "typed" not in changed.values["q"]


@pytest.mark.parametrize(("bounds", "shown"), [({"min": 1980, "max": 2100}, "1990"), ({}, "1.990")])
def test_a_kept_year_is_shown_again_as_it_was_typed(bounds: dict[str, int], shown: str) -> None:
    assert check("number", 1990, **bounds).raw == {"q": shown}
