"""Does something in a process that is killed on the way: `python -m tests.unit.dossiers.killed`.

Reads lines `action place argument…` and, for each, forks a child that carries the action out and
dies by SIGKILL right after the place has done its work. Says of each whether it was killed there.
"""

from __future__ import annotations

import os
import pkgutil
import signal
import sys
from typing import Any

import django


def main() -> None:
    """One child per line."""
    django.setup()
    for line in sys.stdin.read().splitlines():
        action, place, *arguments = line.split()
        child = os.fork()
        if child == 0:
            _die_after(place)
            _act(action, [int(argument) for argument in arguments])
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print(place, "killed" if killed else f"ended with {status}", flush=True)  # noqa: T201


def _die_after(place: str) -> None:
    module, _, name = place.rpartition(".")
    home = pkgutil.resolve_name(module)
    real = getattr(home, name)

    def deadly(*args: Any, **kwargs: Any) -> None:
        real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(home, name, deadly)


def _act(action: str, arguments: list[int]) -> None:
    from motcua.accounts.models import Position, User
    from motcua.dossiers.actions.drafts import submission
    from motcua.dossiers.actions.handling import reception
    from tests.factories.dossiers import HOUR, MONDAY

    if action == "submit":
        draft, owner = arguments
        submission.submit(draft_id=draft, by=User.objects.get(pk=owner), now=MONDAY)
    elif action == "accept":
        dossier, officer = arguments
        by = Position.objects.get(pk=officer)
        reception.accept(dossier_id=dossier, by=by, now=MONDAY + HOUR)
    else:
        submission.follow_up(dossier_id=arguments[0], now=MONDAY)


if __name__ == "__main__":
    main()
