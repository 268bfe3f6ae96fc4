"""What can never be filed here, and how a result cannot come."""

from __future__ import annotations

import pytest

from motcua.accounts.models import Position, User
from motcua.catalogue.enums import FrontDoor
from motcua.catalogue.models import ServiceOffer
from motcua.catalogue.queries.filing import filing_options
from motcua.dossiers.actions.drafts import drafting, submission
from motcua.dossiers.enums import RETURN_WAYS, ReturnWay
from motcua.dossiers.models import Dossier, Draft
from motcua.kit.clock import local_date
from motcua.public.forms.filing import BeginForm
from tests.factories.dossiers import MONDAY, begin_draft, make_draft

OUTSIDE = [FrontDoor.LINKED, FrontDoor.NATIONAL, FrontDoor.MINISTRY]


def lead_outside(offer: ServiceOffer, door: str) -> ServiceOffer:
    ServiceOffer.objects.filter(pk=offer.pk).update(front_door=door, url="https://dvc.example.vn/")
    offer.refresh_from_db()
    return offer


@pytest.mark.parametrize("door", OUTSIDE)
def test_service_with_its_door_outside_is_not_filed_at_the_counter_either(
    offer: ServiceOffer, counter_officer: Position, door: str
) -> None:
    with pytest.raises(drafting.NotOpenForFiling):
        begin_draft(lead_outside(offer, door), counter_officer, now=MONDAY)

    options = filing_options(offer.procedure.code, on=local_date(MONDAY))
    assert BeginForm(options=options, positions=[counter_officer]).offers == []


def test_draft_begun_before_the_door_moved_is_not_sent(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    draft = make_draft(offer, counter_officer, now=MONDAY)
    lead_outside(offer, FrontDoor.MINISTRY)

    with pytest.raises(drafting.NotOpenForFiling):
        submission.submit(draft_id=draft.pk, by=counter_officer, now=MONDAY)


def test_service_below_level_three_is_filed_at_the_counter(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    ServiceOffer.objects.filter(pk=offer.pk).update(level=2, service_class="")
    offer.refresh_from_db()

    assert begin_draft(offer, counter_officer, now=MONDAY).pk


def test_result_by_post_can_neither_be_chosen_nor_sent(offer: ServiceOffer, citizen: User) -> None:
    ServiceOffer.objects.update(returns_by_post=True)
    draft = make_draft(offer, citizen, now=MONDAY)

    with pytest.raises(drafting.WayNotOffered):
        drafting.choose(draft_id=draft.pk, return_way=ReturnWay.POST, now=MONDAY)
    Draft.objects.filter(pk=draft.pk).update(return_way=ReturnWay.POST)
    with pytest.raises(drafting.WayNotOffered):
        submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    assert not Dossier.objects.exists()
    assert ReturnWay.POST not in RETURN_WAYS
