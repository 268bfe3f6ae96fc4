"""The internal route: which step follows which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.catalogue.enums import StepAct
from motcua.catalogue.rules.routing.definition import ANY_ACT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.catalogue.rules.routing.definition import Step


def step_after(steps: Sequence[Step], position: int) -> Step | None:
    """The step that follows; nothing after the last."""
    return next((step for step in steps if step.position > position), None)


def step_before(steps: Sequence[Step], position: int) -> Step | None:
    """The step before; nothing before the first."""
    return next((step for step in reversed(steps) if step.position < position), None)


def acts_at(steps: Sequence[Step], position: int) -> frozenset[StepAct]:
    """What may be done at a step among those a dossier needs: what the step says, cut down to what
    its place allows. The last one decides; an earlier one only where it says so.
    """
    step = next((step for step in steps if step.position == position), None)
    acts = step.may if step else ANY_ACT
    if step_after(steps, position) is None:
        acts = (acts | {StepAct.DECIDE}) - {StepAct.FORWARD}
    if step_before(steps, position) is None:
        acts -= {StepAct.SEND_BACK}
    return acts
