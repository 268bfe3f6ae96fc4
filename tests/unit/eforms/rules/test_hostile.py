"""Nothing that is sent may raise; what comes back can always be stored and shown."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.eforms.rules.answers.checking import check_section
from motcua.eforms.rules.answers.raw import is_blank, tidy
from motcua.eforms.rules.pages.drawing import draw
from motcua.eforms.rules.prefill import prefill
from motcua.eforms.rules.problems import definition_problems
from motcua.eforms.rules.settling import missing, settle
from motcua.eforms.rules.summary import summarise
from tests.unit.eforms.samples import EVERYTHING, TODAY, SmallCountry, everything

DEFINITION = everything()
SECTIONS = [one.key for one in DEFINITION.sections]
QUESTIONS = sorted({question.key for _section, question in DEFINITION.questions()})
ODD = (
    "yes no red NONE_YET CITIZEN_12 064185001234 31/02/2025 1.234,5 23602"
    " \x00 \ud800 \u202e ٣ １２"
    " - . , ’ ²"
)
PARTS = (
    "day month year text kind number issued_on issued_by province commune search typed detail"
    " abroad born at_school school"
)
WORDS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.sampled_from([*ODD.split(" "), "1" * 60, "xã Chia Đôi"]),
)
KEYS = st.one_of(st.sampled_from([*QUESTIONS, *PARTS.split()]), st.text(max_size=5))
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.binary(max_size=5), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=25,
)
STORED = st.dictionaries(
    st.one_of(st.sampled_from(SECTIONS), st.text(max_size=3)), JUNK, max_size=5
)
patient = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def assert_storable(value: Any) -> None:
    text = json.dumps(value, allow_nan=False, ensure_ascii=False)
    assert "\\u0000" not in text
    text.encode()


@patient
@given(section=st.sampled_from([*SECTIONS, "nowhere"]), raw=JUNK, answers=STORED)
def test_check_of_anything_answers_and_can_be_kept(section: str, raw: Any, answers: Any) -> None:
    checked = check_section(
        DEFINITION, section, raw, answers=answers, resolver=SmallCountry(), today=TODAY, files=()
    )

    assert_storable(checked.values)
    assert_storable(checked.raw)
    for sentence in checked.errors.values():
        str(sentence).encode()


@patient
@given(answers=STORED)
def test_stored_answers_of_any_shape_can_be_read(answers: Any) -> None:
    missing(DEFINITION, answers)
    summarise(DEFINITION, answers, "en")
    settled = settle(DEFINITION, answers)

    assert settle(DEFINITION, settled) == settled


@patient
@given(section=st.sampled_from(SECTIONS), raw=JUNK, answers=STORED)
def test_checked_values_are_kept_when_checked_again(section: str, raw: Any, answers: Any) -> None:
    first = check_section(
        DEFINITION, section, raw, answers=answers, resolver=SmallCountry(), today=TODAY
    )

    again = check_section(
        DEFINITION, section, first.values, answers=answers, resolver=SmallCountry(), today=TODAY
    )

    filled = (
        [row for row in first.values if row] if isinstance(first.values, list) else first.values
    )
    if isinstance(filled, dict) and "children" in filled:
        filled = {**filled, "children": [row for row in filled["children"] if row]}
        filled = {key: value for key, value in filled.items() if value != []}
    assert again.values == filled


@patient
@given(section=st.sampled_from(SECTIONS), raw=JUNK, answers=STORED)
def test_page_of_anything_can_be_drawn(section: str, raw: Any, answers: Any) -> None:
    checked = check_section(
        DEFINITION, section, raw, answers=answers, resolver=SmallCountry(), today=TODAY
    )

    page = draw(DEFINITION, section, checked, answers=answers, resolver=SmallCountry())

    assert page.items


@patient
@given(
    profile=st.dictionaries(
        st.sampled_from(["applicant.name", "applicant.identity", "filer.phone"]), JUNK
    )
)
def test_prefill_of_anything_takes_only_what_fits(profile: Any) -> None:
    answers = prefill(DEFINITION, profile)

    assert_storable(answers)


@patient
@given(junk=JUNK, place=st.sampled_from(["sections", "title", "key", "schema"]))
def test_definition_problems_of_anything_are_named(junk: Any, place: str) -> None:
    definition_problems(junk)

    for problem in definition_problems({**EVERYTHING, place: junk}):
        assert str(problem.message)


@patient
@given(
    raw=JUNK, question=st.sampled_from([question for _section, question in DEFINITION.questions()])
)
def test_tidied_raw_stays_as_it_is_when_tidied_again(raw: Any, question: Any) -> None:
    once = tidy(question, raw)

    assert tidy(question, once) == once
    is_blank(question, once)
