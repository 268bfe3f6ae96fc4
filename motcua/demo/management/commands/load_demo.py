"""Fill a demo installation with the province of the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.demo.loading import province
from motcua.kit import clock


class Command(BaseCommand):
    help = "Load the demo province: agencies, services, forms and people; may be repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo province is only loaded in demo mode (MOTCUA_DEMO=1): "
                "its passwords are public."
            )
        now = clock.now()
        done = province.load(now=now, out=self.stdout)
        self.stdout.write("demo province: loaded" if done else "demo province: already there")
        if province.settle(now=now):
            self.stdout.write("demo province: first dossiers are there, the others follow by jobs")
