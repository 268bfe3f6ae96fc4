from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from croniter import croniter
from django.db import InterfaceError, OperationalError, connection, transaction
from procrastinate.jobs import Job

from motcua.kit import clock, jobs
from motcua.kit.worker import LocalCron
from tests.jobs import RunJobs, waiting

calls: list[dict[str, object]] = []


@pytest.fixture(autouse=True)
def probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that only exists in these tests."""
    monkeypatch.setattr(jobs, "_registered", jobs.registered())
    calls.clear()

    @jobs.job("probe.note", retry=jobs.Backoff(attempts=3))
    def note(**arguments: object) -> None:
        calls.append(arguments)


@pytest.mark.django_db
def test_defer_runs_the_job_with_its_arguments(run_jobs: RunJobs) -> None:
    jobs.defer("probe.note", number=7, words=["đất", "đai"])

    assert run_jobs() == ["probe.note"]
    assert calls == [{"number": 7, "words": ["đất", "đai"]}]


@pytest.mark.django_db(transaction=True)
def test_defer_is_undone_with_the_transaction() -> None:
    with transaction.atomic():
        jobs.defer("probe.note", number=1)
        transaction.set_rollback(True)

    assert waiting("probe.note") == []


@pytest.mark.django_db
def test_defer_refuses_a_name_that_nobody_registered() -> None:
    with pytest.raises(jobs.UnknownJob):
        jobs.defer("probe.nota")


@pytest.mark.django_db
def test_defer_refuses_what_json_cannot_carry() -> None:
    with pytest.raises(TypeError):
        jobs.defer("probe.note", at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.django_db
def test_defer_with_a_queueing_lock_queues_one_and_keeps_the_transaction() -> None:
    first = jobs.defer("probe.note", queueing_lock="only-one")
    second = jobs.defer("probe.note", queueing_lock="only-one")

    assert first is not None
    assert second is None
    assert len(waiting("probe.note")) == 1


@pytest.mark.django_db
def test_run_jobs_leaves_later_jobs_until_told(run_jobs: RunJobs) -> None:
    later = clock.now() + timedelta(hours=2)
    jobs.defer("probe.note", schedule_at=later)

    assert run_jobs() == []
    assert run_jobs(until=later) == ["probe.note"]


def test_two_jobs_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match=r"probe\.note"):
        jobs.job("probe.note")(lambda: None)


@pytest.mark.parametrize("schedule_first", [True, False])
def test_periodic_gives_the_job_its_schedule_in_either_order(schedule_first: bool) -> None:
    def tick() -> None: ...

    marks = [jobs.periodic("*/5 * * * *"), jobs.job("probe.tick")]
    for mark in marks if schedule_first else reversed(marks):
        mark(tick)

    assert jobs.registered()["probe.tick"].schedule == "*/5 * * * *"


def test_backoff_doubles_up_to_its_cap_and_ends() -> None:
    backoff = jobs.Backoff(first=timedelta(seconds=10), cap=timedelta(minutes=2), attempts=7)
    waits = [backoff.wait(failures).total_seconds() for failures in range(1, 7)]
    last = Job(queue="default", lock=None, queueing_lock=None, task_name="probe.note", attempts=6)

    assert waits == [10, 20, 40, 80, 120, 120]
    assert backoff.wait(10_000) == timedelta(minutes=2)
    assert backoff.get_retry_decision(exception=RuntimeError(), job=last) is None


def _leave_behind(*, attempts: int) -> int:
    """A job that a worker took and died with an hour ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        number = jobs.defer("probe.note", number=1)
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s"
            " WHERE id = %s",
            [worker, attempts, number],
        )
    assert number is not None
    return number


def _status(number: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [number])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_rescue_queues_what_a_dead_worker_held() -> None:
    number = _leave_behind(attempts=0)

    assert jobs.rescue() == 1
    assert _status(number) == "todo"


@pytest.mark.django_db
def test_rescue_puts_aside_a_job_that_keeps_killing_its_worker() -> None:
    number = _leave_behind(attempts=2)

    jobs.rescue()

    assert _status(number) == "failed"


@pytest.mark.django_db
def test_rescue_leaves_a_living_worker_alone() -> None:
    number = _leave_behind(attempts=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now()")

    assert jobs.rescue() == 0
    assert _status(number) == "doing"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "days", "kept"),
    [("succeeded", 1, True), ("succeeded", 3, False), ("failed", 3, True), ("failed", 61, False)],
)
def test_remove_old_keeps_failures_longer(status: str, days: int, kept: bool) -> None:
    number = jobs.defer("probe.note")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [number])
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, %s, false)", [number, status])
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - %s * interval '1 day' WHERE job_id = %s",
            [days, number],
        )

    jobs.remove_old()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE id = %s", [number])
        assert cursor.fetchone()[0] == (1 if kept else 0)


def test_schedules_are_read_in_the_time_of_viet_nam() -> None:
    ten_past_two_in_hanoi = datetime(2026, 9, 13, 19, 10, tzinfo=UTC).timestamp()
    cron = LocalCron("17 2 * * *")

    following = datetime.fromtimestamp(cron.get_next(float, start_time=ten_past_two_in_hanoi), UTC)

    assert following == datetime(2026, 9, 13, 19, 17, tzinfo=UTC)
    cron.set_current(ten_past_two_in_hanoi)
    assert datetime.fromtimestamp(cron.get_prev(float), UTC) == datetime(
        2026, 9, 12, 19, 17, tzinfo=UTC
    )


def test_every_schedule_can_be_read() -> None:
    schedules = {
        name: known.schedule for name, known in jobs.registered().items() if known.schedule
    }

    assert "jobs.rescue" in schedules
    assert [name for name, schedule in schedules.items() if not croniter.is_valid(schedule)] == []


def test_insist_writes_again_until_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(jobs.time, "sleep", slept.append)
    answers: list[Exception | str] = [OperationalError(), InterfaceError(), "written"]

    def write() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert jobs.insist(write) == "written"
    assert slept == list(jobs.PAUSES[:2])


def test_insist_gives_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.time, "sleep", lambda seconds: None)

    def write() -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        jobs.insist(write)


@pytest.mark.django_db
def test_insist_does_not_wait_inside_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.time, "sleep", lambda seconds: pytest.fail("waited"))

    def write() -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        jobs.insist(write)
