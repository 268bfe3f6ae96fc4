from __future__ import annotations

from django.apps import AppConfig

from motcua.notifications.channels.registry import channel


class NotificationsConfig(AppConfig):
    name = "motcua.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        channel()  # a wrong EMAIL_URL stops the start, not the first message
