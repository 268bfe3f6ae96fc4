"""From a posted page to raw answers, buttons inside it, and what is drawn again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import QueryDict

from motcua.eforms.rules.answers.checking import check_section
from motcua.eforms.rules.definition import GroupQuestion
from motcua.eforms.rules.pages.buttons import Deed, Press, press, pressed_button
from motcua.eforms.rules.pages.drawing import Field, Held, Page, draw
from motcua.eforms.rules.pages.reading import read_section, shown_again
from tests.unit.eforms.samples import (
    ANSWERS,
    TODAY,
    SmallCountry,
    everything,
    form,
    question,
    section,
)

FORM = everything()
PERSON, FAMILY, WITNESSES = (FORM.by_key[key] for key in ("person", "family", "witnesses"))


def posted(*pairs: tuple[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query


def drawn(key: str, raw: Any = None, **more: Any) -> Page:
    typed = raw if hasattr(raw, "errors") else Held(raw)
    return draw(
        FORM, key, typed, answers=more.get("answers", {}), resolver=SmallCountry(), home="52"
    )


def inputs(page: Page) -> dict[str, Field]:
    found = {}
    for item in page.items:
        for one in item.fields:
            found[one.path] = one
            found |= {inner.path: inner for row in one.items for inner in row.fields}
    return found


def test_read_section_takes_parts_by_their_names() -> None:
    raw = read_section(
        PERSON,
        posted(
            ("person.full_name", "H'Lan"),
            ("person.born-day", "2"),
            ("person.born-month", "3"),
            ("person.born-year", "1985"),
            ("person.identity.kind", "CITIZEN_12"),
            ("person.identity.number", "064185001234"),
            ("person.identity.issued_on-year", "2021"),
            ("person.home.commune", "23602"),
            ("person.home.abroad", "yes"),
            ("spouse.full_name", "not of this page"),
        ),
    )

    assert raw["full_name"] == "H'Lan"
    assert raw["born"] == {"day": "2", "month": "3", "year": "1985", "text": ""}
    assert raw["identity"]["kind"] == "CITIZEN_12"
    assert raw["identity"]["issued_on"]["year"] == "2021"
    assert raw["home"]["commune"] == "23602"
    assert raw["home"]["abroad"] == "yes"
    assert raw["married"] == ""


def test_read_section_numbers_items_by_what_was_posted() -> None:
    raw = read_section(
        FAMILY,
        posted(
            ("family.liked", "red"),
            ("family.liked", "blue"),
            ("family.children-7.full_name", "Y Bin"),
            ("family.children-2.full_name", "H'Mai"),
            ("family.children-x.full_name", "nobody"),
            ("family.children-99999.full_name", "nobody"),
        ),
    )

    assert raw["liked"] == ["red", "blue"]
    assert [row["full_name"] for row in raw["children"]] == ["H'Mai", "Y Bin"]


def test_read_section_of_a_repeated_one_gives_a_list() -> None:
    raw = read_section(
        WITNESSES, posted(("witnesses-0.full_name", "A"), ("witnesses-1.full_name", "B"))
    )

    assert [row["full_name"] for row in raw] == ["A", "B"]


@pytest.mark.parametrize("key", list(ANSWERS))
def test_shown_again_and_checked_gives_the_same_answers(key: str) -> None:
    raw = shown_again(FORM.by_key[key], ANSWERS[key])

    checked = check_section(FORM, key, raw, answers=ANSWERS, resolver=SmallCountry(), today=TODAY)

    assert checked.errors == {}
    assert checked.values == ANSWERS[key]


def test_shown_again_writes_as_people_do() -> None:
    raw = shown_again(PERSON, ANSWERS["person"])

    assert raw["area"] == "120,5"
    assert raw["worth"] == "1.500.000"
    assert raw["phone"] == "0905 123 456"
    assert raw["born"] == {"day": "02", "month": "03", "year": "1985", "text": ""}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("add:family.children", Press(Deed.ADD, "family.children")),
        ("find:person.home", Press(Deed.FIND, "person.home")),
        ("explode:person", None),
        ("", None),
        ("add", Press(Deed.ADD, "")),
    ],
)
def test_pressed_button_knows_its_deeds(value: str, expected: Press | None) -> None:
    assert pressed_button(posted(("_do", value))) == expected


def test_press_add_keeps_what_was_typed_and_adds_an_empty_item() -> None:
    raw = {"colour": "red", "children": [{"full_name": "H'Mai", "born": "hôm qua"}]}

    after = press(FAMILY, raw, Press(Deed.ADD, "family.children"), SmallCountry())

    assert after.raw["colour"] == "red"
    assert after.raw["children"][0] == {"full_name": "H'Mai", "born": "hôm qua"}
    assert len(after.raw["children"]) == 2
    assert after.focus == "family.children-1"
    assert len(raw["children"]) == 1


def test_press_drop_takes_the_named_item() -> None:
    raw = [{"full_name": "A"}, {"full_name": "B"}]

    after = press(WITNESSES, raw, Press(Deed.DROP, "witnesses-0"), SmallCountry())

    assert after.raw == [{"full_name": "B"}]


def test_press_add_counts_the_items_that_were_shown_empty() -> None:
    after = press(WITNESSES, [], Press(Deed.ADD, "witnesses"), SmallCountry())

    assert len(after.raw) == 2


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nobody",
        "family.nobody",
        "family.colour",
        "family.children-9",
        "family.children-x",
        "person.home",
        "-1",
    ],
)
@pytest.mark.parametrize("deed", list(Deed))
def test_press_on_what_is_not_there_changes_nothing_else(deed: Deed, path: str) -> None:
    raw = {"colour": "red", "children": [{"full_name": "A"}]}

    after = press(FAMILY, raw, Press(deed, path), SmallCountry())

    assert after.raw["colour"] == "red"
    assert after.raw["children"][0] == {"full_name": "A"}


def test_press_find_puts_the_only_commune_in() -> None:
    raw = {"home": {"search": "12 Lê Lợi, xã Ia Kênh, TP Pleiku", "province": "48"}}

    after = press(PERSON, raw, Press(Deed.FIND, "person.home"), SmallCountry())

    assert after.raw["home"]["commune"] == "23602"
    assert after.raw["home"]["province"] == "52"
    assert after.raw["home"]["detail"] == "12 Lê Lợi"
    assert after.raw["home"]["typed"] == "12 Lê Lợi, xã Ia Kênh, TP Pleiku"


def test_press_find_offers_several_communes() -> None:
    raw = {"home": {"search": "xã Chia Đôi"}}

    after = press(PERSON, raw, Press(Deed.FIND, "person.home"), SmallCountry())
    page = drawn("person", after)

    choices = inputs(page)["person.home"].candidate_choices()
    assert choices == [("23602", "Xã Gào, Tỉnh Gia Lai"), ("23560", "Phường Pleiku, Tỉnh Gia Lai")]


def test_press_find_says_when_nothing_fits() -> None:
    after = press(
        PERSON, {"home": {"search": "Ở đâu"}}, Press(Deed.FIND, "person.home"), SmallCountry()
    )

    assert "Không tìm thấy “Ở đâu”" in str(after.errors["person.home.search"])


def test_draw_shows_communes_of_the_home_province_first() -> None:
    field = inputs(drawn("person"))["person.home"]

    assert field.raw["province"] == "52"
    assert [name for _code, name in field.commune_choices()] == ["Xã Gào", "Phường Pleiku"]


def test_draw_gives_each_field_its_errors() -> None:
    checked = check_section(
        FORM,
        "person",
        {"identity": {"kind": "CITIZEN_12", "number": "1"}},
        answers={},
        resolver=SmallCountry(),
        today=TODAY,
    )

    page = drawn("person", checked)

    fields = inputs(page)
    assert "đúng 12 chữ số" in str(fields["person.identity"].errors["number"])
    assert fields["person.identity"].error == ""
    assert "Hãy điền" in str(fields["person.full_name"].error)
    assert page.summary[0][0] == "person.full_name"


def test_draw_adds_empty_items_up_to_the_least() -> None:
    page = drawn("witnesses")

    assert [item.path for item in page.items] == ["witnesses-0"]
    assert page.can_add
    assert not page.items[0].can_drop


def test_draw_stops_adding_at_the_most() -> None:
    page = drawn("witnesses", [{"full_name": "A"}, {"full_name": "B"}])

    assert not page.can_add
    assert all(item.can_drop for item in page.items)


def test_draw_gives_the_script_a_rule_over_input_names() -> None:
    field = inputs(drawn("family"))["family.why"]

    assert json.loads(field.rule) == {
        "n": "family.liked",
        "op": "contains",
        "v": "red",
        "t": "choices",
    }
    assert str(field.only_if) == "Chỉ trả lời nếu “Câu liked” có chọn “Đỏ”."


def test_draw_names_neighbours_inside_an_item() -> None:
    field = inputs(drawn("family", {"children": [{}, {}]}))["family.children-1.school"]

    assert json.loads(field.rule) == {
        "n": "family.children-1.at_school",
        "op": "eq",
        "v": "yes",
        "t": "yes_no",
    }
    witness = inputs(drawn("witnesses"))["witnesses-0.finger"]
    assert json.loads(witness.rule)["n"] == "witnesses-0.identity.kind"


def test_draw_decides_by_other_pages_at_once() -> None:
    from motcua.eforms.rules.parsing import parse

    both = {
        "all": [{"q": "s.a", "op": "eq", "value": True}, {"q": "t.b", "op": "eq", "value": True}]
    }
    definition = parse(
        form(
            section("s", question("a", "yes_no")),
            section("t", question("b", "yes_no"), question("c", "short_text", condition=both)),
        )
    )

    def fields(answer: bool) -> dict[str, Field]:
        answers = {"s": {"a": answer}}
        return inputs(draw(definition, "t", Held(), answers=answers, resolver=SmallCountry()))

    assert "t.c" not in fields(False)
    assert json.loads(fields(True)["t.c"].rule) == {
        "all": [{"n": "t.b", "op": "eq", "v": "yes", "t": "yes_no"}]
    }


def test_draw_of_an_unknown_section_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        drawn("nowhere")


def test_every_group_has_a_name_for_its_items() -> None:
    groups = [one for _section, one in FORM.questions() if isinstance(one, GroupQuestion)]

    assert [str(group.repeat.item) for group in groups] == ["Người con"]
