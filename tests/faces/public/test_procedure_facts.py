"""What the page of a procedure says of its life, its cases and its source."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.catalogue.actions import importing, lifecycle
from motcua.catalogue.models import FeeLine, Procedure, ProcedureCase, TimeLimit
from motcua.catalogue.rules.imports.sources import Entry
from motcua.kit import clock
from tests.unit.catalogue.records import record

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def take(*sources: dict[str, Any]) -> None:
    entries = [Entry(number, source) for number, source in enumerate(sources, start=1)]
    importing.import_entries(entries=entries, by=None, now=NOW)


@pytest.fixture
def two() -> tuple[Procedure, Procedure]:
    take(record(), record(code="1.000002", name="Khai sinh mới"))
    return Procedure.objects.get(code="1.001193"), Procedure.objects.get(code="1.000002")


def shown(client: Client) -> str:
    return client.get("/thu-tuc/1.001193/").content.decode()


def ahead() -> dict[str, Any]:
    day = clock.local_date(clock.now()) + timedelta(days=30)
    return {"on": day, "decision_no": "88/QĐ-BTP", "by": None, "now": clock.now()}


def test_what_is_only_taken_in_person_says_no_word_of_online(client: Client) -> None:
    take(record())
    TimeLimit.objects.exclude(method="DIRECT").delete()
    FeeLine.objects.exclude(method="DIRECT").delete()

    page = shown(client)

    assert "Nộp trực tiếp:" in page
    assert "Nộp trực tuyến:" not in page
    assert "Trực tuyến" not in page[page.index('id="cac-buoc"') : page.index('id="thong-tin"')]


def test_end_decided_ahead_is_announced_with_its_decision(
    client: Client, two: tuple[Procedure, Procedure]
) -> None:
    decided = ahead()
    lifecycle.repeal(procedure=two[0], **decided)

    page = shown(client)

    assert "sắp hết hiệu lực" in page
    assert f"{decided['on']:%d/%m/%Y}" in page
    assert "Theo Quyết định 88/QĐ-BTP" in page


def test_replacement_decided_ahead_names_the_next_one_but_stays_in_use(
    client: Client, two: tuple[Procedure, Procedure]
) -> None:
    lifecycle.replace(procedure=two[0], successor=two[1], **ahead())

    page = shown(client)

    assert "sắp được thay thế" in page
    assert "đã được thay thế" not in page
    assert 'href="/thu-tuc/1.000002/"' in page


def test_announced_procedure_says_from_when_it_holds(
    client: Client, two: tuple[Procedure, Procedure]
) -> None:
    lifecycle.announce(procedure=two[0], **ahead())

    page = shown(client)

    assert "chưa có hiệu lực" in page
    assert "88/QĐ-BTP" in page


def test_repealed_procedure_names_day_and_decision(
    client: Client, two: tuple[Procedure, Procedure]
) -> None:
    past = {"on": date(2026, 11, 1), "decision_no": "5/QĐ", "by": None, "now": NOW}
    lifecycle.repeal(procedure=two[0], **past)

    page = shown(client)

    assert "không còn hiệu lực" in page
    assert "01/11/2026" in page
    assert "5/QĐ" in page


def groups(*cases: str) -> list[dict[str, Any]]:
    paper = {"name": "Đơn", "form_files": [], "original": 1, "copy": 0}
    return [{"case": case, "items": [paper]} for case in cases]


def test_case_with_another_limit_and_fee_has_its_own_table(client: Client) -> None:
    take(record(document_groups=groups("Cấp mới", "Cấp lại", "Gia hạn")))
    again = ProcedureCase.objects.get(name="Cấp lại")
    TimeLimit.objects.filter(case=again).update(value=17, unit="DAY")
    FeeLine.objects.filter(case=again).update(amount_vnd=123_000)

    page = shown(client)

    assert "17 ngày" in page
    assert "123.000" in page
    assert "Cấp lại: thời hạn, phí khác" in page
    assert "Gia hạn: thời hạn, phí khác" not in page


def test_source_and_number_of_sets_are_shown_where_the_record_says_them(client: Client) -> None:
    take(record(document_groups=groups("Số lượng hồ sơ: 01 (một) bộ")))

    page = shown(client)

    assert 'href="https://example.gov.vn/1"' in page
    assert "01 (một) bộ" in page
