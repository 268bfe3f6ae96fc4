"""The buttons of the desk are exactly what the actions let that officer do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.enums import FrontDoor
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import decision, holding, processing, reception, returning
from motcua.dossiers.actions.handling.returning import Taker
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Moment
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import desk as desk_queries
from motcua.kit.errors import NotThere, Refusal
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.catalogue import make_offer
from tests.factories.dossiers import DAY, GRANTED, HOUR, MINUTE, MONDAY, Desk

Attempt = Callable[[Dossier, Position], object]


@pytest.fixture
def colleagues(agency: Agency) -> dict[str, Position]:
    """A second officer of each role, to hand over to and to be kept out."""
    return {
        role: make_officer(role, agency, email=f"hai.{role.lower()}@example.test")
        for role in (Role.COUNTER, Role.SPECIALIST, Role.HEAD)
    }


@pytest.fixture
def cast(
    desk: Desk, administrator: Position, stranger: Position, colleagues: dict[str, Position]
) -> list[Position]:
    return [desk.counter, desk.specialist, desk.head, administrator, stranger, *colleagues.values()]


def attempts(now: datetime, elsewhere: Agency) -> dict[str, Attempt]:
    """Every move with a button, tried with everything that has to be typed."""
    item = Ask(reason="Sai", section="copies", question="number")
    until = (MONDAY + 60 * DAY).date()

    def simple(act: Callable[..., object], **more: object) -> Attempt:
        return lambda dossier, by: act(dossier_id=dossier.pk, by=by, now=now, **more)

    def hand_over(dossier: Dossier, by: Position) -> object:
        to = make_officer(Role(by.role), by.agency, email=f"ba.{by.pk}@example.test")
        return holding.hand_over(dossier_id=dossier.pk, to=to, by=by, now=now)

    def reassign(dossier: Dossier, by: Position) -> object:
        others = desk_queries.possible_holders(dossier, on=now.date())
        to = others[0] if others else by
        return holding.reassign(dossier_id=dossier.pk, to=to, reason="Nghỉ", by=by, now=now)

    return {
        Moment.ACCEPT: simple(reception.accept),
        Moment.REFUSE_RECEPTION: simple(reception.refuse, reason="Sai nơi"),
        Moment.FORWARD_AGENCY: simple(
            reception.forward_to_agency, agency=elsewhere, reason="Chuyển"
        ),
        Moment.ASK_SUPPLEMENT: simple(supplement.ask, items=[item], answer_by=until),
        Moment.FORWARD_STEP: simple(processing.forward),
        Moment.SEND_BACK: simple(processing.send_back, note="Xem lại"),
        Moment.HAND_OVER: hand_over,
        desk_queries.REASSIGN: reassign,
        Moment.DECIDE: simple(decision.decide, outcome=GRANTED),
        Moment.RETURN_RESULT: simple(returning.return_at_counter, taker=Taker(name="H'Mok")),
        Moment.UNDO_ACCEPT: simple(reception.undo_accept),
        Moment.UNDO_REFUSAL: simple(reception.undo_refusal),
        Moment.UNDO_RETURN: simple(returning.undo_return),
    }


class _Back(Exception):
    """Undo what was tried."""


def works(attempt: Attempt, dossier: Dossier, by: Position) -> bool:
    try:
        with transaction.atomic():
            attempt(dossier, by)
            raise _Back
    except _Back:
        return True
    except Refusal:
        return False


STAGES: dict[str, Callable[[Dossier, Desk], object]] = {
    "submitted": lambda dossier, desk: None,
    "refused": lambda dossier, desk: reception.refuse(
        dossier_id=dossier.pk, reason="Sai", by=desk.counter, now=MONDAY
    ),
    "accepted": lambda dossier, desk: desk.accept(dossier, MONDAY),
    "taken": lambda dossier, desk: (
        desk.accept(dossier, MONDAY),
        holding.take(dossier_id=dossier.pk, by=desk.specialist, now=MONDAY),
    ),
    "left behind": lambda dossier, desk: (
        STAGES["taken"](dossier, desk),
        Position.objects.filter(pk=desk.specialist.pk).update(valid_to=date(2026, 11, 15)),
    ),
    "at the head": lambda dossier, desk: (
        desk.accept(dossier, MONDAY),
        desk.forward(dossier, MONDAY),
    ),
    "waiting": lambda dossier, desk: supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Sai", section="copies", question="number")],
        answer_by=date(2026, 12, 1),
        by=desk.counter,
        now=MONDAY,
    ),
    "decided": lambda dossier, desk: (
        desk.accept(dossier, MONDAY),
        desk.forward(dossier, MONDAY),
        desk.decide(dossier, at=MONDAY),
    ),
    "handed over": lambda dossier, desk: (
        STAGES["decided"](dossier, desk),
        returning.return_at_counter(
            dossier_id=dossier.pk, taker=Taker(name="H'Mok"), by=desk.counter, now=MONDAY
        ),
    ),
    "collected": lambda dossier, desk: (
        STAGES["decided"](dossier, desk),
        returning.collect_online(dossier_id=dossier.pk, by=dossier.applicant.filer, now=MONDAY),
    ),
}


UNDONE = ("refused", "accepted", "handed over", "collected")
"""Where an hour makes a difference: a mis-click could have been taken back."""


@pytest.mark.parametrize(
    ("stage", "later"),
    [*((stage, MINUTE) for stage in STAGES), *((stage, HOUR) for stage in UNDONE)],
)
def test_buttons_are_what_the_actions_allow(
    submitted: Dossier,
    desk: Desk,
    cast: list[Position],
    elsewhere: Agency,
    stage: str,
    later: timedelta,
) -> None:
    make_offer(submitted.case, elsewhere)
    STAGES[stage](submitted, desk)
    now = MONDAY + later
    tries = attempts(now, elsewhere)

    wrong = []
    for by in cast:
        dossier = Dossier.objects.select_related("applicant").get(pk=submitted.pk)
        offered = desk_queries.buttons_for(by, dossier, at=now) & tries.keys()
        allowed = {move for move, attempt in tries.items() if works(attempt, dossier, by)}
        if offered != allowed:
            wrong.append((str(by), sorted(offered - allowed), sorted(allowed - offered)))

    assert wrong == []


def test_dossier_of_another_agency_is_not_there(submitted: Dossier, stranger: Position) -> None:
    for code in (submitted.code, "H21.16-261116-9999", ""):
        with pytest.raises(NotThere):
            desk_queries.dossier_for(stranger, code)


def test_forwarded_dossier_is_still_seen_where_it_was_received(
    submitted: Dossier, elsewhere: Agency, stranger: Position, counter_officer: Position
) -> None:
    make_offer(submitted.case, elsewhere)
    reception.forward_to_agency(
        dossier_id=submitted.pk, agency=elsewhere, reason="Chuyển", by=counter_officer, now=MONDAY
    )

    for position in (stranger, counter_officer):
        assert desk_queries.dossier_for(position, submitted.code) == submitted


def test_colleagues_and_competent_agencies(
    submitted: Dossier, desk: Desk, colleagues: dict[str, Position], elsewhere: Agency
) -> None:
    make_offer(submitted.case, elsewhere)
    gone = colleagues[Role.HEAD]
    gone.valid_to = date(2026, 11, 1)
    gone.save()

    on = date(2026, 11, 16)
    assert desk_queries.colleagues_of(desk.specialist, on=on) == [colleagues[Role.SPECIALIST]]
    assert desk_queries.colleagues_of(desk.head, on=on) == []
    User.objects.filter(pk=colleagues[Role.SPECIALIST].user_id).update(is_active=False)
    assert desk_queries.colleagues_of(desk.specialist, on=on) == []
    assert desk_queries.competent_agencies(submitted, on=on) == [elsewhere]


@pytest.mark.parametrize(
    ("change", "is_named"),
    [
        ({"valid_to": date(2026, 12, 31)}, True),
        ({"valid_to": date(2026, 11, 15)}, False),
        ({"valid_from": date(2026, 11, 17)}, False),
        ({"front_door": FrontDoor.MINISTRY, "url": "https://bo.example.test/"}, False),
    ],
)
def test_competent_agency_offers_the_procedure_here_that_day(
    submitted: Dossier,
    elsewhere: Agency,
    counter_officer: Position,
    change: dict[str, Any],
    is_named: bool,
) -> None:
    other = make_offer(submitted.case, elsewhere)
    ServiceOffer.objects.filter(pk=other.pk).update(**change)

    named = desk_queries.competent_agencies(submitted, on=MONDAY.date())

    assert named == ([elsewhere] if is_named else [])
    forwarding = nullcontext() if is_named else pytest.raises(reception.NotOffered)
    with forwarding:
        reception.forward_to_agency(
            dossier_id=submitted.pk, agency=elsewhere, reason="x", by=counter_officer, now=MONDAY
        )


def test_timeline_of_the_desk_is_newest_first_with_inner_steps(at_head: Dossier) -> None:
    moments = [entry.moment for entry in desk_queries.timeline_of(at_head)]

    assert moments == [Moment.FORWARD_STEP, Moment.BEGIN, Moment.ACCEPT, Moment.SUBMIT]
