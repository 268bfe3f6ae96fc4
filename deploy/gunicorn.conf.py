"""gunicorn as it runs in production and under `make run`."""

import os
import socket
from pathlib import Path

METRICS = Path(os.environ.get("MOTCUA_VAR") or Path(__file__).parents[1] / "var") / "metrics"
if os.environ.get("MOTCUA_METRICS_TOKEN") or os.environ.get("MOTCUA_METRICS_ADDRESSES"):
    # Each process counts in files of its own here; whoever is asked adds them up. The library
    # looks for the folder when it is imported.
    METRICS.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(METRICS))


def addresses() -> list[str]:
    """GUNICORN_BIND, or both loopback addresses of PORT where the machine has IPv6."""
    if given := os.environ.get("GUNICORN_BIND"):
        return given.split(",")
    port = os.environ.get("PORT") or "8000"
    return [f"127.0.0.1:{port}"] + ([f"[::1]:{port}"] if has_ipv6_loopback() else [])


def has_ipv6_loopback() -> bool:
    """Whether ::1 can be listened on."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


bind = addresses()
worker_class = "gthread"
# Workers × threads is the number of database connections: at most 16 for one server.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 65  # longer than the proxy keeps an idle connection, so that it is never cut under it
# A worker is renewed now and then, not all at once: leaks stay small and nobody notices.
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
# The heartbeat file is kept in memory: a slow disk must not look like a hung worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
errorlog = "-"
control_socket_disable = True


def on_starting(server):  # type: ignore[no-untyped-def]
    """What an earlier run counted goes; a reload keeps it."""
    for file in METRICS.glob("*.db"):
        file.unlink(missing_ok=True)


def child_exit(server, worker):  # type: ignore[no-untyped-def]
    """A process that ended is left out of what only living ones count."""
    if METRICS.is_dir():
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid, str(METRICS))


def when_ready(server):  # type: ignore[no-untyped-def]
    """Before the first fork: what preloading opened is closed, so each worker opens its own; what
    it loaded stays as it is, for all of them.
    """
    from django.db import connections

    from motcua.kit import memory

    connections.close_all()
    memory.settle()
