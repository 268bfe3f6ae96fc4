"""Runs deferred jobs inside the test, on its own connection; behind the fixture `run_jobs`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import connection

from motcua.kit import jobs

if TYPE_CHECKING:
    from datetime import datetime

TAKE_NEXT = """
UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (
    SELECT id FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= coalesce(%s, now()))
    ORDER BY priority DESC, scheduled_at NULLS FIRST, id LIMIT 1
) RETURNING id, task_name, args
"""

RunJobs = Callable[..., list[str]]


def run_pending(*, until: datetime | None = None, limit: int = 1000) -> list[str]:
    """Run what is due now (or at `until`) and what that defers; returns the names in order.

    A job that raises fails the test: nothing is retried here.
    """
    done: list[str] = []
    while taken := _take_next(until):
        if len(done) == limit:
            raise AssertionError(f"{limit} jobs and no end; the last were {done[-5:]}")
        number, name, arguments = taken
        jobs.registered()[name].function(**arguments)
        with connection.cursor() as cursor:
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', false)", [number])
        done.append(name)
    return done


def _take_next(until: datetime | None) -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NEXT, [until])
        row = cursor.fetchone()
    if row is None:
        return None
    number, name, arguments = row
    return number, name, json.loads(arguments) if isinstance(arguments, str) else arguments


def waiting(name: str = "") -> list[tuple[str, dict[str, Any]]]:
    """The jobs that wait in the queue, as (name, arguments), optionally of one name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args::text FROM procrastinate_jobs"
            " WHERE status = 'todo' AND %s IN ('', task_name) ORDER BY id",
            [name],
        )
        return [(found, json.loads(arguments)) for found, arguments in cursor.fetchall()]
