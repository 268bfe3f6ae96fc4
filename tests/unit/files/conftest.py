"""Stored files are tested on a disk and on a real S3 server that runs as a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

NOW = datetime(2026, 9, 14, 2, 20, tzinfo=UTC)
BUCKET = "motcua-files"
_KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of a running S3 server with an empty bucket."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server)
        address = f"http://127.0.0.1:{port}"
        client = boto3.client(
            "s3", endpoint_url=address, config=Config(s3={"addressing_style": "path"}), **_KEYS
        )
        client.create_bucket(Bucket=BUCKET)
        client.close()
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, "the S3 server ended at once"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the S3 server did not answer within a minute")


def _disk(folder: Path) -> dict[str, Any]:
    return {
        "BACKEND": "motcua.files.providers.disk.DurableStorage",
        "OPTIONS": {"location": folder},
    }


def _s3(address: str, prefix: str) -> dict[str, Any]:
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": BUCKET,
            "endpoint_url": address,
            "region_name": "us-east-1",
            "access_key": "test",
            "secret_key": "test",
            "addressing_style": "path",
            "default_acl": None,
            "file_overwrite": False,
            "location": prefix,
        },
    }


@pytest.fixture
def disk(settings: Any, tmp_path: Path) -> Path:
    """Private storage in a folder of this test."""
    folder = tmp_path / "files"
    settings.STORAGES = {**settings.STORAGES, "private": _disk(folder)}
    return folder


@pytest.fixture(params=["disk", "s3"])
def storage(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    """The same test on both kinds of storage; each test has a place of its own."""
    if request.param == "disk":
        private = _disk(tmp_path / "files")
    else:
        private = _s3(request.getfixturevalue("s3_server"), tmp_path.name)
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return str(request.param)
