"""The internal route of a case: what keeps it from being followed, and following it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.accounts.models import Position
from motcua.audit.models import Event
from motcua.catalogue.actions.routing import FlawedRoute, set_route
from motcua.catalogue.models import RouteVersion
from motcua.catalogue.rules.routing.definition import parse
from motcua.catalogue.rules.routing.problems import SCHEMA_FILE, route_problems
from motcua.catalogue.rules.routing.usual import USUAL, usual_route
from motcua.eforms.rules.parsing import parse as parse_form
from motcua.kit.errors import NotPermitted
from tests.factories.catalogue import make_case, route
from tests.unit.eforms.rules.test_problems import two_pages

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
WORK = ("SPECIALIST", "HEAD")
ON_NAME = {"q": "one.name", "op": "answered"}


def said(raw: object, **with_form: Any) -> str:
    return " | ".join(f"{one.path}: {one.message}" for one in route_problems(raw, **with_form))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, "Sai kiểu"),
        ({}, "Thiếu khóa"),
        ({"schema": 2, "steps": route(*WORK)["steps"]}, "Giá trị không đúng"),
        (route(), "steps: "),
        (route("COUNTER", "COUNTER"), "chưa có bước xử lý nào"),
        (route("HEAD", "SPECIALIST"), "steps.b2: Bước xử lý cuối cùng phải do vai trò"),
        (route("COUNTER", "HEAD", "CLERK", "COUNTER"), "steps.b3: Bước xử lý cuối cùng"),
        (route(*WORK, b2={"may": ["SEND_BACK"]}), "steps.b2: Bước xử lý cuối cùng"),
        (route(*WORK, b2={"when": ON_NAME}), "steps.b2: Bước ra quyết định cuối cùng"),
        (route(*WORK, b2={"key": "b1"}), "steps.b1: Khóa này được dùng hai lần"),
        (route(*WORK, b1={"may": ["SEND_BACK"]}), "“Bước 1” không có lối chuyển tiếp"),
        (route(*WORK, b1={"may": ["FORWARD", "DECIDE"]}), "“Bước 1” không được ra quyết định"),
        (route("COUNTER", *WORK, b1={"when": ON_NAME}), "steps.b1: Bước tiếp nhận"),
        (route(*WORK, b1={"agency": "RECEIVING"}), "“Bước 1” phải do cơ quan giải quyết"),
        (
            route(*WORK, b1={"opinions": [{"key": "o", "name": {"vi": "?"}, "agency": "H21.16"}]}),
            "“Bước 1” lấy ý kiến song song, hiện chưa dùng được",
        ),
        (route(*WORK, b1={"division": "P.01"}), "Có khóa không được nhận"),
        (route(*WORK, b1={"allowance_hours": 0}), "steps.0.allowance_hours"),
        (route(*WORK, b1={"allowance_hours": 1.5}), "steps.0.allowance_hours"),
        (route(*WORK, b1={"name": {"vi": "  "}}), "steps.0.name.vi"),
        (route(*WORK, b1={"role": "INSPECTOR"}), "steps.0.role"),
        (route(*WORK, b1={"name": {"vi": "a\x00b"}}), "steps.0.name.vi"),
        (route(*WORK, b1={"name": {"vi": "a\ud800b"}}), "bị cắt đôi"),
        (route(*["SPECIALIST"] * 30, "HEAD"), "steps: "),
    ],
)
def test_flaw_is_named_with_its_place(raw: object, words: str) -> None:
    assert words in said(raw)


@pytest.mark.parametrize(
    "raw",
    [
        USUAL,
        route(*WORK),
        route("HEAD"),
        route("COUNTER", "SPECIALIST", "COUNTER", "HEAD", "COUNTER"),
        route("HEAD", *WORK, b1={"may": ["FORWARD", "DECIDE"]}),
        route(*WORK, b1={"when": ON_NAME, "allowance_hours": 16}),
    ],
)
def test_sound_route_has_no_flaw(raw: object) -> None:
    assert said(raw) == ""


def test_condition_must_fit_the_form_of_the_case() -> None:
    form = parse_form(two_pages())

    assert said(route(*WORK, b1={"when": ON_NAME}), form=form) == ""
    unknown = route(*WORK, b1={"when": {"q": "one.nobody", "op": "answered"}})
    assert "steps.b1.when: Điều kiện nhắc tới “one.nobody”" in said(unknown, form=form)
    assert said(unknown) == ""


def test_reception_and_return_are_not_steps_of_the_work() -> None:
    whole = parse(route("COUNTER", "SPECIALIST", "COUNTER", "HEAD", "COUNTER"))

    assert [step.position for step in whole.work] == [2, 3, 4]
    assert [step.role for step in usual_route().work] == ["SPECIALIST", "HEAD"]


def test_step_is_needed_only_on_answers_that_ask_for_it() -> None:
    whole = parse(route("SPECIALIST", "SPECIALIST", "HEAD", b2={"when": ON_NAME}))

    def needed(name: object) -> list[int]:
        return [step.position for step in whole.needed({("one", "name"): name}.get)]

    assert needed("Ksor H'Bri") == [1, 2, 3]
    assert needed(None) == [1, 3]


@pytest.mark.django_db
def test_flawed_route_changes_nothing() -> None:
    case = make_case()

    with pytest.raises(FlawedRoute) as refused:
        set_route(case=case, definition=route("SPECIALIST"), by=None, now=NOW)

    assert "có 1 chỗ cần sửa" in str(refused.value.message)
    assert not RouteVersion.objects.exists()


@pytest.mark.django_db
def test_cases_with_equal_routes_share_one_and_the_trail_knows_who() -> None:
    one, other = make_case(), make_case("2.000636")

    for case in (one, other, one):
        set_route(case=case, definition=route(*WORK), by=None, now=NOW)

    assert one.route_version == other.route_version == RouteVersion.objects.get()
    assert Event.objects.filter(name="catalogue.route_set").count() == 2


@pytest.mark.django_db
def test_only_who_keeps_the_catalogue_sets_a_route(head: Position, administrator: Position) -> None:
    case = make_case()

    with pytest.raises(NotPermitted):
        set_route(case=case, definition=route(*WORK), by=head, now=NOW)
    set_route(case=case, definition=route(*WORK), by=administrator, now=NOW)

    assert case.route_version is not None


@pytest.mark.django_db
def test_published_route_cannot_be_rewritten_even_by_sql() -> None:
    version = set_route(case=make_case(), definition=route(*WORK), by=None, now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        RouteVersion.objects.filter(pk=version.pk).update(definition={})


DOCS = Path(__file__).parents[3] / "docs" / "reference"


def test_published_schema_is_the_one_that_is_used() -> None:
    published = json.loads((DOCS / "route-definition.schema.json").read_text(encoding="utf-8"))

    assert published == json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    form = json.loads((DOCS / "form-definition.schema.json").read_text(encoding="utf-8"))
    assert published["$defs"]["condition"] == form["$defs"]["condition"]


def test_example_of_the_reference_page_is_sound() -> None:
    page = (DOCS / "route-definition.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)

    assert said(json.loads(example)) == ""
