"""Tag a release after `make check test`: python -m tools.release 1.2.0 (docs/guides/release.md)."""

from __future__ import annotations

import re
import subprocess
import sys

from tools.postgres import ROOT

VERSION = re.compile(r"^\d+\.\d+\.\d+$")


def main(version: str) -> int:
    """Refuse what is not ready, then write the tag; pushing it stays a deliberate step."""
    if found := obstacles(version):
        sys.stderr.writelines(f"{line}\n" for line in found)
        return 1
    git("tag", "--annotate", f"v{version}", "--message", f"Một Cửa {version}")
    sys.stdout.write(f"tagged v{version}; publish it with: git push origin v{version}\n")
    return 0


def obstacles(version: str) -> list[str]:
    """Sentences about what is missing; empty when the release may be tagged."""
    if not VERSION.match(version):
        return ["Say which version: make release VERSION=1.2.0"]
    found = []
    if git("status", "--porcelain"):
        found.append("There are changes that are not committed.")
    if git("tag", "--list", f"v{version}"):
        found.append(f"v{version} exists already.")
    if f'version = "{version}"' not in (ROOT / "pyproject.toml").read_text(encoding="utf-8"):
        found.append(f"pyproject.toml does not say version {version}.")
    if f"## {version}" not in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"):
        found.append(f"CHANGELOG.md has no section {version}.")
    return found


def git(*arguments: str) -> str:
    """What a git command prints."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if sys.argv[1:] else ""))
