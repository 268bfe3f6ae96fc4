"""The browser of the journeys: the installed Chromium, else the distribution's package.

python -m tools.chromium        find or install it, print its path
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "chromium-browser")


def find() -> str | None:
    """The browser's program; MOTCUA_CHROMIUM names another."""
    given = os.environ.get("MOTCUA_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> str:
    """The browser's program, installed first where this user may; else a sentence and the end."""
    if found := find():
        return found
    if (apt := installer()) is not None:
        quiet = {"DEBIAN_FRONTEND": "noninteractive"} | os.environ
        subprocess.run([*apt, "update", "-q"], check=False, env=quiet)
        for package in PACKAGES:
            subprocess.run(
                [*apt, "install", "-q", "-y", "--no-install-recommends", package],
                check=False,
                env=quiet,
            )
            if found := find():
                return found
    raise SystemExit(
        "The browser journeys need Chromium. Install it (apt install chromium), or name one: "
        "MOTCUA_CHROMIUM=/path/to/chrome. `make test-fast` runs everything else."
    )


def installer() -> list[str] | None:
    """apt-get as root or through sudo without a password; None where neither is possible."""
    apt = shutil.which("apt-get")
    if apt is None:
        return None
    if os.getuid() == 0:
        return [apt]
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return [sudo, "-n", apt]
    return None


if __name__ == "__main__":
    sys.stdout.write(ensure() + "\n")
