"""What conditions may refer to: known questions, of a fitting type, on this page or before it, in
no circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from motcua.accounts.enums import IdentityKind
from motcua.eforms.enums import Operator, QuestionType
from motcua.eforms.rules.conditions import refs
from motcua.eforms.rules.definition import (
    AllOf,
    AnyOf,
    ChoiceQuestion,
    Compare,
    Condition,
    Definition,
    GroupQuestion,
    NoneOf,
    Question,
    Section,
)
from motcua.eforms.rules.scene import NEIGHBOUR
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

Fault = tuple[str, Words]
Node = tuple[str, ...]

TEXTS = {
    QuestionType.SHORT_TEXT,
    QuestionType.LONG_TEXT,
    QuestionType.TAX_CODE,
    QuestionType.PHONE,
    QuestionType.EMAIL,
}
NUMBERS = {QuestionType.NUMBER, QuestionType.MONEY}
PARTS = {
    QuestionType.PERSON_IDENTITY: ("kind", "number"),
    QuestionType.ADDRESS: ("province", "commune", "abroad"),
}
_SAME = {Operator.EQ, Operator.NE, Operator.IN, Operator.ANSWERED}


@dataclass(frozen=True, slots=True)
class Home:
    """Where a condition stands."""

    path: str
    section: Section
    position: int
    group: GroupQuestion | None = None
    of_section: bool = False


def is_iso_date(text: object) -> bool:
    """YYYY-MM-DD of a day that exists, or its first one or two parts (2026-05, 2026)."""
    if not isinstance(text, str) or len(text) not in (4, 7, 10):
        return False
    try:
        date.fromisoformat(
            text + "-01-01"[: 10 - len(text)] if len(text) == 4 else (text + "-01")[:10]
        )
    except ValueError:
        return False
    return True


def problems(definition: Definition) -> Iterator[Fault]:
    """Every fault of every condition, with its place."""
    for home, condition in _conditions(definition):
        for compare in _compares(condition):
            fault = _fault(definition, home, compare)
            if fault:
                yield home.path, fault
    for node in _in_circles(definition):
        yield ".".join(node), _("Điều kiện này cuối cùng lại phụ thuộc vào chính nó.")


def faults_from_outside(definition: Definition, condition: Condition | None) -> Iterator[Words]:
    """What is wrong with a condition that stands on no page of the form and looks at its answers
    once they are all given.
    """
    for compare in _compares(condition) if condition else ():
        name = ".".join(compare.ref)
        section = definition.by_key.get(compare.ref[0])
        if section is None or section.repeat or compare.ref[1] not in section.by_key:
            yield sentence(_("Điều kiện nhắc tới “{name}” không có trong tờ khai."), name=name)
        elif fault := _misfit(section.by_key[compare.ref[1]], compare):
            yield fault


def _conditions(definition: Definition) -> Iterator[tuple[Home, Condition]]:
    for position, section in enumerate(definition.sections):
        if section.condition:
            yield Home(section.key, section, position, of_section=True), section.condition
        for question in section.questions:
            path = f"{section.key}.{question.key}"
            if question.condition:
                yield Home(path, section, position), question.condition
            if isinstance(question, GroupQuestion):
                for inner in question.questions:
                    if inner.condition:
                        yield (
                            Home(f"{path}.{inner.key}", section, position, question),
                            inner.condition,
                        )


def _compares(condition: Condition) -> Iterator[Compare]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _compares(part)
        case NoneOf(part):
            yield from _compares(part)
        case Compare():
            yield condition


def _fault(definition: Definition, home: Home, compare: Compare) -> Words | None:
    name = ".".join(compare.ref).removeprefix("..").strip()
    question = _target(definition, home, compare.ref)
    if isinstance(question, Question):
        return _misfit(question, compare)
    return sentence(question, name=name)


def _target(definition: Definition, home: Home, ref: tuple[str, ...]) -> Question | Words:
    """The question referred to, or the sentence saying why it cannot be."""
    head, key = ref[0], ref[1]
    if head == NEIGHBOUR:
        holder: GroupQuestion | Section = home.group or home.section
        if home.of_section or key not in holder.by_key:
            return _("Điều kiện nhắc tới “{name}” không có bên cạnh câu hỏi này.")
        return holder.by_key[key]
    section = definition.by_key.get(head)
    if section is None or key not in section.by_key:
        return _("Điều kiện nhắc tới “{name}” không có trong tờ khai.")
    position = definition.sections.index(section)
    if position > home.position or (home.of_section and position == home.position):
        return _(
            "Điều kiện nhắc tới “{name}” ở trang sau; chỉ được nhắc tới câu hỏi đã trả lời "
            "trước đó."
        )
    if section.repeat and position != home.position:
        return _("Điều kiện nhắc tới “{name}” nằm trong phần lặp; ở ngoài không thể nhắc tới.")
    return section.by_key[key]


def _misfit(question: Question, compare: Compare) -> Words | None:
    part = compare.ref[2] if len(compare.ref) > 2 else ""
    if part and part not in PARTS.get(question.type, ()):
        return sentence(_("Câu hỏi “{key}” không có phần “{part}”."), key=question.key, part=part)
    if compare.op not in _operators(question, part):
        return sentence(
            _("Phép so sánh “{op}” không dùng được cho câu hỏi “{key}”."),
            op=compare.op,
            key=question.key,
        )
    if compare.op is Operator.ANSWERED:
        good = isinstance(compare.value, bool)
    elif compare.op is Operator.IN:
        good = isinstance(compare.value, tuple) and all(
            _fits(question, part, each) for each in compare.value
        )
    else:
        good = _fits(question, part, compare.value)
    if good:
        return None
    return sentence(
        _("Giá trị “{value}” không hợp với câu hỏi “{key}”."), value=compare.value, key=question.key
    )


def _operators(question: Question, part: str) -> set[Operator]:
    if part or question.type in TEXTS | {
        QuestionType.YES_NO,
        QuestionType.CHOICE,
        QuestionType.DECLARATION,
    }:
        return _SAME
    if question.type in NUMBERS | {QuestionType.DATE}:
        return _SAME | {Operator.GT, Operator.LT}
    if question.type is QuestionType.CHOICES:
        return {Operator.CONTAINS, Operator.ANSWERED}
    return {Operator.ANSWERED}


def _fits(question: Question, part: str, value: object) -> bool:
    if part == "abroad" or question.type in {QuestionType.YES_NO, QuestionType.DECLARATION}:
        return isinstance(value, bool)
    if part == "kind":
        return value in IdentityKind.values
    if isinstance(question, ChoiceQuestion):
        return value in question.by_key
    if question.type in NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if question.type is QuestionType.DATE:
        return is_iso_date(value)
    return isinstance(value, str)


def _in_circles(definition: Definition) -> list[Node]:
    """Questions whose condition leads back to themselves; only neighbours on one page can do so."""
    graph: dict[Node, set[Node]] = {}
    for home, condition in _conditions(definition):
        if not home.of_section:
            graph[tuple(home.path.split("."))] = {_node(home, ref) for ref in refs(condition)}
    return [node for node in graph if _reaches(graph, node)]


def _node(home: Home, ref: tuple[str, ...]) -> Node:
    if ref[0] != NEIGHBOUR:
        return ref[:2]
    inside = (home.group.key,) if home.group else ()
    return (home.section.key, *inside, ref[1])


def _reaches(graph: dict[Node, set[Node]], start: Node) -> bool:
    seen: set[Node] = set()
    ahead = list(graph[start])
    while ahead:
        node = ahead.pop()
        if node == start:
            return True
        if node not in seen:
            seen.add(node)
            ahead.extend(graph.get(node, ()))
    return False
