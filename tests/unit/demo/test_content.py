"""What the files of the demo province hold, read without a database."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from motcua.catalogue.rules.imports.reading import read_record
from motcua.catalogue.rules.imports.records import Doubt
from motcua.demo.loading import content
from motcua.eforms.rules.problems import definition_problems

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "data"
MAPS = ROOT / "docs" / "reference" / "form-maps"
DESIGNED = {
    "birth-registration": "1.001193",
    "marriage-registration": "1.000894",
    "marital-status": "1.004873",
    "civil-status-extract": "2.000635",
    "transport-business-licence": "1.000703",
    "house-construction-permit": "1.013225",
    "promotion-notice": "2.000033",
    "plant-protection-trade": "1.004363",
    "land-certificate-change": "1.012783",
    "poor-household": "1.011607",
}
FIELDS = {
    "Hộ tịch",
    "Đất đai",
    "Hoạt động xây dựng",
    "Xúc tiến thương mại",
    "Dược phẩm",
    "Đường bộ",
    "Việc làm",
    "Văn hóa",
    "Trồng trọt và Bảo vệ thực vật",
}


def offers() -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in content.rows("offers")}


def records() -> dict[str, dict[str, Any]]:
    return {record["code"]: record for record in content.procedure_records()}


def forms() -> dict[str, dict[str, Any]]:
    return {form["key"]: form for form in content.form_definitions()}


def questions(form: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(s["key"], q) for s in form["sections"] for q in s["questions"]]


def shared(name: str) -> Path:
    if not (SHARED / name).exists():
        pytest.skip("shared data absent")
    return SHARED / name


def test_services_are_as_many_and_as_far_online_as_promised() -> None:
    levels = Counter(row["level"] for row in content.rows("offers"))

    assert sum(levels.values()) >= 160
    assert levels[3] + levels[4] >= 152


def test_every_record_has_its_offer_and_no_code_comes_twice() -> None:
    codes = [record["code"] for record in content.procedure_records()]

    assert len(codes) == len(set(codes))
    assert set(codes) == set(offers())


def test_every_sector_asked_for_is_covered() -> None:
    assert {record["field"] for record in records().values()} >= FIELDS


@pytest.mark.parametrize("code", sorted(records()))
def test_record_reads_without_doubts_that_matter(code: str) -> None:
    read = read_record(records()[code])

    unclear = {finding.doubt for finding in read.findings}
    if "form" in offers()[code]:
        unclear -= {Doubt.NO_PAPERS}  # the form says all, nothing is handed in
    assert unclear <= {Doubt.UNIT_MISSING, Doubt.AREA_MIXED, Doubt.CUT_NAME}
    assert all(limit.value for limit in read.limits)
    assert read.results
    assert len(read.texts["steps"].splitlines()) == 4


def test_linked_services_open_the_official_systems() -> None:
    outside = {code: row for code, row in offers().items() if row["door"] != "HOSTED"}

    assert {"1.001612", "3.000333"} <= set(outside)
    assert all(row["url"].startswith("https://") for row in outside.values())


def test_originals_handed_in_at_return_are_papers_of_the_record() -> None:
    named = {
        (code, item["name"])
        for code, record in records().items()
        for group in record["document_groups"]
        for item in group["items"]
    }

    asked = {(code, name) for code, row in offers().items() for name in row.get("on_return", ())}
    assert asked
    assert asked <= named


def test_life_events_name_services_of_the_province() -> None:
    events = content.rows("life_events")

    assert len(events) >= 10
    assert {code for event in events for code in event["procedures"]} <= set(offers())


def test_only_found_codes_count_as_official() -> None:
    with shared("agencies_gialai_codes.csv").open(encoding="utf-8") as stream:
        found = {row["code"] for row in csv.DictReader(stream) if row["confidence"] == "found"}

    official = {row["code"] for row in content.rows("agencies") if row["is_official_code"]}
    assert official <= found | {"H21"}


def test_communes_bear_the_names_of_today() -> None:
    with shared("units_2026_two_tier.csv").open(encoding="utf-8") as stream:
        known = {row["ward_code"]: row["ward"] for row in csv.DictReader(stream)}

    communes = [row for row in content.rows("agencies") if row["kind"] == "COMMUNE"]
    assert len(communes) >= 10
    assert all(row["short_name"] == known[row["unit"]] for row in communes)


def test_sentences_are_our_own() -> None:
    with gzip.open(shared("procedures_local_2026.jsonl.gz"), "rt", encoding="utf-8") as stream:
        told = " ".join(
            f"{record['steps']} {record['requirements']}" for record in map(json.loads, stream)
        )
    told = re.sub(r"\s+", " ", told).lower()

    copied = [
        sentence
        for record in records().values()
        for sentence in _sentences(f"{record['steps']}\n{record['requirements']}")
        if len(sentence) > 45 and sentence in told
    ]
    assert copied == []


def _sentences(text: str) -> list[str]:
    return [part.strip().lower() for part in re.split(r"[.;\n]|Bước \d+:", text)]


def test_ten_forms_belong_to_their_services() -> None:
    asked = {row["form"]: code for code, row in offers().items() if "form" in row}

    assert asked == DESIGNED
    assert set(forms()) == set(DESIGNED)


@pytest.mark.parametrize("key", sorted(DESIGNED))
def test_form_is_sound_and_short(key: str) -> None:
    form = forms()[key]

    assert definition_problems(form) == []
    assert len(form["sections"]) <= 6


@pytest.mark.parametrize("key", sorted(DESIGNED))
def test_form_has_a_condition_and_a_person_or_a_group(key: str) -> None:
    form = forms()[key]

    types = {question["type"] for _section, question in questions(form)}
    assert any("condition" in question for _section, question in questions(form))
    assert types & {"person_identity", "group"}


@pytest.mark.parametrize("key", sorted(DESIGNED))
def test_form_speaks_both_languages_and_names_the_fields_of_the_paper(key: str) -> None:
    for section, question in questions(forms()[key]):
        place = f"{section}.{question['key']}"
        assert question["label"].get("en"), place
        assert question.get("official"), place


@pytest.mark.parametrize("key", sorted(DESIGNED))
def test_map_of_the_paper_form_has_every_question(key: str) -> None:
    form_map = (MAPS / f"{key}.md").read_text(encoding="utf-8")

    for section, question in questions(forms()[key]):
        row = f"| {question['official']} | `{section}.{question['key']}` "
        assert row in form_map


def test_digest_changes_with_the_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = content.digest()
    (tmp_path / "profile.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(content, "PROVINCE", tmp_path)

    assert content.digest() != before
