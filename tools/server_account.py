"""The system account that PostgreSQL runs under."""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from typing import Any


class PostgresTrouble(Exception):
    """PostgreSQL cannot be had; the text says why and what to do."""


@dataclass(frozen=True)
class ServerAccount:
    """The system account that runs the server."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.getuid()

    def subprocess_arguments(self) -> dict[str, Any]:
        """Keyword arguments that make subprocess run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    def can(self, *command: str) -> bool:
        """Whether a command succeeds when this account runs it."""
        arguments = self.subprocess_arguments()
        try:
            done = subprocess.run(command, capture_output=True, check=False, cwd="/", **arguments)
        except OSError:  # it may not even reach the program
            return False
        return done.returncode == 0


def server_account() -> ServerAccount:
    """This user, or for root `postgres`, or `nobody` where there is no such account."""
    if os.getuid() != 0:
        return ServerAccount(os.getuid(), os.getgid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return ServerAccount(entry.pw_uid, entry.pw_gid)
    raise PostgresTrouble(
        "PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody."
    )
