from __future__ import annotations

from itertools import product

import pytest

from motcua.notifications.enums import NotificationState as S
from motcua.notifications.transitions import MOVES, MoveNotAllowed, target_of


@pytest.mark.parametrize(("move", "state"), list(product(MOVES, S)))
def test_every_pair_of_move_and_state_is_decided(move: str, state: S) -> None:
    sources, target = MOVES[move]

    if state in sources:
        assert target_of(move, current=state) == target
    else:
        with pytest.raises(MoveNotAllowed):
            target_of(move, current=state)


def test_every_state_can_be_reached_and_only_sent_is_final() -> None:
    reached = {S.CREATED} | {target for _, target in MOVES.values()}
    left = {source for sources, _ in MOVES.values() for source in sources}

    assert reached == set(S)
    assert set(S) - left == {S.SENT}
