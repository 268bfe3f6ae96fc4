from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import DatabaseError, IntegrityError, transaction

from motcua.kit import clock
from motcua.notifications import jobs
from motcua.notifications.actions import keeping, notify, sending
from motcua.notifications.actions.backend import EmailBackend
from motcua.notifications.channels.base import Answer, Outgoing, Temporary
from motcua.notifications.enums import AttemptResult, EndReason, NotificationState
from motcua.notifications.models import Notification, NotificationAttempt
from motcua.notifications.queries import delivery
from tests.jobs import RunJobs, waiting

pytestmark = pytest.mark.django_db
S = NotificationState
NOW = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
LONG_AFTER = NOW + timedelta(hours=1)
SENT = sending.Ending(result=AttemptResult.SENT, code=250)


class Probe:
    """A channel that does what a test wants at the moment of delivery."""

    name = "probe"
    keeps_letters = False

    def __init__(self) -> None:
        self.delivered: list[Outgoing] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def deliver(self, message: Outgoing, *, before_end: Callable[[], None]) -> Answer:
        self.meanwhile()
        before_end()
        self.delivered.append(message)
        return Answer(code=250, text="taken")


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> Probe:
    channel = Probe()
    monkeypatch.setattr(sending, "channel", lambda: channel)
    monkeypatch.setattr(keeping, "channel", lambda: channel)
    return channel


def tell(**changes: Any) -> Notification:
    given: dict[str, Any] = {
        "to_email": "dan@vi.du",
        "context": {"procedure": "Đăng ký khai sinh", "delete_on": NOW, "link": "/nop/1/"},
        "about": "draft:1",
        "now": NOW,
    }
    return notify("draft.expiring", **(given | changes))


def claimed(row: Notification, *, now: datetime = NOW) -> sending.Claim:
    claim = sending.claim(notification_id=row.pk, now=now)
    assert claim is not None
    return claim


def state_of(row: Notification) -> str:
    return Notification.objects.get(pk=row.pk).state


def test_notify_fixes_the_words_and_queues_the_sending() -> None:
    row = tell(to_name="Nguyễn  Văn\nA")

    assert row.state == S.CREATED
    assert row.subject == "Bản nháp sẽ bị xóa ngày 14/09/2026: Đăng ký khai sinh"
    assert row.body.startswith("Kính gửi Nguyễn Văn A,")
    assert waiting() == [("notifications.send", {"notification_id": row.pk})]


def test_notify_in_english_when_the_reader_does() -> None:
    assert tell(language="en").subject.startswith("Your draft")
    assert tell(language="fr").subject.startswith("Bản nháp")


def test_notify_leaves_nothing_when_the_transaction_is_undone() -> None:
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert waiting() == []


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (None, EndReason.NO_ADDRESS),
        ("  ", EndReason.NO_ADDRESS),
        ("không có", EndReason.BAD_ADDRESS),
        ("a@vi.du\r\nBcc: b@vi.du", EndReason.BAD_ADDRESS),
        ("a" * 300 + "@vi.du", EndReason.BAD_ADDRESS),
    ],
)
def test_notify_without_a_usable_address_records_that_and_fails_nothing(
    address: str | None, reason: EndReason
) -> None:
    row = tell(to_email=address)

    assert (row.state, row.reason) == (S.GIVEN_UP, reason)
    assert waiting() == []
    assert list(delivery.undelivered(since=NOW)) == [row]


def test_send_delivers_the_stored_words_under_a_lasting_id(probe: Probe, run_jobs: RunJobs) -> None:
    row = tell()

    run_jobs()

    (sent,) = probe.delivered
    assert (sent.message_id, sent.subject, sent.body) == (row.message_id, row.subject, row.body)
    assert state_of(row) == S.SENT


def test_send_twice_sends_once(probe: Probe) -> None:
    row = tell()

    jobs.send(notification_id=row.pk)
    jobs.send(notification_id=row.pk)

    assert len(probe.delivered) == 1


def test_send_of_a_row_that_is_gone_does_nothing(probe: Probe) -> None:
    jobs.send(notification_id=0)

    assert probe.delivered == []


def test_claim_is_left_to_its_holder_and_looked_at_again_later() -> None:
    row = tell()
    claimed(row)

    assert sending.claim(notification_id=row.pk, now=NOW + timedelta(seconds=5)) is None
    assert len(waiting("notifications.send")) == 2


def test_claim_of_a_dead_process_is_taken_over_when_nothing_was_handed_over(probe: Probe) -> None:
    row = tell()
    dead = claimed(row)

    second = claimed(row, now=LONG_AFTER)

    assert second.token != dead.token
    assert second.message.message_id == dead.message.message_id
    assert row.attempts.get().result == AttemptResult.ABANDONED


def test_claim_of_a_dead_process_that_had_handed_over_ends_in_doubt() -> None:
    row = tell()
    sending.mark_handed_over(claimed(row), now=NOW)

    assert sending.claim(notification_id=row.pk, now=LONG_AFTER) is None
    row.refresh_from_db()
    assert (row.state, row.reason) == (S.UNCERTAIN, EndReason.NO_ANSWER)
    assert row.attempts.get().result == AttemptResult.UNCERTAIN


def test_claim_gives_up_a_message_that_keeps_killing_its_senders() -> None:
    row = tell()
    claimed(row)

    assert sending.claim(notification_id=row.pk, now=NOW + timedelta(days=9)) is None
    row.refresh_from_db()
    assert (row.state, row.reason) == (S.GIVEN_UP, EndReason.TOO_OLD)


def test_a_process_taken_for_dead_cannot_send_what_another_now_sends(probe: Probe) -> None:
    row = tell()
    slow = claimed(row)
    probe.meanwhile = lambda: sending.claim(notification_id=row.pk, now=LONG_AFTER) and None

    assert sending.hand_over(slow, clock=lambda: NOW) is None
    assert probe.delivered == []
    assert state_of(row) == S.SENDING


def test_a_late_answer_settles_a_doubt() -> None:
    row = tell()
    slow = claimed(row)
    sending.mark_handed_over(slow, now=NOW)
    sending.claim(notification_id=row.pk, now=LONG_AFTER)

    sending.record_end(slow, SENT, now=LONG_AFTER)

    row.refresh_from_db()
    assert (row.state, row.reason, row.attempt_count) == (S.SENT, "", 2)


def test_a_late_failure_changes_nothing() -> None:
    row = tell()
    slow = claimed(row)
    sending.mark_handed_over(slow, now=NOW)
    sending.claim(notification_id=row.pk, now=LONG_AFTER)

    sending.record_end(slow, sending.Ending(result=AttemptResult.TEMPORARY), now=LONG_AFTER)

    assert state_of(row) == S.UNCERTAIN


def test_a_failed_attempt_plans_the_next_in_the_same_transaction(probe: Probe) -> None:
    row = tell(now=clock.now())

    def fail() -> None:
        raise Temporary("421 \x00 closing\r\nnow", code=421)

    probe.meanwhile = fail
    jobs.send(notification_id=row.pk)

    row.refresh_from_db()
    assert row.state == S.FAILED
    assert row.last_error == "421 421 closing now"
    assert len(waiting("notifications.send")) == 2


def test_attempts_cannot_be_changed_afterwards() -> None:
    row = tell()
    sending.record_end(claimed(row), SENT, now=NOW)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        NotificationAttempt.objects.update(result=AttemptResult.PERMANENT)


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": S.SENT},
        {"state": S.SENDING},
        {"state": S.GIVEN_UP, "next_attempt_at": None},
        {"reason": EndReason.REFUSED},
        {"next_attempt_at": None},
        {"state": "LOST", "next_attempt_at": None},
    ],
)
def test_the_database_refuses_impossible_rows(impossible: dict[str, Any]) -> None:
    row = tell()

    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.filter(pk=row.pk).update(**impossible)


def test_sweep_queues_what_nobody_is_sending_and_only_once(probe: Probe) -> None:
    forgotten, held = tell(), tell()
    claimed(held)
    tell(now=LONG_AFTER)

    assert keeping.queue_forgotten(now=NOW + timedelta(minutes=2)) == 0
    assert keeping.queue_forgotten(now=LONG_AFTER) == 2
    assert keeping.queue_forgotten(now=LONG_AFTER) == 0
    assert waiting()[-2:] == [
        ("notifications.send", {"notification_id": forgotten.pk}),
        ("notifications.send", {"notification_id": held.pk}),
    ]


def test_forget_old_erases_secrets_after_a_week_and_rows_after_a_year(probe: Probe) -> None:
    plain = tell()
    (secret,) = backend_mails("dan@vi.du")
    Notification.objects.update(created_at=NOW)

    assert keeping.forget_old(now=NOW + timedelta(days=6)) == (0, 0)
    assert keeping.forget_old(now=NOW + timedelta(days=8)) == (1, 0)
    secret.refresh_from_db()
    plain.refresh_from_db()
    assert secret.body == ""
    assert plain.body
    assert keeping.forget_old(now=NOW + timedelta(days=366)) == (0, 2)


def test_forget_old_leaves_the_demos_letters_readable() -> None:
    (_secret,) = backend_mails("dan@vi.du")
    Notification.objects.update(created_at=NOW)

    assert keeping.forget_old(now=NOW + timedelta(days=8)) == (0, 0)


def backend_mails(*to: str) -> list[Notification]:
    mail = EmailMessage(
        "Đặt lại mật khẩu\n",
        "\nKính gửi ông/bà,\n\n \n\nMở đường dẫn: https://vi.du/?a=1&b=2\n\n",
        None,
        list(to),
        headers={"X-Event": "account.password_reset_key"},
    )
    assert EmailBackend().send_messages([mail]) == 1
    return list(Notification.objects.filter(event="account.password_reset_key").order_by("pk"))


def test_the_backend_makes_a_row_for_each_recipient_of_a_librarys_mail() -> None:
    first, second = backend_mails("dan@vi.du", "khac@vi.du")

    assert first.subject == "Đặt lại mật khẩu"
    assert first.body == "Kính gửi ông/bà,\n\nMở đường dẫn: https://vi.du/?a=1&b=2\n"
    assert (first.to_email, second.to_email) == ("dan@vi.du", "khac@vi.du")
    assert len(waiting("notifications.send")) == 2


def test_the_backend_refuses_what_it_would_lose() -> None:
    with_paper = EmailMessage("x", "y", None, ["dan@vi.du"])
    with_paper.attach("giay.pdf", b"%PDF", "application/pdf")
    html = EmailMultiAlternatives("x", "<p>y</p>", None, ["dan@vi.du"])
    html.content_subtype = "html"

    for mail in (with_paper, html):
        with pytest.raises(ValueError, match="plain text"):
            EmailBackend().send_messages([mail])
    assert not Notification.objects.exists()


def test_messages_about_finds_those_of_one_thing() -> None:
    row = tell()
    tell(about="draft:2")

    assert list(delivery.messages_about("draft:1")) == [row]
    assert delivery.waiting_count() == 2
