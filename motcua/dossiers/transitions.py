"""Which move leads from which status to which: the whole legal workflow, read in one glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from motcua.dossiers.enums import Moment, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

BACK: Final = "BACK"
"""The status stored on the open pause: 5, 6 and 8 return where they came from."""


class Move(NamedTuple):
    """From which statuses a move starts and where it leads."""

    sources: frozenset[Status]
    target: Status | str


class MoveNotAllowed(Exception):
    """The table has no such move from this status."""

    def __init__(self, move: str, current: int) -> None:
        self.move, self.current = move, current
        super().__init__(f"{move} from {current}")


_S = Status
_running = frozenset({_S.ACCEPTED, _S.IN_PROGRESS})
_paused = frozenset({_S.AWAITING_SUPPLEMENT, _S.AWAITING_PAYMENT, _S.STOPPED})


def _only(*statuses: Status) -> frozenset[Status]:
    return frozenset(statuses)


MOVES: Final[Mapping[str, Move]] = {
    Moment.FORWARD_AGENCY: Move(_only(_S.SUBMITTED), _S.SUBMITTED),
    Moment.ACCEPT: Move(_only(_S.SUBMITTED), _S.ACCEPTED),
    Moment.REFUSE_RECEPTION: Move(_only(_S.SUBMITTED), _S.NOT_ACCEPTED),
    Moment.BEGIN: Move(_only(_S.ACCEPTED), _S.IN_PROGRESS),
    Moment.FORWARD_STEP: Move(_only(_S.IN_PROGRESS), _S.IN_PROGRESS),
    Moment.SEND_BACK: Move(_only(_S.IN_PROGRESS), _S.IN_PROGRESS),
    Moment.RECALL: Move(_only(_S.IN_PROGRESS), _S.IN_PROGRESS),
    Moment.HAND_OVER: Move(_only(_S.IN_PROGRESS), _S.IN_PROGRESS),
    Moment.ASK_SUPPLEMENT: Move(_running | {_S.SUBMITTED}, _S.AWAITING_SUPPLEMENT),
    Moment.SUPPLEMENT: Move(_only(_S.AWAITING_SUPPLEMENT), BACK),
    Moment.LAPSE_SUPPLEMENT: Move(_only(_S.AWAITING_SUPPLEMENT), _S.NOT_ACCEPTED),
    Moment.ASK_PAYMENT: Move(_running, _S.AWAITING_PAYMENT),
    Moment.PAYMENT: Move(_only(_S.AWAITING_PAYMENT), BACK),
    Moment.STOP: Move(_running, _S.STOPPED),
    Moment.RESUME: Move(_only(_S.STOPPED), BACK),
    Moment.TERMINATE: Move(_running | _paused, _S.STOPPED),
    Moment.WITHDRAW: Move(_running | _paused | {_S.SUBMITTED}, _S.WITHDRAWN),
    Moment.DECIDE: Move(_only(_S.IN_PROGRESS), _S.DECIDED),
    Moment.RETURN_RESULT: Move(_only(_S.DECIDED), _S.RETURNED),
    Moment.UNDO_ACCEPT: Move(_only(_S.ACCEPTED), _S.SUBMITTED),
    Moment.UNDO_REFUSAL: Move(_only(_S.NOT_ACCEPTED), _S.SUBMITTED),
    Moment.UNDO_RETURN: Move(_only(_S.RETURNED), _S.DECIDED),
}


def target_of(move: str, *, current: int, back_to: int | None = None) -> Status:
    """Where a move leads from `current`; `back_to` is the status on the open pause. Raises
    MoveNotAllowed.
    """
    entry = MOVES.get(move)
    if entry is None or current not in entry.sources:
        raise MoveNotAllowed(move, current)
    if entry.target == BACK:
        if back_to is None:
            raise MoveNotAllowed(move, current)
        return Status(back_to)
    return Status(entry.target)


def moves_from(status: int) -> frozenset[str]:
    """Every move that the table allows from a status; screens show buttons from this."""
    return frozenset(name for name, entry in MOVES.items() if status in entry.sources)
