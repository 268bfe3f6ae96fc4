"""Run a management command on the developer's database: python -m tools.develop migrate"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tools.postgres import ROOT, Cluster
from tools.server_account import PostgresTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def database() -> Iterator[str]:
    """DATABASE_URL as given, else that of the embedded server while the block lasts."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with Cluster("run").lease() as url:
        yield url


def settings(database_url: str, *, port: int) -> dict[str, str]:
    """The environment of a demo installation on this machine; what is already set stays."""
    chosen = {
        "MOTCUA_DEMO": "1",
        "SITE_URL": f"http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        "PYTHONUNBUFFERED": "1",
        "PORT": str(port),
    }
    return chosen | os.environ | {"DATABASE_URL": database_url}


def chosen_port() -> int:
    """PORT, 8000 unless told otherwise."""
    value = os.environ.get("PORT") or "8000"
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise SystemExit(f"PORT must be a number between 1 and 65535, not {value!r}.")
    return int(value)


def main() -> int:
    """The command line; answers with the command's own status."""
    try:
        with database() as url:
            command = [sys.executable, str(ROOT / "manage.py"), *sys.argv[1:]]
            return subprocess.run(
                command, env=settings(url, port=chosen_port()), check=False
            ).returncode
    except PostgresTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
