"""The citizens' face as an app, for the sake of its start."""

from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "motcua.public"
    label = "public"

    def ready(self) -> None:
        """Listen for people who sign up or in."""
        from motcua.public import claims

        claims.listen()
