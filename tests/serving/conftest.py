"""One installation with gunicorn and nginx for the tests of this folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.serving.programs import Installation, create_database, drop_database

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Database and static files, no program running."""
    server = os.environ["DATABASE_URL"]
    name = f"serving_{os.getpid()}"
    installation = Installation(tmp_path_factory.mktemp("serving"), create_database(server, name))
    installation.prepare()
    yield installation
    drop_database(server, name)


@pytest.fixture(scope="session")
def site(prepared: Installation) -> Iterator[Installation]:
    """gunicorn behind nginx, both with the shipped configuration."""
    try:
        prepared.start_web()
        prepared.start_nginx()
        yield prepared
    finally:
        prepared.stop()
