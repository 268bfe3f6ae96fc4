"""Reading a route from BPMN 2.0; what a route cannot hold is refused by its name."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from motcua.catalogue.rules.routing.bpmn.names import (
    AND,
    CONDITION,
    END,
    FLOW,
    MODEL,
    NODES,
    OPINION,
    PASSED_OVER,
    START,
    TASKS,
    XOR,
    bpmn,
    own,
)
from motcua.catalogue.rules.routing.definition import SCHEMA_VERSION
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 1_000_000
Json = dict[str, Any]


class Unreadable(Exception):
    """The file is no route; `problems` says why, one sentence each."""

    def __init__(self, *problems: Words) -> None:
        self.problems = problems
        super().__init__(*problems)


def read(content: bytes) -> Json:
    """The definition that a BPMN file holds, not yet checked by `route_problems`. Raises Unreadable
    and nothing else.
    """
    process = _process(_tree(content))
    if strangers := list(_strangers(process)):
        raise Unreadable(*strangers)
    walk = _Walk(process)
    definition: Json = {"schema": SCHEMA_VERSION, "steps": walk.steps()}
    if name := _text(process):
        definition["name"] = name
    return definition


def _tree(content: bytes) -> ET.Element:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Tệp quá lớn để là một quy trình (tối đa 1 MB)."))
    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = _no_doctype
    try:
        guard.Parse(content, True)
        return ET.fromstring(content)  # noqa: S314 - the guard has let no DOCTYPE pass
    except (expat.ExpatError, ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable(_("Tệp không phải XML đọc được.")) from error


def _no_doctype(*_parts: object) -> None:
    raise Unreadable(_("Tệp có khai báo DOCTYPE nên không được nhận."))


def _process(root: ET.Element) -> ET.Element:
    found = root.findall(bpmn("process")) if root.tag == bpmn("definitions") else []
    if not found:
        raise Unreadable(_("Tệp không có quy trình BPMN 2.0 nào."))
    if len(found) > 1:
        raise Unreadable(_("Tệp có nhiều quy trình; mỗi tệp chỉ nhận một."))
    return found[0]


def _strangers(process: ET.Element) -> Iterator[Words]:
    """What stands in the process and has no place in a route."""
    for element in process:
        name = element.tag.rpartition("}")[2]
        is_known = name in (*NODES, FLOW, *PASSED_OVER) and element.tag == bpmn(name)
        if not is_known:
            yield sentence(
                _("Không nhận được phần tử “{kind}” ({name})."), kind=name, name=_called(element)
            )
            continue
        for inner in element:
            part = inner.tag.rpartition("}")[2]
            if name in NODES and part.endswith(("EventDefinition", "LoopCharacteristics")):
                yield sentence(
                    _("Không nhận được “{kind}” ở “{name}”."), kind=part, name=_called(element)
                )


def _called(element: ET.Element) -> str:
    return (element.get("name") or element.get("id") or "–")[:80]


def _text(element: ET.Element) -> dict[str, str] | None:
    if (vi := element.get("name")) is None:
        return None
    en = element.get(own("en"))
    return {"vi": vi} if en is None else {"vi": vi, "en": en}


class _Walk:
    """From the start along the flows to the end, step by step."""

    def __init__(self, process: ET.Element) -> None:
        self.nodes: dict[str, ET.Element] = {}
        for element in process:
            if _kind(element) in NODES:
                key = element.get("id", "")
                if self.nodes.setdefault(key, element) is not element:
                    raise Unreadable(sentence(_("Có hai phần tử cùng tên “{name}”."), name=key))
        self.out: dict[str, list[ET.Element]] = defaultdict(list)
        for flow in process.findall(bpmn(FLOW)):
            self.out[flow.get("sourceRef", "")].append(flow)
        self.seen: set[str] = set()

    def steps(self) -> list[Json]:
        """The steps in their order."""
        starts = [one for one in self.nodes.values() if _kind(one) == START]
        if len(starts) != 1:
            raise Unreadable(_("Quy trình phải có đúng một điểm bắt đầu."))
        steps, node = [], self._next(starts[0])
        while _kind(node) != END:
            step, node = self._step(node)
            steps.append(step)
        unreached = [one for key, one in self.nodes.items() if key not in self.seen]
        loose = [one for one in unreached if _kind(one) not in (START, END)]
        if loose:
            words = _("“{name}” không nằm trên đường đi từ đầu đến cuối.")
            raise Unreadable(*(sentence(words, name=_called(one)) for one in loose))
        return steps

    def _step(self, node: ET.Element) -> tuple[Json, ET.Element]:
        """A step beginning at a node, and the node after it."""
        if _kind(node) == XOR:
            return self._conditional(node)
        if _kind(node) == AND:
            return self._asking(node)
        self._enter(node)
        if _kind(node) not in TASKS:
            raise Unreadable(_unfit(node))
        return _task(node), self._next(node)

    def _conditional(self, gate: ET.Element) -> tuple[Json, ET.Element]:
        """if → step → fi, or past it."""
        self._enter(gate)
        ways = self.out[gate.get("id", "")]
        asked = [way for way in ways if way.find(bpmn("conditionExpression")) is not None]
        if len(ways) != 2 or len(asked) != 1 or _kind(self._target(asked[0])) == XOR:
            raise Unreadable(_unfit(gate))
        past = next(way for way in ways if way is not asked[0])
        step, join = self._step(self._target(asked[0]))
        if join is not self._target(past) or _kind(join) != XOR:
            raise Unreadable(_unfit(gate))
        self._enter(join)
        return step | {"when": _condition(asked[0], gate)}, self._next(join)

    def _asking(self, gate: ET.Element) -> tuple[Json, ET.Element]:
        """ask → step and opinions side by side → all."""
        self._enter(gate)
        tasks = [self._target(way) for way in self.out[gate.get("id", "")]]
        for task in tasks:
            self._enter(task)
            if _kind(task) not in TASKS:
                raise Unreadable(_unfit(task))
        ends = [self._next(task) for task in tasks]
        work = [task for task in tasks if task.get(own("kind")) != OPINION]
        if len(work) != 1 or len(tasks) < 2 or any(end is not ends[0] for end in ends):
            raise Unreadable(_unfit(gate))
        if _kind(ends[0]) != AND:
            raise Unreadable(_unfit(gate))
        self._enter(ends[0])
        opinions = [_task(task) for task in tasks if task is not work[0]]
        return _task(work[0]) | {"opinions": opinions}, self._next(ends[0])

    def _enter(self, node: ET.Element) -> None:
        key = node.get("id", "")
        if key in self.seen:
            raise Unreadable(
                sentence(_("Quy trình đi vòng, quay lại “{name}”."), name=_called(node))
            )
        self.seen.add(key)

    def _next(self, node: ET.Element) -> ET.Element:
        ways = self.out[node.get("id", "")]
        if not ways:
            raise Unreadable(sentence(_("Sau “{name}” không còn lối đi."), name=_called(node)))
        if len(ways) > 1:
            raise Unreadable(_unfit(node))
        return self._target(ways[0])

    def _target(self, flow: ET.Element) -> ET.Element:
        found = self.nodes.get(flow.get("targetRef", ""))
        if found is None:
            raise Unreadable(sentence(_("Mũi tên “{name}” không dẫn tới đâu."), name=_called(flow)))
        return found


def _kind(element: ET.Element) -> str:
    return element.tag.removeprefix(f"{{{MODEL}}}")


def _unfit(node: ET.Element) -> Words:
    return sentence(
        _("Chỗ rẽ hoặc nối ở “{name}” không phải dạng mà quy trình này nhận."), name=_called(node)
    )


def _condition(flow: ET.Element, gate: ET.Element) -> object:
    expression = flow.find(bpmn("conditionExpression"))
    text = (expression.text or "") if expression is not None else ""
    words = sentence(_("Điều kiện ở “{name}” không đọc được."), name=_called(gate))
    if expression is None or expression.get("language") != CONDITION:
        raise Unreadable(words)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(words) from error


def _task(element: ET.Element) -> Json:
    """The raw step or opinion of a task."""
    raw: Json = {"key": element.get("id", ""), "name": _text(element) or {"vi": ""}}
    for key in ("role", "agency"):
        if (value := element.get(own(key))) is not None:
            raw[key] = value
    if (hours := element.get(own("hours"))) is not None:
        raw["allowance_hours"] = int(hours) if hours.isascii() and hours.isdigit() else hours
    if (may := element.get(own("may"))) is not None:
        raw["may"] = may.split()
    return raw
