"""The life of a message as one table."""

from __future__ import annotations

from motcua.notifications.enums import NotificationState as S

MOVES: dict[str, tuple[frozenset[S], S]] = {
    "claim": (frozenset({S.CREATED, S.FAILED}), S.SENDING),
    "sent": (frozenset({S.SENDING, S.UNCERTAIN}), S.SENT),  # a late answer settles a doubt
    "fail": (frozenset({S.SENDING}), S.FAILED),
    "give_up": (frozenset({S.CREATED, S.SENDING, S.FAILED}), S.GIVEN_UP),
    "lose_sight": (frozenset({S.SENDING}), S.UNCERTAIN),
    "send_again": (frozenset({S.GIVEN_UP, S.UNCERTAIN}), S.CREATED),  # a person decides that
}


class MoveNotAllowed(Exception):
    """The message is not in a state from which this move starts."""


def target_of(move: str, *, current: str) -> S:
    """The state that a move leads to; raises MoveNotAllowed from anywhere else."""
    sources, target = MOVES[move]
    if current not in sources:
        raise MoveNotAllowed(f"{move} from {current}")
    return target
