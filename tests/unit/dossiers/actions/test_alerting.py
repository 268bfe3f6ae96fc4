"""Holder and head are told before a time runs out and after, once each, in one mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from motcua.dossiers.actions.handling import reception
from motcua.dossiers.actions.upkeep import alerting
from motcua.dossiers.enums import AlertKind
from motcua.dossiers.models import Assignment, Dossier, DueAlert
from motcua.kit.errors import NotPermitted
from motcua.notifications.models import Notification
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk, make_dossier

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position, User
    from motcua.catalogue.models import ServiceOffer
    from motcua.places.models import Agency

FRIDAY = MONDAY + 4 * DAY  # the working day before the result is due
NEXT_TUESDAY = MONDAY + 8 * DAY


def mails() -> list[tuple[str, str]]:
    found = Notification.objects.filter(event="office.due_alert").order_by("pk")
    return [(mail.to_email, mail.body) for mail in found]


def send(agency: Agency, at: datetime) -> int:
    return alerting.send(agency_id=agency.pk, now=at)


@pytest.fixture
def only_the_result(accepted: Dossier) -> Dossier:
    """The step has no time of its own."""
    Assignment.objects.filter(dossier=accepted).update(due_at=None)
    return accepted


def test_holder_and_head_are_told_once_before_and_once_after(
    only_the_result: Dossier, desk: Desk, agency: Agency
) -> None:
    assert send(agency, MONDAY + 3 * DAY) == 0

    assert send(agency, FRIDAY) == 2
    assert send(agency, FRIDAY + HOUR) == 0
    assert {to for to, _body in mails()} == {desk.specialist.user.email, desk.head.user.email}
    assert all(f"{only_the_result.code}: hạn trả kết quả" in body for _to, body in mails())
    assert all(only_the_result.applicant.name not in body for _to, body in mails())

    assert send(agency, NEXT_TUESDAY) == 2
    assert send(agency, NEXT_TUESDAY + DAY) == 0
    assert "Vừa quá hạn" in mails()[-1][1]
    assert list(DueAlert.objects.order_by("pk").values_list("kind", flat=True)) == [
        AlertKind.BEFORE,
        AlertKind.AFTER,
    ]


def test_what_was_late_before_anybody_looked_is_told_once(
    only_the_result: Dossier, agency: Agency
) -> None:
    assert send(agency, NEXT_TUESDAY) == 2
    assert send(agency, NEXT_TUESDAY + HOUR) == 0


def test_new_due_time_is_told_anew(only_the_result: Dossier, agency: Agency) -> None:
    send(agency, NEXT_TUESDAY)
    Dossier.objects.filter(pk=only_the_result.pk).update(due_at=MONDAY + 9 * DAY)

    assert send(agency, NEXT_TUESDAY + HOUR) == 2


def test_step_is_told_by_its_own_time(accepted: Dossier, desk: Desk, agency: Agency) -> None:
    Assignment.objects.filter(dossier=accepted).update(
        due_at=MONDAY + 3 * HOUR, holder=desk.specialist
    )

    send(agency, MONDAY + 4 * HOUR)

    assert {to for to, _body in mails()} == {desk.specialist.user.email, desk.head.user.email}
    assert "hạn của bước" in mails()[0][1]


def test_reception_presses_the_counter(submitted: Dossier, desk: Desk, agency: Agency) -> None:
    send(agency, MONDAY + DAY + HOUR)

    told = dict(mails())
    assert desk.counter.user.email in told
    assert desk.specialist.user.email not in told
    assert "hạn trả lời tiếp nhận" in told[desk.counter.user.email]


def test_many_are_bundled_into_one_mail_with_a_limit(
    offer: ServiceOffer, citizen: User, desk: Desk, agency: Agency
) -> None:
    for _number in range(alerting.SHOWN + 2):
        make_dossier(offer, citizen, now=MONDAY)

    assert send(agency, NEXT_TUESDAY) == 2

    body = mails()[0][1]
    assert body.count("hạn trả lời tiếp nhận") == alerting.SHOWN
    assert "và 2 việc khác" in body


def test_agency_says_how_early_or_never(
    only_the_result: Dossier, head: Position, specialist: Position, agency: Agency
) -> None:
    alerting.set_days(agency=agency, days_before=3, by=head, now=MONDAY)
    assert send(agency, MONDAY + 2 * DAY) == 2

    alerting.set_days(agency=agency, days_before=None, by=head, now=MONDAY)
    assert send(agency, NEXT_TUESDAY) == 0
    with pytest.raises(alerting.DaysOutOfRange):
        alerting.set_days(agency=agency, days_before=11, by=head, now=MONDAY)
    with pytest.raises(NotPermitted):
        alerting.set_days(agency=agency, days_before=1, by=specialist, now=MONDAY)


def test_paused_dossier_presses_nobody(
    submitted: Dossier, head: Position, counter_officer: Position, agency: Agency
) -> None:
    reception.accept(dossier_id=submitted.pk, by=counter_officer, now=MONDAY)
    Dossier.objects.filter(pk=submitted.pk).update(status=8, substate="SUSPENDED", due_at=None)

    assert send(agency, NEXT_TUESDAY) == 0
