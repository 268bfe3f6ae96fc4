"""The legal workflow against a table written down a second time, by status instead of by move."""

from __future__ import annotations

import pytest

from motcua.dossiers.enums import OPEN, PAUSED, SETTLED, Moment, Status
from motcua.dossiers.transitions import BACK, MOVES, MoveNotAllowed, moves_from, target_of

# DESIGN §3: from each of the ten statuses, where every move leads. What is not here is refused.
LEADS: dict[Status, dict[Moment, Status | str]] = {
    Status.SUBMITTED: {
        Moment.FORWARD_AGENCY: Status.SUBMITTED,
        Moment.ACCEPT: Status.ACCEPTED,
        Moment.REFUSE_RECEPTION: Status.NOT_ACCEPTED,
        Moment.ASK_SUPPLEMENT: Status.AWAITING_SUPPLEMENT,
        Moment.WITHDRAW: Status.WITHDRAWN,
    },
    Status.ACCEPTED: {
        Moment.BEGIN: Status.IN_PROGRESS,
        Moment.ASK_SUPPLEMENT: Status.AWAITING_SUPPLEMENT,
        Moment.ASK_PAYMENT: Status.AWAITING_PAYMENT,
        Moment.STOP: Status.STOPPED,
        Moment.TERMINATE: Status.STOPPED,
        Moment.WITHDRAW: Status.WITHDRAWN,
        Moment.UNDO_ACCEPT: Status.SUBMITTED,
    },
    Status.NOT_ACCEPTED: {Moment.UNDO_REFUSAL: Status.SUBMITTED},
    Status.IN_PROGRESS: {
        Moment.FORWARD_STEP: Status.IN_PROGRESS,
        Moment.SEND_BACK: Status.IN_PROGRESS,
        Moment.RECALL: Status.IN_PROGRESS,
        Moment.HAND_OVER: Status.IN_PROGRESS,
        Moment.ASK_SUPPLEMENT: Status.AWAITING_SUPPLEMENT,
        Moment.ASK_PAYMENT: Status.AWAITING_PAYMENT,
        Moment.STOP: Status.STOPPED,
        Moment.TERMINATE: Status.STOPPED,
        Moment.WITHDRAW: Status.WITHDRAWN,
        Moment.DECIDE: Status.DECIDED,
    },
    Status.AWAITING_SUPPLEMENT: {
        Moment.SUPPLEMENT: BACK,
        Moment.LAPSE_SUPPLEMENT: Status.NOT_ACCEPTED,
        Moment.TERMINATE: Status.STOPPED,
        Moment.WITHDRAW: Status.WITHDRAWN,
    },
    Status.AWAITING_PAYMENT: {
        Moment.PAYMENT: BACK,
        Moment.TERMINATE: Status.STOPPED,
        Moment.WITHDRAW: Status.WITHDRAWN,
    },
    Status.WITHDRAWN: {},
    Status.STOPPED: {
        Moment.RESUME: BACK,
        Moment.TERMINATE: Status.STOPPED,
        Moment.WITHDRAW: Status.WITHDRAWN,
    },
    Status.DECIDED: {Moment.RETURN_RESULT: Status.RETURNED},
    Status.RETURNED: {Moment.UNDO_RETURN: Status.DECIDED},
}
NOT_MOVES = {
    "SUBMIT",
    "EXTEND",
    "LENGTHEN",
    "ASK_WITHDRAWAL",
    "DECLINE_WITHDRAWAL",
    "PROPOSE_SUPPLEMENT",
    "DECLINE_SUPPLEMENT",
    "RECALCULATE",
}
"""What the timeline tells without a change of status."""


def test_status_numbers_are_the_national_ones() -> None:
    assert {status.name: status.value for status in Status} == {
        "SUBMITTED": 1,
        "ACCEPTED": 2,
        "NOT_ACCEPTED": 3,
        "IN_PROGRESS": 4,
        "AWAITING_SUPPLEMENT": 5,
        "AWAITING_PAYMENT": 6,
        "WITHDRAWN": 7,
        "STOPPED": 8,
        "DECIDED": 9,
        "RETURNED": 10,
    }


def test_every_moment_is_a_move_or_known_not_to_be_one() -> None:
    assert set(MOVES) == set(Moment) - NOT_MOVES


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", Moment)
def test_every_pair_of_status_and_move(status: Status, move: Moment) -> None:
    expected = LEADS[status].get(move)

    if expected is None:
        with pytest.raises(MoveNotAllowed) as refused:
            target_of(move, current=status, back_to=Status.IN_PROGRESS)
        assert (refused.value.move, refused.value.current) == (move, status)
        assert move not in moves_from(status)
        return
    for back_to in (Status.SUBMITTED, Status.ACCEPTED, Status.IN_PROGRESS):
        reached = target_of(move, current=status, back_to=back_to)
        assert reached == (back_to if expected == BACK else expected)
    assert move in moves_from(status)


@pytest.mark.parametrize("move", [m for m, entry in MOVES.items() if entry.target == BACK])
def test_coming_back_without_an_open_pause_is_refused(move: str) -> None:
    (source,) = MOVES[move].sources

    with pytest.raises(MoveNotAllowed):
        target_of(move, current=source, back_to=None)


def test_unknown_move_is_refused() -> None:
    with pytest.raises(MoveNotAllowed):
        target_of("FLY_AWAY", current=Status.SUBMITTED)


def _after(status: Status) -> set[Status]:
    leads = LEADS[status].values()
    return {back for lead in leads for back in (_backs(status) if lead == BACK else [Status(lead)])}


def _backs(paused: Status) -> list[Status]:
    """Where a pause can have come from: whatever leads into it without being paused itself."""
    return [
        status
        for status, leads in LEADS.items()
        if paused in leads.values() and status not in PAUSED
    ]


def test_every_status_is_reached_from_the_sending() -> None:
    reached, edge = {Status.SUBMITTED}, [Status.SUBMITTED]
    while edge:
        new = _after(edge.pop()) - reached
        reached |= new
        edge += new

    assert reached == set(Status)


def test_only_a_withdrawn_dossier_never_moves_again() -> None:
    assert {status for status in Status if not moves_from(status)} == {Status.WITHDRAWN}


def test_settled_and_refused_dossiers_move_only_by_handing_over_or_undoing() -> None:
    assert {move for status in (*SETTLED, Status.NOT_ACCEPTED) for move in moves_from(status)} == {
        Moment.RETURN_RESULT,
        Moment.UNDO_RETURN,
        Moment.UNDO_REFUSAL,
    }


def test_open_paused_and_settled_cover_every_status_but_the_refused() -> None:
    assert set(OPEN) | set(SETTLED) | {Status.NOT_ACCEPTED} == set(Status)
    assert not set(OPEN) & set(SETTLED)
    assert set(PAUSED) < set(OPEN)


@pytest.mark.parametrize("status", PAUSED)
def test_every_pause_can_come_to_an_end(status: Status) -> None:
    assert BACK in LEADS[status].values()
