"""The pages for everybody: home, search, a procedure, agencies, leaving for a linked service."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from motcua.catalogue.actions import departures, importing, indexing, life_events, synonyms
from motcua.catalogue.models import FormerCode, Procedure, ServiceOffer, TimeLimit
from motcua.catalogue.queries import departed, front
from motcua.catalogue.rules.imports.sources import Entry
from motcua.places.enums import AgencyKind
from motcua.places.models import Agency
from tests.factories.places import make_agency
from tests.unit.catalogue.records import record

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return Agency.objects.create(
        code="H21.16", name="Sở Tư pháp", short_name="Sở Tư pháp", kind="DEPARTMENT"
    )


@pytest.fixture
def birth(agency: Agency) -> Procedure:
    """Birth registration, offered online by one agency and searchable."""
    importing.import_entries(entries=[Entry(1, record())], by=None, now=NOW)
    procedure = Procedure.objects.get(code="1.001193")
    ServiceOffer.objects.create(
        agency=agency,
        procedure=procedure,
        level=4,
        service_class="TOAN_TRINH",
        valid_from=date(2026, 1, 1),
    )
    indexing.reindex(today=TODAY)
    return procedure


@pytest.fixture
def linked(birth: Procedure, agency: Agency) -> ServiceOffer:
    """The same procedure on a ministry's system."""
    elsewhere = Agency.objects.create(code="H21.99", name="Công an tỉnh", kind="VERTICAL")
    return ServiceOffer.objects.create(
        agency=elsewhere,
        procedure=birth,
        level=3,
        service_class="MOT_PHAN",
        front_door="MINISTRY",
        url="https://dichvucong.bocongan.gov.vn/",
        valid_from=date(2026, 1, 1),
    )


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:400]
    return response.content.decode()


def test_home_leads_to_search_events_sectors_and_agencies(client: Client, birth: Procedure) -> None:
    event = life_events.EventDetails(slug="sinh-con", title="Sinh con", procedures=("1.001193",))
    life_events.arrange(events=[event], by=None, now=NOW)

    page = text_of(client, "/")

    assert 'action="/thu-tuc/"' in page
    assert "/su-kien/sinh-con/" in page
    assert "/thu-tuc/?linh-vuc=ho-tich" in page
    assert "/co-quan/H21.16/" in page


def test_home_counts_real_rows(client: Client, birth: Procedure) -> None:
    figures = front.figures(on=TODAY)

    assert (figures.procedures, figures.procedures_online, figures.offers_level_4) == (1, 1, 1)
    assert figures.agencies == 1


@pytest.mark.parametrize("typed", ["khai sinh", "KHAI SINH", "giay khai sanh", "khai sinhh"])
def test_search_finds_in_the_words_of_the_person(
    client: Client, birth: Procedure, typed: str
) -> None:
    synonyms.load(rows=synonyms.shipped_rows(), by=None, now=NOW)

    assert "/thu-tuc/1.001193/" in text_of(client, f"/thu-tuc/?q={typed}")


def test_search_without_words_lists_everything(client: Client, birth: Procedure) -> None:
    assert "/thu-tuc/1.001193/" in text_of(client, "/thu-tuc/")


def test_filters_are_added_to_the_search_and_taken_away(client: Client, birth: Procedure) -> None:
    plain = text_of(client, "/thu-tuc/")
    narrowed = text_of(client, "/thu-tuc/?q=khai sinh&linh-vuc=ho-tich")

    assert 'href="/thu-tuc/?linh-vuc=ho-tich"' in plain
    assert 'href="/thu-tuc/?q=khai+sinh&amp;linh-vuc=ho-tich&amp;muc-do=4"' in narrowed
    assert 'href="/thu-tuc/?q=khai+sinh"' in narrowed


def test_search_that_finds_nothing_says_so(client: Client, birth: Procedure) -> None:
    assert "Chưa tìm thấy thủ tục nào" in text_of(client, "/thu-tuc/?q=xyzzyqqq")
    assert "Procedures are named in Vietnamese" in text_of(client, "/en/thu-tuc/?q=xyzzyqqq")


@pytest.mark.parametrize("typed", ["1.001193", "1.001193.000.00.00.H21", "thu tuc 1.001193"])
def test_search_for_a_code_leads_to_the_procedure(
    client: Client, birth: Procedure, typed: str
) -> None:
    response = client.get("/thu-tuc/", {"q": typed})

    assert (response.status_code, response["Location"]) == (302, "/thu-tuc/1.001193/")


HOSTILE = (
    "'",
    "\x00",
    "\ud800",
    "a" * 50_000,
    "!()&|<->:*'\"\\",
    "9" * 5_000,
    "%s",
    "𝔘𝔫𝔦",
    "-1.-1",
    "1.1e9",
    "<script>",
)


@pytest.mark.parametrize(
    "name", ["q", "linh-vuc", "co-quan", "muc-do", "doi-tuong", "trang", "sau"]
)
def test_search_takes_any_query_string(client: Client, birth: Procedure, name: str) -> None:
    for hostile in HOSTILE:
        response = client.get("/thu-tuc/", {name: hostile.encode("utf-8", "surrogatepass")})

        assert response.status_code in (200, 302), hostile
        assert b"<script>" not in response.content


def test_procedure_page_shows_what_the_circular_asks(client: Client, birth: Procedure) -> None:
    page = text_of(client, "/thu-tuc/1.001193/")

    for shown in (
        "Thủ tục đăng ký khai sinh",
        "Giấy chứng sinh",
        "Tờ khai.docx",
        "Trong ngày làm việc",
        "8.000 đ",
        "Giấy khai sinh",
        "60/2014/QH13",
        "Công dân Việt Nam",
        "1872/QĐ-BTP",
        "Sở Tư pháp",
        "/thu-tuc/1.001193/nop/",
    ):
        assert shown in page, shown


def test_procedure_without_a_limit_says_that_the_agency_names_the_day(
    client: Client, birth: Procedure
) -> None:
    said = "Thủ tục công bố không nêu thời hạn; khi tiếp nhận"
    assert said not in text_of(client, f"/thu-tuc/{birth.code}/")

    TimeLimit.objects.update(value=None, unit="")

    assert said in text_of(client, f"/thu-tuc/{birth.code}/")


def test_procedure_page_takes_one_statement(
    client: Client, birth: Procedure, django_assert_num_queries: Any
) -> None:
    client.get("/thu-tuc/1.001193/")

    with django_assert_num_queries(1):
        client.get("/thu-tuc/1.001193/")


def test_procedure_page_shows_a_change_at_once(
    client: Client, birth: Procedure, agency: Agency
) -> None:
    before = text_of(client, "/thu-tuc/1.001193/")
    renamed = record(name="Thủ tục đăng ký khai sinh mới")
    importing.import_entries(entries=[Entry(1, renamed)], by=None, now=NOW)
    Agency.objects.filter(pk=agency.pk).update(name="Sở Tư pháp mới")
    ServiceOffer.objects.update(returns_by_post=True)

    page = text_of(client, "/thu-tuc/1.001193/")

    for shown in ("khai sinh mới", "Sở Tư pháp mới", "trả kết quả qua bưu chính"):
        assert shown in page, shown
        assert shown not in before, shown


def test_procedure_page_lists_the_offers_of_the_day_highest_level_first(
    client: Client, birth: Procedure, linked: ServiceOffer
) -> None:
    gone = Agency.objects.create(code="H21.98", name="Sở Đã thôi", kind="DEPARTMENT")
    ServiceOffer.objects.create(
        agency=gone,
        procedure=birth,
        level=4,
        service_class="TOAN_TRINH",
        valid_from=date(2020, 1, 1),
        valid_to=date(2020, 12, 31),
    )

    page = text_of(client, "/thu-tuc/1.001193/")

    places = page[page.index('id="noi-nhan"') :]
    assert places.index("Sở Tư pháp") < places.index("Công an tỉnh")
    assert "Mức 4: nộp, thanh toán trực tuyến · Toàn trình" in places
    assert f"/thu-tuc/1.001193/di-toi/{linked.pk}/" in page
    assert "Nộp trên hệ thống của bộ, ngành" in page
    assert "Sở Đã thôi" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/thu-tuc/",
        "/thu-tuc/?q=khai",
        "/thu-tuc/1.001193/",
        "/co-quan/",
        "/co-quan/H21.16/",
        "/en/",
    ],
)
def test_public_page_sets_no_cookie_and_can_be_cached(
    client: Client, birth: Procedure, address: str
) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert "Accept-Language" not in response.get("Vary", "")


def test_unchanged_page_is_not_sent_again(client: Client, birth: Procedure) -> None:
    first = client.get("/thu-tuc/1.001193/")

    second = client.get("/thu-tuc/1.001193/", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 304
    assert "Last-Modified" in first
    assert not second.content


def test_procedure_is_described_for_search_engines(client: Client, birth: Procedure) -> None:
    page = text_of(client, "/thu-tuc/1.001193/")

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    described = json.loads(block[1])
    assert described["@type"] == "GovernmentService"
    assert described["identifier"] == "1.001193"
    assert 'rel="canonical"' in page
    assert 'property="og:title"' in page


def test_markup_in_a_record_stays_text(client: Client) -> None:
    hostile = "</script><script>alert(1)</script>"
    entry = Entry(
        1, record(code="1.000001", name=f"Thủ tục {hostile}", steps=hostile, field=hostile)
    )
    importing.import_entries(entries=[entry], by=None, now=NOW)

    for address in ("/thu-tuc/1.000001/", "/thu-tuc/", "/"):
        assert "<script>alert" not in text_of(client, address)


@pytest.mark.parametrize("former", ["1.001193.000.00.00.H21", "1.001193.H21", "CU-77"])
def test_former_code_leads_to_the_present_address(
    client: Client, birth: Procedure, former: str
) -> None:
    FormerCode.objects.create(code="CU-77", procedure=birth)

    response = client.get(f"/thu-tuc/{former}/")

    assert (response.status_code, response["Location"]) == (301, "/thu-tuc/1.001193/")


@pytest.mark.parametrize("code", ["9.999999", "%00", "<b>", "a" * 3000, "%ED%A0%80"])
def test_unknown_code_is_answered_with_a_search_box(
    client: Client, birth: Procedure, code: str
) -> None:
    page = text_of(client, f"/thu-tuc/{code}/", status=404)

    assert 'action="/thu-tuc/"' in page


def test_replaced_procedure_names_its_successor(client: Client, birth: Procedure) -> None:
    importing.import_entries(
        entries=[Entry(1, record(code="1.000009", name="Cũ"))], by=None, now=NOW
    )
    Procedure.objects.filter(code="1.000009").update(
        life="REPLACED", replaced_by=birth, ended_on=TODAY
    )

    page = text_of(client, "/thu-tuc/1.000009/")

    assert "/thu-tuc/1.001193/" in page
    assert "/thu-tuc/1.000009/nop/" not in page


def test_new_words_keep_the_chosen_filters(client: Client, birth: Procedure) -> None:
    page = text_of(client, "/thu-tuc/?q=khai+sinh&linh-vuc=ho-tich&muc-do=4")

    assert '<input type="hidden" name="linh-vuc" value="ho-tich">' in page
    assert '<input type="hidden" name="muc-do" value="4">' in page
    assert 'name="co-quan"' not in page


def test_nothing_found_shows_ways_on(client: Client, birth: Procedure) -> None:
    page = text_of(client, "/thu-tuc/?q=khai+sinh&muc-do=2&co-quan=H21.16")

    assert 'href="/thu-tuc/?q=khai+sinh"' in page or 'href="/thu-tuc/?q=khai%20sinh"' in page
    assert 'href="/co-quan/"' in page


def test_many_agencies_are_all_within_reach(client: Client, birth: Procedure) -> None:
    offers = [
        ServiceOffer(
            agency=make_agency(f"H21.X{number:02}", f"Xã {number}"),
            procedure=birth,
            level=2,
            valid_from=date(2026, 1, 1),
        )
        for number in range(65)
    ]
    ServiceOffer.objects.bulk_create(offers[:46])
    indexing.reindex(today=TODAY)
    some = text_of(client, "/thu-tuc/?q=khai+sinh")
    ServiceOffer.objects.bulk_create(offers[46:])
    indexing.reindex(today=TODAY)
    many = text_of(client, "/thu-tuc/?q=khai+sinh")

    assert len(set(re.findall(r"co-quan=(H21\.\w+)", some))) == 47
    assert "Xem tất cả cơ quan" not in some
    assert "Xem tất cả cơ quan" in many


def test_centre_that_receives_for_others_is_shown(client: Client, birth: Procedure) -> None:
    make_agency("H21.TT1", "Trung tâm Pleiku", kind=AgencyKind.CENTRE)

    assert "/co-quan/H21.TT1/" in text_of(client, "/co-quan/")
    page = text_of(client, "/co-quan/H21.TT1/")
    assert "thay các sở, ban, ngành" in page
    assert "chưa đăng ký dịch vụ" not in page


def test_leaving_is_said_first_and_counted(client: Client, linked: ServiceOffer) -> None:
    said = text_of(client, f"/thu-tuc/1.001193/di-toi/{linked.pk}/")
    left = client.get(f"/thu-tuc/1.001193/di-toi/{linked.pk}/mo/?url=https://evil.example/")

    assert "dichvucong.bocongan.gov.vn" in said
    assert left["Location"] == "https://dichvucong.bocongan.gov.vn/"
    assert "no-store" in left["Cache-Control"]
    assert [one.departures for one in departed.since(TODAY)] == [1]
    assert departures.fold() == 1
    assert [one.departures for one in departed.since(TODAY)] == [1]


def test_machine_that_only_looks_is_no_departure(client: Client, linked: ServiceOffer) -> None:
    looked = client.head(f"/thu-tuc/1.001193/di-toi/{linked.pk}/mo/")

    assert looked["Location"] == "https://dichvucong.bocongan.gov.vn/"
    assert departed.since(TODAY) == []


def test_departures_are_told_on_the_agency_page_and_by_command(
    client: Client, linked: ServiceOffer
) -> None:
    out = io.StringIO()
    assert "lượt chuyển sang hệ thống khác" not in text_of(client, "/co-quan/H21.99/")
    for _time in range(2):
        client.get(f"/thu-tuc/1.001193/di-toi/{linked.pk}/mo/")
    departures.fold()
    client.get(f"/thu-tuc/1.001193/di-toi/{linked.pk}/mo/")

    call_command("departures", stdout=out)

    assert "3 lượt chuyển sang hệ thống khác" in text_of(client, "/co-quan/H21.99/")
    assert "lượt chuyển sang hệ thống khác" not in text_of(client, "/co-quan/H21.16/")
    assert out.getvalue().splitlines()[1].split()[:3] == ["3", "1.001193", "H21.99"]


def test_every_agency_of_a_linked_service_has_its_way_out(
    client: Client, birth: Procedure, linked: ServiceOffer
) -> None:
    for number in range(5):
        ServiceOffer.objects.create(
            agency=make_agency(f"H21.X{number}", f"Xã {number}"),
            procedure=birth,
            level=3,
            service_class="MOT_PHAN",
            front_door="MINISTRY",
            url="https://dangkykinhdoanh.gov.vn",
            valid_from=date(2026, 1, 1),
        )

    page = text_of(client, "/thu-tuc/1.001193/")

    for offer in ServiceOffer.objects.filter(front_door="MINISTRY"):
        assert page.count(f"/thu-tuc/1.001193/di-toi/{offer.pk}/") == 1


def test_hosted_offer_has_no_way_out(client: Client, birth: Procedure) -> None:
    hosted = ServiceOffer.objects.get()

    assert client.get(f"/thu-tuc/1.001193/di-toi/{hosted.pk}/").status_code == 404
    assert (
        client.get(f"/thu-tuc/1.001193/di-toi/{hosted.pk}/mo/")["Location"] == "/thu-tuc/1.001193/"
    )


def test_agency_page_lists_its_services(client: Client, birth: Procedure) -> None:
    assert "/co-quan/H21.16/" in text_of(client, "/co-quan/")
    assert "/thu-tuc/1.001193/" in text_of(client, "/co-quan/H21.16/")
    assert client.get("/co-quan/H99/").status_code == 404


def test_sitemap_lists_procedures_and_robots_names_it(client: Client, birth: Procedure) -> None:
    assert "/sitemap-1.xml" in text_of(client, "/sitemap.xml")
    assert "/thu-tuc/1.001193/</loc><lastmod>2026-11-20" in text_of(client, "/sitemap-1.xml")
    assert client.get("/sitemap-2.xml").status_code == 404
    assert "Sitemap: http" in text_of(client, "/robots.txt")


def _weight(page: bytes) -> int:
    """Bytes over the wire of a first visit: the page and everything it loads, compressed."""
    loaded = re.findall(rb'(?:href|src)="/tinh/([^"]+)"', page)
    total = len(gzip.compress(page))
    for name in set(loaded):
        found = finders.find(name.decode())
        assert found, name
        total += len(gzip.compress(Path(str(found)).read_bytes()))
    return total


@pytest.mark.parametrize("address", ["/", "/thu-tuc/", "/thu-tuc/1.001193/", "/co-quan/"])
def test_page_weighs_at_most_thirty_kilobytes(
    client: Client, birth: Procedure, address: str
) -> None:
    assert _weight(client.get(address).content) <= 30_000


def test_long_procedure_with_many_agencies_stays_light(
    client: Client, many_offers: Callable[..., None]
) -> None:
    many_offers(135)

    assert _weight(client.get("/thu-tuc/1.001193/").content) <= 30_000


@pytest.fixture
def many_offers(birth: Procedure) -> Callable[..., None]:
    def offer(count: int) -> None:
        agencies = Agency.objects.bulk_create(
            Agency(code=f"H21.{200 + n}", name=f"Ủy ban nhân dân xã số {n}", kind="COMMUNE")
            for n in range(count)
        )
        ServiceOffer.objects.bulk_create(
            ServiceOffer(
                agency=agency,
                procedure=birth,
                level=3,
                service_class="MOT_PHAN",
                valid_from=date(2026, 1, 1),
            )
            for agency in agencies
        )

    return offer
