"""The programs themselves: what they weigh, how soon they answer, how long a start takes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.place import cpu_seconds, percentile, rate
from bench.registry import Figure, at_most, measure
from tools import processes
from tools.postgres import ROOT
from tools.run import is_free

if TYPE_CHECKING:
    from bench.place import Place

SECONDS = 3.0
VISITED = ("/", "/thu-tuc/", "/thu-tuc/?q=khai+sinh", "/en/", "/tai-khoan/dang-nhap/")
MEGABYTE = 1024


@measure("web: health page", unit="/s")
def health_page(place: Place) -> Figure:
    """The least that a request costs: no database, no template."""
    web = place.pids("web")
    connection = place.connect()
    used = cpu_seconds(web)
    per_second, durations = rate(lambda: place.get("/healthz", connection), seconds=SECONDS)
    used = cpu_seconds(web) - used
    connection.close()
    p50, p99 = (1000 * percentile(durations, share) for share in (0.5, 0.99))
    cpu = 1000 * used / len(durations)
    return Figure(per_second, note=f"p50 {p50:.2g} ms, p99 {p99:.2g} ms, CPU {cpu:.2g} ms")


@measure("memory: 2 web + 1 worker (PSS)", unit="MB", budget=at_most(300))
def memory(place: Place) -> Figure:
    """After each web process has served pages; shared pages counted once."""
    place.pids("web")  # starts it, where nothing measured before has
    for _ in range(20):
        for path in VISITED:
            place.get(path)
    shares = {
        name: sum(processes.proportional_kilobytes(pid) for pid in place.pids(name)) / MEGABYTE
        for name in ("web", "worker")
    }
    note = ", ".join(f"{name} {share:.0f}" for name, share in shares.items())
    return Figure(sum(shares.values()), note=note)


@measure("start: second `make run`", unit="s", budget=at_most(10))
def second_start(place: Place) -> float:
    """From the command to a served page, everything having been set up before."""
    var = place.var / "second-start"
    start_and_stop(ROOT, var)
    return start_and_stop(ROOT, var)


@measure("start: clone to served page", unit="s", budget=at_most(180), only_when="CLONE")
def clone_to_page(place: Place) -> float:
    """A fresh clone of what is committed, with an empty environment, to its first page."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-clone-"))
    try:
        begun = time.monotonic()
        clone = folder / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        start_and_stop(clone, clone / "var")
        return time.monotonic() - begun
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start_and_stop(checkout: Path, var: Path) -> float:
    """Seconds until `make run` in that checkout serves its page; it is stopped again."""
    port = next(port for port in range(8800, 8900) if is_free(port))
    settings = os.environ | {"MOTCUA_VAR": str(var), "PORT": str(port)}
    settings.pop("DATABASE_URL", None)
    begun = time.monotonic()
    make = subprocess.Popen(
        ["make", "-s", "run", f"PORT={port}"],
        cwd=checkout,
        env=settings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,
    )
    served = any("is served on" in line for line in make.stdout or ())
    took = time.monotonic() - begun
    os.killpg(make.pid, signal.SIGINT)
    make.communicate(timeout=120)
    if not served:
        raise RuntimeError(f"make run in {checkout} served no page")
    return took
