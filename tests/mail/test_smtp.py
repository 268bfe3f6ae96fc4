"""One message at a time against a real server that misbehaves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from motcua.kit import clock
from motcua.notifications.actions import notify_in_own_words, send_again
from motcua.notifications.actions.notifying import CannotSendAgain
from motcua.notifications.channels.base import Outgoing, Permanent, Temporary, Uncertain
from motcua.notifications.channels.registry import channel
from motcua.notifications.channels.smtp.channel import SmtpChannel
from motcua.notifications.channels.smtp.server import Server
from motcua.notifications.enums import AttemptResult, EndReason, NotificationState
from motcua.notifications.models import Notification
from tests.jobs import RunJobs
from tests.mail.server import Handler, Running

S = NotificationState
BODY = "Hồ sơ của ông/bà đã có kết quả.\n.\n..một dòng bắt đầu bằng dấu chấm\n" + "ữ" * 3000 + "\n"


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def server(handler: Handler, settings: Settings) -> Iterator[Running]:
    running = Running(handler)
    running.start()
    settings.EMAIL_URL, settings.EMAIL_TIMEOUT = running.address, 1
    settings.DEFAULT_FROM_EMAIL = "Tỉnh Gia Lai <khong-tra-loi@vi.du>"
    yield running
    running.stop(no_assert=True)


def outgoing(to: str, **changes: str) -> Outgoing:
    words = {"subject": "Hồ sơ H21.16-260914-0011", "body": BODY, "to_name": "Ơ’ Y Hưng"} | changes
    return Outgoing(
        message_id="<1@vi.du>",
        created_at=datetime(2026, 9, 14, 2, 0, tzinfo=UTC),
        from_name="Tỉnh Gia Lai",
        from_email="khong-tra-loi@vi.du",
        to_email=to,
        language="vi",
        **words,
    )


def smtp(server: Running) -> SmtpChannel:
    return SmtpChannel(Server.from_url(server.address, timeout=1))


def test_deliver_carries_every_letter(server: Running, handler: Handler) -> None:
    smtp(server).deliver(outgoing("dan@vi.du"), before_end=lambda: None)

    (mail,) = handler.kept
    assert mail["Subject"] == "Hồ sơ H21.16-260914-0011"
    assert mail["From"].addresses[0].display_name == "Tỉnh Gia Lai"
    assert mail["To"].addresses[0].display_name == "Ơ’ Y Hưng"
    assert mail["Message-ID"] == "<1@vi.du>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "vi"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == BODY


def test_the_mark_is_set_before_the_server_can_have_the_message(
    server: Running, handler: Handler
) -> None:
    kept_at_the_mark: list[int] = []

    smtp(server).deliver(
        outgoing("dan@vi.du"), before_end=lambda: kept_at_the_mark.append(len(handler.kept))
    )

    assert kept_at_the_mark == [0]
    assert len(handler.kept) == 1


def test_breaking_off_at_the_mark_delivers_nothing(server: Running, handler: Handler) -> None:
    def refuse() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        smtp(server).deliver(outgoing("dan@vi.du"), before_end=refuse)
    smtp(server).deliver(outgoing("khac@vi.du"), before_end=lambda: None)

    assert [mail["To"].addresses[0].addr_spec for mail in handler.kept] == ["khac@vi.du"]


@pytest.mark.parametrize(
    ("address", "kind", "code"),
    [
        ("busy-1@vi.du", Temporary, 451),
        ("full-1@vi.du", Temporary, 452),
        ("stalls-1@vi.du", Temporary, None),
        ("refused-1@vi.du", Permanent, 550),
        ("spam-1@vi.du", Permanent, 554),
        ("dropped-1@vi.du", Uncertain, None),
        ("silent-1@vi.du", Uncertain, None),
    ],
)
def test_deliver_tells_the_kinds_of_failure_apart(
    server: Running, address: str, kind: type[Exception], code: int | None
) -> None:
    begun = time.monotonic()

    with pytest.raises(kind) as failed:
        smtp(server).deliver(outgoing(address), before_end=lambda: None)

    assert failed.value.code == code
    assert time.monotonic() - begun < 5


def test_deliver_is_temporary_where_nobody_listens() -> None:
    nobody = SmtpChannel(Server.from_url("smtp://127.0.0.1:1?tls=none", timeout=1))

    with pytest.raises(Temporary):
        nobody.deliver(outgoing("dan@vi.du"), before_end=lambda: None)


def test_deliver_does_not_go_on_without_the_encryption_it_was_told_to_use(
    server: Running, handler: Handler
) -> None:
    url = server.address.replace("tls=none", "tls=starttls")

    with pytest.raises(Temporary):
        SmtpChannel(Server.from_url(url, timeout=1)).deliver(
            outgoing("dan@vi.du"), before_end=lambda: None
        )

    assert handler.kept == []


@pytest.mark.parametrize(
    "address",
    ["ông@vi.du", "a b@vi.du", "a@", "@", "", "a@vi..du", "<a@vi.du>", "a@vi.du\r\nRCPT TO:<b@c>"],
)
def test_deliver_refuses_what_is_no_address_here(server: Running, address: str) -> None:
    with pytest.raises(Permanent):
        smtp(server).deliver(outgoing(address), before_end=lambda: None)


@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_deliver_refuses_headers_within_headers(
    server: Running, handler: Handler, field: str
) -> None:
    with pytest.raises(ValueError, match=r"CR|linefeed"):
        smtp(server).deliver(
            outgoing("dan@vi.du", **{field: "x\r\nBcc: a@b.vn"}), before_end=lambda: None
        )

    assert handler.kept == []


@pytest.mark.parametrize(
    ("url", "host", "port", "tls"),
    [
        ("smtp://localhost", "localhost", 25, "none"),
        ("smtp://u:p%40ss@mail.vi.du", "mail.vi.du", 587, "starttls"),
        ("smtps://mail.vi.du", "mail.vi.du", 465, "implicit"),
        ("smtp://mail.vi.du:2525?tls=none", "mail.vi.du", 2525, "none"),
    ],
)
def test_email_url_is_read(url: str, host: str, port: int, tls: str) -> None:
    found = Server.from_url(url, timeout=20)

    assert (found.host, found.port, found.tls) == (host, port, tls)
    assert found.password == ("p@ss" if "p%40ss" in url else "")


@pytest.mark.parametrize(
    "url",
    [
        "smtp://",
        "smtp://mail.vi.du:port",
        "smtp://mail.vi.du?tls=maybe",
        "smtp://u:very-secret@mail.vi.du?tls=none",
        "http://mail.vi.du",
    ],
)
def test_a_wrong_email_url_is_refused_without_showing_the_password(
    url: str, settings: Settings
) -> None:
    settings.EMAIL_URL = url

    with pytest.raises(ImproperlyConfigured) as refused:
        channel()

    assert "very-secret" not in str(refused.value)


# ── the whole way: row, job, server, row ────────────────────────────────────────────────────


def tell(address: str) -> Notification:
    return notify_in_own_words(
        "account.mail",
        to_email=address,
        subject="Xác nhận",
        body="Mã của ông/bà: 123456",
        language="vi",
        now=clock.now(),
    )


def after(row: Notification) -> Notification:
    return Notification.objects.get(pk=row.pk)


@pytest.mark.django_db
def test_a_message_arrives_once_and_its_secret_is_erased(
    server: Running, handler: Handler, run_jobs: RunJobs
) -> None:
    row = tell("dan@vi.du")

    run_jobs()

    (mail,) = handler.kept
    assert mail["Message-ID"] == row.message_id
    assert "123456" in mail.get_content()
    row = after(row)
    assert (row.state, row.body, row.attempt_count) == (S.SENT, "", 1)
    assert row.sent_at is not None
    assert row.attempts.get().code == 250


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["busy", "full", "stalls"])
def test_a_passing_trouble_is_tried_again_later(
    server: Running, handler: Handler, run_jobs: RunJobs, kind: str
) -> None:
    row = tell(f"{kind}-1@vi.du")

    run_jobs()
    failed = after(row)
    run_jobs(until=clock.now() + timedelta(minutes=1))

    assert failed.state == S.FAILED
    assert failed.next_attempt_at is not None
    assert timedelta(seconds=25) < failed.next_attempt_at - clock.now() < timedelta(seconds=35)
    assert failed.last_error
    assert after(row).state == S.SENT
    assert len(handler.kept) == 1
    assert [a.result for a in row.attempts.order_by("number")] == [
        AttemptResult.TEMPORARY,
        AttemptResult.SENT,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["refused", "spam"])
def test_a_refusal_ends_it_at_once_with_the_servers_words(
    server: Running, handler: Handler, run_jobs: RunJobs, kind: str
) -> None:
    row = tell(f"{kind}-1@vi.du")

    run_jobs(until=clock.now() + timedelta(days=9))

    row = after(row)
    assert (row.state, row.reason) == (S.GIVEN_UP, EndReason.REFUSED)
    assert row.last_error.startswith("55")
    assert row.attempts.count() == 1
    assert handler.kept == []


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "kept"), [("dropped", 1), ("silent", 1), ("lost", 0)])
def test_a_doubt_is_recorded_and_never_sent_twice_by_itself(
    server: Running, handler: Handler, run_jobs: RunJobs, kind: str, kept: int
) -> None:
    row = tell(f"{kind}-1@vi.du")

    run_jobs(until=clock.now() + timedelta(days=9))

    row = after(row)
    assert (row.state, row.reason) == (S.UNCERTAIN, EndReason.NO_ANSWER)
    assert row.handed_over_at is not None
    assert len(handler.kept) == kept


@pytest.mark.django_db
def test_trouble_without_end_is_given_up_when_the_message_is_of_no_use_any_more(
    settings: Settings, run_jobs: RunJobs
) -> None:
    settings.EMAIL_URL, settings.EMAIL_TIMEOUT = "smtp://127.0.0.1:1?tls=none", 1
    row = tell("dan@vi.du")
    Notification.objects.filter(pk=row.pk).update(expires_at=clock.now() + timedelta(seconds=1))

    run_jobs()
    time.sleep(1.1)
    run_jobs(until=clock.now() + timedelta(days=9))

    row = after(row)
    assert (row.state, row.reason, row.attempt_count) == (S.GIVEN_UP, EndReason.TOO_OLD, 2)


@pytest.mark.django_db
def test_send_again_keeps_the_message_id(
    server: Running, handler: Handler, run_jobs: RunJobs, django_user_model: type
) -> None:
    someone = django_user_model.objects.create_user("quantri@vi.du")
    row = tell("dropped-1@vi.du")
    run_jobs()
    Notification.objects.filter(pk=row.pk).update(to_email="dan@vi.du")

    send_again(notification_id=row.pk, by=someone, now=clock.now())
    run_jobs()

    assert after(row).state == S.SENT
    assert {mail["Message-ID"] for mail in handler.kept} == {row.message_id}
    with pytest.raises(CannotSendAgain):
        send_again(notification_id=row.pk, by=someone, now=clock.now())
