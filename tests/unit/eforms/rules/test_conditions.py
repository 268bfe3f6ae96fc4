"""When conditions hold, and what of a form is shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms.rules.conditions import holds, refs
from motcua.eforms.rules.parsing import condition, parse
from motcua.eforms.rules.scene import visible_sections
from motcua.eforms.rules.settling import missing, settle
from tests.unit.eforms.samples import ANSWERS, everything, form, question, section

NAME = {"q": "a.b", "op": "answered"}


@pytest.mark.parametrize(
    ("op", "value", "answer", "expected"),
    [
        ("answered", True, "x", True),
        ("answered", True, False, True),
        ("answered", True, 0, True),
        ("answered", True, "", False),
        ("answered", True, [], False),
        ("answered", False, None, True),
        ("answered", False, "x", False),
        ("eq", "x", "x", True),
        ("eq", True, True, True),
        ("eq", True, 1, False),
        ("eq", 1, True, False),
        ("eq", 2, 2.0, True),
        ("eq", "x", None, False),
        ("ne", "x", "y", True),
        ("ne", "x", "x", False),
        ("ne", "x", None, False),
        ("in", ["x", "y"], "y", True),
        ("in", ["x", "y"], "z", False),
        ("gt", 5, 6, True),
        ("gt", 5, 5, False),
        ("gt", 5, None, False),
        ("gt", 5, "not a number", False),
        ("lt", 1.5, 1.25, True),
        ("gt", "2026-05-01", "2026-05-02", True),
        ("gt", "2026-05-01", "2026", False),
        ("lt", "2026-05-01", "2025", True),
        ("contains", "x", ["x", "y"], True),
        ("contains", "x", ["y"], False),
        ("contains", "x", "x", False),
    ],
)
def test_holds_compares_an_answer(op: str, value: Any, answer: Any, expected: bool) -> None:
    parsed = condition({"q": "a.b", "op": op, "value": value})

    assert holds(parsed, lambda _ref: answer) is expected


def test_holds_joins_parts() -> None:
    yes, no = {"q": "a.yes", "op": "answered"}, {"q": "a.no", "op": "answered"}
    answers = {("a", "yes"): 1}

    def check(raw: Any) -> bool:
        return holds(condition(raw), answers.get)

    assert check({"all": [yes, yes]})
    assert not check({"all": [yes, no]})
    assert check({"any": [no, yes]})
    assert not check({"any": [no, no]})
    assert check({"not": no})
    assert not check({"not": {"any": [no, yes]}})


def test_refs_names_every_answer_looked_at() -> None:
    raw = {
        "all": [
            NAME,
            {"not": {"any": [{"q": ".c", "op": "answered"}, {"q": "d.e.kind", "op": "answered"}]}},
        ]
    }

    assert refs(condition(raw)) == {("a", "b"), (".", "c"), ("d", "e", "kind")}


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text())
)
LEAVES = st.fixed_dictionaries(
    {
        "q": st.just("a.b"),
        "op": st.sampled_from(["eq", "ne", "in", "gt", "lt", "contains", "answered"]),
        "value": SCALARS,
    }
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)


@given(raw=TREES, answer=SCALARS)
def test_holds_of_any_condition_and_answer_is_one_or_the_other(raw: Any, answer: Any) -> None:
    once = holds(condition(raw), lambda _ref: answer)

    assert once in (True, False)
    assert holds(condition({"not": {"not": raw}}), lambda _ref: answer) is once


def test_visible_sections_follow_the_answers() -> None:
    single = {"person": {"married": False}}

    shown = [one.key for one in visible_sections(everything(), single)]

    assert shown == ["person", "family", "witnesses", "end"]


CHAIN = form(
    section(
        "s",
        question("a", "yes_no"),
        question("b", "yes_no", condition={"q": "s.a", "op": "eq", "value": True}),
        question("c", "short_text", condition={"q": ".b", "op": "eq", "value": True}),
    ),
    section("t", question("d", "short_text"), condition={"q": "s.c", "op": "answered"}),
)


def test_hidden_answers_count_as_unanswered_all_along() -> None:
    answers = {"s": {"a": False, "b": True, "c": "x"}, "t": {"d": "y"}}

    assert settle(parse(CHAIN), answers) == {"s": {"a": False}}


def test_settle_keeps_what_is_shown_and_known() -> None:
    answers = {**ANSWERS, "stranger": {"x": 1}, "spouse": {**ANSWERS["spouse"], "stranger": 1}}

    assert settle(everything(), answers) == ANSWERS


def test_missing_lists_required_answers_of_shown_pages_only() -> None:
    found = missing(parse(CHAIN), {"s": {"a": True}})

    assert [one.path for one in found] == ["s.b"]
    assert "Câu b" in str(found[0].message)


def test_missing_looks_into_items() -> None:
    answers = {**ANSWERS, "witnesses": [{"identity": {"kind": "NONE_YET"}}]}

    assert [one.path for one in missing(everything(), answers)] == [
        "witnesses-0.full_name",
        "witnesses-0.finger",
    ]


def test_a_circle_that_slipped_through_ends() -> None:
    circle = form(
        section(
            "s",
            question("a", "yes_no", condition={"q": "s.b", "op": "eq", "value": True}),
            question("b", "yes_no", condition={"q": "s.a", "op": "eq", "value": True}),
        )
    )

    assert settle(parse(circle), {"s": {"a": True, "b": True}}) == {"s": {}}
