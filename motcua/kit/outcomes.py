"""The one way upwards: a floor announces what came about, and those above act on it at once.

The announcing package defines a frozen dataclass that inherits `Outcome`; the conductor decorates
a function with `@handles(ThatOutcome)` and imports its module when Django starts. An error in a
handler undoes the whole change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable


class Outcome:
    """Parent of what can be announced; subclasses are frozen dataclasses of plain values."""

    kinds: ClassVar[list[type[Outcome]]] = []

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        Outcome.kinds.append(cls)


Announced = TypeVar("Announced", bound=Outcome)

_handlers: dict[type[Outcome], list[Callable[..., None]]] = {}


class AnnouncedOutsideTransaction(RuntimeError):
    """An outcome was announced where a failing handler could not undo what had happened."""


def handles(
    kind: type[Announced],
) -> Callable[[Callable[[Announced], None]], Callable[[Announced], None]]:
    """Run the function whenever an outcome of exactly this kind is announced."""

    def register(function: Callable[[Announced], None]) -> Callable[[Announced], None]:
        known = _handlers.setdefault(kind, [])
        if function not in known:
            known.append(function)
        return function

    return register


def announce(outcome: Outcome) -> None:
    """Run every handler of the outcome now; must be called inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise AnnouncedOutsideTransaction(type(outcome).__name__)
    for handler in _handlers.get(type(outcome), ()):
        handler(outcome)


def unhandled(package: str = "motcua") -> list[type[Outcome]]:
    """The outcomes defined below `package` that nobody handles, for the test of the house."""
    return [
        kind
        for kind in Outcome.kinds
        if kind.__module__.startswith(f"{package}.") and not _handlers.get(kind)
    ]
