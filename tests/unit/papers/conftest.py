from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def disk(settings: Any, tmp_path: Path) -> Path:
    """Private storage in a folder of this test."""
    folder = tmp_path / "files"
    private = {
        "BACKEND": "motcua.files.providers.disk.DurableStorage",
        "OPTIONS": {"location": folder},
    }
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return folder
