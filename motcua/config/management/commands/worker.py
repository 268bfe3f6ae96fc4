from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand

from motcua.config.checks import refuse_unless_fit
from motcua.kit import memory
from motcua.kit.worker import Manner, WorkerProcess

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run deferred and periodic jobs until SIGTERM or SIGINT; start as many as needed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--concurrency",
            type=int,
            default=2,
            help="jobs at the same time in this process (default 2)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unless_fit()
        manner = Manner(
            concurrency=max(1, options["concurrency"]),
            poll_seconds=settings.JOBS_POLL_SECONDS,
            stalled_after=settings.JOBS_STALLED_AFTER,
        )
        memory.settle()
        asyncio.run(WorkerProcess(manner).run())
