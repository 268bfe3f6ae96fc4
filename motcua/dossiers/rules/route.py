"""The internal route: which step follows which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the route: its place from 1, its name, the role that does it and its allowance
    in working hours.
    """

    position: int
    name: str
    role: str
    allowance_hours: int | None = None


DEFAULT_ROUTE: tuple[Step, ...] = (
    Step(1, "Thẩm định hồ sơ", "SPECIALIST"),
    Step(2, "Lãnh đạo quyết định", "HEAD"),
)
"""Where a case has no route of its own: a specialist checks, the head decides."""


def work_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps between reception and return; leading and closing counter steps are those two."""
    inner = list(steps)
    while inner and inner[0].role == "COUNTER":
        inner.pop(0)
    while inner and inner[-1].role == "COUNTER":
        inner.pop()
    return tuple(inner) or DEFAULT_ROUTE


def step_after(steps: Sequence[Step], position: int) -> Step | None:
    """The step that follows; nothing after the last."""
    return next((step for step in steps if step.position > position), None)


def step_before(steps: Sequence[Step], position: int) -> Step | None:
    """The step before; nothing before the first."""
    return next((step for step in reversed(steps) if step.position < position), None)
