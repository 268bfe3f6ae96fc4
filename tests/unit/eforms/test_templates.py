"""Pages as the browser gets them: what is drawn, sent back unchanged, gives the same answers."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import QueryDict
from django.template import engines

from motcua.eforms.rules.answers.checking import check_section
from motcua.eforms.rules.pages.drawing import Held, Page, draw
from motcua.eforms.rules.pages.reading import read_section, shown_again
from tests.unit.eforms.samples import ANSWERS, TODAY, SmallCountry, everything, only, text

FORM = everything()
PAGE = """{% from "components/questions/page.html" import form_page %}
{{ form_page(page, {"a1": "giấy.pdf"}) }}"""


class Form(HTMLParser):
    """Reads inputs as a browser does when it sends the form without pressing a button."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.described: set[str] = set()
        self.labelled: set[str] = set()
        self.controls: list[str] = []
        self.buttons: list[dict[str, str | None]] = []
        self.sent = QueryDict(mutable=True)
        self._select = ""
        self._area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if held.get("id"):
            self.ids.append(str(held["id"]))
        self.described |= set((held.get("aria-describedby") or "").split())
        if tag == "label":
            self.labelled.add(str(held.get("for")))
        elif tag == "button":
            self.buttons.append(held)
        elif tag in ("input", "select", "textarea") and held.get("type") != "hidden":
            self.controls.append(str(held.get("id")))
        self._hold(tag, held)

    def _hold(self, tag: str, held: dict[str, str | None]) -> None:
        name = str(held.get("name"))
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in held:
            self.sent.appendlist(self._select, str(held["value"]))
        elif tag == "textarea":
            self._area = name
            self.sent.appendlist(name, "")
        elif tag == "input" and held.get("type") != "file":
            is_tick = held.get("type") in ("radio", "checkbox")
            if not is_tick or "checked" in held:
                self.sent.appendlist(name, str(held.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.sent[self._area] = data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


def rendered(page: Page) -> Form:
    template = engines["jinja2"].from_string(PAGE)
    return Form(template.render({"page": page}))


def drawn(key: str, typed: Any) -> Page:
    return draw(FORM, key, typed, answers=ANSWERS, resolver=SmallCountry(), home="52")


@pytest.mark.parametrize("key", list(ANSWERS))
def test_page_sent_back_unchanged_gives_the_same_answers(key: str) -> None:
    section = FORM.by_key[key]

    form = rendered(drawn(key, Held(shown_again(section, ANSWERS[key]))))

    raw = read_section(section, form.sent)
    checked = check_section(FORM, key, raw, answers=ANSWERS, resolver=SmallCountry(), today=TODAY)
    assert checked.errors == {}
    assert checked.values == ANSWERS[key]


@pytest.mark.parametrize("key", list(ANSWERS))
@pytest.mark.parametrize(
    "raw",
    [None, {"born": "31/2/2025", "children": [{"full_name": "x" * 300}]}, [{"identity": "1"}]],
)
def test_every_input_has_a_label_and_every_reference_its_target(key: str, raw: Any) -> None:
    checked = check_section(FORM, key, raw, answers=ANSWERS, resolver=SmallCountry(), today=TODAY)

    form = rendered(drawn(key, checked))

    assert len(form.ids) == len(set(form.ids))
    assert set(form.controls) <= form.labelled
    assert form.described <= set(form.ids)
    assert {path for path in checked.errors if path} <= set(form.ids)


def test_choice_of_many_is_a_list_and_of_few_are_buttons() -> None:
    many = [{"key": f"k{number}", "label": text(f"Mục {number}")} for number in range(8)]

    def controls(options: Any) -> int:
        page = draw(
            only("choice", options=options), "s", Held(), answers={}, resolver=SmallCountry()
        )
        return len(rendered(page).controls)

    assert controls(many) == 1
    assert controls(many[:7]) == 7
    assert controls([*many[:-1], {**many[-1], "hint": text("Gợi ý")}]) == 8


def test_first_button_of_a_page_sends_it_without_adding_or_dropping() -> None:
    form = rendered(drawn("witnesses", Held([{}, {}])))

    assert form.buttons[0].get("name") is None
    assert [button.get("value") for button in form.buttons[1:]] == [
        "drop:witnesses-0",
        "drop:witnesses-1",
    ]


def test_wrongly_typed_values_are_all_there_again() -> None:
    typed = {
        "full_name": '<b>"H\'Lan" & co</b>' * 10,
        "story": "một\nhai",
        "copies": "hai mươi",
        "born": {"day": "31", "month": "2", "year": "2025"},
        "identity": {"kind": "PASSPORT", "number": "?"},
        "home": {"search": "Ở đâu", "detail": "Làng Wâu", "province": "48"},
        "married": "no",
    }
    section = FORM.by_key["person"]
    checked = check_section(FORM, "person", typed, answers={}, resolver=SmallCountry(), today=TODAY)

    form = rendered(drawn("person", checked))

    again = read_section(section, form.sent)
    for key in ("full_name", "story", "copies", "married"):
        assert again[key] == typed[key]
    assert again["born"]["day"] == "31"
    assert again["identity"]["number"] == "?"
    assert again["home"] | typed["home"] == again["home"]


def test_files_in_a_group_are_shown_by_their_names() -> None:
    inside = {"key": "paper", "type": "file", "label": text("Giấy")}
    repeat = {"min": 0, "max": 2, "item": text("Việc")}
    definition = only("group", repeat=repeat, questions=[inside])
    held = Held({"q": [{"paper": ["a1"]}]})

    page = draw(definition, "s", held, answers={}, resolver=SmallCountry(), home="52")

    assert "giấy.pdf" in engines["jinja2"].from_string(PAGE).render({"page": page})
