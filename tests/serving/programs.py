"""Starts the real programs of an installation for a test and ends exactly those."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tools import nginx, processes

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"\$\{(MOTCUA_[A-Z]+)\}")
NGINX_MAIN = """
daemon off;
worker_processes 1;
error_log {folder}/nginx-error.log warn;
pid {folder}/nginx.pid;
{user}
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/nginx-access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/motcua.conf;
}}
"""


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Answer:
    """A whole HTTP answer; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(port: int, path: str, *, timeout: float = 10, **headers: str) -> Answer:
    """GET a path from this machine; underscores in header names stand for hyphens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": f"localhost:{port}"} | named)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


def answers(port: int, path: str = "/healthz") -> bool:
    """Whether a page is served right now."""
    try:
        return get(port, path, timeout=3).status == 200
    except OSError:
        return False


@dataclass
class Installation:
    """Django with gunicorn behind nginx, in a folder and on a database of its own."""

    folder: Path
    database: str
    web_port: int = field(default_factory=free_port)
    nginx_port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "MOTCUA_DEMO": "1",
            "MOTCUA_DEMO_DATA": "0",
            "MOTCUA_VAR": str(self.folder / "var"),
            "MOTCUA_FILES_DIR": str(self.folder / "files"),
            "MOTCUA_X_ACCEL": "/_noi-bo/tap-tin",
            "DATABASE_URL": self.database,
            "SITE_URL": f"http://localhost:{self.nginx_port}",
            "PORT": str(self.web_port),
            "GUNICORN_BIND": f"127.0.0.1:{self.web_port}",
            "PYTHONUNBUFFERED": "1",
            **self.settings,
        }

    def prepare(self) -> None:
        """Schema, cache table and static files."""
        self._call(sys.executable, "-m", "tools.prepare")

    def start_web(self) -> None:
        """gunicorn with the shipped configuration."""
        command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
        self._start("web", *command, "motcua.config.wsgi:application")
        self._wait_for("web", self.web_port, seconds=60)

    def stop_web(self) -> None:
        """End gunicorn alone."""
        web = self.running.pop("web")
        web.terminate()
        web.wait(timeout=30)

    def start_nginx(self) -> None:
        """nginx with the shipped configuration."""
        for name in ("cache", "extra", "files"):
            (self.folder / name).mkdir(exist_ok=True)
        values = {
            "MOTCUA_SERVER_NAME": "localhost",
            "MOTCUA_LISTEN": f"127.0.0.1:{self.nginx_port}",
            "MOTCUA_EXTRA": str(self.folder / "extra"),
            "MOTCUA_UPSTREAM": f"127.0.0.1:{self.web_port}",
            "MOTCUA_STATIC": str(self.folder / "var" / "static"),
            "MOTCUA_FILES": str(self.folder / "files"),
            "MOTCUA_CACHE": str(self.folder / "cache"),
            "MOTCUA_ERRORS": str(ROOT / "deploy" / "nginx" / "errors"),
        }
        template = (ROOT / "deploy" / "nginx" / "motcua.conf.template").read_text()
        site = PLACEHOLDER.sub(lambda found: values[found[1]], template)
        (self.folder / "motcua.conf").write_text(site)
        user = "user root;" if os.getuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(NGINX_MAIN.format(folder=self.folder, user=user))
        self._start("nginx", nginx.ensure(), "-c", str(self.folder / "nginx.conf"))
        self._wait_for("nginx", self.nginx_port, seconds=15)

    def web_workers(self) -> list[int]:
        """The worker processes of gunicorn's present master."""
        master = self.running["web"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [int(pid) for pid in children if processes.is_running(int(pid))]

    def log(self, name: str) -> str:
        """What a program said so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        """End every program started here."""
        for process in reversed(self.running.values()):
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )

    def _wait_for(self, name: str, port: int, *, seconds: float) -> None:
        program = self.running[name]
        processes.wait_until(
            lambda: program.poll() is not None or answers(port), seconds=seconds, step=0.1
        )
        assert program.poll() is None, self.log(name)
        assert answers(port), self.log(name)

    def _call(self, *command: str) -> None:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def create_database(server: str, name: str) -> str:
    """A new empty database on the server of that address; returns its own address."""
    drop_database(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return re.sub(r"(?<=/)[^/?]*(?=\?|$)", name, server, count=1)


def drop_database(server: str, name: str) -> None:
    """Remove a database and end its sessions."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
