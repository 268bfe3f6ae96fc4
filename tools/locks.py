"""The hashed locks in requirements/: whether they fit pyproject.toml, and how they are renewed.

python -m tools.locks check     compare, without network
python -m tools.locks compile   resolve again, keeping versions that still fit
python -m tools.locks upgrade   renew everything that has been out for seven days
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import environment

ROOT = environment.ROOT
COOL_DOWN = timedelta(days=7)
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)
GROUPS = {"run": (), "dev": ("--group", "dev")}
UV_HEADER = "# uv alone, which installs everything else from the locks beside this file.\n"


def requirements() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, by lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = [Requirement(text) for text in project["project"]["dependencies"]]
    dev = [Requirement(text) for text in project["dependency-groups"]["dev"]]
    return {"run": run, "dev": run + dev}


def pins(lock: str) -> dict[str, str]:
    """Version by package of one lock."""
    text = (ROOT / "requirements" / f"{lock}.lock").read_text()
    return {canonicalize_name(name): version for name, version in PIN.findall(text)}


def problems() -> list[str]:
    """Sentences about what does not fit; empty when the locks are right."""
    locked = {lock: pins(lock) for lock in ("run", "dev", "uv")}
    found = []
    for lock, asked in requirements().items():
        for requirement in asked:
            version = locked[lock].get(canonicalize_name(requirement.name))
            if version is None or not requirement.specifier.contains(version, prereleases=True):
                found.append(f"{lock}.lock has {version or 'no'} {requirement.name}: {requirement}")
        names = {canonicalize_name(requirement.name) for requirement in asked}
        found += [f"{lock}.lock still holds {name}" for name in sorted(direct(lock) - names)]
    for lock in ("run", "uv"):
        found += [
            f"{lock}.lock and dev.lock differ in {name}"
            for name, version in locked[lock].items()
            if locked["dev"].get(name) != version
        ]
    return found


def direct(lock: str) -> set[str]:
    """Packages that the lock says pyproject.toml asked for."""
    names, current = set(), ""
    for line in (ROOT / "requirements" / f"{lock}.lock").read_text().splitlines():
        if match := PIN.match(line):
            current = canonicalize_name(match.group(1))
        elif line.lstrip().startswith("#") and "(pyproject.toml" in line:
            names.add(current)
    return names


def compile_all(*options: str) -> None:
    """Resolve pyproject.toml into both locks for every Python from 3.11, and uv into its own."""
    python = Path(sys.executable)
    settings = environment.uv_settings(environment.pip_settings(python)) | os.environ
    for lock, group in GROUPS.items():
        command = [
            *(str(environment.VENV / "bin" / "uv"), "pip", "compile", "-q", "--universal"),
            *("--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"),
            *("--no-header", *options, "pyproject.toml", *group),
            *("-o", f"requirements/{lock}.lock"),
        ]
        subprocess.run(command, cwd=ROOT, env=settings, check=True)
    write_uv_lock()


def write_uv_lock() -> None:
    """uv's own lines of dev.lock: what the first step installs with pip."""
    lines = (ROOT / "requirements" / "dev.lock").read_text().splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith("uv=="))
    own = [lines[begin]]
    for line in lines[begin + 1 :]:
        if not line.startswith("    --hash="):
            break
        own.append(line)
    text = "\n".join(own).removesuffix(" \\") + "\n"
    (ROOT / "requirements" / "uv.lock").write_text(UV_HEADER + text)


def main(command: str) -> int:
    """The command line."""
    if command == "upgrade":
        newest = datetime.now(UTC) - COOL_DOWN
        compile_all("--upgrade", "--exclude-newer", newest.strftime("%Y-%m-%dT00:00:00Z"))
    elif command == "compile":
        compile_all()
    found = problems()
    sys.stderr.writelines(f"{line}\n" for line in found)
    if found:
        sys.stderr.write("`python -m tools.locks compile` resolves them again.\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if sys.argv[1:] else "check"))
