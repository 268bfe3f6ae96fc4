"""Programs of the distribution that tests need: found, or installed where this user may."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def ensure(find: Callable[[], str | None], packages: Sequence[str], *, otherwise: str) -> str:
    """What `find` gives, after installing one of the packages if need be; else the sentence and
    the end.
    """
    if found := find():
        return found
    if (apt := installer()) is not None:
        quiet = {"DEBIAN_FRONTEND": "noninteractive"} | os.environ
        subprocess.run([*apt, "update", "-q"], check=False, env=quiet)
        for package in packages:
            subprocess.run(
                [*apt, "install", "-q", "-y", "--no-install-recommends", package],
                check=False,
                env=quiet,
            )
            if found := find():
                return found
    raise SystemExit(otherwise)


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
