"""The page docs/reference/statuses.md, drawn from the transition table."""

from __future__ import annotations

from motcua.dossiers.enums import Moment, Status
from motcua.dossiers.transitions import BACK, MOVES


def page() -> str:
    """The statuses and moves as a diagram and as two tables."""
    return "\n".join([*_head(), *_diagram(), "", *_statuses(), "", *_moves()]) + "\n"


def _head() -> list[str]:
    return [
        "# Statuses and moves of a dossier",
        "",
        "Drawn from `motcua/dossiers/transitions.py` by `make docs`. BACK leads to the status that",
        "stands on the open pause. Filing gives status 1.",
        "",
    ]


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {Status.SUBMITTED.name}"]
    for name, move in MOVES.items():
        target = "" if move.target == BACK else Status(move.target).name
        lines += [
            f"    {Status(source).name} --> {target}: {name}"
            for source in sorted(move.sources)
            if target and target != Status(source).name
        ]
    return [*lines, "```"]


def _statuses() -> list[str]:
    rows = [f"| {status.value} | `{status.name}` | {status.label} |" for status in Status]
    return ["| code | status | Vietnamese |", "|---|---|---|", *rows]


def _moves() -> list[str]:
    rows = [
        f"| `{name}` | {Moment(name).label} | {_names(move.sources)} | {_target(move.target)} |"
        for name, move in MOVES.items()
    ]
    return ["| move | Vietnamese | from | to |", "|---|---|---|---|", *rows]


def _names(sources: frozenset[Status]) -> str:
    return ", ".join(str(source.value) for source in sorted(sources))


def _target(target: Status | str) -> str:
    return BACK if target == BACK else str(int(target))
