"""How often supplements were asked, counted from the rows."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import RequiredDocument, ServiceOffer
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import ItemKind
from motcua.dossiers.models import Dossier, SupplementReason
from motcua.dossiers.queries.asking.figures import Figures, figures_of
from tests.factories.accounts import make_officer
from tests.factories.dossiers import DAY, MONDAY, make_dossier
from tests.factories.places import make_agency
from tests.unit.dossiers.actions.test_supplement import ANSWERED_AT, NUMBER, answer, ask

DAYS = {"since": date(2026, 11, 17), "until": date(2026, 11, 17)}


@pytest.fixture
def asked(accepted: Dossier, offer: ServiceOffer, citizen: User, desk: object) -> Dossier:
    """On Tuesday the specialist asks for a number and a paper, the counter for a number."""
    paper = RequiredDocument.objects.get(case=accepted.case, position=1)
    blurred = SupplementReason.objects.create(
        code="MO", words_vi="Ảnh mờ", kind=ItemKind.DOCUMENT, valid_from=date(2026, 1, 1)
    )
    two = (NUMBER, Ask(required_document_id=paper.pk, reason_id=blurred.pk))
    ask(accepted, desk.specialist, *two)
    ask(make_dossier(offer, citizen, now=MONDAY), desk.counter)
    return accepted


def of(position: Position, **days: date) -> Figures:
    return figures_of(position, language="vi", **{**DAYS, **days})


def test_by_officer_procedure_and_reason(asked: Dossier, head: Position) -> None:
    found = of(head)

    assert (found.requests, found.dossiers, found.repeats) == (2, 2, 0)
    officers = [
        (line.name.partition(",")[0], line.requests, line.items) for line in found.by_officer
    ]
    assert officers == [("Trần Văn Bình", 1, 2), ("Rơ Châm Thủy", 1, 1)]
    assert [(line.code, line.requests, line.items) for line in found.by_procedure] == [
        (asked.procedure.code, 2, 3)
    ]
    assert [(line.code, line.name, line.items) for line in found.by_reason] == [
        ("", "Không chọn lý do, chỉ ghi bằng lời", 2),
        ("MO", "Ảnh mờ", 1),
    ]


def test_second_request_is_a_repeat_on_its_own_day(
    submitted: Dossier, counter_officer: Position, head: Position, citizen: User
) -> None:
    answer(ask(submitted, counter_officer), citizen)
    ask(submitted, counter_officer, at=ANSWERED_AT + DAY)

    found = of(head, until=date(2026, 11, 30))

    assert (found.requests, found.dossiers, found.repeats) == (2, 1, 1)


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 18)])
def test_other_days_are_not_counted(asked: Dossier, head: Position, day: date) -> None:
    assert of(head, since=day, until=day).requests == 0


def test_head_sees_his_agency_and_control_the_province(asked: Dossier) -> None:
    elsewhere = make_agency("H21.18", "Sở Xây dựng")
    other_head = make_officer(Role.HEAD, elsewhere, email="khac@example.test")
    control = make_officer(Role.PROVINCE_CONTROL, elsewhere, email="tinh@example.test")

    assert of(other_head).requests == 0
    assert of(control).requests == 2
