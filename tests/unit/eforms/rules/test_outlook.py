"""What a condition still depends on while its page is filled in, as a rule and in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from motcua.eforms.rules.definition import Question
from motcua.eforms.rules.pages.outlook import in_words, outlook
from motcua.eforms.rules.parsing import condition, parse
from tests.unit.eforms.samples import COLOURS, form, question, section

PAGE = parse(
    form(
        section(
            "s",
            question("name", "short_text"),
            question("count", "number"),
            question("worth", "money"),
            question("born", "date"),
            question("sure", "yes_no"),
            question("colour", "choice", options=COLOURS),
            question("paper", "person_identity"),
        )
    )
).by_key["s"]
HERE = {"q": "s.sure", "op": "eq", "value": True}
RULE = {"n": "s.sure", "op": "eq", "v": "yes", "t": "yes_no"}
TRUE = {"q": "other.yes", "op": "answered"}
FALSE = {"q": "other.no", "op": "answered"}


def find(ref: tuple[str, ...]) -> Question | None:
    return PAGE.by_key.get(ref[1]) if ref[0] == "s" else None


def here(ref: tuple[str, ...]) -> tuple[str, Question] | None:
    found = find(ref)
    return (f"s.{ref[1]}", found) if found else None


def look(raw: Any) -> Any:
    return outlook(condition(raw), {("other", "yes"): 1}.get, here)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, True),
        (TRUE, True),
        (FALSE, False),
        (HERE, RULE),
        ({"not": FALSE}, True),
        ({"not": HERE}, {"not": RULE}),
        ({"all": [TRUE, TRUE]}, True),
        ({"all": [TRUE, HERE]}, {"all": [RULE]}),
        ({"all": [FALSE, HERE]}, False),
        ({"any": [FALSE, FALSE]}, False),
        ({"any": [FALSE, HERE]}, {"any": [RULE]}),
        ({"any": [TRUE, HERE]}, True),
        ({"any": [HERE, {"all": [HERE, FALSE]}]}, {"any": [RULE]}),
    ],
)
def test_outlook_settles_what_other_pages_decide(raw: Any, expected: Any) -> None:
    assert look(raw) == expected


@pytest.mark.parametrize(
    ("raw", "name", "value"),
    [
        ({"q": "s.colour", "op": "in", "value": ["red", "blue"]}, "s.colour", ["red", "blue"]),
        ({"q": "s.count", "op": "gt", "value": 5}, "s.count", 5),
        ({"q": "s.sure", "op": "answered", "value": False}, "s.sure", "no"),
        ({"q": "s.paper.kind", "op": "eq", "value": "NONE_YET"}, "s.paper.kind", "NONE_YET"),
        ({"q": "s.paper", "op": "answered"}, "s.paper.number", "yes"),
    ],
)
def test_outlook_names_inputs_and_values_as_they_are_typed(raw: Any, name: str, value: Any) -> None:
    rule = look(raw)

    assert (rule["n"], rule["v"]) == (name, value)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (HERE, "“Câu sure” là “Có”"),
        ({**HERE, "value": False}, "“Câu sure” là “Không”"),
        ({"q": "s.colour", "op": "ne", "value": "red"}, "“Câu colour” không phải là “Đỏ”"),
        (
            {"q": "s.colour", "op": "in", "value": ["red", "blue"]},
            "“Câu colour” là một trong: Đỏ; Xanh",
        ),
        ({"q": "s.count", "op": "gt", "value": 1500}, "“Câu count” lớn hơn 1.500"),
        ({"q": "s.worth", "op": "lt", "value": 1500}, "“Câu worth” nhỏ hơn 1.500\xa0đ"),
        ({"q": "s.born", "op": "lt", "value": "2020-05"}, "“Câu born” trước 05/2020"),
        ({"q": "s.name", "op": "answered"}, "“Câu name” có câu trả lời"),
        ({"q": "s.name", "op": "eq", "value": "x"}, "“Câu name” là “x”"),
        (
            {"q": "s.paper.kind", "op": "eq", "value": "PASSPORT"},
            "“Câu paper” là “Hộ chiếu”",
        ),
        (
            {"all": [HERE, {"q": "s.name", "op": "answered"}]},
            "“Câu sure” là “Có” và “Câu name” có câu trả lời",
        ),
        (
            {"any": [HERE, {"q": "s.name", "op": "answered"}]},
            "“Câu sure” là “Có” hoặc “Câu name” có câu trả lời",
        ),
    ],
)
def test_in_words_says_when_to_answer(raw: Any, words: str) -> None:
    assert str(in_words(condition(raw), find)) == f"Chỉ trả lời nếu {words}."


@pytest.mark.parametrize(
    "raw",
    [
        {"not": HERE},
        {"q": "s.name", "op": "answered", "value": False},
        {"all": [HERE, {"not": HERE}]},
        {"any": [HERE, HERE, HERE, HERE]},
        {"q": "other.unknown", "op": "answered"},
    ],
)
def test_in_words_stays_plain_where_a_condition_is_intricate(raw: Any) -> None:
    assert str(in_words(condition(raw), find)) == "Chỉ trả lời nếu đúng với trường hợp của bạn."


def test_in_words_uses_the_labels_of_the_reader() -> None:
    words = in_words(condition({"q": "s.colour", "op": "eq", "value": "red"}), find)

    with override("en"):
        assert "Question colour" in str(words)
        assert "Red" in str(words)
