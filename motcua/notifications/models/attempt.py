"""One attempt to deliver a message."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.notifications.enums import AttemptResult
from motcua.notifications.models.notification import Notification


class NotificationAttempt(models.Model):
    """Written once, when the attempt has ended; the database refuses to change it."""

    notification = models.ForeignKey(
        Notification, on_delete=models.CASCADE, related_name="attempts"
    )
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=AttemptResult.choices)
    code = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The server's reply.")
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("lần gửi thông báo")
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="notification_attempt_number", fields=["notification", "number"]
            ),
            models.CheckConstraint(
                name="notification_attempt_result_known",
                condition=models.Q(result__in=AttemptResult.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id}/{self.number} {self.result}"
