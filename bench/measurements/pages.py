"""Public pages: uncached against a bare framework, cached against a plain file.

Everything is told as requests for a second of the serving processes' CPU: whoever asks shares the
machine, and that second does not depend on him.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bench.place import cpu_seconds, rate
from bench.registry import Figure, at_most, measure, ratio_at_least
from tools import processes
from tools.postgres import ROOT
from tools.run import is_free

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.place import Place

    Pids = Callable[[], list[int]]

SECONDS = 3.0
NGINX = """
daemon off;
worker_processes 1;
error_log {folder}/error.log warn;
pid {folder}/nginx.pid;
{user}
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@measure("procedure page: bare Django + Jinja2", unit="/CPU s")
def bare_page(place: Place) -> Figure:
    """One row by its code in a page as long as ours."""
    code = page_of(place)
    length = len(place.get(code)[1])
    with bare_server(place, length) as (port, pids):
        return asked(port, code, pids())


@measure(
    "procedure page: uncached",
    unit="/CPU s",
    budget=ratio_at_least(0.4),
    yardstick="procedure page: bare Django + Jinja2",
)
def page(place: Place) -> Figure:
    """Everything that must be shown, through every middleware."""
    return asked(place.port, page_of(place), place.pids("web"))


@measure("procedure page: SQL", unit="statements", budget=at_most(4))
def statements(place: Place) -> float:
    """Of a warm process."""
    return float(place.inside("reading", page_of(place))["statements"])


@measure("nginx: static file as long as the page", unit="/CPU s")
def static(place: Place) -> Figure:
    """The yardstick of cached pages."""
    path = page_of(place)
    with nginx(place, place.get(path)[1]) as (port, pids):
        return asked(port, "/tinh/bench.html", pids())


@measure(
    "nginx: procedure page from the cache",
    unit="/CPU s",
    budget=ratio_at_least(0.4),
    yardstick="nginx: static file as long as the page",
)
def cached(place: Place) -> Figure:
    """The shipped configuration; the first request fills the cache."""
    path = page_of(place)
    with nginx(place, b"") as (port, pids):
        return asked(port, path, pids())


def asked(port: int, path: str, pids: list[int]) -> Figure:
    """Requests for one second of CPU of these processes, over one connection kept open."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask() -> None:
        connection.request("GET", path, headers={"Host": "localhost"})
        response = connection.getresponse()
        assert response.status == 200, (path, response.status)
        response.read()

    for _warm in range(30):
        ask()
    used = cpu_seconds(pids)
    per_second, durations = rate(ask, seconds=SECONDS)
    used = cpu_seconds(pids) - used
    connection.close()
    return Figure(
        len(durations) / used,
        note=f"{per_second:,.0f}/s by one, CPU {1000 * used / len(durations):.2g} ms",
    )


@cache
def page_of(place: Place) -> str:
    """The address of the first procedure that the home page leads to."""
    assert place.programs
    listed = place.get("/thu-tuc/")[1].decode()
    found = re.search(r'href="(/thu-tuc/[\d.]+/)"', listed)
    assert found, listed[:500]
    return found[1]


@contextlib.contextmanager
def bare_server(place: Place, length: int) -> Iterator[tuple[int, Pids]]:
    """The bare program under the same gunicorn; gives its port and its processes."""
    port = next(port for port in range(8900, 9000) if is_free(port))
    environment = place.environment | {
        "GUNICORN_BIND": f"127.0.0.1:{port}",
        "BENCH_PAGE_BYTES": str(length),
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    with running([*command, "bench.bare:application"], environment, port) as process:
        yield port, lambda: processes.with_children(process.pid)


@contextlib.contextmanager
def nginx(place: Place, content: bytes) -> Iterator[tuple[int, Pids]]:
    """nginx with the shipped configuration in front of the web server."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    assert program, "nginx is not installed: apt install nginx-light"
    port = next(port for port in range(8900, 9000) if is_free(port))
    with tempfile.TemporaryDirectory(prefix="motcua-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        write_site(folder, port=port, upstream=place.port, content=content)
        command = [program, "-c", str(folder / "nginx.conf")]
        with running(command, dict(os.environ), port) as process:
            yield port, lambda: processes.with_children(process.pid)


def write_site(folder: Path, *, port: int, upstream: int, content: bytes) -> None:
    """The shipped template with the values of this run, and a plain file to compare with."""
    for inside in ("cache", "extra", "files", "static"):
        (folder / inside).mkdir()
    (folder / "static" / "bench.html").write_bytes(content)
    values = {
        "SERVER_NAME": "localhost",
        "LISTEN": f"127.0.0.1:{port}",
        "EXTRA": folder / "extra",
        "UPSTREAM": f"127.0.0.1:{upstream}",
        "STATIC": folder / "static",
        "FILES": folder / "files",
        "CACHE": folder / "cache",
        "ERRORS": ROOT / "deploy" / "nginx" / "errors",
    }
    template = (ROOT / "deploy" / "nginx" / "motcua.conf.template").read_text()
    site = re.sub(
        r"\$\{MOTCUA_([A-Z]+(?:_[A-Z]+)*)\}", lambda found: str(values[found[1]]), template
    )
    (folder / "site.conf").write_text(site)
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user))


@contextlib.contextmanager
def running(
    command: list[str], environment: dict[str, str], port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that serves a port, ended afterwards."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        assert processes.wait_until(
            lambda: not is_free(port) or process.poll() is not None, seconds=60
        )
        assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
