"""Templates are translated when they are compiled, into each language for itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from jinja2 import UndefinedError

from motcua.config.jinja import environment


def drawn(source: str, language: str, **values: Any) -> str:
    with translation.override(language):
        return str(engines["jinja2"].from_string(source).render(values))


@pytest.mark.parametrize(
    "source",
    ["{% trans %}Đăng nhập{% endtrans %}", '{{ _("Đăng nhập") }}', '{{ gettext("Đăng nhập") }}'],
)
def test_sentence_stands_in_the_compiled_template(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = environment(language="en", autoescape=True).from_string(source)
    monkeypatch.setattr(translation, "gettext", lambda _message: "asked while drawing")

    assert template.render() == "Sign in"


def test_page_is_drawn_in_the_language_of_the_moment() -> None:
    source = '{{ _("Đăng nhập") }} {{ get_language() }} {{ "/en" if get_language() == "en" }}'

    assert drawn(source, "en") == "Sign in en /en"
    assert drawn(source, "vi") == "Đăng nhập vi "


def test_context_tells_equal_words_apart() -> None:
    assert drawn('{{ pgettext("menu", "Cơ quan") }}', "en") == "Agencies"


def test_values_are_escaped_and_markup_of_the_sentence_is_kept() -> None:
    source = "{% trans %}<b>{{ name }}</b> 5%{% endtrans %}{{ _('<i>%(a)s', a=name) }}"

    assert drawn(source, "vi", name="<x>") == "<b>&lt;x&gt;</b> 5%<i>&lt;x&gt;"


def test_counted_sentence_is_chosen_while_drawing() -> None:
    source = "{% trans n=n %}one{% pluralize n %}{{ n }} many{% endtrans %}"

    assert drawn(source, "en", n=3) == "3 many"


def test_sentence_chosen_by_a_variable_is_translated_while_drawing() -> None:
    assert drawn("{{ _(words) }}", "en", words="Đăng nhập") == "Sign in"


def test_row_is_read_by_name_and_keeps_its_methods() -> None:
    row = {"name": "Khai sinh", "items": "own"}

    assert drawn("{{ row.name }} {{ row.keys() | list | length }}", "vi", row=row) == "Khai sinh 2"
    assert drawn("{{ row.items() | list | length }}", "vi", row=row) == "2"
    with pytest.raises(UndefinedError):
        drawn("{{ row.nothing }}", "vi", row=row)


def test_addresses_are_kept_for_each_language_apart() -> None:
    source = '{{ url("public:find") }}'

    assert [drawn(source, language) for language in ("vi", "en", "vi")] == [
        "/thu-tuc/",
        "/en/thu-tuc/",
        "/thu-tuc/",
    ]
