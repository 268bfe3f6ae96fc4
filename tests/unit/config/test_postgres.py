"""A kept connection is looked at before it is used, and costs no statement while it is alive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import psycopg
import pytest
from django.db import connection

if TYPE_CHECKING:
    from motcua.config.postgres.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept() -> Iterator[DatabaseWrapper]:
    """A connection of its own, as a web process keeps it from one request to the next."""
    wrapper = cast("DatabaseWrapper", connection.copy())
    wrapper.ensure_connection()
    yield wrapper
    wrapper.close()


def pid_of(wrapper: DatabaseWrapper) -> int:
    return int(wrapper.connection.pgconn.backend_pid)


def end(pid: int) -> None:
    """End the server's process behind a connection, and wait until it is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_living_connection_is_not_asked(
    kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a statement was sent")

    monkeypatch.setattr(psycopg.Connection, "cursor", refuse)

    assert kept.is_usable()


def test_connection_that_the_server_ended_is_given_up(kept: DatabaseWrapper) -> None:
    end(pid_of(kept))

    assert not kept.is_usable()


def test_closed_connection_is_not_usable(kept: DatabaseWrapper) -> None:
    kept.connection.close()

    assert not kept.is_usable()


def test_connection_with_news_is_asked_and_kept(kept: DatabaseWrapper) -> None:
    with kept.cursor() as cursor:
        cursor.execute("LISTEN news")
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY news")

    assert kept.is_usable()


def test_next_request_after_a_restart_finds_a_new_connection(kept: DatabaseWrapper) -> None:
    before = pid_of(kept)
    end(before)

    kept.close_if_unusable_or_obsolete()  # a request begins
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert pid_of(kept) != before
