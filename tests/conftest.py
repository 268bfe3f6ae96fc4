"""One database server for the run, one database per test process, and no skip that goes unseen."""

from __future__ import annotations

import atexit
import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db.backends.postgresql.creation import DatabaseCreation
from hypothesis import settings as hypothesis_settings

from tests.skips import UnexpectedSkips
from tools import messages
from tools.postgres import Cluster

# Fixtures that many tests share, one module each: the cast, the job runner, the browser, the town.
SHARED_FIXTURES = ("cast", "jobs", "browser", "town")
_lease = contextlib.ExitStack()
# A busy machine is no failure: generated examples have no time limit of their own.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")
os.environ.setdefault("MOTCUA_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
if not os.environ.get("DATABASE_URL"):  # workers find the address that the first process set
    os.environ["DATABASE_URL"] = _lease.enter_context(Cluster("test").lease())
os.environ["MOTCUA_FILES_DIR"] = _lease.enter_context(tempfile.TemporaryDirectory(prefix="motcua-"))
atexit.register(_lease.close)
if "PYTEST_XDIST_WORKER" not in os.environ:
    messages.compile_changed()


def pytest_configure(config: pytest.Config) -> None:
    """Settings that only tests change: cheap password hashes, static files without a manifest."""
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.STATIC_ROOT = Path(os.environ["MOTCUA_FILES_DIR"])  # exists; whitenoise looks into it
    django.setup()  # the cast imports models
    DatabaseCreation._destroy_test_db = _drop_by_force
    for name in SHARED_FIXTURES:
        if (Path(__file__).parent / f"{name}.py").exists():
            config.pluginmanager.import_plugin(f"tests.{name}")
    config.pluginmanager.register(UnexpectedSkips(), "unexpected-skips")


def _drop_by_force(creation: DatabaseCreation, name: str, verbosity: int) -> None:
    """Drop a test database although a thread of a live server has left a connection to it."""
    with creation._nodb_cursor() as cursor:
        quoted = creation.connection.ops.quote_name(name)
        cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the server; the last run that used it stops it."""
    _lease.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """Give each run and worker its own test database, so that runs side by side do not meet."""
    from django.conf import settings

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:8] or str(os.getpid())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "solo")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_motcua_{run}_{worker}"


@pytest.fixture
def run_jobs(db: None) -> Callable[..., list[str]]:
    """`run_jobs()` runs every due job to its end here; `run_jobs(until=moment)` also later ones."""
    from tests.jobs import run_pending

    return run_pending


@pytest.fixture(autouse=True)
def _speak_vietnamese() -> Iterator[None]:
    """A request leaves its language active in the thread; no test begins with another's."""
    from django.utils import translation

    with translation.override("vi"):
        yield
