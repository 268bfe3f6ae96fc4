"""Search: everyday questions, spelling, codes, filters, paging."""

from __future__ import annotations

import csv
import gzip
import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from motcua.catalogue.actions import importing, indexing, synonyms
from motcua.catalogue.models import Procedure, ServiceOffer
from motcua.catalogue.queries.filtering import Filters
from motcua.catalogue.queries.search import PAGE, asked, search
from motcua.catalogue.rules.imports.sources import Entry
from motcua.places.models import Agency
from tests.unit.catalogue.records import record

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
HERE = Path(__file__).parent
SHARED = HERE.parents[2].parent / "shared" / "data" / "procedures_local_2026.jsonl.gz"


@pytest.fixture(scope="module")
def all_procedures(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The 900 shared records with the shipped synonyms, imported once for the module and rolled
    back.
    """
    if not SHARED.exists():
        pytest.skip("shared data absent: procedures_local_2026.jsonl.gz")
    with django_db_blocker.unblock(), transaction.atomic():
        with SHARED.open("rb") as stream:
            importing.import_file(stream=stream, by=None, now=NOW)
        synonyms.load(rows=synonyms.shipped_rows(), by=None, now=NOW)
        yield
        transaction.set_rollback(True)


def everyday() -> list[dict[str, str]]:
    with (HERE / "everyday_queries.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def first_three(question: str) -> list[str]:
    return [hit.code for hit in search(question).hits[:3]]


def test_ninety_per_cent_of_everyday_questions_are_answered_in_the_first_three(
    all_procedures: None,
) -> None:
    rows = everyday()

    missed = [
        (row["query"], row["codes"], found)
        for row in rows
        if not set(found := first_three(row["query"])) & set(row["codes"].split())
    ]

    assert len(rows) >= 120
    assert len(missed) <= len(rows) * 0.1, missed


@pytest.mark.parametrize(
    "question", ["hòa giải tranh chấp đất đai", "lý lịch tư pháp", "chứng thực di chúc"]
)
def test_every_spelling_of_a_question_finds_the_same(all_procedures: None, question: str) -> None:
    expected = first_three(question)[0]
    spellings = (
        unicodedata.normalize("NFD", question),
        question.replace("hòa", "hoà").replace("lý", "lí"),
        question.upper(),
        f"  {question}!! ",
    )

    for spelling in spellings:
        assert first_three(spelling)[0] == expected, spelling


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("khaisinh", "1.001193"),
        ("ddawng kys keets hoon", "1.000894"),
        ("cawn cuowcs", "2.000200"),
        ("xây zựng nhà ở", "1.013225"),
        ("khai xinh", "1.001193"),
        ("ho chieeus", "1.001456"),
    ],
)
def test_slips_and_typing_methods_are_mended(all_procedures: None, typed: str, code: str) -> None:
    assert code in first_three(typed)


def test_marks_tell_words_apart(all_procedures: None) -> None:
    for typed in ("bán nhà", "đất", "bản sao"):
        assert typed.split()[0] in search(typed).hits[0].title.lower()


@pytest.mark.parametrize(
    "typed", ["1.001193", "1.001193.000.00.00.H21", "1.001193.H21", " mã 1.001193 "]
)
def test_code_in_any_form_leads_to_its_procedure(all_procedures: None, typed: str) -> None:
    assert asked(typed).code == "1.001193"
    assert first_three(typed) == ["1.001193"]


def test_nothing_typed_lists_everything_with_counts(all_procedures: None) -> None:
    page = search("")

    assert page.facets.total == 900
    assert sum(facet.count for facet in page.facets.sectors) == 900
    assert len(page.hits) == PAGE
    assert not any(hit.code.startswith("6.") for hit in page.hits)


def test_paging_through_everything_meets_each_procedure_once(all_procedures: None) -> None:
    seen: list[str] = []
    after = ""
    while True:
        page = search("", after=after)
        seen += [hit.code for hit in page.hits]
        after = page.after
        if not page.has_next:
            break

    assert len(seen) == len(set(seen)) == 900


def test_pages_of_a_question_do_not_overlap(all_procedures: None) -> None:
    first, second = search("giấy phép"), search("giấy phép", number=2)

    assert first.has_next
    assert not {hit.code for hit in first.hits} & {hit.code for hit in second.hits}


def test_filter_narrows_and_counts_agree_with_the_list(all_procedures: None) -> None:
    page = search("đăng ký", filters=Filters(sector="ho-tich"))

    assert {hit.sector for hit in page.hits} == {"Hộ tịch"}
    assert [facet.value for facet in page.facets.sectors] == ["ho-tich"]


@pytest.mark.django_db
def test_unknown_filters_are_let_go() -> None:
    importing.import_entries(entries=[Entry(1, record())], by=None, now=NOW)

    page = search("", filters=Filters(sector="không-có", agency="H0", level="9", audience="ai"))

    assert page.facets.total == 1
    assert not page.filters


@pytest.mark.django_db
def test_offers_put_a_procedure_under_agency_and_level() -> None:
    importing.import_entries(entries=[Entry(1, record())], by=None, now=NOW)
    agency = Agency.objects.create(code="H21.16", name="Sở Tư pháp", kind="DEPARTMENT")
    procedure = Procedure.objects.get()
    ServiceOffer.objects.create(
        agency=agency, procedure=procedure, level=4, service_class="TOAN_TRINH", valid_from=TODAY
    )
    indexing.reindex(today=TODAY)

    page = search("khai sinh", filters=Filters(agency="H21.16", level="4", audience="cong-dan"))

    assert [hit.code for hit in page.hits] == ["1.001193"]
    assert [(facet.value, facet.count) for facet in page.facets.agencies] == [("H21.16", 1)]
    assert search("", filters=Filters(level="3")).hits == []


@pytest.mark.django_db
def test_repealed_procedure_is_not_found() -> None:
    importing.import_entries(entries=[Entry(1, record())], by=None, now=NOW)
    Procedure.objects.update(life="REPEALED", ended_on=TODAY)

    indexing.reindex(today=TODAY)

    assert search("khai sinh").hits == []


@pytest.mark.django_db
def test_other_process_notices_a_new_index() -> None:
    importing.import_entries(entries=[Entry(1, record())], by=None, now=NOW)
    assert search("khai sinh").facets.total == 1

    second = record(code="1.000894", name="Thủ tục đăng ký kết hôn")
    importing.import_entries(entries=[Entry(1, second)], by=None, now=NOW)

    assert first_three("kết hôn") == ["1.000894"]
    assert search("").facets.total == 2


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        " ",
        "'",
        "\\",
        "((((",
        "a & b | !c <-> d:*",
        "\x00",
        "\ud800",
        "%",
        "𝐤𝐡𝐚𝐢",
        "١٢٣",
        "x" * 200_000,
        "́" * 5_000,
    ],
)
def test_any_text_is_taken(db: None, hostile: str) -> None:
    importing.import_entries(entries=[Entry(1, record())], by=None, now=NOW)

    assert search(hostile, number=10**9, after="x.y").facets.total <= 1


def test_search_stays_within_its_statements(all_procedures: None) -> None:
    search("khai sinh")
    with connection.execute_wrapper(counter := _Counter()):
        search("khai sinh")

    assert counter.count <= 5


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        self.count += 1
        return execute(sql, params, many, context)


def test_everyday_file_names_only_known_procedures() -> None:
    if not SHARED.exists():
        pytest.skip("shared data absent: procedures_local_2026.jsonl.gz")
    with gzip.open(SHARED, "rt", encoding="utf-8") as stream:
        known = {json.loads(line)["code"] for line in stream}

    assert {code for row in everyday() for code in row["codes"].split()} <= known


@pytest.fixture
def odd_codes(db: None) -> None:
    sources = [
        record(former_codes=["2.009999", "CU-77"]),
        record(code="abc_DEF-1", name="Cấp bản sao trích lục"),
        record(code="2.00088", name="Đăng ký nhận cha, mẹ, con"),
        record(code="TTHC", name="Đăng ký giám hộ"),
    ]
    entries = [Entry(number, source) for number, source in enumerate(sources, start=1)]
    importing.import_entries(entries=entries, by=None, now=NOW)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2.009999", "1.001193"),
        ("mã 2.009999", "1.001193"),
        ("2.009999.000.00.00.H21", "1.001193"),
        (" CU-77 ", "1.001193"),
        ("abc_DEF-1", "abc_DEF-1"),
        ("2.00088", "2.00088"),
        ("TTHC", "TTHC"),
    ],
)
def test_any_code_present_or_former_is_found_by_itself(
    odd_codes: None, typed: str, found: str
) -> None:
    assert [hit.code for hit in search(typed).hits] == [found]
    assert asked(typed).code == found
    assert not search(typed).question.corrected
