"""The import contracts hold, and each of them really fails when somebody breaks it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# contract, a file that breaks it, what the file says
VIOLATIONS = [
    ("floors", "kit/planted.py", "import motcua.audit.models"),
    ("floors", "files/rules/planted.py", "import motcua.papers.models"),
    ("floors", "soup/__init__.py", '"""A package without a floor."""'),
    ("rooms", "audit/models/planted.py", "import motcua.audit.actions"),
    ("rooms", "audit/planted.py", '"""A module without a room."""'),
    ("faces", "public/planted.py", "import motcua.accounts.rules.roles"),
    ("pure", "audit/rules/planted.py", "import django.db"),
    ("providers", "files/rules/planted.py", "import motcua.files.providers"),
    ("siblings", "kit/planted_a.py", "import motcua.kit.planted_b"),
]
PARTNERS = {"kit/planted_a.py": ("kit/planted_b.py", "import motcua.kit.planted_a")}


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(LINT_IMPORTS), "--no-cache", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's sources in another folder."""
    folder = tmp_path_factory.mktemp("house")
    ignored = shutil.ignore_patterns("__pycache__", "*.json", "*.csv", "*.gz", "*.html")
    shutil.copytree(ROOT / "motcua", folder / "motcua", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_contracts_hold() -> None:
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("contract", "path", "text"), VIOLATIONS)
def test_planted_violation_breaks_its_contract(
    copied: Path, contract: str, path: str, text: str
) -> None:
    planted = {path: text} | dict([PARTNERS[path]] if path in PARTNERS else [])
    files = [copied / "motcua" / name for name in planted]
    for file, content in zip(files, planted.values(), strict=True):
        file.parent.mkdir(exist_ok=True)
        file.write_text(content + "\n", encoding="utf-8")

    done = lint(copied, "--contract", contract)

    for file in files:
        file.unlink()
        if not any(file.parent.iterdir()):
            file.parent.rmdir()
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout, done.stdout
