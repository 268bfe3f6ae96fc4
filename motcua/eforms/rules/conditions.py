"""Whether a condition holds; no answer, however odd, makes it raise."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from motcua.eforms.enums import Operator
from motcua.eforms.rules.definition import AllOf, AnyOf, Compare, Condition, NoneOf

Lookup = Callable[[tuple[str, ...]], object]


def holds(condition: Condition | None, lookup: Lookup) -> bool:
    """Whether the condition holds when `lookup(ref)` gives each answer (None: unanswered or
    hidden).
    """
    match condition:
        case None:
            return True
        case AllOf(parts):
            return all(holds(part, lookup) for part in parts)
        case AnyOf(parts):
            return any(holds(part, lookup) for part in parts)
        case NoneOf(part):
            return not holds(part, lookup)
        case Compare(ref, op, value):
            return _compare(op, lookup(ref), value)


def is_answered(answer: object) -> bool:
    """Nothing, empty text and empty lists are no answers; `False` (no) and 0 are."""
    return answer is not None and answer not in ("", [], (), {})


def refs(condition: Condition | None) -> set[tuple[str, ...]]:
    """Every answer that the condition looks at."""
    match condition:
        case None:
            return set()
        case AllOf(parts) | AnyOf(parts):
            return set[tuple[str, ...]]().union(*(refs(part) for part in parts))
        case NoneOf(part):
            return refs(part)
        case Compare(ref):
            return {ref}


def _compare(op: Operator, answer: object, value: object) -> bool:
    if op is Operator.ANSWERED:
        return is_answered(answer) is (value is not False)
    if not is_answered(answer):
        return False
    return _OPERATORS[op](answer, value)


def _equal(answer: object, value: object) -> bool:
    if isinstance(answer, bool) or isinstance(value, bool):
        return answer is value
    return answer == value


def _one_of(answer: object, value: object) -> bool:
    return isinstance(value, tuple) and any(_equal(answer, each) for each in value)


def _order(answer: object, value: object) -> int:
    """-1, 0 or 1; 0 also where the two cannot be compared. Dates are compared as far as both are
    known.
    """
    if isinstance(answer, str) and isinstance(value, str):
        known = min(len(answer), len(value))
        return (answer[:known] > value[:known]) - (answer[:known] < value[:known])
    try:
        left, right = Decimal(str(answer)), Decimal(str(value))
        return (left > right) - (left < right)
    except InvalidOperation:
        return 0


def _includes(answer: object, value: object) -> bool:
    return isinstance(answer, list | tuple) and any(_equal(each, value) for each in answer)


_OPERATORS: dict[Operator, Callable[[object, object], bool]] = {
    Operator.EQ: _equal,
    Operator.NE: lambda answer, value: not _equal(answer, value),
    Operator.IN: _one_of,
    Operator.GT: lambda answer, value: _order(answer, value) > 0,
    Operator.LT: lambda answer, value: _order(answer, value) < 0,
    Operator.CONTAINS: _includes,
}
