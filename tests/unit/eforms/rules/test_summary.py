"""Answers read back, carried to another version and filled in beforehand."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from motcua.eforms.rules.carrying import ChangeKind, carry
from motcua.eforms.rules.parsing import parse
from motcua.eforms.rules.prefill import prefill
from motcua.eforms.rules.summary import summarise
from tests.unit.eforms.samples import ANSWERS, COLOURS, EVERYTHING, everything, question, text


def words(language: str = "vi", answers: Any = None, **more: Any) -> dict[str, str]:
    pages = summarise(everything(), answers or ANSWERS, language, **more)
    found = {}
    for page in pages:
        for row in page.rows:
            found[row.path] = row.text
            found |= {inner.path: inner.text for item in row.items for inner in item}
    return found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("person.full_name", "Rơ Châm H'Lan"),
        ("person.area", "120,5 m²"),
        ("person.worth", "1.500.000\xa0đ"),
        ("person.born", "02/03/1985"),
        (
            "person.identity",
            (
                "Số định danh cá nhân (12 chữ số): 064185001234, cấp ngày 06/05/2021,"
                " nơi cấp: Bộ Công an"
            ),
        ),
        ("person.phone", "0905 123 456"),
        ("person.home", "Làng Wâu, Xã Gào, Tỉnh Gia Lai"),
        ("person.married", "Có"),
        ("family.colour", "Xanh"),
        ("family.liked", "Đỏ; Xanh"),
        ("family.children", "2 người con"),
        ("family.children-0.born", "2015"),
        ("family.children-1.born", "01/2020"),
        ("witnesses-0.identity", "Chưa có giấy tờ tùy thân"),
        ("end.papers", "1 tệp"),
        ("end.true", "Đã đồng ý"),
    ],
)
def test_summarise_writes_answers_in_words(path: str, expected: str) -> None:
    assert words()[path] == expected


def test_summarise_shows_what_an_old_address_became() -> None:
    answers = copy.deepcopy(ANSWERS)
    answers["person"]["home"]["typed"] = "Xã Ia Kênh, TP Pleiku"

    assert words(answers=answers)["person.home"].endswith("(đã ghi: Xã Ia Kênh, TP Pleiku)")


def test_summarise_shows_an_address_abroad_as_written() -> None:
    answers = copy.deepcopy(ANSWERS)
    answers["person"]["home"] = {"abroad": True, "detail": "Attapeu, Lào"}

    assert words(answers=answers)["person.home"] == "Attapeu, Lào"


def test_summarise_in_english_takes_english_labels() -> None:
    pages = summarise(everything(), ANSWERS, "en")

    assert pages[0].rows[0].label == "Question full_name"
    assert words("en")["family.colour"] == "Blue"


def test_summarise_names_files_it_knows() -> None:
    assert words(files={"a1": "giấy.pdf"})["end.papers"] == "giấy.pdf"


def test_summarise_keeps_paths_official_places_and_item_titles() -> None:
    pages = summarise(everything(), ANSWERS)

    assert pages[0].rows[0].official == "Mục 1"
    assert [(page.key, page.number) for page in pages] == [
        ("person", None),
        ("spouse", None),
        ("family", None),
        ("witnesses", 0),
        ("end", None),
    ]
    assert pages[3].title == "Phần witnesses – Người làm chứng 1"
    assert [row.item_name for row in pages[2].rows if row.items] == ["Người con"]


def test_summarise_leaves_hidden_questions_out() -> None:
    answers = {**ANSWERS, "family": {"colour": "red"}}

    assert "family.why" not in words(answers=answers)


def test_carry_to_the_same_form_changes_nothing() -> None:
    carried = carry(everything(), everything(), ANSWERS)

    assert carried.answers == ANSWERS
    assert carried.changes == ()


def newer() -> Any:
    definition = copy.deepcopy(EVERYTHING)
    person, spouse, family = definition["sections"][:3]
    person["questions"][0]["label"] = text("Họ và tên")
    person["questions"][0]["max_length"] = 5
    del person["questions"][1]
    person["questions"].append(question("religion", "short_text", required=False))
    family["questions"][0]["options"] = [COLOURS[0]]
    family["questions"][3]["questions"][1]["partial"] = "month"
    spouse["key"] = "partner"
    return parse(definition)


def test_carry_tells_question_by_question_what_changed() -> None:
    carried = carry(everything(), newer(), ANSWERS)

    assert {(change.kind, change.path) for change in carried.changes} == {
        (ChangeKind.NO_LONGER_FITS, "person.full_name"),
        (ChangeKind.ADDED, "person.religion"),
        (ChangeKind.REMOVED, "person.story"),
        (ChangeKind.ADDED, "partner"),
        (ChangeKind.REMOVED, "spouse.full_name"),
        (ChangeKind.REMOVED, "spouse.tax"),
        (ChangeKind.NO_LONGER_FITS, "family.colour"),
        (ChangeKind.NO_LONGER_FITS, "family.children-0.born"),
    }
    lost = {change.path: change.lost for change in carried.changes}
    assert lost["person.full_name"] == "Rơ Châm H'Lan"
    assert lost["person.story"] == "Dòng một\nDòng hai"


def test_carry_keeps_everything_that_still_fits() -> None:
    carried = carry(everything(), newer(), ANSWERS)

    assert carried.answers["person"]["home"] == ANSWERS["person"]["home"]
    assert carried.answers["family"]["liked"] == ["red", "blue"]
    assert carried.answers["family"]["children"][1] == ANSWERS["family"]["children"][1]
    assert carried.answers["witnesses"] == ANSWERS["witnesses"]


def test_prefill_takes_what_fits_from_the_profile() -> None:
    profile = {
        "applicant.name": "H'Lan",
        "applicant.birth_date": "1985",
        "applicant.identity": {"kind": "CITIZEN_12", "number": "064185001234"},
        "filer.phone": "0905 123 456",
        "filer.email": "no address",
        "applicant.address": ANSWERS["person"]["home"],
    }

    assert prefill(everything(), profile) == {
        "person": {
            "full_name": "H'Lan",
            "identity": {"kind": "CITIZEN_12", "number": "064185001234"},
            "phone": "+84905123456",
            "home": ANSWERS["person"]["home"],
        }
    }
