"""Which list of which agency a dossier is in, when one agency receives what another one settles.

Overviews are left out, since a dossier may be in several: the whole agency, due soon, late, and
one's own steps.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import reception, returning
from motcua.dossiers.actions.handling.returning import Taker
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.lists import inbox
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.catalogue import make_offer
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk, make_dossier

OVERVIEWS = (inbox.AGENCY, inbox.DUE_SOON, inbox.LATE, inbox.MINE)
LATER = MONDAY + 3 * DAY
ITEM = Ask(reason="Sai", section="copies", question="number")


def ask(dossier: Dossier, by: Position) -> None:
    supplement.ask(
        dossier_id=dossier.pk, items=[ITEM], answer_by=date(2026, 12, 1), by=by, now=MONDAY + HOUR
    )


def asked_later(dossier: Dossier, desk: Desk) -> None:
    desk.accept(dossier, MONDAY + HOUR)
    ask(dossier, desk.specialist)


def decided(dossier: Dossier, desk: Desk) -> None:
    desk.accept(dossier)
    desk.forward(dossier)
    desk.decide(dossier)


def returned(dossier: Dossier, desk: Desk) -> None:
    decided(dossier, desk)
    by = make_officer(Role.COUNTER, dossier.returning_agency, email="tra@example.test")
    returning.return_at_counter(
        dossier_id=dossier.pk, taker=Taker(name="Y Bhăm"), by=by, now=MONDAY + 2 * DAY
    )


def refused(dossier: Dossier, desk: Desk) -> None:
    reception.refuse(dossier_id=dossier.pk, reason="Sai", by=desk.counter, now=MONDAY)


Stage = Callable[[Dossier, Desk], object]
STAGES: dict[str, Stage] = {
    "sent": lambda dossier, desk: None,
    "asked at once": lambda dossier, desk: ask(dossier, desk.counter),
    "refused": refused,
    "accepted": lambda dossier, desk: desk.accept(dossier),
    "asked later": asked_later,
    "decided": decided,
    "returned": returned,
}
# Where it is received at the agency that settles it, and where another one's counter receives it.
HERE = {
    "sent": "cho-tiep-nhan",
    "asked at once": "cho-nguoi-nop",
    "refused": "da-xong",
    "accepted": "",  # among the steps, which are overviews
    "asked later": "cho-nguoi-nop",
    "decided": "cho-tra",
    "returned": "da-xong",
}
SETTLES = {**HERE, "decided": ""}  # handed over at the counter where it was filed
FILED_FOR_IT = {
    "sent": "nhan-ho",
    "asked at once": "nhan-ho",
    "refused": "",
    "accepted": "",
    "asked later": "nhan-ho",
    "decided": "cho-tra",
    "returned": "",
}
FORWARDED_IT = dict.fromkeys(STAGES, "")  # sent online, so nobody came to that counter


@pytest.fixture
def desk_elsewhere(elsewhere: Agency, stranger: Position) -> Desk:
    """The people of the agency that settles what comes from outside."""
    specialist = make_officer(Role.SPECIALIST, elsewhere)
    return Desk(stranger, specialist, make_officer(Role.HEAD, elsewhere))


def lists_of(position: Position) -> str:
    """The lists that name it, overviews left out; the counts say the same."""
    shown = [
        view.key
        for view in inbox.VIEWS.values()
        if view not in OVERVIEWS and inbox.inbox_of(position, view, at=LATER).rows
    ]
    counts = inbox.counts_of(position, at=LATER)
    quiet = {view.key for view in OVERVIEWS}
    counted = {key for key, count in counts.items() if count and key not in quiet}
    assert counted == set(shown) - {inbox.DONE.key}
    return " ".join(shown)


@pytest.mark.parametrize("at_counter", [True, False])
@pytest.mark.parametrize("stage", STAGES)
def test_online_and_at_the_own_counter_it_is_in_one_list_of_one_agency(
    offer: ServiceOffer, citizen: User, desk: Desk, stranger: Position, stage: str, at_counter: bool
) -> None:
    dossier = make_dossier(offer, desk.counter if at_counter else citizen, now=MONDAY, name="Y Thu")
    STAGES[stage](dossier, desk)

    assert lists_of(desk.counter) == HERE[stage]
    assert lists_of(stranger) == ""


@pytest.mark.parametrize("stage", STAGES)
def test_filed_at_a_counter_for_another_agency_it_is_in_one_list_of_each(
    offer: ServiceOffer, desk: Desk, stranger: Position, stage: str
) -> None:
    dossier = make_dossier(offer, stranger, now=MONDAY, name="Y Bhăm")
    STAGES[stage](dossier, desk)

    assert lists_of(desk.counter) == SETTLES[stage]
    assert lists_of(stranger) == FILED_FOR_IT[stage]


@pytest.mark.parametrize("at_counter", [True, False])
@pytest.mark.parametrize("stage", STAGES)
def test_forwarded_it_is_the_other_agency_s(
    offer: ServiceOffer,
    citizen: User,
    desk: Desk,
    desk_elsewhere: Desk,
    stage: str,
    at_counter: bool,
) -> None:
    filer = desk.counter if at_counter else citizen
    dossier = make_dossier(offer, filer, now=MONDAY, name="Y Bhăm")
    elsewhere = desk_elsewhere.counter.agency
    make_offer(dossier.case, elsewhere)
    reception.forward_to_agency(
        dossier_id=dossier.pk, agency=elsewhere, reason="Chuyển", by=desk.counter, now=MONDAY
    )
    dossier.refresh_from_db()
    STAGES[stage](dossier, desk_elsewhere)

    assert lists_of(desk_elsewhere.counter) == (SETTLES if at_counter else HERE)[stage]
    assert lists_of(desk.counter) == (FILED_FOR_IT if at_counter else FORWARDED_IT)[stage]
