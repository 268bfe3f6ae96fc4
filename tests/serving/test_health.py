"""What the house says of itself to machines: ready or not, and figures for those who may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.serving.programs import Installation, free_port, get

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.serving

TOKEN = "mot-chuoi-dai-de-thu"
OURS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def orphan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A web server of two processes whose database is not there."""
    nowhere = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    installation = Installation(
        tmp_path_factory.mktemp("orphan"),
        nowhere,
        settings={"MOTCUA_METRICS_TOKEN": TOKEN, "WEB_CONCURRENCY": "2"},
    )
    static = installation.folder / "var" / "static"
    static.mkdir(parents=True)
    (static / "staticfiles.json").write_text('{"version": "1.1", "paths": {}}')
    old = installation.folder / "var" / "metrics" / "counter_1.db"
    old.parent.mkdir()
    old.write_bytes(b"of an earlier run")
    try:
        installation.start_web()
        yield installation
    finally:
        installation.stop()


def test_readiness_without_a_database_is_a_plain_no(orphan: Installation) -> None:
    answer = get(orphan.web_port, "/readyz")

    assert answer.status == 503
    assert answer.headers["content-type"] == "text/plain"
    assert answer.body == b"database unreachable"


def test_figures_of_all_processes_are_added_up(orphan: Installation) -> None:
    def counted() -> float:
        page = get(orphan.web_port, "/metrics", **OURS).body.decode()
        assert "motcua_database_up 0.0" in page
        pattern = r'motcua_requests_total{method="GET",status="200",view="healthz"} (\S+)'
        found = re.search(pattern, page)
        return float(found[1]) if found else 0.0

    before = counted()
    for _number in range(10):
        get(orphan.web_port, "/healthz")

    assert counted() == before + 10
    assert not (orphan.folder / "var" / "metrics" / "counter_1.db").exists()


def test_nginx_never_passes_figures_on(site: Installation) -> None:
    answer = get(site.nginx_port, "/metrics", **OURS)

    assert answer.status == 404
    assert b"nginx" in answer.body
