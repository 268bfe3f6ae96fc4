"""Writing a route as BPMN 2.0, with a diagram that other tools can show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from motcua.catalogue.rules.routing.bpmn.graph import graph_of
from motcua.catalogue.rules.routing.bpmn.names import (
    BOUNDS,
    CONDITION,
    DIAGRAM,
    EDGES,
    INSTANCE,
    OPINION,
    PREFIXES,
    XOR,
    bpmn,
    own,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.catalogue.rules.routing.bpmn.graph import Flow, Graph, Node

_KEPT = ("role", "agency")

for _prefix, _namespace in PREFIXES.items():
    ET.register_namespace(_prefix, _namespace)


def write(definition: Mapping[str, Any]) -> bytes:
    """The XML of a sound definition; `reading.read` gives the same definition back."""
    graph = graph_of(definition)
    root = ET.Element(
        bpmn("definitions"), {"id": "_definitions", "targetNamespace": "urn:motcua:route"}
    )
    process = ET.SubElement(root, bpmn("process"), {"id": "_route", "isExecutable": "false"})
    _name(process, definition.get("name"))
    skips = {flow.source: flow.id for flow in graph.flows if _skips(flow)}
    for node in graph.nodes:
        _write_node(process, node, graph, skips.get(node.id))
    for flow in graph.flows:
        _write_flow(process, flow)
    _draw(root, graph)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _skips(flow: Flow) -> bool:
    return flow.source.endswith(".if") and flow.when is None


def _name(element: ET.Element, text: Mapping[str, str] | None) -> None:
    if text:
        element.set("name", text["vi"])
        if "en" in text:
            element.set(own("en"), text["en"])


def _write_node(process: ET.Element, node: Node, graph: Graph, skip: str | None) -> None:
    element = ET.SubElement(process, bpmn(node.kind), {"id": node.id})
    if node.raw is not None:
        _write_task(element, node.raw)
    elif node.kind == XOR and skip:
        element.set("default", skip)
    for flow in graph.flows:
        if flow.target == node.id:
            ET.SubElement(element, bpmn("incoming")).text = flow.id
    for flow in graph.flows:
        if flow.source == node.id:
            ET.SubElement(element, bpmn("outgoing")).text = flow.id


def _write_task(element: ET.Element, raw: Mapping[str, Any]) -> None:
    _name(element, raw["name"])
    if "role" not in raw:
        element.set(own("kind"), OPINION)
    for key in _KEPT:
        if key in raw:
            element.set(own(key), raw[key])
    if "allowance_hours" in raw:
        element.set(own("hours"), str(raw["allowance_hours"]))
    if "may" in raw:
        element.set(own("may"), " ".join(raw["may"]))


def _write_flow(process: ET.Element, flow: Flow) -> None:
    element = ET.SubElement(
        process,
        bpmn("sequenceFlow"),
        {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target},
    )
    if flow.when is not None:
        attributes = {f"{{{INSTANCE}}}type": "bpmn:tFormalExpression", "language": CONDITION}
        expression = ET.SubElement(element, bpmn("conditionExpression"), attributes)
        expression.text = json.dumps(flow.when, sort_keys=True)


def _draw(root: ET.Element, graph: Graph) -> None:
    diagram = ET.SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram", {"id": "_diagram"})
    plane = ET.SubElement(
        diagram, f"{{{DIAGRAM}}}BPMNPlane", {"id": "_plane", "bpmnElement": "_route"}
    )
    places = {node.id: node for node in graph.nodes}
    for node in graph.nodes:
        shape = ET.SubElement(
            plane, f"{{{DIAGRAM}}}BPMNShape", {"id": f"{node.id}.shape", "bpmnElement": node.id}
        )
        width, height = node.size
        box = {"x": node.x, "y": node.y, "width": width, "height": height}
        ET.SubElement(
            shape, f"{{{BOUNDS}}}Bounds", {name: f"{value}.0" for name, value in box.items()}
        )
    for flow in graph.flows:
        edge = ET.SubElement(
            plane, f"{{{DIAGRAM}}}BPMNEdge", {"id": f"{flow.id}.edge", "bpmnElement": flow.id}
        )
        for x, y in _points(places[flow.source], places[flow.target], over=_skips(flow)):
            ET.SubElement(edge, f"{{{EDGES}}}waypoint", {"x": f"{x}.0", "y": f"{y}.0"})


def _points(source: Node, target: Node, *, over: bool) -> list[tuple[int, int]]:
    """From the right side of one box to the left side of the other; a way around a step goes over
    it.
    """
    width, height = source.size
    if over:
        top = 20
        start, stop = source.x + width // 2, target.x + target.size[0] // 2
        return [(start, source.y), (start, top), (stop, top), (stop, target.y)]
    start, level = source.x + width, source.y + height // 2
    stop, other = target.x, target.y + target.size[1] // 2
    if level == other:
        return [(start, level), (stop, other)]
    bend = stop - 20 if other < level else start + 20
    return [(start, level), (bend, level), (bend, other), (stop, other)]
