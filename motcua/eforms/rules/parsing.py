"""From the JSON of a definition to frozen values; refuses nothing that `problems` has let pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from motcua.accounts.enums import IdentityKind
from motcua.eforms.enums import FileKind, Operator, QuestionType
from motcua.eforms.rules import definition as d

SCHEMA_VERSION = 1
Json = Mapping[str, Any]


def parse(raw: Json) -> d.Definition:
    """The definition as frozen values.

    `raw` must be free of `definition_problems`; anything else raises KeyError, ValueError or
    TypeError.
    """
    if raw["schema"] != SCHEMA_VERSION:
        raise ValueError(f"unknown schema {raw['schema']!r}")
    return d.Definition(
        key=raw["key"],
        title=_text(raw["title"]),
        sections=tuple(_section(section) for section in raw["sections"]),
    )


def condition(raw: Json | None) -> d.Condition | None:
    """A condition, or None where there is none."""
    return None if raw is None else _condition(raw)


def _condition(raw: Json) -> d.Condition:
    if "all" in raw:
        return d.AllOf(tuple(_condition(part) for part in raw["all"]))
    if "any" in raw:
        return d.AnyOf(tuple(_condition(part) for part in raw["any"]))
    if "not" in raw:
        return d.NoneOf(_condition(raw["not"]))
    op = Operator(raw["op"])
    value = raw.get("value", True if op is Operator.ANSWERED else None)
    return d.Compare(ref(raw["q"]), op, tuple(value) if isinstance(value, list) else value)


def ref(path: str) -> tuple[str, ...]:
    """`section.question[.part]` or `.question[.part]` cut at its dots; the neighbour's empty
    section becomes a dot.
    """
    first, *rest = path.split(".")
    return (first or ".", *rest)


def _text(raw: Json | None) -> d.Text:
    return d.Text(raw["vi"], raw.get("en", "")) if raw else d.NO_TEXT


def _repeat(raw: Json) -> d.Repeat:
    return d.Repeat(min=raw.get("min", 0), max=raw["max"], item=_text(raw["item"]))


def _section(raw: Json) -> d.Section:
    return d.Section(
        key=raw["key"],
        title=_text(raw["title"]),
        intro=_text(raw.get("intro")),
        condition=condition(raw.get("condition")),
        repeat=_repeat(raw["repeat"]) if "repeat" in raw else None,
        questions=tuple(_question(question) for question in raw["questions"]),
    )


def _question(raw: Json) -> d.Question:
    kind = QuestionType(raw["type"])
    shared = {
        "key": raw["key"],
        "type": kind,
        "label": _text(raw["label"]),
        "hint": _text(raw.get("hint")),
        "required": raw.get("required", True),
        "condition": condition(raw.get("condition")),
        "prefill": raw.get("prefill", ""),
        "official": raw.get("official", ""),
        "fee_input": raw.get("fee_input", ""),
        "autocomplete": raw.get("autocomplete", ""),
    }
    return _MAKERS.get(kind, _plain)(raw, shared)


def _plain(raw: Json, shared: dict[str, Any]) -> d.Question:
    return d.Question(**shared)


def _short_text(raw: Json, shared: dict[str, Any]) -> d.Question:
    return d.TextQuestion(
        **shared, max_length=raw.get("max_length", 200), letters=raw.get("letters", False)
    )


def _long_text(raw: Json, shared: dict[str, Any]) -> d.Question:
    return d.TextQuestion(**shared, max_length=raw.get("max_length", 2000))


def _number(raw: Json, shared: dict[str, Any]) -> d.Question:
    return d.NumberQuestion(
        **shared,
        min=_decimal(raw.get("min")),
        max=_decimal(raw.get("max")),
        decimals=raw.get("decimals", 0),
        unit=_text(raw.get("unit")),
    )


def _money(raw: Json, shared: dict[str, Any]) -> d.Question:
    return d.NumberQuestion(**shared, min=_decimal(raw.get("min", 0)), max=_decimal(raw.get("max")))


def _decimal(raw: object) -> Decimal | None:
    return None if raw is None else Decimal(str(raw))


def _date(raw: Json, shared: dict[str, Any]) -> d.Question:
    return d.DateQuestion(
        **shared,
        partial=raw.get("partial", ""),
        not_before=raw.get("not_before", ""),
        not_after=raw.get("not_after", ""),
    )


def _choice(raw: Json, shared: dict[str, Any]) -> d.Question:
    options = tuple(
        d.Option(option["key"], _text(option["label"]), _text(option.get("hint")))
        for option in raw["options"]
    )
    return d.ChoiceQuestion(
        **shared, options=options, min=raw.get("min", 0), max=raw.get("max", len(options))
    )


def _identity(raw: Json, shared: dict[str, Any]) -> d.Question:
    kinds = tuple(IdentityKind(kind) for kind in raw.get("kinds", IdentityKind.values))
    return d.IdentityQuestion(**shared, kinds=kinds, issued=raw.get("issued", False))


def _address(raw: Json, shared: dict[str, Any]) -> d.Question:
    return d.AddressQuestion(
        **shared, abroad=raw.get("abroad", False), detail_required=raw.get("detail_required", False)
    )


def _group(raw: Json, shared: dict[str, Any]) -> d.Question:
    return d.GroupQuestion(
        **shared,
        repeat=_repeat(raw["repeat"]),
        questions=tuple(_question(question) for question in raw["questions"]),
    )


def _file(raw: Json, shared: dict[str, Any]) -> d.Question:
    kinds = tuple(FileKind(kind) for kind in raw.get("kinds", list(FileKind)))
    return d.FileQuestion(**shared, max_files=raw.get("max_files", 5), kinds=kinds)


_MAKERS: Mapping[QuestionType, Callable[[Json, dict[str, Any]], d.Question]] = {
    QuestionType.SHORT_TEXT: _short_text,
    QuestionType.LONG_TEXT: _long_text,
    QuestionType.NUMBER: _number,
    QuestionType.MONEY: _money,
    QuestionType.DATE: _date,
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choice,
    QuestionType.PERSON_IDENTITY: _identity,
    QuestionType.ADDRESS: _address,
    QuestionType.GROUP: _group,
    QuestionType.FILE: _file,
}
