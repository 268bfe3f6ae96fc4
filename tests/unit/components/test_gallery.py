"""Every component is in the gallery, small, and says its parameters at the top."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation

TEMPLATES = Path(__file__).parents[3] / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
LONGEST = 80


@pytest.fixture
def gallery(client: Client, db: None) -> str:
    answer = client.get("/_thu-vien/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_component_is_small_and_introduces_itself(component: Path) -> None:
    text = component.read_text()

    assert text.startswith("{# ")
    assert len(text.splitlines()) <= LONGEST
    for macro in re.findall(r"{% macro (\w+)", text):
        assert f"{macro}(" in text.partition("{% macro")[0] or f"{{# {macro}" in text


def test_gallery_shows_every_component() -> None:
    shelves = "".join(path.read_text() for path in (TEMPLATES / "public/gallery").glob("*.html"))
    macros = {
        macro
        for component in COMPONENTS
        for macro in re.findall(r"{% macro (\w+)", component.read_text())
    }
    inner = {"described_by", "optional"}  # parts of other macros
    drawn_by_layout = {"header", "nav", "footer"}

    called = {macro for macro in macros if re.search(rf"\b{macro}\(", shelves)}

    assert macros - called == inner | drawn_by_layout


def test_gallery_renders_each_status_and_deadline_in_its_own_words(gallery: str) -> None:
    tags = re.findall(r'<span class="mc-tag[^>]*>(?:<svg.*?</svg>)?([^<]+)</span>', gallery)

    assert {"Đang soạn", "Đã gửi, chờ tiếp nhận", "Đã trả kết quả"} <= set(tags)
    assert {"Chờ người nộp", "Chờ nộp tiền", "Chờ bưu điện", "Chờ cơ quan khác"} <= set(tags)
    assert "Quá hạn: 2 ngày" in tags


def test_gallery_sets_no_cookie(client: Client, db: None) -> None:
    answer = client.get("/_thu-vien/")

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_values_are_escaped() -> None:
    template = engines["jinja2"].from_string(
        '{% from "components/field.html" import field %}{{ field("a", "<b>", value=hostile) }}'
    )

    html = template.render({"hostile": '"><script>'})

    assert "<script>" not in html
    assert "&lt;b&gt;" in html


def test_field_ties_hint_and_error_to_the_control() -> None:
    template = engines["jinja2"].from_string(
        '{% from "components/field.html" import field %}'
        '{{ field("a", "Tên", hint="Gợi ý", error="Sai") }}'
    )

    html = template.render()

    assert 'aria-describedby="id_a-hint id_a-error"' in html
    assert 'aria-invalid="true"' in html
    assert '<label class="mc-field__label" for="id_a">' in html


def test_language_switch_leads_to_the_same_page_and_back() -> None:
    template = engines["jinja2"].from_string(
        '{% from "components/language_switch.html" import language_switch %}'
        '{{ language_switch("/thu-tuc/", "vi") }} {{ language_switch("/en/thu-tuc/", "en") }}'
    )

    html = template.render()

    assert 'href="/en/thu-tuc/"' in html
    assert 'href="/thu-tuc/"' in html


def test_select_marks_the_chosen_line_inside_groups_and_with_lazy_words() -> None:
    template = engines["jinja2"].from_string(
        '{% from "components/select.html" import select %}{{ select("a", "Chọn", options, 2) }}'
    )
    options = [("1", translation.gettext_lazy("Khác")), ("Nhóm", [("2", "Hai")])]

    html = template.render({"options": options})

    assert '<option value="1">Khác</option>' in html
    assert '<optgroup label="Nhóm">' in html
    assert '<option value="2" selected>Hai</option>' in html
