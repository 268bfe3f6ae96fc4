"""A supplement that nobody sends: the dossier does not wait for ever."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.dossiers.actions.handling.reception import ReasonNeeded
from motcua.dossiers.actions.upkeep import lapsing
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Moment, Status
from motcua.dossiers.models import Dossier, DossierPaper, Pause, Supplement
from motcua.dossiers.queries.desk import buttons_for
from motcua.dossiers.queries.lists import inbox
from motcua.kit.errors import NotPermitted
from motcua.notifications.models import Notification
from tests.factories.dossiers import HOUR, MONDAY, Desk

ANSWER_BY = date(2026, 12, 1)
LAST_DAY = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 12, 2, 1, 0, tzinfo=UTC)


def ask(dossier: Dossier, by: Position) -> Supplement:
    return supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Chưa rõ", section="copies", question="number")],
        answer_by=ANSWER_BY,
        by=by,
        now=MONDAY + 2 * HOUR,
    )


def end(
    dossier: Dossier, by: Position, *, at: datetime = DAY_AFTER, reason: str = "Quá hạn"
) -> None:
    lapsing.refuse_lapsed(dossier_id=dossier.pk, reason=reason, by=by, now=at)
    dossier.refresh_from_db()


def listed(by: Position, at: datetime) -> list[Dossier]:
    return [row.dossier for row in inbox.inbox_of(by, inbox.LAPSED, at=at).rows]


def test_lapsed_dossier_is_listed_and_ended_before_acceptance(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    asked = ask(submitted, counter_officer)
    submitted.refresh_from_db()
    assert listed(counter_officer, LAST_DAY) == []
    assert listed(counter_officer, DAY_AFTER) == [submitted]
    assert inbox.counts_of(counter_officer, at=DAY_AFTER)[inbox.LAPSED.key] == 1
    assert Moment.LAPSE_SUPPLEMENT in buttons_for(counter_officer, submitted, at=DAY_AFTER)

    end(submitted, counter_officer)

    assert submitted.status == Status.NOT_ACCEPTED
    assert not Pause.objects.filter(closed_at__isnull=True).exists()
    asked.refresh_from_db()
    assert asked.closed_at == DAY_AFTER
    assert DossierPaper.objects.get(dossier=submitted, letter="refusal").is_valid
    assert Notification.objects.filter(event="dossier.not_accepted").count() == 1
    assert submitted.timeline.get(moment=Moment.LAPSE_SUPPLEMENT).note == "Quá hạn"
    assert listed(counter_officer, DAY_AFTER) == []
    with pytest.raises(supplement.NoLongerAsked):
        supplement.answer(draft_id=asked.draft.pk, by=citizen, now=DAY_AFTER)


def test_not_before_its_time_nor_without_a_reason_nor_by_anybody(
    submitted: Dossier, counter_officer: Position, specialist: Position
) -> None:
    ask(submitted, counter_officer)

    with pytest.raises(lapsing.NotLapsed):
        end(submitted, counter_officer, at=LAST_DAY)
    with pytest.raises(ReasonNeeded):
        end(submitted, counter_officer, reason=" ")
    with pytest.raises(NotPermitted):
        end(submitted, specialist)
    submitted.refresh_from_db()
    assert submitted.status == Status.AWAITING_SUPPLEMENT
    assert Moment.LAPSE_SUPPLEMENT not in buttons_for(counter_officer, submitted, at=LAST_DAY)


def test_after_acceptance_it_is_the_heads_to_stop(accepted: Dossier, desk: Desk) -> None:
    ask(accepted, desk.specialist)
    accepted.refresh_from_db()

    with pytest.raises(lapsing.NotLapsed):
        end(accepted, desk.counter)

    assert listed(desk.head, DAY_AFTER) == [accepted]
    assert Moment.TERMINATE in buttons_for(desk.head, accepted, at=DAY_AFTER)
    assert Moment.LAPSE_SUPPLEMENT not in buttons_for(desk.counter, accepted, at=DAY_AFTER)


def test_counter_ends_it_on_its_page(submitted: Dossier, counter_officer: Position) -> None:
    ask(submitted, counter_officer)
    Supplement.objects.update(answer_by=date(2026, 11, 17))
    client = Client()
    client.force_login(counter_officer.user)
    page = f"/mot-cua/ho-so/{submitted.code}/qua-han-bo-sung/"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("motcua.kit.clock.now", lambda: DAY_AFTER)
        looked = client.get(f"/mot-cua/ho-so/{submitted.code}/").content.decode()
        assert page in looked
        assert "Đã quá hạn bổ sung" in client.get(page).content.decode()
        assert client.post(page, {"reason": "Đã quá hạn bổ sung."}).status_code == 302

    submitted.refresh_from_db()
    assert submitted.status == Status.NOT_ACCEPTED
