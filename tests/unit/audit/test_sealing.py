"""Sealing the trail, and finding what was changed behind its back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import structlog
from django.db import connection

from motcua.audit import jobs
from motcua.audit.actions import partitioning, record, sealing
from motcua.audit.models import Event, Seal

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def behind_its_back(statement: str, *values: object) -> None:
    """Change rows as a superuser can, past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def remember(*names: str, transaction: int) -> None:
    """Record events as if a transaction of this number had."""
    for name in names:
        record(name, by=None, now=NOW, object_kind="dossier", object_id=1, after={"of": name})
        behind_its_back(
            "UPDATE audit_event SET transaction_id = %s WHERE name = %s", transaction, name
        )


def seal_below(monkeypatch: pytest.MonkeyPatch, horizon: int) -> Seal:
    """Seal when all transactions below the horizon have ended."""
    monkeypatch.setattr(sealing, "oldest_running", lambda: horizon)
    made = sealing.seal(now=NOW)
    assert made is not None
    return made


@pytest.fixture(autouse=True)
def _empty_trail(db: None) -> None:
    behind_its_back("DELETE FROM audit_event")
    behind_its_back("DELETE FROM audit_seal")


@pytest.fixture
def two_seals(monkeypatch: pytest.MonkeyPatch) -> list[Seal]:
    remember("test.one", "test.two", transaction=990)
    first = seal_below(monkeypatch, 1_000)
    remember("test.three", transaction=1_500)
    return [first, seal_below(monkeypatch, 2_000)]


def test_seals_chain_every_event_once(two_seals: list[Seal]) -> None:
    assert [seal.event_count for seal in two_seals] == [2, 1]
    assert bytes(two_seals[1].previous) == bytes(two_seals[0].digest)
    assert sealing.broken_seals() == []
    assert sealing.seal(now=NOW) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET canonical = 'x'::bytea WHERE name = 'test.one'",
        "DELETE FROM audit_event WHERE name = 'test.two'",
        """INSERT INTO audit_event (at, name, canonical, digest, transaction_id)
           SELECT at, 'test.extra', canonical, digest, transaction_id FROM audit_event
           WHERE name = 'test.one'""",
        "UPDATE audit_seal SET digest = sha256('x'::bytea) WHERE event_count = 2",
        "UPDATE audit_seal SET signature = sha256('x'::bytea) WHERE event_count = 2",
    ],
    ids=["event changed", "event removed", "event added", "seal changed", "signature changed"],
)
def test_tampering_is_found_and_reported(two_seals: list[Seal], statement: str) -> None:
    behind_its_back(statement)

    with structlog.testing.capture_logs() as lines:
        broken = jobs.verify()

    assert two_seals[0].pk in broken
    assert {"event": "audit.seal_broken", "seal": two_seals[0].pk, "log_level": "error"} in lines


def test_whole_trail_verifies_silently(two_seals: list[Seal]) -> None:
    with structlog.testing.capture_logs() as lines:
        assert jobs.verify() == []

    assert lines == []


def test_job_seals_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    remember("test.one", transaction=990)
    monkeypatch.setattr(sealing, "oldest_running", lambda: 1_000)

    jobs.seal()
    jobs.seal()

    assert Seal.objects.get().event_count == Event.objects.count() == 1


def test_event_of_a_running_transaction_waits() -> None:
    record("test.running", by=None, now=NOW)

    assert sealing.oldest_running() <= Event.objects.get().transaction_id


def test_tables_of_the_months_ahead_are_made_once() -> None:
    far = date(2031, 5, 17)

    assert partitioning.make_partitions(today=far) == 2 * partitioning.MONTHS
    assert partitioning.make_partitions(today=far) == 0
    record("test.far", by=None, now=datetime(2031, 8, 31, 16, 59, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_event WHERE name = 'test.far'")
        assert cursor.fetchall() == [("audit_event_203108",)]
