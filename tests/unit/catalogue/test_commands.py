"""Offers, forms and life events as the people who run the server state them."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.audit.models import Event
from motcua.catalogue.models import LifeEvent, ProcedureCase, ServiceOffer
from motcua.places.models import Agency
from tests.factories.catalogue import make_case
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db

HEAD = "agency,procedure,level,class,front_door,url,from,to"
ROW = "H21.16,2.000635,4,TOAN_TRINH,,,2026-01-01,"
FORM = ROOT / "deploy" / "province" / "form.json"


@pytest.fixture(autouse=True)
def case(agency: Agency) -> ProcedureCase:
    return make_case()


def run(name: str, *arguments: object) -> str:
    out = StringIO()
    call_command(name, *map(str, arguments), stdout=out)
    return out.getvalue()


def load(folder: Path, *rows: str) -> str:
    path = folder / "offers.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return run("load_offers", path)


def days() -> list[tuple[int, date, date | None]]:
    return list(
        ServiceOffer.objects.order_by("valid_from").values_list("level", "valid_from", "valid_to")
    )


def test_offer_begins_once_and_ends_with_its_last_day(tmp_path: Path) -> None:
    load(tmp_path, ROW)
    load(tmp_path, ROW)
    assert days() == [(4, date(2026, 1, 1), None)]

    load(tmp_path, ROW + "2026-06-30")
    load(tmp_path, ROW + "2026-06-30")
    assert days() == [(4, date(2026, 1, 1), date(2026, 6, 30))]
    assert Event.objects.filter(name="catalogue.offers_ended").count() == 1

    load(tmp_path, ROW.replace("2026-01-01", "2026-08-01"))
    assert days()[1] == (4, date(2026, 8, 1), None)


def test_offer_of_a_fixed_time_is_made_with_both_days(tmp_path: Path) -> None:
    assert "Thêm mới" in load(tmp_path, ROW + "2026-06-30")

    assert "Thêm mới           0" in load(tmp_path, ROW + "2026-06-30")
    assert days() == [(4, date(2026, 1, 1), date(2026, 6, 30))]


def test_changed_offer_ends_on_the_eve(tmp_path: Path) -> None:
    load(tmp_path, ROW)

    load(tmp_path, "H21.16,2.000635,3,MOT_PHAN,,,2026-03-01,")

    assert days() == [(4, date(2026, 1, 1), date(2026, 2, 28)), (3, date(2026, 3, 1), None)]


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("H21.16", "H21.99"),
        ROW.replace("2.000635", "9.999999"),
        ROW.replace(",4,", ",5,"),
        ROW.replace("TOAN_TRINH", ""),
        "H21.16,2.000635,2,TOAN_TRINH,,,2026-01-01,",
        "H21.16,2.000635,4,TOAN_TRINH,LINKED,http://a.example,2026-01-01,",
        "H21.16,2.000635,4,TOAN_TRINH,GATE,,2026-01-01,",
        ROW.replace("2026-01-01", ""),
        ROW + "2025-12-31",
    ],
)
def test_offer_that_cannot_be_taken_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(CommandError, match="1 dòng bị từ chối"):
        load(tmp_path, row)

    assert days() == []


def test_second_row_of_an_offer_and_a_reopened_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        load(tmp_path, ROW, ROW)
    load(tmp_path, ROW + "2026-06-30")

    with pytest.raises(CommandError):
        load(tmp_path, ROW)

    assert days() == [(4, date(2026, 1, 1), date(2026, 6, 30))]


def test_form_is_published_and_set_once(case: ProcedureCase) -> None:
    run("publish_form", FORM, "--procedure", "2.000635")
    recorded = Event.objects.count()
    run("publish_form", FORM, "--procedure", "2.000635")

    case.refresh_from_db()
    assert case.form_version is not None
    assert case.form_version.key == "extract-short"
    assert Event.objects.count() == recorded


def test_form_that_is_flawed_or_for_nothing_is_refused(tmp_path: Path) -> None:
    flawed = tmp_path / "form.json"
    for content in ("{}", "[]", '{"schema": 1', '"x"'):
        flawed.write_text(content)
        with pytest.raises(CommandError):
            run("publish_form", flawed, "--procedure", "2.000635")
    with pytest.raises(CommandError, match=r"9\.999999"):
        run("publish_form", FORM, "--procedure", "9.999999")
    with pytest.raises(CommandError):
        run("publish_form", FORM, "--procedure", "2.000635", "--case", "Không có")


def test_life_events_are_arranged_once_and_missing_codes_named(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    event = {"slug": "mat-giay-to", "title": "Mất giấy tờ", "procedures": ["2.000635", "9.1"]}
    path.write_text(json.dumps([event]), encoding="utf-8")

    said = run("arrange_life_events", path)
    run("arrange_life_events", path)

    assert "9.1" in said
    assert LifeEvent.objects.get().places.count() == 1
    assert Event.objects.filter(name="catalogue.life_events_arranged").count() == 1


@pytest.mark.parametrize(
    "stated",
    [
        {},
        [1],
        [{"slug": "a", "title": "A"}],
        [{"slug": "A b", "title": "A", "procedures": []}],
        [{"slug": "a", "title": "A", "procedures": [1]}],
        [{"slug": "a", "title": "A", "procedures": []}] * 2,
    ],
)
def test_unusable_life_events_are_refused(tmp_path: Path, stated: Any) -> None:
    path = tmp_path / "events.json"
    path.write_text(json.dumps(stated), encoding="utf-8")

    with pytest.raises(CommandError):
        run("arrange_life_events", path)
