"""A route as a drawn graph: its nodes with places, its flows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from motcua.catalogue.rules.routing.bpmn.names import AND, END, START, XOR

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]
TASK_SIZE, GATE_SIZE, EVENT_SIZE = (140, 80), (50, 50), (36, 36)
_SIZES = {XOR: GATE_SIZE, AND: GATE_SIZE, START: EVENT_SIZE, END: EVENT_SIZE}
_GAP, _AXIS, _ROW = 40, 100, 110


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its kind, its name for machines, what it stands for, and its box in pixels."""

    kind: str
    id: str
    raw: Json | None
    x: int
    y: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return _SIZES.get(self.kind, TASK_SIZE)


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow; `when` is the condition on which it is taken."""

    source: str
    target: str
    when: Json | None = None

    @property
    def id(self) -> str:
        """Its name for machines."""
        return f"{self.source}.to.{self.target}"


@dataclass
class Graph:
    """Nodes in order, and flows between them; `end` is the node that the next one follows."""

    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    right: int = 60
    end: str = ""

    def follow(
        self, kind: str, key: str, raw: Json | None = None, *, when: Json | None = None
    ) -> None:
        """Put a node on the axis after the last one."""
        width, height = _SIZES.get(kind, TASK_SIZE)
        self.nodes.append(Node(kind, key, raw, self.right, _AXIS - height // 2))
        self.right += width + _GAP
        if self.end:
            self.flows.append(Flow(self.end, key, when))
        self.end = key

    def branch(self, kind: str, key: str, raw: Json, *, row: int) -> None:
        """Put a node below the last one, `row` rows down."""
        above = self.nodes[-row]
        self.nodes.append(Node(kind, key, raw, above.x, above.y + row * _ROW))


def graph_of(definition: Mapping[str, Any]) -> Graph:
    """The graph of a sound definition, laid out from left to right; opinions stand below their
    step.
    """
    graph = Graph()
    graph.follow(START, "_start")
    for step in definition["steps"]:
        _add(graph, step)
    graph.follow(END, "_end")
    return graph


def _add(graph: Graph, step: Json) -> None:
    key, when, opinions = step["key"], step.get("when"), step.get("opinions", [])
    if when is not None:
        graph.follow(XOR, f"{key}.if")
    if opinions:
        graph.follow(AND, f"{key}.ask", when=when)
    graph.follow("userTask", key, step, when=None if opinions else when)
    for row, opinion in enumerate(opinions, start=1):
        graph.branch("userTask", opinion["key"], opinion, row=row)
        graph.flows.append(Flow(f"{key}.ask", opinion["key"]))
    if opinions:
        graph.follow(AND, f"{key}.all")
        graph.flows.extend(Flow(opinion["key"], f"{key}.all") for opinion in opinions)
    if when is not None:
        graph.follow(XOR, f"{key}.fi")
        graph.flows.append(Flow(f"{key}.if", f"{key}.fi"))
