"""The same move for several dossiers; each stands and falls by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.dossiers.actions.handling import processing, reception
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one dossier: done, or the refusal that kept it as it was."""

    dossier: Dossier
    refusal: Refusal | None = None


def accept_all(*, dossiers: Sequence[Dossier], by: Position, now: datetime) -> list[Moved]:
    """Accept several dossiers, each in a transaction of its own; answers in their order."""

    def accept(dossier: Dossier) -> None:
        reception.accept(dossier_id=dossier.pk, by=by, now=now)

    return [_try(accept, dossier) for dossier in dossiers]


def forward_all(*, dossiers: Sequence[Dossier], by: Position, now: datetime) -> list[Moved]:
    """Pass several dossiers to their next steps, each in a transaction of its own; answers in their
    order.
    """

    def forward(dossier: Dossier) -> None:
        processing.forward(dossier_id=dossier.pk, by=by, now=now)

    return [_try(forward, dossier) for dossier in dossiers]


def _try(move: Callable[[Dossier], None], dossier: Dossier) -> Moved:
    try:
        move(dossier)
    except Refusal as refusal:
        return Moved(dossier, refusal)
    return Moved(dossier)
