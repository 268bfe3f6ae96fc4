"""What is measured, in which unit, against which yardstick and budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.place import Place


@dataclass(frozen=True)
class Figure:
    """One measured value; `note` says what a reader should know beside it."""

    value: float
    note: str = ""


Measuring = Callable[["Place"], "Figure | float"]


@dataclass(frozen=True)
class Budget:
    """A bound on the value, or on its ratio to the yardstick."""

    bound: float
    is_upper: bool
    is_ratio: bool = False

    def allows(self, value: float, ratio: float | None) -> bool:
        """Whether the figure keeps within; a ratio without yardstick does not."""
        judged = ratio if self.is_ratio else value
        if judged is None:
            return False
        return judged <= self.bound if self.is_upper else judged >= self.bound

    def __str__(self) -> str:
        sign = "≤" if self.is_upper else "≥"
        return f"{sign} {self.bound:g}{' ×' if self.is_ratio else ''}"


def at_most(bound: float) -> Budget:
    """The value stays at or below the bound."""
    return Budget(bound, is_upper=True)


def at_least(bound: float) -> Budget:
    """The value reaches the bound."""
    return Budget(bound, is_upper=False)


def ratio_at_least(bound: float) -> Budget:
    """The value is at least this many times the yardstick."""
    return Budget(bound, is_upper=False, is_ratio=True)


def ratio_at_most(bound: float) -> Budget:
    """The value is at most this many times the yardstick."""
    return Budget(bound, is_upper=True, is_ratio=True)


@dataclass(frozen=True)
class Measurement:
    """A registered function with its unit, yardstick and budget."""

    name: str
    unit: str
    function: Measuring
    budget: Budget | None
    yardstick: str | float | None
    only_when: str


_registered: dict[str, Measurement] = {}


def measure(
    name: str,
    *,
    unit: str,
    budget: Budget | None = None,
    yardstick: str | float | None = None,
    only_when: str = "",
) -> Callable[[Measuring], Measuring]:
    """Register a measurement.

    `yardstick` is the name of another measurement, run before this one, or a fixed number. With
    `only_when` it runs only if that environment variable is 1 (large fills, a whole clone).
    """

    def register(function: Measuring) -> Measuring:
        if name in _registered:
            raise ValueError(f"two measurements are called {name!r}")
        _registered[name] = Measurement(name, unit, function, budget, yardstick, only_when)
        return function

    return register


def registered() -> dict[str, Measurement]:
    """Every measurement by name, in the order of registration."""
    return dict(_registered)
