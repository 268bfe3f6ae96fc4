"""A route as frozen values; made only by `parse`, read by everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.accounts.enums import Role
from motcua.catalogue.enums import AgencyScope, StepAct
from motcua.eforms.rules import parsing
from motcua.eforms.rules.conditions import holds
from motcua.eforms.rules.definition import NO_TEXT, Text

if TYPE_CHECKING:
    from motcua.eforms.rules.conditions import Lookup
    from motcua.eforms.rules.definition import Condition

SCHEMA_VERSION = 1
ANY_ACT = frozenset(StepAct) - {StepAct.DECIDE}
"""What a step may do that says nothing of it; the last one decides besides."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionStep:
    """What another agency is asked while the step goes on: a question, with working hours to
    answer (None: not stated).
    """

    key: str
    name: Text
    agency: str
    allowance_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its place from 1, who takes it at which agency, within how many working hours
    (None: not stated), what may be done there, and on which answers it is needed at all.
    """

    position: int
    key: str
    name: Text
    role: str
    agency: str = AgencyScope.RESPONSIBLE
    allowance_hours: int | None = None
    may: frozenset[StepAct] = ANY_ACT
    when: Condition | None = None
    opinions: tuple[OpinionStep, ...] = ()

    @property
    def is_counter(self) -> bool:
        """Whether the counter takes it."""
        return self.role == Role.COUNTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """All steps in order, those of reception and return included."""

    name: Text
    steps: tuple[Step, ...]

    @property
    def work(self) -> tuple[Step, ...]:
        """The steps between reception and return; leading and closing counter steps are those
        two.
        """
        inner = list(self.steps)
        while inner and inner[0].is_counter:
            inner.pop(0)
        while inner and inner[-1].is_counter:
            inner.pop()
        return tuple(inner)

    def needed(self, lookup: Lookup) -> tuple[Step, ...]:
        """The steps of work that a dossier needs; `lookup(ref)` gives its answers."""
        return tuple(step for step in self.work if holds(step.when, lookup))


def parse(raw: Json) -> Route:
    """The route as frozen values.

    `raw` must be free of `problems.route_problems`; anything else raises KeyError, ValueError or
    TypeError.
    """
    if raw["schema"] != SCHEMA_VERSION:
        raise ValueError(f"unknown schema {raw['schema']!r}")
    steps = enumerate(raw["steps"], start=1)
    return Route(
        name=_text(raw.get("name")), steps=tuple(_step(place, step) for place, step in steps)
    )


def _step(position: int, raw: Json) -> Step:
    return Step(
        position=position,
        key=raw["key"],
        name=_text(raw["name"]),
        role=raw["role"],
        agency=raw.get("agency", AgencyScope.RESPONSIBLE),
        allowance_hours=raw.get("allowance_hours"),
        may=frozenset(map(StepAct, raw["may"])) if "may" in raw else ANY_ACT,
        when=parsing.condition(raw.get("when")),
        opinions=tuple(_opinion(opinion) for opinion in raw.get("opinions", ())),
    )


def _opinion(raw: Json) -> OpinionStep:
    return OpinionStep(
        key=raw["key"],
        name=_text(raw["name"]),
        agency=raw["agency"],
        allowance_hours=raw.get("allowance_hours"),
    )


def _text(raw: Json | None) -> Text:
    return Text(raw["vi"], raw.get("en", "")) if raw else NO_TEXT
