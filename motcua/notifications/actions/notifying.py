"""Deciding that somebody is told something; the sending itself comes later, in a job."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.audit.actions import record
from motcua.kit import text_vi
from motcua.kit.errors import Refusal
from motcua.kit.jobs import defer
from motcua.notifications.enums import EndReason, NotificationState
from motcua.notifications.models import Notification
from motcua.notifications.rules.events import event_called
from motcua.notifications.rules.wording import (
    LANGUAGES,
    Sender,
    Wording,
    compose,
    one_line,
    spaced,
)
from motcua.notifications.transitions import MoveNotAllowed, target_of
from motcua.places.queries import province

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.accounts.models import User

SEND = "notifications.send"
URGENT = 5
SECOND_LIFE = timedelta(days=1)


class CannotSendAgain(Refusal):
    """The message is on its way, has arrived, or its content was erased."""

    message = _("Thư này không gửi lại được: thư đang được gửi, đã gửi xong hoặc đã xóa nội dung.")


@transaction.atomic
def notify(  # noqa: PLR0913 - the agreed interface: each is a fact of its own
    event: str,
    *,
    to_email: str | None,
    context: Mapping[str, Any],
    now: datetime,
    to_user: User | None = None,
    to_name: str = "",
    language: str = "vi",
    about: str = "",
) -> Notification:
    """Tell one person of an event: the words are fixed now, the mail leaves when this commits.

    Somebody without a (usable) address gets a row that says so and no mail; that never fails.
    Raises UnknownEvent or WrongContext for a mistake of the caller's.
    """
    language = language if language in LANGUAGES else LANGUAGES[0]
    name = to_name or (to_user.name if to_user else "")
    wording = compose(event, language=language, to_name=name, sender=sender(), facts=context)
    row = _row(event, wording, to_email=to_email or (to_user.email if to_user else None), now=now)
    row.to_user, row.to_name = to_user, text_vi.clean(name)[:200]
    row.language, row.about = language, about
    return _queue(row)


@transaction.atomic
def notify_in_own_words(
    event: str, *, to_email: str, subject: str, body: str, language: str, now: datetime
) -> Notification:
    """Send a message that was worded elsewhere, such as the account pages' mail."""
    wording = Wording(subject=one_line(subject), body=spaced(text_vi.clean(body, multiline=True)))
    row = _row(event, wording, to_email=to_email, now=now)
    row.language = language if language in LANGUAGES else LANGUAGES[0]
    return _queue(row)


@transaction.atomic
def send_again(*, notification_id: int, by: User, now: datetime) -> Notification:
    """Try a message once more that was given up or whose arrival is in doubt.

    It keeps its Message-ID, so that a mailbox which has it already recognises the second copy.
    """
    row = Notification.objects.select_for_update().get(pk=notification_id)
    before = row.state
    try:
        row.state = target_of("send_again", current=row.state)
    except MoveNotAllowed as error:
        raise CannotSendAgain from error
    if not row.body or not row.to_email:
        raise CannotSendAgain
    row.reason, row.claim, row.claimed_at, row.handed_over_at = "", None, None, None
    row.next_attempt_at, row.expires_at = now, now + SECOND_LIFE
    row.save()
    record(
        "notification.sent_again",
        by=by,
        now=now,
        object_kind="notification",
        object_id=row.pk,
        before={"state": before},
    )
    defer(SEND, notification_id=row.pk)
    return row


def sender() -> Sender:
    """What the foot of every message says."""
    here = province.profile()
    return Sender(name=here.portal_name, site_url=settings.SITE_URL, hotline=here.hotline)


def _row(event: str, wording: Wording, *, to_email: str | None, now: datetime) -> Notification:
    address = (to_email or "").strip()
    problem = _problem(address)
    return Notification(
        event=event,
        to_email=address[:254],
        subject=wording.subject,
        body=wording.body,
        message_id=f"<{uuid.uuid4()}@{_our_domain()}>",
        state=NotificationState.GIVEN_UP if problem else NotificationState.CREATED,
        reason=problem,
        created_at=now,
        expires_at=now + event_called(event).lifetime,
        next_attempt_at=None if problem else now,
    )


def _our_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def _problem(address: str) -> str:
    if not address:
        return EndReason.NO_ADDRESS
    try:
        validate_email(address)
    except ValidationError:
        return EndReason.BAD_ADDRESS
    return "" if len(address) <= 254 else EndReason.BAD_ADDRESS


def _queue(row: Notification) -> Notification:
    row.save(force_insert=True)
    if row.state == NotificationState.CREATED:
        urgency = URGENT if event_called(row.event).has_own_words else 0
        defer(SEND, notification_id=row.pk, priority=urgency)
    return row
