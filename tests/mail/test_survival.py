"""Worker killed with -9 in the middle, PostgreSQL restarted under it, a server in a bad mood.

Every mail arrives once, or its end is on record.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.mail.server import Handler, Running
from tools.postgres import ROOT
from tools.processes import wait_until

pytestmark = pytest.mark.serving
TELL = """
from motcua.kit import clock
from motcua.notifications.actions import notify_in_own_words
for address in {addresses!r}:
    notify_in_own_words("account.mail", to_email=address, subject="Thử", body="Thử",
                        language="vi", now=clock.now())
"""
# What would happen in the next minutes happens now: the schedule's jobs run and waits are over.
HURRY = """
UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' AND scheduled_at > now();
INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)
    VALUES ('default', 'jobs.rescue', 'jobs.rescue') ON CONFLICT DO NOTHING;
"""
ADDRESSES = [
    f"{kind}-{number}@vi.du"
    for number in range(3)
    for kind in ("slow", "busy", "full", "lost", "dropped", "refused", "spam", "dan")
]


class House:
    """A database server, its worker and the commands of the product, apart from everything else."""

    def __init__(self, var: Path, email_url: str) -> None:
        self.worker: subprocess.Popen[bytes] | None = None
        self.log = (var / "worker.log").open("wb")
        self.environment = os.environ | {
            "MOTCUA_VAR": str(var),
            "MOTCUA_DEMO": "1",
            "EMAIL_URL": email_url,
            "EMAIL_TIMEOUT": "1",
            "MOTCUA_JOBS_STALLED_AFTER": "2",
            "MOTCUA_JOBS_POLL_SECONDS": "1",
        }
        self.url = self.environment["DATABASE_URL"] = self.postgres("ensure").strip()

    def postgres(self, command: str) -> str:
        return self.run("tools/postgres.py", command)

    def run(self, *command: str) -> str:
        return subprocess.run(
            [sys.executable, *command],
            check=True,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def start_worker(self) -> None:
        self.worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--concurrency", "3"],
            cwd=ROOT,
            env=self.environment,
            stderr=self.log,
        )

    def end_worker(self, number: signal.Signals) -> int:
        assert self.worker is not None
        self.worker.send_signal(number)
        return self.worker.wait(timeout=30)

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a statement; waits while the server is away."""
        with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        if self.worker is not None and self.worker.poll() is None:
            self.end_worker(signal.SIGKILL)
        self.postgres("stop")
        self.log.close()


@pytest.fixture
def handler() -> Handler:
    return Handler(delay=0.4)


@pytest.fixture
def house(tmp_path: Path, handler: Handler) -> Iterator[House]:
    server = Running(handler)
    server.start()
    standing = House(tmp_path, server.address)
    try:
        standing.run("manage.py", "migrate", "--verbosity", "0")
        yield standing
    finally:
        standing.close()
        server.stop(no_assert=True)


def reached(condition: Callable[[], bool], *, seconds: float) -> None:
    assert wait_until(condition, seconds=seconds, step=0.1)


def test_every_mail_arrives_once_or_its_end_is_recorded(house: House, handler: Handler) -> None:
    house.run("manage.py", "shell", "--verbosity", "0", "-c", TELL.format(addresses=ADDRESSES))

    house.start_worker()
    reached(lambda: len(handler.kept) >= 3, seconds=60)
    house.end_worker(signal.SIGKILL)
    house.start_worker()
    reached(lambda: len(handler.kept) >= 6, seconds=60)
    house.postgres("stop")
    time.sleep(1)
    house.postgres("ensure")

    def all_ended() -> bool:
        house.ask(HURRY)
        waiting = "SELECT count(*) FROM notifications_notification WHERE state IN %s"
        (row,) = house.ask(waiting.replace("%s", "('CREATED', 'SENDING', 'FAILED')"))
        return row[0] == 0

    assert wait_until(all_ended, seconds=90, step=1.0), house.ask(
        "SELECT to_email, state, last_error FROM notifications_notification WHERE sent_at IS NULL"
    )
    assert house.end_worker(signal.SIGTERM) == 0
    kept = [mail["Message-ID"] for mail in handler.kept]
    ends = house.ask("SELECT message_id, to_email, state FROM notifications_notification")
    assert len(ends) == len(ADDRESSES)
    assert len(kept) == len(set(kept)), "a mail arrived twice"
    for message_id, address, state in ends:
        kind = address.partition("-")[0]
        if state == "SENT":
            assert message_id in kept, address
        else:
            assert state == "UNCERTAIN" or kind in {"refused", "spam"}, address
    assert sum(state == "SENT" for _, _, state in ends) >= len(ADDRESSES) // 3
