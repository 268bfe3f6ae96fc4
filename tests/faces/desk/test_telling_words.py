"""What the desk says beside a dossier: who sent it, what is awaited, where it goes next."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Party, Position, User
from motcua.catalogue.models import ResultKind
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.models import Applicant, Dossier
from motcua.kit import clock
from motcua.places.models import Agency
from tests.faces.desk.seated import at
from tests.factories.accounts import make_officer


def page(who: Position, dossier: Dossier, more: str = "") -> str:
    answer: Any = at(who).get(f"/mot-cua/ho-so/{dossier.code}/{more}")
    return str(answer.content.decode())


def test_sender_keeps_the_name_of_the_day(
    dossier: Dossier, specialist: Position, citizen: User
) -> None:
    Party.objects.filter(mandates__user=citizen).update(name="12345")
    User.objects.filter(pk=citizen.pk).update(name="12345")

    shown = page(specialist, dossier)

    assert "12345" not in shown
    assert "Người nộp thay" not in shown


def test_filer_for_somebody_else_is_named(dossier: Dossier, specialist: Position) -> None:
    Applicant.objects.filter(dossier=dossier).update(filed_as="ANOTHER", filer_name="Rơ Lan Con")

    assert "Người nộp thay" in page(specialist, dossier)


def test_what_is_awaited_stands_beside_the_status(dossier: Dossier, specialist: Position) -> None:
    now = clock.now()
    supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Ghi sai số bản", section="copies", question="number")],
        answer_by=clock.local_date(now).replace(year=clock.local_date(now).year + 1),
        by=specialist,
        now=now,
    )

    shown = page(specialist, dossier)

    assert "Đang chờ người nộp bổ sung" in shown
    assert "Ghi sai số bản" in shown


def test_forwarding_names_the_next_step(dossier: Dossier, specialist: Position) -> None:
    assert "Chuyển đến bước: Xem xét, quyết định (Lãnh đạo)." in page(
        specialist, dossier, "chuyen-buoc/"
    )


def test_result_begins_with_the_name_the_procedure_gives_it(
    dossier: Dossier, head: Position
) -> None:
    ResultKind.objects.filter(version=dossier.version_id).delete()
    ResultKind.objects.create(version=dossier.version, position=1, name="Giấy khai sinh")

    shown = page(head, dossier, "quyet-dinh/")

    assert 'value="Giấy khai sinh"' in shown
    assert "checked" not in shown


def test_stopping_for_good_offers_no_passing_reason(dossier: Dossier, head: Position) -> None:
    assert 'value="OPINION"' in page(head, dossier, "tam-dung/")
    assert 'value="OPINION"' not in page(head, dossier, "dung-han/")


def test_search_that_finds_nothing_leads_on(dossier: Dossier, counter_officer: Position) -> None:
    desk = at(counter_officer)

    empty: Any = desk.get("/mot-cua/", {"muc": "cho-tiep-nhan", "q": dossier.applicant.name})
    shown = empty.content.decode()

    assert "Kết quả tìm" in shown
    assert "?muc=co-quan&amp;q=" in shown
    found: Any = desk.get("/mot-cua/", {"muc": "co-quan", "q": dossier.applicant.name})
    assert dossier.code in found.content.decode()


@pytest.mark.parametrize(
    ("role", "heading"),
    [(Role.COORDINATOR, "Cả cơ quan"), (Role.INSPECTOR, "Toàn tỉnh")],
)
def test_whoever_only_looks_begins_with_the_whole_list(
    dossier: Dossier, agency: Agency, role: Role, heading: str
) -> None:
    answer: Any = at(make_officer(role, agency)).get("/mot-cua/")
    shown = answer.content.decode()

    assert f"<h1>{heading}</h1>" in shown
    assert dossier.code in shown
    assert "Việc của tôi" not in shown
