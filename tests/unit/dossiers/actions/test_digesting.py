"""The morning mail: to whom, when, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position
from motcua.dossiers import jobs
from motcua.dossiers.actions.upkeep import digesting
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.lists.digest import digest_of, working_agencies
from motcua.notifications.models import Notification
from motcua.places.actions.calendar import set_day
from motcua.places.enums import DayKind
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.dossiers import DAY, MONDAY, Desk

TUESDAY = MONDAY + DAY
SATURDAY = MONDAY + 5 * DAY
NEXT_WEEK = MONDAY + 8 * DAY  # the dossier of five working days is late


def mails() -> dict[str, Notification]:
    return {mail.to_email: mail for mail in Notification.objects.filter(event="office.digest")}


def send(agency: Agency, at: object = TUESDAY) -> int:
    return digesting.send(agency_id=agency.pk, now=at)  # type: ignore[arg-type]


def test_counter_reads_what_is_to_be_received(
    submitted: Dossier, desk: Desk, agency: Agency
) -> None:
    send(agency)

    mail = mails()[desk.counter.user.email]
    assert "Chờ tiếp nhận: 1" in mail.body
    assert "/mot-cua/" in mail.body
    assert agency.name in mail.subject


def test_late_dossiers_are_named_without_the_persons_name(
    accepted: Dossier, desk: Desk, agency: Agency
) -> None:
    send(agency, NEXT_WEEK)

    for officer, said in ((desk.specialist, "Việc của tôi: 1"), (desk.head, "Quá hạn: 1")):
        mail = mails()[officer.user.email]
        assert said in mail.body
        assert f"{accepted.code} quá hạn từ" in mail.body
        assert accepted.applicant.name not in mail.body
    assert desk.counter.user.email not in mails()


def test_second_run_of_the_day_sends_nothing_the_next_day_does(
    submitted: Dossier, desk: Desk, agency: Agency
) -> None:
    first = send(agency)

    assert first > 0
    assert send(agency, TUESDAY + timedelta(hours=1)) == 0
    assert send(agency, TUESDAY + DAY) == first


def test_nobody_is_written_to_when_nothing_waits(desk: Desk, agency: Agency) -> None:
    assert send(agency) == 0
    assert mails() == {}


def test_who_left_or_has_no_address_is_not_written_to(
    submitted: Dossier, desk: Desk, agency: Agency
) -> None:
    without = make_officer(Role.COUNTER, agency, email="khong.thu@example.test")
    without.user.email = None
    without.user.save()
    Position.objects.filter(pk=desk.counter.pk).update(valid_to=date(2026, 11, 16))

    send(agency)

    assert not {desk.counter.user.email, "", None} & set(mails())


def test_officer_reads_the_mail_in_the_language_chosen(
    submitted: Dossier, desk: Desk, agency: Agency
) -> None:
    desk.counter.user.language = "en"
    desk.counter.user.save()

    send(agency)

    mail = mails()[desk.counter.user.email]
    assert mail.subject.startswith("Today")
    assert "Chờ tiếp nhận" not in mail.body


def test_agencies_at_rest_are_left_alone(submitted: Dossier, desk: Desk, agency: Agency) -> None:
    assert working_agencies(TUESDAY) == [agency]
    assert working_agencies(SATURDAY) == []

    set_day(on=date(2026, 11, 17), kind=DayKind.OFF, name="Nghỉ", by=None, now=MONDAY)

    assert working_agencies(TUESDAY) == []


def test_job_writes_to_every_working_agency(
    submitted: Dossier,
    desk: Desk,
    run_jobs: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("motcua.kit.clock.now", lambda: TUESDAY)

    jobs.digest()
    run_jobs()

    assert desk.counter.user.email in mails()


def test_urgent_lines_are_few(accepted: Dossier, desk: Desk) -> None:
    digest = digest_of(desk.specialist, at=NEXT_WEEK)

    assert digest is not None
    assert len(digest.urgent) == 1
