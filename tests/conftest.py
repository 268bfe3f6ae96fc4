"""One database server for the run, one database per test process, a clock that stands still on demand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

os.environ.setdefault("MOTCUA_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "postgres.py"), "ensure"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ).stdout.strip()

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """Give each run and each worker a test database of its own, so that runs side by side do not meet."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:8] or str(os.getpid())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "solo")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_motcua_{run}_{worker}"
