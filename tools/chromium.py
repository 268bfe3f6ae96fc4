"""The browser of the journeys: the installed Chromium, else the distribution's package.

python -m tools.chromium        find or install it, print its path
"""

from __future__ import annotations

import os
import shutil
import sys

from tools import packages

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "chromium-browser")


def find() -> str | None:
    """The browser's program; MOTCUA_CHROMIUM names another."""
    given = os.environ.get("MOTCUA_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> str:
    """The browser's program, installed first where this user may; else a sentence and the end."""
    return packages.ensure(
        find,
        PACKAGES,
        otherwise="The browser journeys need Chromium. Install it (apt install chromium), or name "
        "one: MOTCUA_CHROMIUM=/path/to/chrome. `make test-fast` runs everything else.",
    )


if __name__ == "__main__":
    sys.stdout.write(ensure() + "\n")
