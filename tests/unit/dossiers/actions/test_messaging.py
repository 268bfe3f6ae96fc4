"""Messages inside a dossier: who may write, read marks, one mail for a burst, the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.actions.moves.permits import NotYourAgency
from motcua.dossiers.actions.waiting import messaging
from motcua.dossiers.models import Dossier, DossierMessage
from motcua.dossiers.queries import messages as queries
from motcua.dossiers.queries.holdings import held_about
from motcua.dossiers.queries.lists import inbox
from motcua.kit.errors import NotPermitted, NotThere
from motcua.notifications.models import Notification
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.dossiers import DAY, HOUR, MINUTE, MONDAY, Desk, make_dossier, photograph
from tests.factories.places import make_agency

NOW = MONDAY + 2 * HOUR


def write(dossier: Dossier, by: User | Position, text: str = "Bao giờ có?", **more: Any) -> Any:
    chosen = {"now": NOW, **more}
    return messaging.write(dossier_id=dossier.pk, text=text, by=by, **chosen)


def mails(event: str = "dossier.message_received") -> list[str]:
    return list(Notification.objects.filter(event=event).values_list("to_email", flat=True))


# ── who writes, who is told ─────────────────────────────────────────────────────────────────


def test_both_sides_write_and_are_told_without_the_words(
    accepted: Dossier, citizen: User, desk: Desk
) -> None:
    write(accepted, citizen, "Số điện thoại bí mật")
    write(accepted, desk.specialist, "Mong bạn chờ", now=NOW + MINUTE)

    assert [one.text for one in queries.thread_of(accepted)] == [
        "Số điện thoại bí mật",
        "Mong bạn chờ",
    ]
    assert mails() == [desk.specialist.user.email]
    assert mails("dossier.message") == [citizen.email]
    told = Notification.objects.get(event="dossier.message_received")
    assert "bí mật" not in told.body + told.subject


def test_before_a_step_the_counter_is_told(
    submitted: Dossier, citizen: User, counter_officer: Position, specialist: Position
) -> None:
    write(submitted, citizen)

    assert mails() == [counter_officer.user.email]


def test_strangers_may_not_write(
    accepted: Dossier, stranger: Position, administrator: Position, agency: Any
) -> None:
    cashier = make_officer(Role.CASHIER, agency, email="quy@example.test")
    for by, refusal in (
        (make_citizen("la@example.test", "Rơ Lan"), NotThere),
        (stranger, NotThere),
        (administrator, NotThere),
        (cashier, NotPermitted),
    ):
        with pytest.raises(refusal):
            write(accepted, by)
    control = make_officer(Role.PROVINCE_CONTROL, agency, email="tinh@example.test")
    with pytest.raises(NotPermitted):
        write(accepted, control)

    assert not DossierMessage.objects.exists()


def test_officer_whose_agency_passed_it_on_does_not_write(
    accepted: Dossier, counter_officer: Position
) -> None:
    assert write(accepted, counter_officer, "Chào")
    Dossier.objects.update(holder_agency=make_agency("H21.18", "Sở Xây dựng"))

    with pytest.raises(NotYourAgency):
        write(accepted, counter_officer, "Chào nữa")


def test_nobody_reads_what_is_filed_at_the_counter_for_somebody_without_account(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    dossier = make_dossier(offer, counter_officer, now=MONDAY, name="Y Bhăm")

    with pytest.raises(messaging.NobodyReads):
        write(dossier, counter_officer)


# ── what is written ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", messaging.NothingWritten),
        (" \n\t ", messaging.NothingWritten),
        ("a" * 4001, messaging.MessageTooLong),
    ],
)
def test_nothing_or_too_much(
    accepted: Dossier, citizen: User, text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        write(accepted, citizen, text)


def test_same_words_a_moment_later_are_the_same_message(accepted: Dossier, citizen: User) -> None:
    first = write(accepted, citizen)

    assert write(accepted, citizen, now=NOW + MINUTE) == first
    assert write(accepted, citizen, now=NOW + HOUR) != first


def test_eleventh_message_of_an_hour_is_refused(
    accepted: Dossier, citizen: User, desk: Desk
) -> None:
    for number in range(messaging.MOST_IN_AN_HOUR):
        write(accepted, citizen, f"Tin {number}", now=NOW + number * MINUTE)

    with pytest.raises(messaging.TooOften):
        write(accepted, citizen, "Tin nữa", now=NOW + 30 * MINUTE)

    assert write(accepted, desk.specialist, "Mong bạn chờ", now=NOW + 30 * MINUTE)
    assert write(accepted, citizen, "Tin nữa", now=NOW + 2 * HOUR)


def test_files_come_along_and_are_the_writers_own(accepted: Dossier, citizen: User) -> None:
    other = make_citizen("la@example.test", "Rơ Lan")
    stolen = messaging.take_files(uploads=[photograph()], kept=[], by=other, now=NOW).files[0]
    mine = messaging.take_files(uploads=[photograph()], kept=[stolen.key], by=citizen, now=NOW)

    message = write(accepted, citizen, files=mine.files)

    assert [one.stored_file for one in message.files.all()] == mine.files
    assert stolen not in mine.files
    assert queries.file_of_message(accepted, mine.files[0].key) == mine.files[0]
    assert queries.file_of_message(accepted, stolen.key) is None
    six = messaging.take_files(
        uploads=[photograph() for _ in range(6)], kept=[], by=citizen, now=NOW
    )
    assert six.problems


# ── mails and marks ─────────────────────────────────────────────────────────────────────────


def test_burst_gives_one_mail_until_it_is_read_or_the_minutes_are_over(
    accepted: Dossier, citizen: User, desk: Desk
) -> None:
    for minute in (0, 3, 9):
        write(accepted, citizen, f"Tin {minute}", now=NOW + minute * MINUTE)
    assert len(mails()) == 1

    write(accepted, citizen, "Sau mười phút", now=NOW + 10 * MINUTE)
    assert len(mails()) == 2

    messaging.read(accepted, by=desk.specialist, now=NOW + 11 * MINUTE)
    write(accepted, citizen, "Sau khi đọc", now=NOW + 12 * MINUTE)
    assert len(mails()) == 3


def test_read_marks_and_the_list_of_unread(
    accepted: Dossier, citizen: User, desk: Desk, agency: Any
) -> None:
    written = write(accepted, citizen)
    control = make_officer(Role.PROVINCE_CONTROL, agency, email="tinh@example.test")

    messaging.read(accepted, by=control, now=NOW + MINUTE)
    messaging.read(accepted, by=citizen, now=NOW + MINUTE)
    assert [row.dossier for row in unread_of(desk.specialist)] == [accepted]

    messaging.read(accepted, by=desk.specialist, now=NOW + HOUR)

    written.refresh_from_db()
    assert (written.read_at, written.read_by) == (NOW + HOUR, desk.specialist.user)
    assert unread_of(desk.specialist) == []


def unread_of(position: Position) -> Any:
    return inbox.inbox_of(position, inbox.UNREAD, at=NOW).rows


def test_own_data_hold_the_messages(accepted: Dossier, citizen: User) -> None:
    write(accepted, citizen)

    (dossier,) = held_about(citizen, language="vi")["dossiers"]

    assert [(one["by"], one["text"]) for one in dossier["messages"]] == [
        ("applicant", "Bao giờ có?")
    ]


# ── after the end ───────────────────────────────────────────────────────────────────────────


def test_messages_close_some_days_after_the_end(
    submitted: Dossier, citizen: User, counter_officer: Position, settings: Any
) -> None:
    settings.MESSAGE_DAYS_AFTER_END = 5
    reception.refuse(dossier_id=submitted.pk, reason="Sai", by=counter_officer, now=NOW)

    assert write(submitted, citizen, now=NOW + 5 * DAY - MINUTE)
    for by in (citizen, counter_officer):
        with pytest.raises(messaging.MessagesClosed):
            write(submitted, by, "Còn ai không?", now=NOW + timedelta(days=5))
