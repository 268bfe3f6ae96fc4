"""The facts that a dossier's clock is computed from, and the words for how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from motcua.kit.worktime import SAME_DAY_CUTOFF, AllowanceUnit

if TYPE_CHECKING:
    from datetime import datetime, time

    from motcua.dossiers.enums import PauseKind


class AfterSupplement(StrEnum):
    """After a complete supplement the clock goes on or begins anew: a setting of the case."""

    RESUME = "RESUME"
    RESTART = "RESTART"


class ClockState(StrEnum):
    """How a dossier in process stands with its time."""

    ON_TIME = "ON_TIME"
    DUE_SOON = "DUE_SOON"
    LATE = "LATE"
    PAUSED_SUPPLEMENT = "PAUSED_SUPPLEMENT"
    PAUSED_PAYMENT = "PAUSED_PAYMENT"
    PAUSED_POST = "PAUSED_POST"
    PAUSED_NEIGHBOUR = "PAUSED_NEIGHBOUR"
    PAUSED_SUSPENDED = "PAUSED_SUSPENDED"


class Punctuality(StrEnum):
    """How a settled dossier counts in official figures."""

    EARLY = "EARLY"
    ON_TIME = "ON_TIME"
    LATE = "LATE"


@dataclass(frozen=True, slots=True)
class Allowance:
    """A time limit: so many of a unit; SAME_DAY ignores `value` and alone heeds `cutoff`."""

    value: int
    unit: AllowanceUnit
    cutoff: time = SAME_DAY_CUTOFF

    def __post_init__(self) -> None:
        if self.value < 1 and self.unit is not AllowanceUnit.SAME_DAY:
            raise ValueError(f"a time limit is at least one {self.unit}, not {self.value}")


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `start` to `end`; open while `end` is None.

    `until` is the known end of a planned pause (an opinion asked for by a date); it ends then by
    itself.
    """

    start: datetime
    end: datetime | None
    kind: PauseKind
    until: datetime | None = None

    @property
    def stop(self) -> datetime | None:
        """When the pause is over as far as is known."""
        known = [moment for moment in (self.end, self.until) if moment is not None]
        return min(known, default=None)


@dataclass(frozen=True, slots=True)
class Extension:
    """A new appointment given with an apology, standing from `granted_at`."""

    granted_at: datetime
    to: datetime


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """All that the timeline of an accepted dossier says about its clock.

    Pauses come in order, one at a time. `longer` is a longer limit that the law itself gives
    (verification: 15 → 30 days); it replaces the allowance from the beginning and is no extension.
    """

    accepted_at: datetime
    allowance: Allowance
    pauses: tuple[Pause, ...] = ()
    after_supplement: AfterSupplement = AfterSupplement.RESUME
    extension: Extension | None = None
    longer: Allowance | None = None

    def __post_init__(self) -> None:
        over = self.accepted_at
        for pause in self.pauses:
            if pause.start < over or (pause.stop is None and pause is not self.pauses[-1]):
                raise ValueError(
                    "pauses follow each other after the acceptance, only the last is open"
                )
            if pause.stop is not None and pause.stop < pause.start:
                raise ValueError("a pause ends after it begins")
            over = pause.stop or over

    @property
    def limit(self) -> Allowance:
        """The allowance that holds."""
        return self.longer or self.allowance


@dataclass(frozen=True, slots=True)
class Remaining:
    """Time left (over, when `late`): whole days and the minutes of the rest.

    Working days and minutes when `in_working_time`, else by the clock.
    """

    days: int
    minutes: int
    in_working_time: bool
    late: bool = False
