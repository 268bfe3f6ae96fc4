"""A message to one person, with its life."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.notifications.enums import EndReason, NotificationState

S = NotificationState
WAITING = (S.CREATED, S.FAILED)


class Notification(models.Model):
    """What is told to whom, in the words it was told, and whether it got there."""

    event = models.CharField(max_length=64)
    about = models.CharField(
        max_length=80,
        blank=True,
        help_text="A label of what it concerns, such as a dossier's code.",
    )
    language = models.CharField(max_length=5)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    to_email = models.CharField(max_length=254, blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField(blank=True, help_text="Erased once a secret message has left.")
    message_id = models.CharField(max_length=200, unique=True)

    state = models.CharField(max_length=10, choices=S.choices, default=S.CREATED)
    reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="Until then it is worth trying.")
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True, help_text="Who is sending it now.")
    claimed_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(
        null=True, blank=True, help_text="Set just before the end of the content is sent."
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thông báo")
        indexes: ClassVar = [
            models.Index(
                name="notification_due", fields=["next_attempt_at"], condition=Q(state__in=WAITING)
            ),
            models.Index(
                name="notification_sending", fields=["claimed_at"], condition=Q(state=S.SENDING)
            ),
            models.Index(name="notification_to", fields=["to_email", "-id"]),
            models.Index(name="notification_about", fields=["about"], condition=~Q(about="")),
            models.Index(name="notification_age", fields=["created_at"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="notification_state_known", condition=Q(state__in=S.values)
            ),
            models.CheckConstraint(
                name="notification_waits_for_a_time",
                condition=Q(state__in=WAITING, next_attempt_at__isnull=False)
                | (~Q(state__in=WAITING) & Q(next_attempt_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="notification_sending_is_claimed",
                condition=~Q(state=S.SENDING) | Q(claim__isnull=False, claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notification_sent_has_time",
                condition=Q(state=S.SENT, sent_at__isnull=False)
                | (~Q(state=S.SENT) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="notification_end_has_reason",
                condition=(Q(state__in=(S.GIVEN_UP, S.UNCERTAIN)) & ~Q(reason=""))
                | (~Q(state__in=(S.GIVEN_UP, S.UNCERTAIN)) & Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.about or self.pk}"
