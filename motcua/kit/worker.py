"""The process that runs the jobs: a Procrastinate worker that outlives its database.

A worker gives up its identity whenever the database went away under it: it waits for the
database, comes back under a new number, and what the old number left half done is queued again by
`jobs.rescue`. So no job stays "doing" because an answer was lost.
"""

from __future__ import annotations

import asyncio
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
import psycopg_pool
import structlog
from croniter import croniter
from procrastinate.contrib.django import DjangoApp, connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.periodic import PeriodicTask
from procrastinate.psycopg_connector import PsycopgConnector

from motcua.kit import clock, jobs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from procrastinate import App
    from procrastinate.job_context import JobContext
    from procrastinate.worker import Worker

log = structlog.get_logger(__name__)
Answer = TypeVar("Answer")

GRACE_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a worker process works."""

    concurrency: int = 2
    poll_seconds: float = 5.0
    stalled_after: float = 30.0
    """Seconds without a sign of life after which a worker counts as dead; it gives three."""


class PatientConnector(PsycopgConnector):
    """Asks again while the database is away, and says that it was."""

    def __init__(self, *, on_trouble: Callable[[], None], **options: Any) -> None:
        super().__init__(**options)
        self.on_trouble = on_trouble

    async def execute_query_async(self, query: Any, **arguments: Any) -> None:
        await self._patiently(
            lambda: super(PatientConnector, self).execute_query_async(query, **arguments)
        )

    async def execute_query_one_async(self, query: Any, **arguments: Any) -> dict[str, Any]:
        return await self._patiently(
            lambda: super(PatientConnector, self).execute_query_one_async(query, **arguments)
        )

    async def execute_query_all_async(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        return await self._patiently(
            lambda: super(PatientConnector, self).execute_query_all_async(query, **arguments)
        )

    async def _patiently(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        for pause in jobs.PAUSES:
            try:
                return await ask()
            except ConnectorException as error:
                if not database_is_away(error):
                    raise
                self.on_trouble()
            await asyncio.sleep(pause)
        return await ask()


async def _committing_each(connection: psycopg.AsyncConnection[Any]) -> None:
    """The queue asks one statement at a time: each commits by itself, without BEGIN and COMMIT."""
    await connection.set_autocommit(True)


def database_is_away(error: BaseException) -> bool:
    """Whether an error speaks of the connection and not of the statement."""
    gone = (psycopg.OperationalError, psycopg.InterfaceError, psycopg_pool.PoolTimeout)
    return isinstance(error, gone) or isinstance(error.__cause__, gone)


class LocalCron:
    """A cron schedule read in Viet Nam's time, for a scheduler that counts in UTC seconds."""

    def __init__(self, schedule: str) -> None:
        self._utc = croniter(schedule)

    def set_current(self, start_time: float) -> float:
        return float(self._utc.set_current(start_time + _ahead()))

    def get_next(self, ret_type: type[float] = float, start_time: float | None = None) -> float:
        begin = None if start_time is None else start_time + _ahead()
        return float(self._utc.get_next(ret_type, begin)) - _ahead()

    def get_prev(self, ret_type: type[float] = float) -> float:
        return float(self._utc.get_prev(ret_type)) - _ahead()


def _ahead() -> float:
    offset = clock.now().astimezone(clock.HANOI).utcoffset() or timedelta()
    return offset.total_seconds()


class LocalPeriodicTask(PeriodicTask[Any, Any, Any]):
    """A schedule whose fields mean Viet Nam's time."""

    @property
    def croniter(self) -> LocalCron:
        return LocalCron(self.cron)


# ── the jobs, as Procrastinate wants them ───────────────────────────────────────────────────


def app_with(connector: PsycopgConnector) -> App:
    """An app of the worker's own; jobs that defer jobs go on using Django's connection."""
    app = DjangoApp(connector=connector, worker_defaults={"task_middleware": [logged]})
    for known in jobs.registered().values():
        task = app.task(name=known.name, retry=known.retry)(_called(known.function))
        if known.schedule:
            key = (known.name, "")
            app.periodic_registry.periodic_tasks[key] = LocalPeriodicTask(
                task=task,
                cron=known.schedule,
                periodic_id="",
                configure_kwargs={"queueing_lock": known.name},
            )
    return app


def _called(function: Callable[..., object]) -> Callable[..., None]:
    def call(*, timestamp: int | None = None, **arguments: Any) -> None:
        function(**arguments)

    return call


def logged(call_next: Callable[[], Any], context: JobContext, worker: Worker) -> Any:
    """One line per run: name, number, attempt and duration, never the arguments."""
    begun = time.perf_counter()
    with structlog.contextvars.bound_contextvars(job=context.job.task_name, job_id=context.job.id):
        try:
            answer = call_next()
        except Exception:
            log.exception("job.failed", attempt=context.job.attempts + 1)
            raise
        log.info(
            "job.done",
            attempt=context.job.attempts + 1,
            ms=round((time.perf_counter() - begun) * 1000, 1),
        )
        return answer


# ── the process ─────────────────────────────────────────────────────────────────────────────


class WorkerProcess:
    """Runs jobs until SIGTERM or SIGINT; running jobs are finished first."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.worker: Worker | None = None
        self.ending = asyncio.Event()

    async def run(self) -> None:
        """Work under one identity after another until asked to end."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(
            ThreadPoolExecutor(self.manner.concurrency, thread_name_prefix="job")
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.end)
        log.info("worker.started", concurrency=self.manner.concurrency, jobs=len(jobs.registered()))
        while not self.ending.is_set():
            try:
                await self._work_under_one_identity()
            except Exception as error:
                if not database_is_away(error):
                    raise
                log.warning("worker.database_away", error=str(error).strip())
                await self._pause(1.0)
        log.info("worker.ended")

    def end(self) -> None:
        """Take no more jobs; `run` returns when those under way are done."""
        self.ending.set()
        self._give_up_identity()

    def _give_up_identity(self) -> None:
        if self.worker is not None:
            self.worker.stop()  # type: ignore[no-untyped-call]

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.ending.wait(), seconds)
        except TimeoutError:
            return

    async def _work_under_one_identity(self) -> None:
        connector = PatientConnector(
            on_trouble=self._give_up_identity,
            kwargs=connector_params(),
            configure=_committing_each,
            min_size=1,
            max_size=self.manner.concurrency + 2,
            timeout=5.0,
        )
        async with app_with(connector).open_async() as app:
            if self.ending.is_set():
                return
            self.worker = (
                app._worker(  # the public run_worker_async hides the worker that has to be stopped
                    concurrency=self.manner.concurrency,
                    fetch_job_polling_interval=self.manner.poll_seconds,
                    shutdown_graceful_timeout=GRACE_SECONDS,
                    install_signal_handlers=False,
                    update_heartbeat_interval=self.manner.stalled_after / 3,
                    stalled_worker_timeout=self.manner.stalled_after,
                )
            )
            try:
                await self.worker.run()  # type: ignore[no-untyped-call]
            finally:
                self.worker = None
