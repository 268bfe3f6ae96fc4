"""The nginx of the serving tests: the installed one, else the distribution's package.

python -m tools.nginx           find or install it, print its path
"""

from __future__ import annotations

import os
import shutil
import sys

from tools import packages

PACKAGES = ("nginx-light", "nginx")
SYSTEM = "/usr/sbin:/usr/local/sbin"  # often not on the PATH of a person


def find() -> str | None:
    """The program; what we ship is tested with a real one."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:{SYSTEM}")


def ensure() -> str:
    """The program, installed first where this user may; else a sentence and the end."""
    return packages.ensure(
        find,
        PACKAGES,
        otherwise="The serving tests need nginx. Install it (apt install nginx-light). "
        "`make test-fast` runs everything else.",
    )


if __name__ == "__main__":
    sys.stdout.write(ensure() + "\n")
