"""Reading records that anybody may have written."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.enums import LimitUnit
from motcua.catalogue.rules.imports.papers import kind_of, looks_cut, plain_name
from motcua.catalogue.rules.imports.reading import OTHER_SECTOR, read_record
from motcua.catalogue.rules.imports.records import (
    Doubt,
    LimitRecord,
    ProcedureRecord,
    RecordRefused,
)
from motcua.catalogue.rules.imports.sources import entries_in
from motcua.catalogue.rules.steps import steps_of
from motcua.kit.worktime import AllowanceUnit
from tests.unit.catalogue.records import record


def doubts(read: ProcedureRecord) -> set[Doubt]:
    return {found.doubt for found in read.findings}


def way(
    method: str, value: Any, unit: Any = "WORKING_DAY", note: str = "", fees: Any = ()
) -> dict[str, Any]:
    return {
        "method": method,
        "time_value": value,
        "time_unit": unit,
        "fees": list(fees),
        "note": note,
    }


def limits(*ways: dict[str, Any], **changes: Any) -> tuple[LimitRecord, ...]:
    return read_record(record(methods=list(ways), **changes)).limits


def test_whole_record_is_read() -> None:
    read = read_record(record())

    assert (read.code, read.sector) == ("1.001193", "Hộ tịch")
    assert [paper.name for paper in read.cases[0].papers][:2] == [
        "Tờ khai theo mẫu",
        "Giấy chứng sinh",
    ]
    assert read.results[0].code == "KQ.G15.000031"
    assert read.texts["decision_no"] == "1872/QĐ-BTP"


def test_limit_units_are_those_of_the_working_calendar() -> None:
    assert set(LimitUnit.values) == {unit.value for unit in AllowanceUnit}


@pytest.mark.parametrize(
    ("value", "unit", "note", "expected"),
    [
        (5, "WORKING_DAY", "", (5, "WORKING_DAY")),
        (2, "YEAR", "", (24, "MONTH")),
        (1, None, "", (1, "SAME_DAY")),
        (3, None, "", (3, "WORKING_DAY")),
        (3, None, "trong 03 ngày kể từ", (3, "DAY")),
        (8, None, "08 giờ làm việc", (8, "WORKING_HOUR")),
        (None, None, "", (None, "")),
        (0, "DAY", "", (None, "")),
        ("15", "day", "", (15, "DAY")),
        (-4, "DAY", "", (None, "")),
        (True, "DAY", "", (None, "")),
        ({"a": 1}, [], "", (None, "")),
    ],
)
def test_limit_is_read_with_its_unit(
    value: Any, unit: Any, note: str, expected: tuple[Any, Any]
) -> None:
    (limit,) = limits(way("DIRECT", value, unit, note))

    assert (limit.value, limit.unit) == expected


def test_missing_unit_is_the_same_day_only_where_that_is_usual() -> None:
    elsewhere = limits(way("DIRECT", 1, None), field="Đất đai", steps="Nộp hồ sơ.")
    said = limits(way("DIRECT", 1, None), field="Đất đai", steps="Trả kết quả trong ngày.")

    assert (elsewhere[0].value, elsewhere[0].unit) == (None, "")
    assert said[0].unit == "SAME_DAY"


def test_ten_days_more_are_the_addition_for_mountainous_communes() -> None:
    read = read_record(record(methods=[way("ONLINE", 12), way("DIRECT", 22)]))

    assert Doubt.AREA_MIXED in doubts(read)
    assert {(x.method, x.area_class, x.value) for x in read.limits} == {
        ("ONLINE", "USUAL", 12),
        ("ONLINE", "MOUNTAINOUS", 22),
        ("DIRECT", "USUAL", 12),
        ("DIRECT", "MOUNTAINOUS", 22),
    }


def test_other_differences_stand_as_they_are() -> None:
    read = read_record(record(methods=[way("ONLINE", 5), way("DIRECT", 7)]))

    assert Doubt.LIMITS_DIFFER in doubts(read)
    assert {(x.method, x.area_class, x.value) for x in read.limits} == {
        ("ONLINE", "ANY", 5),
        ("DIRECT", "ANY", 7),
    }


def test_of_many_limits_the_longest_is_promised() -> None:
    read = read_record(record(methods=[way("DIRECT", 2), way("DIRECT", 4), way("DIRECT", 3)]))

    assert [(x.ordinal, x.value) for x in read.limits] == [(1, 4), (2, 3), (3, 2)]
    assert Doubt.MANY_LIMITS in doubts(read)


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        ({"amount": 8000, "currency": "VND", "note": "Lệ phí"}, ("CHARGE", 8000, "")),
        (
            {"amount": 8, "currency": "VND", "note": "", "suspect_thousands": True},
            ("UNSPECIFIED", 8000, ""),
        ),
        ({"amount": 0, "currency": "VND", "note": ""}, ("UNSPECIFIED", 0, "")),
        ({"amount": 10, "currency": "USD", "note": "phí cấp"}, ("FEE", None, "10 USD")),
        ({"amount": 5000}, ("UNSPECIFIED", 5000, "")),
    ],
)
def test_fee_is_read(fee: dict[str, Any], expected: tuple[Any, ...]) -> None:
    (read,) = read_record(record(methods=[way("DIRECT", 3, fees=[fee])])).fees

    assert (read.kind, read.amount_vnd, read.foreign_amount) == expected


@pytest.mark.parametrize("amount", [-1, 10**30, -1.5, float("inf"), "", None, [], True])
def test_fee_without_a_sensible_amount_is_left_out(amount: Any) -> None:
    assert read_record(record(methods=[way("DIRECT", 3, fees=[{"amount": amount}])])).fees == ()


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("", "COMMON"),
        ("Giấy tờ phải nộp", "COMMON"),
        ("Lưu ý", "COMMON"),
        ("Hồ sơ của người nhận con nuôi", "COMMON"),
        ("Đơn đề nghị được miễn", "COMMON"),
        ("Trường hợp ủy quyền thực hiện thủ tục", "ADDITION"),
        ("Trường hợp cấp lại", "CASE"),
        ("Đối với công trình theo tuyến", "CASE"),
    ],
)
def test_heading_is_told_from_case(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind


def test_cases_share_common_papers_and_additions_are_not_required() -> None:
    def group(case: str, *names: str) -> dict[str, Any]:
        return {"case": case, "items": [{"name": name, "original": 1, "copy": 0} for name in names]}

    read = read_record(
        record(
            document_groups=[
                group("Trường hợp cấp mới", "Đơn A"),
                group("Trường hợp cấp lại", "Đơn B"),
                group("", "Ảnh"),
                group("Trường hợp ủy quyền", "Văn bản cử người"),
            ]
        )
    )

    assert [case.name for case in read.cases] == ["Trường hợp cấp mới", "Trường hợp cấp lại"]
    assert [(p.name, p.is_required) for p in read.cases[1].papers] == [
        ("Đơn B", True),
        ("Ảnh", True),
        ("Văn bản cử người", False),
    ]


def test_paper_shown_is_not_handed_in() -> None:
    papers = {paper.name: paper for paper in read_record(record()).cases[0].papers}

    assert papers["Thẻ căn cước"].asked_direct == "ORIGINAL_SHOWN"
    assert papers["Giấy chứng sinh"].asked_direct == "ORIGINAL_HANDED_IN"
    assert papers["Nhận kết quả trực tiếp"].is_note


def test_notes_are_the_papers_where_there_is_nothing_else() -> None:
    group = {"case": "", "items": [{"name": "Đơn đề nghị", "original": 0, "copy": 0}]}

    read = read_record(record(document_groups=[group]))

    assert [(p.is_note, p.is_required) for p in read.cases[0].papers] == [(False, True)]
    assert Doubt.ONLY_NOTES in doubts(read)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("- Đơn;.", "Đơn"),
        ("(1) Đơn đề nghị", "Đơn đề nghị"),
        ("a) Bản sao.", "Bản sao"),
        ("...", "..."),
    ],
)
def test_paper_name_loses_bullet_and_tail(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "cut"), [("Thỏa thuận (nếu", True), ("Đơn theo", True), ("Đơn (mẫu 1)", False)]
)
def test_cut_names_are_noticed(name: str, cut: bool) -> None:
    assert looks_cut(name) is cut


def test_digest_does_not_see_the_order_of_lists() -> None:
    turned = record()
    for key in ("methods", "document_groups", "legal_basis"):
        turned[key] = list(reversed(turned[key]))

    assert read_record(turned).digest == read_record(record()).digest
    assert read_record(record(steps="Khác")).digest != read_record(record()).digest


@pytest.mark.parametrize(
    "source",
    [
        None,
        5,
        "x",
        [],
        {},
        {"code": "1.0"},
        {"name": "x"},
        {"code": "có dấu", "name": "x"},
        {"code": "a/b", "name": "x"},
    ],
)
def test_record_without_code_or_name_is_refused(source: Any) -> None:
    with pytest.raises(RecordRefused):
        read_record(source)


def test_record_with_only_code_and_name_is_taken_with_doubts() -> None:
    read = read_record({"code": "1.001193.000.00.00.H21", "name": "Tên"})

    assert (read.code, read.sector) == ("1.001193", OTHER_SECTOR)
    assert {Doubt.MISSING_KEY, Doubt.NO_METHODS, Doubt.NO_PAPERS, Doubt.NO_SECTOR} <= doubts(read)


def test_huge_text_is_refused_by_name() -> None:
    with pytest.raises(RecordRefused, match=r"200\.000"):
        read_record(record(steps="a" * 300_000))


def test_clock_starts_anew_only_where_the_record_says_so() -> None:
    assert not read_record(record()).restarts_after_supplement
    steps = "Thời hạn giải quyết được tính lại kể từ khi nhận đủ hồ sơ."
    assert read_record(record(steps=steps)).restarts_after_supplement


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(changes=st.dictionaries(st.sampled_from(sorted(record())), _JSON, max_size=6))
def test_any_json_is_read_or_refused(changes: dict[str, Any]) -> None:
    reason, read = "", None
    try:
        read = read_record(record() | changes)
    except RecordRefused as refusal:
        reason = str(refusal)

    assert reason or (read and read.cases and read.limits)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_file(content: bytes) -> None:
    for entry in entries_in(io.BytesIO(content)):
        assert entry.number >= 1


def test_truncated_gzip_gives_what_came_and_names_the_break() -> None:
    lines = b"\n".join(
        json.dumps(record(code=f"1.{n:06}", steps=str(n) * 999)).encode() for n in range(300)
    )
    packed = gzip.compress(lines)

    entries = list(entries_in(io.BytesIO(packed[: len(packed) // 2])))

    assert entries[-1].ends_file
    assert entries[-1].problem
    assert any(not entry.problem for entry in entries)


@pytest.mark.parametrize(
    ("content", "values", "problems"),
    [
        (b'[{"a":1},{"a":2}]', 2, 0),
        (b'\xef\xbb\xbf{"a":1}\n\n{"a":2}\n', 2, 0),
        (b'{"a":1}\n{"a":\n{"a":3}', 2, 1),
        (b'{"a":"\xff"}\n{"a":1}', 1, 1),
        (b"[" * 100_000, 0, 1),
        (b"", 0, 0),
        (b'{"n":' + b"9" * 10_000 + b"}", 0, 1),
    ],
)
def test_files_of_every_kind(content: bytes, values: int, problems: int) -> None:
    entries = list(entries_in(io.BytesIO(content)))

    assert sum(not entry.problem for entry in entries) == values
    assert sum(bool(entry.problem) for entry in entries) == problems


def test_steps_are_cut_at_their_numbers() -> None:
    steps = steps_of("Bước 1: Nộp hồ sơ: tại xã.\n- Bước 2. Kiểm tra.\nBước 3: Trả kết quả")

    assert [(step.name, step.text) for step in steps] == [
        ("Nộp hồ sơ", "tại xã."),
        ("", "Kiểm tra."),
        ("", "Trả kết quả"),
    ]
    assert steps_of("Chỉ một đoạn văn.") == []


@pytest.mark.parametrize("code", [2.00088, 7, 1e300])
def test_code_given_as_a_number_is_refused_because_digits_may_be_lost(code: float) -> None:
    with pytest.raises(RecordRefused, match="là số"):
        read_record(record(code=code))


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("8.000", "VND", (8000, "")),
        ("1,200,000 đồng", "VND", (1_200_000, "")),
        ("50 000đ", None, (50_000, "")),
        ("8", "VND", (8000, "")),
        (7500.5, "VND", (None, "7500.5 VND")),
        ("7.500,5", "VND", (None, "7.500,5 VND")),
        ("Miễn phí", "VND", (None, "Miễn phí")),
        ("20% giá trị hợp đồng", "VND", (None, "20% giá trị hợp đồng")),
        (10, "USD", (None, "10 USD")),
    ],
)
def test_amount_is_read_as_people_write_it_and_never_dropped(
    amount: Any, currency: Any, expected: tuple[int | None, str]
) -> None:
    fees = [{"amount": amount, "currency": currency, "note": ""}]

    read = read_record(record(methods=[way("DIRECT", 3, fees=fees)]))

    assert [(fee.amount_vnd, fee.foreign_amount) for fee in read.fees] == [expected]
    assert (Doubt.AMOUNT_IN_WORDS in doubts(read)) is (expected[0] is None and currency != "USD")


def test_amount_in_many_words_stands_whole_in_the_note() -> None:
    words = "Theo biểu giá của cơ sở kiểm định, tối đa 300.000 đồng mỗi hồ sơ"

    fee = read_record(
        record(methods=[way("DIRECT", 3, fees=[{"amount": words, "note": "Phí"}])])
    ).fees[0]

    assert len(fee.foreign_amount) == 40
    assert fee.note == f"{words}\nPhí"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("<b>Đăng ký</b> khai&nbsp;sinh", "Đăng ký khai sinh"),
        ("Đăng ký<br/>khai sinh<script>alert(1)</script>", "Đăng ký khai sinh"),
        ("&lt;p&gt;Đăng ký khai sinh&lt;/p&gt;", "Đăng ký khai sinh"),
    ],
)
def test_html_is_taken_out_of_a_name_and_doubted(name: str, expected: str) -> None:
    read = read_record(record(name=name))

    assert read.name == expected
    assert Doubt.MARKUP in doubts(read)


@pytest.mark.parametrize("name", ["Nhà ở < 250 m2 & 3 tầng", "Cấp phép R&D; x <y> z", "AT&T"])
def test_signs_that_are_no_html_stay(name: str) -> None:
    read = read_record(record(name=name))

    assert read.name == name
    assert Doubt.MARKUP not in doubts(read)
