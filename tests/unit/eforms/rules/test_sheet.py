"""What a form looks like on paper, question by question."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.eforms.rules import sheet
from motcua.eforms.rules.parsing import parse
from motcua.eforms.rules.sheet import SheetQuestion, blank_sheet
from tests.unit.eforms.samples import (
    CHILDREN,
    COLOURS,
    EVERYTHING,
    everything,
    form,
    question,
    section,
    text,
)


def drawn(type_: str, **more: Any) -> SheetQuestion:
    return blank_sheet(parse(form(section("s", question("q", type_, **more)))))[0].questions[0]


@pytest.mark.parametrize(
    ("type_", "more", "expected"),
    [
        ("short_text", {}, SheetQuestion("Câu q", sheet.LINE)),
        ("phone", {"required": False}, SheetQuestion("Câu q (nếu có)", sheet.LINE)),
        ("long_text", {}, SheetQuestion("Câu q", sheet.LINES)),
        ("number", {"unit": text("m²")}, SheetQuestion("Câu q", sheet.LINE, unit="m²")),
        ("date", {}, SheetQuestion("Câu q", sheet.DATE)),
        ("yes_no", {}, SheetQuestion("Câu q", sheet.BOXES, options=("Có", "Không"))),
        (
            "choice",
            {"options": COLOURS},
            SheetQuestion("Câu q", sheet.BOXES, options=("Đỏ", "Xanh")),
        ),
        ("declaration", {}, SheetQuestion("Câu q", sheet.STATEMENT)),
        ("file", {}, SheetQuestion("Câu q", sheet.ENCLOSED)),
        (
            "person_identity",
            {"kinds": ["PASSPORT"], "issued": True},
            SheetQuestion("Câu q", sheet.IDENTITY, options=("Hộ chiếu",), is_issued=True),
        ),
        (
            "address",
            {},
            SheetQuestion("Câu q (thôn, làng, số nhà, đường; xã, phường; tỉnh)", sheet.LINES),
        ),
    ],
)
def test_blank_sheet_draws_what_the_answer_needs(
    type_: str, more: dict[str, Any], expected: SheetQuestion
) -> None:
    assert drawn(type_, **more) == expected


def test_blank_sheet_writes_a_long_list_instead_of_ticking_it() -> None:
    options = [{"key": f"k{number}", "label": text(f"Dân tộc {number}")} for number in range(13)]

    assert drawn("choice", options=options).draws == sheet.LINE


def test_blank_sheet_leaves_three_rows_for_a_repeated_group() -> None:
    table = blank_sheet(parse(form(section("s", CHILDREN))))[0].questions[0]

    assert (table.draws, table.rows) == (sheet.TABLE, 3)
    assert table.columns == ("Câu full_name", "Câu born", "Câu at_school", "Câu school")


@pytest.mark.parametrize(("least", "most", "rows"), [(0, 2, 2), (0, 50, 3), (5, 50, 5)])
def test_blank_sheet_never_has_fewer_rows_than_are_asked(least: int, most: int, rows: int) -> None:
    repeat = {"min": least, "max": most, "item": text("Xe")}
    choice = question("colour", "choice", options=COLOURS)

    table = drawn("group", repeat=repeat, questions=[choice])

    assert table.rows == rows
    assert table.legend == ("Câu colour: Đỏ, Xanh.",)


def test_blank_sheet_says_when_a_question_is_asked() -> None:
    condition = {"q": "s.married", "op": "eq", "value": True}
    asked = [question("married", "yes_no"), question("with", "short_text", condition=condition)]

    plain, conditional = blank_sheet(parse(form(section("s", *asked))))[0].questions

    assert plain.only_if == ""
    assert conditional.only_if == "Chỉ trả lời nếu “Câu married” là “Có”."


def test_blank_sheet_has_every_question_once_in_order() -> None:
    pages = blank_sheet(everything())

    assert [page.title for page in pages] == [
        each["title"]["vi"] for each in EVERYTHING["sections"]
    ]
    assert [len(page.questions) for page in pages] == [
        len(each["questions"]) for each in EVERYTHING["sections"]
    ]
    assert [page.repeats != "" for page in pages] == ["repeat" in x for x in EVERYTHING["sections"]]


def test_blank_sheet_is_vietnamese_unless_asked_otherwise() -> None:
    assert blank_sheet(everything(), "en") != blank_sheet(everything())
