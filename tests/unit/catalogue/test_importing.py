"""Importing: versions, what is carried to the next one, what is refused, the command and its
report.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from motcua.accounts.models import Position
from motcua.catalogue.actions import forms, importing
from motcua.catalogue.actions.routing import set_route
from motcua.catalogue.models import (
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    RequiredDocument,
    SearchEntry,
    Sector,
    ServiceOffer,
    TimeLimit,
)
from motcua.catalogue.rules import default_form
from motcua.catalogue.rules.imports.reports import ImportReport, Outcome
from motcua.catalogue.rules.imports.sources import Entry
from motcua.eforms.models import FormVersion
from motcua.eforms.rules.problems import definition_problems
from motcua.kit.errors import NotPermitted
from motcua.places.models import Agency
from tests.factories.catalogue import route
from tests.unit.catalogue.records import record

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "procedures_local_2026.jsonl.gz"
pytestmark = pytest.mark.django_db


def take(*sources: Any, now: datetime = NOW) -> ImportReport:
    entries = [Entry(number, source) for number, source in enumerate(sources, start=1)]
    return importing.import_entries(entries=entries, by=None, now=now)


def outcomes(report: ImportReport) -> list[Outcome]:
    return [line.outcome for line in report.records]


def test_new_record_stands_with_everything_and_is_searchable() -> None:
    report = take(record())

    case = ProcedureCase.objects.get()
    assert outcomes(report) == [Outcome.NEW]
    assert case.version.procedure.sector.slug == "ho-tich"
    assert TimeLimit.objects.filter(case=case).count() == 3
    assert RequiredDocument.objects.filter(case=case, is_note=False).count() == 3
    assert case.route_version is None  # the usual one
    assert case.same_day_cutoff == time(15, 0)
    assert SearchEntry.objects.get().code == "1.001193"


def test_same_record_again_changes_nothing() -> None:
    take(record())

    report = take(record(), now=LATER)

    assert outcomes(report) == [Outcome.UNCHANGED]
    assert ProcedureVersion.objects.count() == 1
    assert Procedure.objects.get().changed_at == NOW


def test_changed_record_becomes_a_version_and_the_old_one_stays() -> None:
    take(record())

    report = take(record(name="Đăng ký khai sinh"), now=LATER)

    versions = list(ProcedureVersion.objects.order_by("number"))
    assert outcomes(report) == [Outcome.CHANGED]
    assert [(v.number, v.is_current, v.valid_from) for v in versions] == [
        (1, False, date(2026, 11, 20)),
        (2, True, date(2026, 12, 1)),
    ]
    assert versions[0].name == "Thủ tục đăng ký khai sinh"
    assert Procedure.objects.get().name == "Đăng ký khai sinh"
    assert SearchEntry.objects.get().title == "Đăng ký khai sinh"


def test_what_was_set_on_a_case_is_carried_to_the_next_version() -> None:
    take(record())
    first = ProcedureCase.objects.get()
    first.prepayment, first.authority_needed = True, "CERTIFIED"
    first.save()
    forms.set_form(case=first, form_version=FormVersion.objects.first(), by=None, now=NOW)
    set_route(case=first, definition=route("HEAD"), by=None, now=NOW)

    take(record(requirements="Mới"), now=LATER)

    second = ProcedureCase.objects.get(version__number=2)
    assert (second.prepayment, second.authority_needed) == (True, "CERTIFIED")
    assert second.form_version_id == first.form_version_id
    assert second.route_version == first.route_version is not None


def test_version_text_cannot_be_rewritten_even_by_sql() -> None:
    take(record())

    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        ProcedureVersion.objects.update(steps="Khác")

    ProcedureVersion.objects.update(is_current=False)


def test_sectors_written_differently_are_one() -> None:
    take(
        record(),
        record(code="1.000002", field="HỘ TỊCH "),
        record(code="1.000003", field="Hoà giải"),
    )
    take(record(code="1.000004", field="Hòa giải"))

    assert sorted(Sector.objects.values_list("slug", flat=True)) == ["ho-tich", "hoa-giai"]


def test_refused_records_do_not_take_the_others_with_them() -> None:
    report = take(record(), 7, record(code=""), record(), record(code="1.000002"), {"name": "\x00"})

    assert outcomes(report) == [
        Outcome.NEW,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.NEW,
        Outcome.REFUSED,
    ]
    assert "dòng 1" in str(report.records[3].reason)
    assert all(str(line.reason) for line in report.records if line.outcome == Outcome.REFUSED)


@pytest.mark.parametrize("key", ["code", "steps", "unheard_of"])
def test_record_nested_without_end_is_refused_alone(key: str, tmp_path: Path) -> None:
    deep: Any = "1.000009"
    for _ in range(450):
        deep = [deep]
    file = tmp_path / "deep.jsonl"
    lines = [record(code="1.000001"), record(**{key: deep}), record(code="1.000002")]
    file.write_text("\n".join(json.dumps(line) for line in lines))

    with file.open("rb") as stream:
        report = importing.import_file(stream=stream, by=None, now=NOW)

    assert outcomes(report) == [Outcome.NEW, Outcome.REFUSED, Outcome.NEW]
    assert "lồng nhau" in str(report.records[1].reason)


def test_record_that_the_database_refuses_is_lost_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    original = importing.store

    def picky(records: list[Any], *, now: datetime) -> Any:
        if any(read.code == "1.000002" for read in records):
            raise IntegrityError
        return original(records, now=now)

    monkeypatch.setattr(importing, "store", picky)

    report = take(record(), record(code="1.000002"), record(code="1.000003"))

    assert outcomes(report) == [Outcome.NEW, Outcome.REFUSED, Outcome.NEW]


def test_nul_and_surrogates_are_cleaned_not_refused() -> None:
    report = take(record(name="Tên\x00 thủ \ud800tục", steps="a\x00b"))

    assert outcomes(report) == [Outcome.NEW]
    assert Procedure.objects.get().name == "Tên thủ tục"


def test_default_forms_are_published_once_and_sound() -> None:
    take(record())
    take(record(code="1.000002"))

    assert set(FormVersion.objects.values_list("key", "number")) == {
        (key, 1) for key in default_form.KEYS
    }
    assert not any(definition_problems(default_form.build(key)) for key in default_form.KEYS)


@pytest.mark.parametrize(
    ("audiences", "key"),
    [
        (["cong-dan"], default_form.PEOPLE_ONLY),
        (["doanh-nghiep", "to-chuc"], default_form.ORGANISATIONS_ONLY),
        (["cong-dan", "doanh-nghiep"], default_form.BOTH),
        ([], default_form.BOTH),
    ],
)
def test_default_form_fits_the_audience(audiences: list[str], key: str) -> None:
    assert default_form.key_for(audiences) == key


def test_importing_wants_the_permission(counter_officer: Position) -> None:
    with pytest.raises(NotPermitted):
        importing.import_entries(entries=[Entry(1, record())], by=counter_officer, now=NOW)


def test_all_shared_records_are_taken_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    if not SHARED.exists():
        pytest.skip("shared data absent: procedures_local_2026.jsonl.gz")

    with SHARED.open("rb") as stream:
        first = importing.import_file(stream=stream, by=None, now=NOW)
    with SHARED.open("rb") as stream:
        second = importing.import_file(stream=stream, by=None, now=LATER)

    assert (first.count(Outcome.NEW), first.count(Outcome.REFUSED)) == (900, 0)
    assert second.count(Outcome.UNCHANGED) == 900
    assert SearchEntry.objects.count() == 900
    assert not ProcedureCase.objects.filter(time_limits=None).exists()
    assert first.unclear > 100


def test_command_writes_table_and_csv(tmp_path: Path) -> None:
    file, report = tmp_path / "records.jsonl.gz", tmp_path / "report.csv"
    lines = [json.dumps(record()), "{broken", json.dumps(record(code="1.000002", methods=[]))]
    file.write_bytes(gzip.compress("\n".join(lines).encode()))
    out = io.StringIO()

    call_command("import_procedures", str(file), csv=report, stdout=out)

    with report.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["outcome"] for row in rows} == {"NEW", "REFUSED"}
    assert any(row["doubt"] == "NO_METHODS" and row["code"] == "1.000002" for row in rows)
    shown = out.getvalue()
    assert shown.split()[:3] == ["Dòng", "Mã", "Kết"]
    assert "Từ chối" in shown
    assert "Không nêu cách nộp" in shown
    assert "NO_METHODS" not in shown


def test_command_takes_nothing_when_the_report_has_no_place(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps(record()))

    with pytest.raises(CommandError, match="Không mở được"):
        call_command("import_procedures", str(file), csv=tmp_path / "none" / "report.csv")

    assert not Procedure.objects.exists()


def test_command_keeps_what_came_of_a_truncated_file_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cut.jsonl.gz"
    lines = [json.dumps(record(code=f"1.{n:06}", steps=f"{n} " * 400)) for n in range(200)]
    packed = gzip.compress("\n".join(lines).encode())
    file.write_bytes(packed[: len(packed) * 2 // 3])

    with pytest.raises(CommandError, match="trọn vẹn"):
        call_command("import_procedures", str(file), stdout=io.StringIO())

    assert 0 < Procedure.objects.count() < 200


def test_command_lets_agencies_offer_what_it_takes_and_again_changes_nothing(
    tmp_path: Path,
) -> None:
    for code in ("H21.16", "H21.40"):
        Agency.objects.create(code=code, name=code, kind="DEPARTMENT")
    file = tmp_path / "records.jsonl"
    file.write_text("\n".join(json.dumps(record(code=f"1.00000{n}")) for n in range(3)) + "\n[]")
    wanted = {"offer": ["H21.16", "H21.40"], "level": 4, "service_class": "TOAN_TRINH"}

    call_command("import_procedures", str(file), **wanted, stdout=io.StringIO())
    before = set(ServiceOffer.objects.values_list("pk", flat=True))
    call_command("import_procedures", str(file), **wanted, stdout=io.StringIO())

    assert set(ServiceOffer.objects.values_list("pk", flat=True)) == before
    assert len(before) == 6
    assert SearchEntry.objects.filter(level=4).count() == 3
    assert all(offer.can_file_here for offer in ServiceOffer.objects.all())


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"offer": ["H21.99"], "level": 2}, "H21.99"),
        ({"offer": ["H21.16"]}, "--level"),
        ({"offer": ["H21.16"], "level": 3}, "một phần hay toàn trình"),
        ({"offer": ["H21.16"], "level": 2, "service_class": "MOT_PHAN"}, "toàn trình"),
    ],
)
def test_command_refuses_an_impossible_offer_before_it_takes_anything(
    tmp_path: Path, wanted: dict[str, Any], said: str
) -> None:
    Agency.objects.create(code="H21.16", name="Sở Tư pháp", kind="DEPARTMENT")
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps(record()))

    with pytest.raises(CommandError, match=said):
        call_command("import_procedures", str(file), **wanted, stdout=io.StringIO())

    assert not Procedure.objects.exists()


def test_command_says_plainly_that_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không mở được"):
        call_command("import_procedures", str(tmp_path / "none"), stdout=io.StringIO())


@pytest.mark.parametrize(
    "changes",
    [
        {"level": 5, "service_class": "TOAN_TRINH"},
        {"level": 4},
        {"level": 2, "service_class": "MOT_PHAN"},
        {"level": 3, "service_class": "MOT_PHAN", "front_door": "LINKED"},
        {
            "level": 3,
            "service_class": "MOT_PHAN",
            "front_door": "LINKED",
            "url": "http://plain.example/",
        },
        {"level": 1, "valid_to": date(2025, 1, 1)},
    ],
)
def test_impossible_offer_is_refused_by_the_database(changes: dict[str, Any]) -> None:
    take(record())
    agency = Agency.objects.create(code="H21.16", name="Sở Tư pháp", kind="DEPARTMENT")

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceOffer.objects.create(
            agency=agency, procedure=Procedure.objects.get(), valid_from=date(2026, 1, 1), **changes
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"life": "REPLACED", "ended_on": date(2026, 1, 1)},
        {"life": "REPEALED"},
        {"code": ""},
        {"in_force_on": date(2026, 2, 1), "ended_on": date(2026, 1, 1)},
    ],
)
def test_impossible_life_is_refused_by_the_database(changes: dict[str, Any]) -> None:
    take(record())

    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.update(**changes)
