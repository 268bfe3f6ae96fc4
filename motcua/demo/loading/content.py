"""The files of the demo province, read as they are."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

PROVINCE = Path(__file__).resolve().parents[1] / "province"


def rows(name: str) -> Any:
    """The JSON value of one file of the province, such as `offers`."""
    return json.loads((PROVINCE / f"{name}.json").read_text(encoding="utf-8"))


def procedure_records() -> list[dict[str, Any]]:
    """Every procedure record, sector after sector."""
    files = sorted((PROVINCE / "procedures").glob("*.json"))
    return [record for file in files for record in json.loads(file.read_text(encoding="utf-8"))]


def form_definitions() -> list[dict[str, Any]]:
    """The designed forms."""
    files = sorted((PROVINCE / "forms").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def digest() -> str:
    """Changes whenever a file of the province or of the loading code does."""
    whole = sha256()
    for file in sorted([*PROVINCE.rglob("*.json"), *Path(__file__).parent.glob("*.py")]):
        whole.update(f"{file.name}\0".encode() + file.read_bytes())
    return whole.hexdigest()
