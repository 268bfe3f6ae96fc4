"""Faulty definitions and the sentence that names each fault."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from motcua.eforms.enums import PREFILL_SOURCES, QuestionType
from motcua.eforms.rules.problems import SCHEMA_FILE, definition_problems
from tests.unit.eforms.samples import COLOURS, EVERYTHING, form, question, section, text

DOCS = Path(__file__).parents[4] / "docs" / "reference"


def condition(q: str, op: str = "answered", **more: Any) -> dict[str, Any]:
    return {"condition": {"q": q, "op": op, **more}}


def two_pages(**of_second: Any) -> dict[str, Any]:
    return form(
        section(
            "one",
            question("name", "short_text"),
            question("age", "number"),
            question("born", "date"),
            question("sure", "yes_no"),
            question("colour", "choice", options=COLOURS),
            question("liked", "choices", options=COLOURS),
            question("paper", "person_identity"),
            question(
                "kids",
                "group",
                repeat={"max": 2, "item": text("Con")},
                questions=[question("k", "yes_no")],
            ),
        ),
        section("two", question("x", "short_text", **of_second)),
        section("three", question("y", "short_text"), repeat={"max": 2, "item": text("Mục")}),
    )


def test_sound_definition_has_no_problems() -> None:
    assert definition_problems(EVERYTHING) == []
    assert definition_problems(two_pages()) == []


@pytest.mark.parametrize(
    "more",
    [
        condition("one.name", "eq", value="x"),
        condition("one.age", "gt", value=5),
        condition("one.born", "lt", value="2020-01"),
        condition("one.sure", "eq", value=False),
        condition("one.colour", "in", value=["red"]),
        condition("one.liked", "contains", value="red"),
        condition("one.paper.kind", "eq", value="NONE_YET"),
        condition("one.kids", "answered", value=False),
        {
            "condition": {
                "any": [
                    {"q": "one.name", "op": "answered"},
                    {"not": {"q": "one.sure", "op": "answered"}},
                ]
            }
        },
    ],
)
def test_sound_conditions_have_no_problems(more: Any) -> None:
    assert definition_problems(two_pages(**more)) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (condition("one.nobody"), "“one.nobody” không có trong tờ khai"),
        (condition("zero.name"), "“zero.name” không có trong tờ khai"),
        (condition(".nobody"), "không có bên cạnh"),
        (condition("three.y"), "ở trang sau"),
        (condition("one.name", "gt", value="x"), "Phép so sánh “gt”"),
        (condition("one.kids", "eq", value=1), "Phép so sánh “eq”"),
        (condition("one.paper", "eq", value="x"), "Phép so sánh “eq”"),
        (condition("one.age", "eq", value="5"), "Giá trị “5”"),
        (condition("one.age", "eq", value=True), "Giá trị “True”"),
        (condition("one.born", "gt", value="31/12/2020"), "Giá trị “31/12/2020”"),
        (condition("one.born", "gt", value="2020-02-30"), "Giá trị “2020-02-30”"),
        (condition("one.sure", "eq", value="yes"), "Giá trị “yes”"),
        (condition("one.colour", "eq", value="green"), "Giá trị “green”"),
        (condition("one.colour", "in", value="red"), "Giá trị “red”"),
        (condition("one.paper.kind", "eq", value="CARD"), "Giá trị “CARD”"),
        (condition("one.paper.colour"), "không có phần “colour”"),
        (condition("one.name", "answered", value="x"), "Giá trị “x”"),
        (condition("two.x", "eq", value="x"), "phụ thuộc vào chính nó"),
    ],
)
def test_faulty_conditions_are_named(more: Any, words: str) -> None:
    problems = definition_problems(two_pages(**more))

    assert [problem.path for problem in problems] == ["two.x"]
    assert words in str(problems[0].message)


def test_condition_into_a_repeated_section_is_refused_from_outside() -> None:
    definition = form(
        section("many", question("a", "yes_no"), repeat={"max": 2, "item": text("Mục")}),
        section("s", question("b", "yes_no", **condition("many.a"))),
    )

    problems = definition_problems(definition)

    assert "phần lặp" in str(problems[0].message)


def test_section_may_not_depend_on_itself() -> None:
    definition = form(section("s", question("a", "yes_no"), **condition("s.a")))

    assert [problem.path for problem in definition_problems(definition)] == ["s"]


def change(path: str, value: Any) -> dict[str, Any]:
    """EVERYTHING with one place changed, or removed when the value is `...`."""
    definition = copy.deepcopy(EVERYTHING)
    *way, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    place: Any = definition
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return definition


@pytest.mark.parametrize(
    ("path", "value", "where", "words"),
    [
        ("schema", 2, "schema", "Giá trị không đúng"),
        ("key", "Khai Sinh", "key", "chưa đúng mẫu"),
        ("title", ..., "", "Thiếu khóa bắt buộc"),
        (
            "sections/0/questions/0/type",
            "colour",
            "sections.0.questions.0.type",
            "danh sách cho phép",
        ),
        ("sections/0/questions/0/colour", "red", "sections.0.questions.0", "không được nhận"),
        ("sections/0/questions/0/max_length", "5", "sections.0.questions.0.max_length", "Sai kiểu"),
        (
            "sections/0/questions/0/prefill",
            "me.name",
            "sections.0.questions.0.prefill",
            "danh sách",
        ),
        ("sections/0/questions/1/key", "full_name", "person.full_name", "dùng hai lần"),
        ("sections/4/key", "family", "sections.family", "dùng hai lần"),
        ("sections/0/questions/2/min", 30, "person.copies", "Giới hạn dưới lớn hơn"),
        ("sections/0/questions/5/not_before", "2026-02-30", "person.born", "Không có ngày"),
        ("sections/3/repeat/min", 5, "witnesses", "Số lần ít nhất"),
        ("sections/2/questions/1/min", 3, "family.liked", "Giới hạn dưới lớn hơn"),
        ("sections/2/questions/0/options/1/key", "red", "family.colour.red", "dùng hai lần"),
        ("title/vi", "Tờ\x00khai", "", "không lưu được"),
        ("title/vi", "Tờ\ud800khai", "", "không lưu được"),
    ],
)
def test_faults_are_named_with_their_place(path: str, value: Any, where: str, words: str) -> None:
    problems = definition_problems(change(path, value))

    assert problems[0].path == where
    assert words in str(problems[0].message)


def test_group_inside_a_repeated_section_is_refused() -> None:
    definition = copy.deepcopy(EVERYTHING)
    definition["sections"][2]["repeat"] = {"max": 2, "item": text("Mục")}

    assert any("Phần lặp" in str(problem.message) for problem in definition_problems(definition))


def test_deeply_nested_condition_is_refused() -> None:
    deep: Any = {"q": "one.name", "op": "answered"}
    for _depth in range(3000):
        deep = {"not": deep}

    assert definition_problems(two_pages(condition=deep))


def test_published_schema_is_the_one_that_is_used() -> None:
    published = json.loads((DOCS / "form-definition.schema.json").read_text(encoding="utf-8"))

    assert published == json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def test_schema_names_every_type_and_source() -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))["$defs"]

    assert set(schema["question"]["properties"]["type"]["enum"]) == set(QuestionType)
    assert tuple(schema["prefill"]["enum"]) == PREFILL_SOURCES


def test_examples_of_the_reference_page_are_sound() -> None:
    page = (DOCS / "form-definition.md").read_text(encoding="utf-8")
    examples = re.findall(r"```json\n(.*?)```", page, re.DOTALL)

    assert examples
    for example in examples:
        assert definition_problems(json.loads(example)) == []


@pytest.mark.parametrize("type_", list(QuestionType))
def test_reference_page_tells_of_every_type(type_: str) -> None:
    page = (DOCS / "form-definition.md").read_text(encoding="utf-8")

    assert f"| `{type_}` |" in page
