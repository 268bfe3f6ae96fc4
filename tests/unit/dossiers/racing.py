"""Real threads on connections of their own, started at the same moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, connections

PATIENCE = 60


class Racer(threading.Thread):
    """Calls something; keeps what it gave or raised."""

    def __init__(self, call: Callable[[], Any], start_line: threading.Barrier | None = None):
        super().__init__(daemon=True)
        self.call = call
        self.start_line = start_line
        self.result: Any = None
        self.backend = 0

    def run(self) -> None:
        try:
            connection.ensure_connection()
            self.backend = connection.connection.info.backend_pid
            if self.start_line:
                self.start_line.wait(PATIENCE)
            self.result = self.call()
        except Exception as error:
            self.result = error
        finally:
            connections.close_all()

    def outcome(self) -> Any:
        """What came of it, once it is over."""
        self.join(PATIENCE)
        assert not self.is_alive(), "still waiting: a deadlock nobody noticed"
        return self.result


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Call all of them at once; what each gave, or the exception it raised."""
    start_line = threading.Barrier(len(calls))
    racers = [Racer(call, start_line) for call in calls]
    for racer in racers:
        racer.start()
    return [racer.outcome() for racer in racers]


def behind_a_lock(call: Callable[[], Any]) -> Racer:
    """Start something that must wait for a row this transaction holds; returns once it waits."""
    racer = Racer(call)
    racer.start()
    until = time.monotonic() + PATIENCE
    while not _is_blocked(racer):
        assert time.monotonic() < until, "nothing waits for the lock"
        assert racer.is_alive(), f"did not wait: {racer.result!r}"
        time.sleep(0.01)
    return racer


def _is_blocked(racer: Racer) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_blocking_pids(%s) <> '{}'", [racer.backend])
        return cursor.fetchone()[0]


def empty_queue() -> None:
    """Take every job away."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
