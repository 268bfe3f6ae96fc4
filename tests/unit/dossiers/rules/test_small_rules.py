"""Route, undoing, completeness, applicant and addresses: the short rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.enums import StepAct
from motcua.catalogue.rules.routing.definition import Step
from motcua.dossiers.rules import addresses
from motcua.dossiers.rules.applicant import ApplicantFacts, address_line, applicant_of
from motcua.dossiers.rules.completeness import Slot, missing
from motcua.dossiers.rules.route import acts_at, step_after, step_before
from motcua.dossiers.rules.undoing import UNDO_WITHIN, can_still_undo
from motcua.eforms.rules.definition import Text
from motcua.eforms.rules.parsing import parse

NINE = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)

# ── route ───────────────────────────────────────────────────────────────────────────────────


def at(place: int, *may: StepAct) -> Step:
    acts = {"may": frozenset(may)} if may else {}
    return Step(position=place, key=f"b{place}", name=Text("Bước"), role="SPECIALIST", **acts)


A = StepAct
REST = frozenset(StepAct) - {StepAct.FORWARD, StepAct.SEND_BACK, StepAct.DECIDE}


@pytest.mark.parametrize(
    ("steps", "position", "acts"),
    [
        ([at(1), at(2), at(3)], 1, {*REST, A.FORWARD}),
        ([at(1), at(2), at(3)], 2, {*REST, A.FORWARD, A.SEND_BACK}),
        ([at(1), at(2), at(3)], 3, {*REST, A.SEND_BACK, A.DECIDE}),
        ([at(1)], 1, {*REST, A.DECIDE}),
        ([at(1, A.FORWARD, A.DECIDE), at(2)], 1, {A.FORWARD, A.DECIDE}),
        ([at(1), at(2, A.FORWARD), at(3)], 2, {A.FORWARD}),
        ([at(1), at(3)], 2, {*REST, A.FORWARD, A.SEND_BACK}),  # the answers changed under it
    ],
)
def test_what_may_be_done_at_a_step(steps: list[Step], position: int, acts: set[StepAct]) -> None:
    assert acts_at(steps, position) == acts


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8, unique=True))
def test_walking_forward_and_back_visits_every_step_in_order(places: list[int]) -> None:
    steps = [at(place) for place in sorted(places)]

    walked, step = [], step_after(steps, 0)
    while step:
        walked.append(step)
        step = step_after(steps, step.position)
    back, step = [], step_before(steps, 41)
    while step:
        back.append(step)
        step = step_before(steps, step.position)

    assert walked == steps
    assert back == steps[::-1]


# ── undoing ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("after", "possible"),
    [
        (timedelta(0), True),
        (UNDO_WITHIN - timedelta(microseconds=1), True),
        (UNDO_WITHIN, True),
        (UNDO_WITHIN + timedelta(microseconds=1), False),
        (timedelta(days=1), False),
        (-timedelta(microseconds=1), False),
    ],
)
def test_undo_within_ten_minutes_and_never_before(after: timedelta, possible: bool) -> None:
    assert timedelta(minutes=10) == UNDO_WITHIN
    assert can_still_undo(NINE, NINE + after) is possible


# ── completeness ────────────────────────────────────────────────────────────────────────────


@given(
    st.lists(st.tuples(st.integers(0, 50), st.booleans()), unique_by=lambda slot: slot[0]),
    st.sets(st.integers(0, 50)),
)
def test_missing_are_the_required_without_a_file_in_order(
    stated: list[tuple[int, bool]], supplied: set[int]
) -> None:
    slots = [Slot(key, str(key), required) for key, required in stated]

    found = missing(slots, supplied)

    assert [slot.key for slot in found] == [
        key for key, required in stated if required and key not in supplied
    ]


# ── applicant ───────────────────────────────────────────────────────────────────────────────

_FACTS = {
    "name": "short_text",
    "identity": "person_identity",
    "tax_code": "tax_code",
    "phone": "phone",
    "email": "email",
    "address": "address",
}


def _definition() -> Any:
    def questions(prefix: str, who: str) -> list[dict[str, Any]]:
        return [
            {
                "key": f"{prefix}{fact}",
                "type": kind,
                "label": {"vi": fact, "en": fact},
                "prefill": f"{who}.{fact}",
                "required": False,
            }
            for fact, kind in _FACTS.items()
        ]

    sections: list[dict[str, Any]] = [
        {
            "key": "filer",
            "title": {"vi": "Người nộp", "en": "Filer"},
            "questions": questions("", "filer"),
        },
        {
            "key": "first",
            "title": {"vi": "Một", "en": "One"},
            "questions": questions("a_", "applicant"),
        },
        {
            "key": "second",
            "title": {"vi": "Hai", "en": "Two"},
            "questions": questions("b_", "applicant"),
        },
    ]
    return parse(
        {
            "schema": 1,
            "key": "facts",
            "title": {"vi": "Tờ khai", "en": "Form"},
            "sections": sections,
        }
    )


def test_applicant_is_read_from_the_questions_that_declare_it() -> None:
    answers = {
        "filer": {"name": "Kẻ Khác", "email": "khac@example.test"},
        "first": {
            "a_name": "Ơ’ Y Hưng",
            "a_identity": {"kind": "CITIZEN_12", "number": "064190001234"},
            "a_address": {
                "detail": "12 Lê Lợi",
                "commune_name": "Phường Pleiku",
                "province_name": "Tỉnh Gia Lai",
            },
        },
        "second": {"b_phone": "+84912345678", "b_name": "Người thứ hai"},
    }

    assert applicant_of(_definition(), answers) == ApplicantFacts(
        name="Ơ’ Y Hưng",
        identity_kind="CITIZEN_12",
        identity_number="064190001234",
        phone="+84912345678",
        address="12 Lê Lợi, Phường Pleiku, Tỉnh Gia Lai",
    )


def test_blank_answer_leaves_the_fact_to_a_later_question() -> None:
    answers = {"first": {"a_name": "", "a_identity": {}}, "second": {"b_name": "Y Bhăm"}}

    assert applicant_of(_definition(), answers).name == "Y Bhăm"


@pytest.mark.parametrize("held", [None, [], "text", [{"a_name": "Trong danh sách"}]])
def test_applicant_of_nothing_usable_is_empty(held: Any) -> None:
    assert applicant_of(_definition(), {"first": held}) == ApplicantFacts()


@given(st.dictionaries(st.sampled_from([f"a_{f}" for f in _FACTS]), st.text(max_size=600)))
def test_applicant_facts_always_fit_their_columns(held: dict[str, str]) -> None:
    facts = applicant_of(_definition(), {"first": held})

    assert len(facts.name) <= 300
    assert len(facts.identity_number) <= 20
    assert len(facts.tax_code) <= 14
    assert len(facts.phone) <= 16
    assert len(facts.email) <= 254
    assert len(facts.address) <= 500


@pytest.mark.parametrize(
    ("tax_code", "identity", "expected"),
    [("5900123456", "", True), ("5900123456", "064190001234", False), ("", "", False)],
)
def test_tax_code_without_a_personal_paper_speaks_for_an_organisation(
    tax_code: str, identity: str, expected: bool
) -> None:
    facts = ApplicantFacts(tax_code=tax_code, identity_number=identity)

    assert facts.is_organisation is expected


def test_address_line_of_nothing_is_empty() -> None:
    assert address_line(None) == address_line({"detail": ""}) == address_line("Pleiku") == ""


# ── addresses ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "view", "part"),
    [
        (addresses.dossier("H21.16-260914-0011"), "public:dossier", "H21.16-260914-0011"),
        (addresses.desk_dossier("H21.16-260914-0011"), "desk:dossier", "H21.16-260914-0011"),
        (
            addresses.draft("3f0c5f5e-8c0b-4c52-9ad6-0f1fbf2f4a11"),
            "public:draft",
            "3f0c5f5e-8c0b-4c52-9ad6-0f1fbf2f4a11",
        ),
        (addresses.TRACKING, "public:tracking", ""),
    ],
)
def test_addresses_in_messages_lead_to_pages(address: str, view: str, part: str) -> None:
    found = resolve(address)

    assert found.view_name == view
    assert part in "".join(str(value) for value in found.kwargs.values())
