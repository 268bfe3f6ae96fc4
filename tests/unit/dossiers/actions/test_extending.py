"""New appointments: the apology that counts, the one too late, the longer limit of a law."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.accounts.models import Position
from motcua.audit.models import Event
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.actions.waiting import extending, stopping
from motcua.dossiers.actions.waiting.extending import (
    AlreadyExtended,
    BasisNeeded,
    DayOff,
    LongerLimit,
    NotLater,
    ReasonNeeded,
)
from motcua.dossiers.actions.waiting.stopping import Grounds
from motcua.dossiers.enums import ExtensionKind, Moment, Status, StopReason
from motcua.dossiers.models import Dossier, DossierPaper, Extension
from motcua.dossiers.queries import desk as desk_queries
from motcua.dossiers.queries.clocks import clock, standing
from motcua.kit.errors import NotPermitted
from motcua.kit.worktime import AllowanceUnit
from motcua.notifications.models import Notification
from tests.factories.dossiers import DAY, MONDAY, Desk

DUE = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # five working days from Monday 16/11, 10:00
WEDNESDAY = MONDAY + 2 * DAY
LATE = DUE + timedelta(hours=2)
NEW = date(2026, 11, 27)  # a Friday
NEW_DUE = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
VERIFYING = LongerLimit(
    value=10, unit=AllowanceUnit.WORKING_DAY, legal_basis="Điều 12 Nghị định 123"
)


def apologise(
    dossier: Dossier, by: Position, *, at: datetime = WEDNESDAY, on: date = NEW, why: str = "Mưa lũ"
) -> Extension:
    return extending.apologise(dossier_id=dossier.pk, new_date=on, reason=why, by=by, now=at)


def lengthen(
    dossier: Dossier, by: Position, *, at: datetime = WEDNESDAY, longer: LongerLimit = VERIFYING
) -> Extension:
    return extending.lengthen(
        dossier_id=dossier.pk, longer=longer, reason="Phải xác minh", by=by, now=at
    )


# ── the apology ─────────────────────────────────────────────────────────────────────────────


def test_apology_in_time_moves_the_appointment_and_is_told(
    accepted: Dossier, head: Position
) -> None:
    given = apologise(accepted, head)

    accepted.refresh_from_db()
    assert (given.due_before, given.due_after, given.counts) == (DUE, NEW_DUE, True)
    assert accepted.due_at == NEW_DUE
    entry = accepted.timeline.get(moment=Moment.EXTEND)
    assert entry.note == "Mưa lũ\nHẹn trả kết quả: 27/11/2026."
    said = Notification.objects.get(event="dossier.apologised").body
    assert "Mưa lũ" in said
    assert "27/11/2026" in said
    paper = DossierPaper.objects.get(dossier=accepted, letter="apology").paper
    assert paper.content["reason"] == "Mưa lũ"
    assert Event.objects.filter(name="dossier.extend", object_id=str(accepted.pk)).exists()


def test_apology_in_time_keeps_the_dossier_from_being_late(
    accepted: Dossier, head: Position
) -> None:
    apologise(accepted, head)

    accepted.refresh_from_db()
    soon = clock.soon_at(accepted.responsible_agency, LATE)
    assert standing.clock_state(accepted, at=LATE, soon=soon, waits={}) == "ON_TIME"


def test_apology_too_late_is_sent_and_the_dossier_stays_late(
    accepted: Dossier, head: Position
) -> None:
    given = apologise(accepted, head, at=LATE)

    accepted.refresh_from_db()
    assert (given.counts, accepted.due_at) == (False, DUE)
    soon = clock.soon_at(accepted.responsible_agency, LATE)
    assert standing.clock_state(accepted, at=LATE, soon=soon, waits={}) == "LATE"
    assert Notification.objects.filter(event="dossier.apologised").exists()
    assert clock.due_at(accepted) == DUE


def test_apology_on_the_last_day_depends_on_the_setting(
    accepted: Dossier, head: Position, settings: object
) -> None:
    settings.APOLOGY_DAYS_BEFORE = 0  # type: ignore[attr-defined]

    given = apologise(accepted, head, at=DUE - timedelta(hours=1))

    assert given.counts


def test_apology_is_given_once(accepted: Dossier, head: Position) -> None:
    apologise(accepted, head)

    with pytest.raises(AlreadyExtended):
        apologise(accepted, head, on=NEW + timedelta(days=7))

    assert accepted.extensions.count() == 1


@pytest.mark.parametrize(
    ("on", "refusal", "field"),
    [
        (date(2026, 11, 23), NotLater, "new_date"),
        (date(2026, 11, 2), NotLater, "new_date"),
        (date(2026, 11, 28), DayOff, "new_date"),
    ],
)
def test_apology_with_a_date_that_cannot_be_promised_is_refused(
    accepted: Dossier, head: Position, on: date, refusal: type[NotLater], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        apologise(accepted, head, on=on)

    assert refused.value.field == field
    accepted.refresh_from_db()
    assert accepted.due_at == DUE


def test_apology_without_a_reason_is_refused(accepted: Dossier, head: Position) -> None:
    with pytest.raises(ReasonNeeded):
        apologise(accepted, head, why="  ")


def test_apology_is_the_heads(accepted: Dossier, specialist: Position, stranger: Position) -> None:
    for by in (specialist, stranger):
        with pytest.raises(NotPermitted):
            apologise(accepted, by)


def test_apology_for_a_dossier_that_waits_or_is_done_is_refused(
    submitted: Dossier, decided: Dossier, head: Position
) -> None:
    for dossier in (submitted, decided):
        with pytest.raises(WrongState):
            apologise(dossier, head)


def test_new_appointment_outlives_a_pause(accepted: Dossier, head: Position) -> None:
    apologise(accepted, head)
    grounds = Grounds(kind=StopReason.COURT, reason="Tòa án", legal_basis="Quyết định 1")

    stopping.stop(dossier_id=accepted.pk, grounds=grounds, by=head, now=WEDNESDAY + DAY)
    stopping.resume(dossier_id=accepted.pk, by=head, now=WEDNESDAY + 2 * DAY)

    accepted.refresh_from_db()
    assert accepted.status == Status.ACCEPTED
    assert accepted.due_at == datetime(2026, 11, 30, 3, 0, tzinfo=UTC)  # one working day later


# ── the longer limit ────────────────────────────────────────────────────────────────────────


def test_longer_limit_counts_from_acceptance_and_renews_the_receipt(
    accepted: Dossier, head: Position
) -> None:
    lengthen(accepted, head)

    accepted.refresh_from_db()
    assert accepted.due_at == datetime(2026, 11, 30, 3, 0, tzinfo=UTC)  # ten working days
    assert clock.due_at(accepted) == accepted.due_at
    assert clock.limit_in_words(accepted) == "10 ngày làm việc"
    receipts = DossierPaper.objects.filter(dossier=accepted, letter="receipt").order_by("pk")
    assert [row.is_valid for row in receipts] == [False, True]
    assert receipts[1].paper.content["time_limit"] == "10 ngày làm việc"
    said = Notification.objects.get(event="dossier.lengthened").body
    assert VERIFYING.legal_basis in said


def test_longer_limit_that_is_not_longer_is_refused(accepted: Dossier, head: Position) -> None:
    shorter = LongerLimit(value=3, unit=AllowanceUnit.WORKING_DAY, legal_basis="Điều 12")

    with pytest.raises(NotLater):
        lengthen(accepted, head, longer=shorter)


def test_longer_limit_after_the_limit_has_passed_is_refused(
    accepted: Dossier, head: Position
) -> None:
    with pytest.raises(NotLater):
        lengthen(accepted, head, at=LATE)


def test_longer_limit_needs_a_law(accepted: Dossier, head: Position) -> None:
    with pytest.raises(BasisNeeded):
        lengthen(accepted, head, longer=replace(VERIFYING, legal_basis=" "))


def test_apology_after_a_longer_limit_moves_the_longer_one(
    accepted: Dossier, head: Position
) -> None:
    lengthen(accepted, head)

    given = apologise(accepted, head, on=date(2026, 12, 4))

    assert given.counts
    accepted.refresh_from_db()
    assert accepted.due_at == datetime(2026, 12, 4, 3, 0, tzinfo=UTC)


# ── the desk and the database ───────────────────────────────────────────────────────────────


def test_buttons_are_the_heads_and_go_once_pressed(
    accepted: Dossier, head: Position, specialist: Position, desk: Desk
) -> None:
    both = {Moment.EXTEND, Moment.LENGTHEN}
    assert both <= desk_queries.buttons_for(head, accepted, at=WEDNESDAY)
    assert not both & desk_queries.buttons_for(specialist, accepted, at=WEDNESDAY)
    assert Moment.LENGTHEN not in desk_queries.buttons_for(head, accepted, at=LATE)

    apologise(accepted, head)

    assert Moment.EXTEND not in desk_queries.buttons_for(head, accepted, at=WEDNESDAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_after": DUE - DAY},
        {"kind": "GIFT"},
        {"value": 3},
        {"kind": ExtensionKind.LONGER_LIMIT, "value": 0, "unit": "DAY", "legal_basis": "Điều 1"},
        {"kind": ExtensionKind.LONGER_LIMIT, "value": 3, "unit": "DAY"},
    ],
)
def test_database_refuses_what_cannot_be(
    accepted: Dossier, head: Position, wrong: dict[str, object]
) -> None:
    row: dict[str, object] = {
        "dossier": accepted,
        "kind": ExtensionKind.APOLOGY,
        "granted_at": WEDNESDAY,
        "granted_by": head,
        "due_before": DUE,
        "due_after": NEW_DUE,
        "reason": "Mưa lũ",
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(**(row | wrong))
