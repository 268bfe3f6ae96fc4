"""Bring an installation up to date before it serves: python -m tools.prepare

Translations, database schema, cache table, static files and, in demo mode, the demo province. Every
step does nothing when nothing changed; all run in one process, because starting one costs a second.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from tools import messages


def main() -> int:
    """Run the steps in order; an exception of a step stops the start."""
    messages.compile_changed()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    say("database")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()
    wanted = os.environ.get("MOTCUA_DEMO_DATA", "1") != "0"
    if settings.DEMO and wanted and "load_demo" in get_commands():
        say("demo province")
        call_command("load_demo")
    return 0


def collect_static() -> None:
    """Copy, name by content and compress the static files, unless none has changed."""
    stamp = Path(settings.STATIC_ROOT) / ".made-from"
    fingerprint = assets_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    say("static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def assets_fingerprint() -> str:
    """Changes when a static file of ours or the version of an installed package does."""
    digest = sha256(django.__version__.encode())
    for lock in sorted((settings.BASE_DIR / "requirements").glob("*.lock")):
        digest.update(lock.read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for file in sorted(Path(folder).rglob("*")):
            if file.is_file():
                digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def say(step: str) -> None:
    sys.stdout.write(f"· {step}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
