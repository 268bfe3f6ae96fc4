"""The Python environment in `.venv`, made from the hashed locks.

    python3 tools/environment.py run    what the product needs
    python3 tools/environment.py dev    that and the tools of the checks and tests

uv does the work; it comes itself by pip from `requirements/uv.lock`. Where pip was told of another
package index (configuration file or PIP_* variables), uv is told the same. Nothing is done when the
locks are unchanged.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
NEWEST_FIRST = {"run": ("dev", "run"), "dev": ("dev",)}
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def main(kind: str) -> int:
    """Bring the environment up to its lock; 0 when it stands."""
    if problem := missing_on_this_machine():
        sys.stderr.write(problem + "\n")
        return 1
    if is_current(kind):
        return 0
    with (ROOT / ".venv.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not is_current(kind):
            install(kind)
    return 0


def missing_on_this_machine() -> str:
    """A sentence saying what has to be installed first; empty when nothing has."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the system's Python runs this file
        found = sys.version.split()[0]
        return f"Python 3.11 or newer is needed; this is {found}: make PYTHON=python3.12 …"
    if importlib.util.find_spec("ensurepip") is None:
        return "Python's venv is missing. On Debian and Ubuntu: apt install python3-venv"
    return ""


def is_current(kind: str) -> bool:
    """Whether `.venv` was made from today's lock (the dev environment also serves to run)."""
    return any(
        stamp(name).exists() and stamp(name).read_text() == fingerprint(name)
        for name in NEWEST_FIRST[kind]
    )


def stamp(kind: str) -> Path:
    return VENV / f".made-from-{kind}-lock"


def fingerprint(kind: str) -> str:
    """Changes whenever the lock or the Python version does."""
    content = (LOCKS / f"{kind}.lock").read_bytes()
    return (
        f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(content).hexdigest()}\n"
    )


def install(kind: str) -> None:
    """Create the environment if there is none and install the lock into it."""
    python = VENV / "bin" / "python"
    if not made_by_this_python():
        say("making .venv")
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    if not (VENV / "bin" / "uv").exists():
        run(
            str(python),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            str(LOCKS / "uv.lock"),
        )
    say(f"installing requirements/{kind}.lock")
    settings = uv_settings(pip_settings(python)) | os.environ | {"VIRTUAL_ENV": str(VENV)}
    run(
        str(VENV / "bin" / "uv"),
        "pip",
        "install",
        "-q",
        "--compile-bytecode",  # every later start of a process is several times quicker
        "--require-hashes",
        "-r",
        str(LOCKS / f"{kind}.lock"),
        env=settings,
    )
    stamp(kind).write_text(fingerprint(kind))


def made_by_this_python() -> bool:
    """Whether `.venv` exists whole and has the version of the Python that runs now."""
    config = VENV / "pyvenv.cfg"
    if (
        not config.exists()
        or not (VENV / "bin" / "python").exists()
        or not (VENV / "bin" / "pip").exists()
    ):
        return False
    found = next(
        (
            line.partition("=")[2].strip()
            for line in config.read_text().splitlines()
            if line.startswith("version")
        ),
        "",
    )
    return found.split(".")[:2] == [str(part) for part in sys.version_info[:2]]


def pip_settings(python: Path) -> dict[str, str]:
    """What pip was told in its files and in the environment: `index-url`, `cert` and the like."""
    listed = subprocess.run(
        [str(python), "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    settings: dict[str, str] = {}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.rpartition(".")
        if option not in settings or section == ":env:":
            settings[option] = value.strip().strip("'\"")
    return settings


def uv_settings(settings: dict[str, str]) -> dict[str, str]:
    """The same in uv's words; among several indexes uv is to choose as pip does, the best file."""
    told = {
        PIP_TO_UV[option]: value
        for option, value in settings.items()
        if option in PIP_TO_UV and value
    }
    return told | ({"UV_INDEX_STRATEGY": "unsafe-best-match"} if "UV_INDEX" in told else {})


def run(*command: str, env: dict[str, str] | None = None) -> None:
    """Run a command, or leave with its status."""
    status = subprocess.run(command, env=env, check=False).returncode
    if status:
        raise SystemExit(status)


def say(text: str) -> None:
    sys.stderr.write(f"· {text}\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if sys.argv[1:] else "run"))
