"""Filing for others ends with the position: what was begun in it is neither sent nor answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.accounts.actions.people import dismiss
from motcua.accounts.models import Position
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.drafts import submission
from motcua.dossiers.actions.moves.permits import NoLongerInOffice
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.reach import scope
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted
from tests.factories.dossiers import DAY, MONDAY, begin_draft, make_dossier, make_draft


def end(position: Position, at: datetime) -> Position:
    """His last day is the day before."""
    last = local_date(at) - timedelta(days=1)
    return dismiss(position=position, on=last, by=None, now=at)


def test_position_holds_from_its_first_to_its_last_day(counter_officer: Position) -> None:
    ended = end(counter_officer, MONDAY)

    days = (ended.valid_from, ended.valid_to, local_date(MONDAY))
    assert [ended.holds_on(day) for day in days if day] == [True, True, False]
    assert not ended.holds_on(ended.valid_from - timedelta(days=1))


def test_officer_who_left_begins_nothing(offer: ServiceOffer, counter_officer: Position) -> None:
    with pytest.raises(NoLongerInOffice):
        begin_draft(offer, end(counter_officer, MONDAY), now=MONDAY)

    assert not Draft.objects.exists()


def test_officer_who_left_neither_opens_nor_sends(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    draft = make_draft(offer, counter_officer, now=MONDAY)
    opening: dict[str, Any] = {"user": counter_officer.user, "held": [str(draft.key)]}
    assert scope.draft_open_to(draft.key, today=local_date(MONDAY), **opening) == draft
    ended = end(counter_officer, MONDAY + DAY)

    with pytest.raises(NoLongerInOffice):
        submission.submit(draft_id=draft.pk, by=ended, now=MONDAY + DAY)

    assert not Dossier.objects.exists()
    assert scope.draft_open_to(draft.key, today=local_date(MONDAY + DAY), **opening) is None


def test_officer_who_left_answers_no_supplement(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    dossier = make_dossier(offer, counter_officer, now=MONDAY)
    asked = supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Ghi rõ", section="copies", question="number")],
        answer_by=local_date(MONDAY + 9 * DAY),
        by=counter_officer,
        now=MONDAY,
    )
    ended = end(counter_officer, MONDAY + DAY)

    with pytest.raises(NotPermitted):
        supplement.answer(
            draft_id=Draft.objects.get(supplement=asked).pk, by=ended, now=MONDAY + DAY
        )

    asked.refresh_from_db()
    assert asked.answered_at is None
