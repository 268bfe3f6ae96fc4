"""Keeping offers: every day keeps what was offered on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.accounts.models import User
from motcua.catalogue.actions.offering import OfferDetails, keep_offers
from motcua.catalogue.models import ProcedureCase, ServiceOffer
from motcua.dossiers.actions.drafts import submission
from motcua.places.models import Agency
from tests.factories.catalogue import make_case
from tests.factories.dossiers import MONDAY, make_draft

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
TODAY, BEGAN = date(2026, 11, 16), date(2026, 1, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> ProcedureCase:
    return make_case()


@pytest.fixture
def details(case: ProcedureCase, agency: Agency) -> OfferDetails:
    return offered(case, agency, level=3)


def offered(
    case: ProcedureCase, agency: Agency, *, level: int, valid_from: date = BEGAN
) -> OfferDetails:
    return OfferDetails(
        agency_id=agency.pk,
        procedure_id=case.version.procedure_id,
        level=level,
        service_class="TOAN_TRINH",
        valid_from=valid_from,
    )


def kept() -> list[tuple[int, date, date | None]]:
    return list(
        ServiceOffer.objects.order_by("valid_from").values_list("level", "valid_from", "valid_to")
    )


@pytest.mark.parametrize(
    ("valid_from", "begins"),
    [(BEGAN, TODAY), (date(2026, 10, 1), date(2026, 10, 1)), (date(2027, 1, 1), date(2027, 1, 1))],
    ids=["same day as the old", "past", "future"],
)
def test_changed_offer_follows_the_old_one(
    details: OfferDetails, case: ProcedureCase, agency: Agency, valid_from: date, begins: date
) -> None:
    keep_offers(offers=[details], by=None, now=NOW)

    changed = offered(case, agency, level=4, valid_from=valid_from)
    assert keep_offers(offers=[changed], by=None, now=NOW) == 1

    assert kept() == [(3, BEGAN, begins - timedelta(days=1)), (4, begins, None)]


def test_same_offer_again_changes_nothing(details: OfferDetails) -> None:
    assert keep_offers(offers=[details], by=None, now=NOW) == 1
    assert keep_offers(offers=[details], by=None, now=NOW) == 0

    assert kept() == [(3, BEGAN, None)]


def test_offer_of_today_is_corrected_in_place(case: ProcedureCase, agency: Agency) -> None:
    for level in (3, 4):
        wanted = offered(case, agency, level=level, valid_from=TODAY)
        keep_offers(offers=[wanted], by=None, now=NOW)

    assert kept() == [(4, TODAY, None)]


def test_draft_goes_on_under_the_offer_that_follows(
    details: OfferDetails, case: ProcedureCase, agency: Agency, citizen: User
) -> None:
    keep_offers(offers=[details], by=None, now=NOW)
    draft = make_draft(ServiceOffer.objects.get(), citizen, now=MONDAY)
    keep_offers(offers=[offered(case, agency, level=4)], by=None, now=NOW)

    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    assert dossier.offer == ServiceOffer.objects.get(level=4)
