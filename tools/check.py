"""Every check of the house, defined once: `make check`, `make fix`, CI and pre-commit use it.

python -m tools.check [--fix] [name …]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from tools.postgres import ROOT

BIN = Path(sys.executable).parent
CODE = ("motcua", "tools", "tests", "bench", "deploy", "manage.py")
MANAGE = (sys.executable, "manage.py")

CHECKS: dict[str, tuple[str, ...]] = {
    "format": (str(BIN / "ruff"), "format", "--check", "--quiet", *CODE),
    "lint": (str(BIN / "ruff"), "check", "--quiet", *CODE),
    "types": (str(BIN / "mypy"), "--no-error-summary"),
    "imports": (str(BIN / "lint-imports"), "--cache-dir", "var/import-linter"),
    "templates": (str(BIN / "djlint"), "templates", "--lint", "--quiet"),
    "django": (*MANAGE, "check", "--fail-level", "WARNING"),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run", "-v", "1"),
    "locks": (sys.executable, "-m", "tools.locks", "check"),
    "messages": (sys.executable, "-m", "tools.messages", "check"),
    "docs": (sys.executable, "-m", "tools.docs", "check"),
}
FIXES: dict[str, tuple[str, ...]] = {
    "lint": (str(BIN / "ruff"), "check", "--fix", "--quiet", *CODE),
    "format": (str(BIN / "ruff"), "format", "--quiet", *CODE),
}


def run(commands: dict[str, tuple[str, ...]], *, chosen: list[str]) -> list[str]:
    """Run the commands (all or those named), print one line each; returns the names that failed."""
    failed = []
    for name, command in commands.items():
        if chosen and name not in chosen:
            continue
        begun = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment(),
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        verdict = "MISSED" if done.returncode else "ok"
        sys.stdout.write(f"{name:<12}{verdict:<8}{time.monotonic() - begun:5.1f} s\n")
        if done.returncode:
            failed.append(name)
            sys.stdout.write(done.stdout.rstrip() + "\n\n")
        sys.stdout.flush()
    return failed


def environment() -> dict[str, str]:
    """Settings of a demo installation; no check talks to the database."""
    chosen = {"MOTCUA_DEMO": "1", "DATABASE_URL": "postgresql://motcua@/motcua?host=%2Fnowhere"}
    no_database = {"PYTHONWARNINGS": "ignore:Got an error checking a consistent migration history"}
    return chosen | os.environ | no_database


def main() -> int:
    """The command line; 1 when something failed."""
    parser = argparse.ArgumentParser(description="Check the house.")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended")
    parser.add_argument("name", nargs="*", help=f"one of {', '.join(CHECKS)}; all by default")
    chosen = parser.parse_args()
    failed = run(FIXES if chosen.fix else CHECKS, chosen=chosen.name)
    if failed:
        sys.stdout.write(f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
