"""The seam to the job queue: work that is deferred in the transaction that needs it and done
later by a worker.

A function in `<package>/jobs.py` becomes a job by `@job("package.verb")`; anybody above or beside
asks for it by that name with `defer`. The row is written on Django's connection, so a rollback
takes the job along. A job may run twice (a worker died, or the database lost its answer): write
it so that the second run finds nothing left to do.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import DEFAULT_QUEUE, Job, Status

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
JsonValue = Any

PAUSES = (0.2, 0.5, 1, 2, 4, 8, 15, 30)  # seconds: about a minute, longer than a restart
KEEP_DONE = timedelta(days=2)
KEEP_FAILED = timedelta(days=60)
_COUNTS = """
    SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
           count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
           count(*) FILTER (WHERE status = 'doing'),
           count(*) FILTER (WHERE status = 'failed')
    FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')
"""


class Backoff(BaseRetryStrategy):
    """Wait `first`, then twice as long each time up to `cap`; give up after `attempts` runs."""

    def __init__(
        self,
        *,
        first: timedelta = timedelta(seconds=10),
        cap: timedelta = timedelta(hours=1),
        attempts: int = 12,
    ) -> None:
        self.first = first
        self.cap = cap
        self.attempts = attempts

    def wait(self, failures: int) -> timedelta:
        """How long to wait after the given number of failed runs, which is at least one."""
        doublings = min(failures - 1, 32)  # beyond that any cap is reached; keeps the number small
        return min(self.first * 2.0**doublings, self.cap)

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """A later time for a run that raised, or nothing when it has been enough."""
        failures = job.attempts + 1
        if failures >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": int(self.wait(failures).total_seconds())})


@dataclass(frozen=True, kw_only=True)
class RegisteredJob:
    """A function that a worker can run, with how it is repeated and, perhaps, its schedule."""

    name: str
    function: Callable[..., object]
    retry: Backoff
    schedule: str = ""
    """Five cron fields in Viet Nam's time; empty for a job that is only deferred."""


class UnknownJob(LookupError):
    """No job of that name is registered; found when it is deferred, not by the worker."""


_registered: dict[str, RegisteredJob] = {}
_schedules: dict[Callable[..., object], str] = {}


def job(
    name: str, *, retry: Backoff | None = None
) -> Callable[[Callable[P, object]], Callable[P, object]]:
    """Register a function of JSON-able keyword arguments; the function stays as it is."""

    def register(function: Callable[P, object]) -> Callable[P, object]:
        if name in _registered:
            raise ValueError(f"Two jobs are called {name}.")
        _registered[name] = RegisteredJob(
            name=name,
            function=function,
            retry=retry or Backoff(),
            schedule=_schedules.get(function, ""),
        )
        return function

    return register


def periodic(schedule: str) -> Callable[[Callable[P, object]], Callable[P, object]]:
    """Run a job by a cron schedule in Viet Nam's time; stands above or below `@job`."""

    def register(function: Callable[P, object]) -> Callable[P, object]:
        _schedules[function] = schedule
        for name, known in _registered.items():
            if known.function is function:
                _registered[name] = RegisteredJob(
                    name=name, function=function, retry=known.retry, schedule=schedule
                )
        return function

    return register


def registered() -> dict[str, RegisteredJob]:
    """Every job by name; complete once Django has started and imported each app's `jobs`."""
    return dict(_registered)


def defer(
    name: str,
    *,
    lock: str | None = None,
    queueing_lock: str | None = None,
    schedule_at: datetime | None = None,
    priority: int = 0,
    **arguments: JsonValue,
) -> int | None:
    """Put a job into the queue within the current transaction; returns its number.

    Jobs of one `lock` run one after another in the order they were deferred. With a
    `queueing_lock` at most one waits: a second is not queued and None is returned. It waits for
    other transactions that queue the same, so keep it away from what many people do at once. A
    higher `priority` runs earlier.
    """
    if name not in _registered:
        raise UnknownJob(name)
    json.dumps(arguments)  # a value that is not JSON-able fails here, in front of whoever passed it
    wanted = Job(
        queue=DEFAULT_QUEUE,
        task_name=name,
        task_kwargs=arguments,
        lock=lock,
        queueing_lock=queueing_lock,
        scheduled_at=schedule_at,
        priority=priority,
    )
    if queueing_lock is None:
        return app.job_manager.defer_job(wanted).id
    try:
        with (
            transaction.atomic()
        ):  # a savepoint: the refused row must not break the caller's transaction
            return app.job_manager.defer_job(wanted).id
    except AlreadyEnqueued:
        return None


# ── a database that is away for a moment ────────────────────────────────────────────────────


def insist(write: Callable[[], T]) -> T:
    """Write down what cannot be found out a second time, waiting while the database is away.

    After a minute of trying the error is raised. Inside a transaction it is raised at once.
    """
    for pause in PAUSES:
        try:
            return write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block:
                raise
            connection.close()
        time.sleep(pause)
    return write()


# ── keeping the queue itself in order ───────────────────────────────────────────────────────


@periodic("* * * * *")
@job("jobs.rescue")
def rescue() -> int:
    """Queue again what a dead worker left half done; returns how many jobs that were.

    A job that has used up its attempts this way (it may be what kills the workers) is put aside
    as failed.
    """
    stalled = async_to_sync(app.job_manager.get_stalled_jobs)(
        seconds_since_heartbeat=settings.JOBS_STALLED_AFTER
    )
    count = 0
    for count, left in enumerate(stalled, start=1):  # noqa: B007 - the count is the answer
        known = _registered.get(left.task_name)
        if known is None or left.attempts + 1 >= known.retry.attempts:
            async_to_sync(app.job_manager.finish_job)(left, Status.FAILED, delete_job=False)
        else:
            async_to_sync(app.job_manager.retry_job)(left)
    return count


def counts() -> dict[str, int]:
    """How many jobs are due, wait for their time, are being done, and failed for good."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        due, later, doing, failed = cursor.fetchone()
    return {"due": due, "later": later, "doing": doing, "failed": failed}


@periodic("17 2 * * *")
@job("jobs.remove_old")
def remove_old() -> None:
    """Delete finished jobs after two days and failed ones after sixty."""
    remove = async_to_sync(app.job_manager.delete_old_jobs)
    remove(nb_hours=int(KEEP_DONE.total_seconds()) // 3600)
    remove(
        nb_hours=int(KEEP_FAILED.total_seconds()) // 3600,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
