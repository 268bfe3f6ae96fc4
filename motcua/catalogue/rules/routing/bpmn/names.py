"""Names of BPMN 2.0 (OMG formal/2011-01-03) and of what a route adds to it."""

from __future__ import annotations

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
EDGES = "http://www.omg.org/spec/DD/20100524/DI"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
ROUTE = "urn:motcua:route:1"
CONDITION = "urn:motcua:condition:1"

PREFIXES = {
    "bpmn": MODEL,
    "bpmndi": DIAGRAM,
    "dc": BOUNDS,
    "di": EDGES,
    "xsi": INSTANCE,
    "mc": ROUTE,
}

OPINION = "opinion"
TASKS = ("userTask", "task", "manualTask")
XOR, AND = "exclusiveGateway", "parallelGateway"
START, END, FLOW = "startEvent", "endEvent", "sequenceFlow"
NODES = (*TASKS, XOR, AND, START, END)
PASSED_OVER = ("documentation", "extensionElements", "laneSet", "textAnnotation", "association")
"""What says nothing about the order of the steps; it may stand there and is not kept."""


def bpmn(name: str) -> str:
    """The full name of an element of the model."""
    return f"{{{MODEL}}}{name}"


def own(name: str) -> str:
    """The full name of an attribute that a route adds."""
    return f"{{{ROUTE}}}{name}"
