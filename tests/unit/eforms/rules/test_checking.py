"""Whole pages: what is missing, hidden, repeated."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.eforms.rules.answers.checking import Checked, check_section
from motcua.eforms.rules.parsing import parse
from tests.unit.eforms.samples import (
    ANSWERS,
    TODAY,
    SmallCountry,
    everything,
    form,
    question,
    section,
    text,
)


def check(key: str, raw: Any, answers: Any = None, definition: Any = None) -> Checked:
    return check_section(
        definition or everything(),
        key,
        raw,
        answers=answers or {},
        resolver=SmallCountry(),
        today=TODAY,
    )


def test_check_of_everything_right_keeps_everything() -> None:
    for key, held in ANSWERS.items():
        checked = check_section(
            everything(),
            key,
            held,
            answers=ANSWERS,
            resolver=SmallCountry(),
            today=TODAY,
            files={"a1"},
        )

        assert checked.errors == {}
        assert checked.values == held


def test_check_of_an_empty_page_names_each_missing_answer_in_order() -> None:
    checked = check("person", {})

    assert list(checked.errors) == [
        "person.full_name",
        "person.copies",
        "person.born",
        "person.identity",
        "person.home",
        "person.married",
    ]


def test_check_of_an_unknown_section_says_so() -> None:
    checked = check("nowhere", {"a": "b"})

    assert list(checked.errors) == [""]
    assert checked.values == {}


def test_check_drops_answers_that_a_condition_hides() -> None:
    hidden = {"colour": "red", "liked": ["blue"], "why": "x" * 1000}

    checked = check("family", hidden)

    assert checked.errors == {}
    assert checked.values == {"colour": "red", "liked": ["blue"]}
    assert checked.raw["why"] == "x" * 1000


def test_check_asks_for_what_a_condition_shows() -> None:
    checked = check("family", {"colour": "red", "liked": ["red"]})

    assert list(checked.errors) == ["family.why"]


def test_check_leaves_out_empty_items_of_a_group() -> None:
    rows = [{}, {"full_name": "H'Mai", "born": "2015"}, {"full_name": " "}]

    checked = check("family", {"colour": "red", "children": rows})

    assert checked.errors == {}
    assert checked.values["children"] == [{"full_name": "H'Mai", "born": "2015"}]
    assert len(checked.raw["children"]) == 1


def test_check_names_the_item_of_a_group_that_is_wrong() -> None:
    rows = [
        {"full_name": "H'Mai", "born": "2015"},
        {"born": "hôm qua", "at_school": "yes"},
    ]

    checked = check("family", {"colour": "red", "children": rows})

    assert list(checked.errors) == [
        "family.children-1.full_name",
        "family.children-1.born",
        "family.children-1.school",
    ]


def test_check_refuses_more_items_than_a_group_takes() -> None:
    rows = [{"full_name": f"Y {number}", "born": "2015"} for number in range(4)]

    checked = check("family", {"colour": "red", "children": rows})

    assert "tối đa 3 mục" in str(checked.errors["family.children"])
    assert len(checked.raw["children"]) == 4


def test_check_asks_for_the_least_number_of_items() -> None:
    checked = check("witnesses", [{}])

    assert list(checked.errors) == ["witnesses"]
    assert "ít nhất 1 mục" in str(checked.errors["witnesses"])


def test_check_numbers_the_items_of_a_repeated_section() -> None:
    rows = [
        {"full_name": "Kpă Thu", "identity": {"kind": "NONE_YET"}},
        {"full_name": "Siu Bin", "identity": {"kind": "CITIZEN_12", "number": "1"}},
    ]

    checked = check("witnesses", rows)

    assert list(checked.errors) == ["witnesses-0.finger", "witnesses-1.identity.number"]


def test_check_lets_neighbours_in_one_item_decide() -> None:
    rows = [
        {
            "full_name": "A",
            "identity": {"kind": "CITIZEN_12", "number": "064085001234"},
            "finger": "yes",
        }
    ]

    checked = check("witnesses", rows)

    assert checked.errors == {}
    assert "finger" not in checked.values[0]


def test_check_speaks_english_to_english_readers() -> None:
    from django.utils.translation import override

    checked = check("person", {"full_name": "x" * 60})

    with override("en"):
        assert "Question full_name" in str(checked.errors["person.full_name"])


@pytest.mark.parametrize(
    ("least", "rows", "paths"), [(0, [], []), (1, [], ["s.g"]), (1, [{}], ["s.g"])]
)
def test_check_of_a_group_counts_only_what_was_answered(
    least: int, rows: list[Any], paths: list[str]
) -> None:
    definition = parse(
        form(
            section(
                "s",
                question(
                    "g",
                    "group",
                    repeat={"min": least, "max": 2, "item": text("Mục")},
                    questions=[question("a", "short_text")],
                ),
            )
        )
    )

    checked = check("s", {"g": rows}, definition=definition)

    assert list(checked.errors) == paths
