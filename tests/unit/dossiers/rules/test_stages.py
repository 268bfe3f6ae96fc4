"""The four stages that the owner of a dossier sees drawn."""

from __future__ import annotations

import pytest

from motcua.dossiers.enums import Status, SubState
from motcua.dossiers.rules.stages import stages_of

D, C, W, A = "done", "current", "waiting", "ahead"


@pytest.mark.parametrize(
    ("status", "substate", "is_accepted", "states"),
    [
        (Status.SUBMITTED, "", False, [D, C, A, A]),
        (Status.AWAITING_SUPPLEMENT, "", False, [D, W, A, A]),
        (Status.ACCEPTED, "", True, [D, D, C, A]),
        (Status.IN_PROGRESS, SubState.WITHDRAWAL_ASKED, True, [D, D, C, A]),
        (Status.AWAITING_SUPPLEMENT, "", True, [D, D, W, A]),
        (Status.AWAITING_PAYMENT, "", True, [D, D, W, A]),
        (Status.STOPPED, SubState.SUSPENDED, True, [D, D, W, A]),
        (Status.DECIDED, "", True, [D, D, D, C]),
        (Status.RETURNED, "", True, [D, D, D, D]),
        (Status.STOPPED, SubState.TERMINATED, True, []),
        (Status.WITHDRAWN, "", True, []),
        (Status.NOT_ACCEPTED, "", False, []),
    ],
)
def test_stages(status: Status, substate: str, is_accepted: bool, states: list[str]) -> None:
    found = stages_of(status, substate=substate, is_accepted=is_accepted)

    assert [stage.state for stage in found] == states
