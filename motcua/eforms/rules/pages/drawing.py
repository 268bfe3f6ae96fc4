"""A page of inputs as plain values, ready for the macros of `components/questions`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from motcua.eforms.rules.answers.raw import tidy_values
from motcua.eforms.rules.definition import (
    AddressQuestion,
    Definition,
    GroupQuestion,
    Question,
    Repeat,
    Section,
)
from motcua.eforms.rules.pages.outlook import in_words, outlook
from motcua.eforms.rules.scene import NEIGHBOUR, Answers, Scene, mappings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from motcua.eforms.rules.answers.places import AddressResolver, Candidate, Unit
    from motcua.kit.wording import Words


@dataclass(frozen=True, slots=True)
class Field:
    """One question on the page. `path` is its input name, its id, and the key of its errors."""

    question: Question
    path: str
    raw: Any
    errors: Mapping[str, Words] = field(default_factory=dict)
    rule: str = ""
    only_if: Words = ""
    items: tuple[Item, ...] = ()
    provinces: Sequence[Unit] = ()
    communes: Sequence[Unit] = ()
    candidates: tuple[Candidate, ...] = ()
    can_add: bool = False

    @property
    def error(self) -> Words:
        """What is wrong with the question as a whole."""
        return self.errors.get("", "")

    def province_choices(self) -> list[tuple[str, str]]:
        """(code, name) of the provinces of an address."""
        return [(unit.code, unit.name) for unit in self.provinces]

    def commune_choices(self) -> list[tuple[str, str]]:
        """(code, name) of the communes of the chosen province."""
        return [(unit.code, unit.name) for unit in self.communes]

    def candidate_choices(self) -> list[tuple[str, str]]:
        """(code, name with province) of the communes that a typed address may mean."""
        return [
            (one.commune.code, f"{one.commune.name}, {one.province.name}")
            for one in self.candidates
        ]


@dataclass(frozen=True, slots=True)
class Item:
    """One answer of what repeats: its path, its name with number, its fields."""

    path: str
    name: Words
    number: int
    fields: tuple[Field, ...]
    can_drop: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A section to draw: one item without a name, or several for a repeated section."""

    section: Section
    items: tuple[Item, ...]
    can_add: bool
    error: Words
    summary: tuple[tuple[str, Words], ...]


class Typed(Protocol):
    """What a page holds: `Held`, a `Checked` or a `Pressed`."""

    @property
    def raw(self) -> Any:
        """What was typed: a mapping, or a list of them for a repeated section."""

    @property
    def errors(self) -> Mapping[str, Words]:
        """Field path → sentence."""

    @property
    def candidates(self) -> Mapping[str, tuple[Candidate, ...]]:
        """Field path of an address → communes to choose from."""


@dataclass(frozen=True, slots=True)
class Held:
    """A page on which nothing was said yet."""

    raw: Any = None
    errors: Mapping[str, Words] = field(default_factory=dict)
    candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)


def draw(
    definition: Definition,
    section_key: str,
    typed: Typed,
    *,
    answers: Answers,
    resolver: AddressResolver,
    home: str = "",
) -> Page:
    """The page of a section with what was typed. Raises KeyError for a section that is not there.

    `answers` are those of the other pages; `home` is the province first shown where none was
    chosen.
    """
    section = definition.by_key[section_key]
    repeat = section.repeat
    artist = _Artist(section, Scene(definition, answers), typed, resolver, home)
    rows = mappings(typed.raw) if repeat else [typed.raw]
    items = artist.items(section.questions, rows, section.key, repeat)
    return Page(
        section=section,
        items=items,
        can_add=repeat is not None and len(items) < repeat.max,
        error=typed.errors.get(section.key, "") or typed.errors.get("", ""),
        summary=tuple(typed.errors.items()),
    )


class _Artist:
    def __init__(
        self, section: Section, scene: Scene, typed: Typed, resolver: AddressResolver, home: str
    ) -> None:
        self._section = section
        self._scene = scene
        self._typed = typed
        self._resolver = resolver
        self._home = home

    def items(
        self, questions: Sequence[Question], rows: Sequence[Any], path: str, repeat: Repeat | None
    ) -> tuple[Item, ...]:
        """Each row drawn, empty ones added up to the least number."""
        least = repeat.min if repeat else 1
        shown = [*rows, *({} for _row in range(least - len(rows)))]
        drawn = []
        for number, row in enumerate(shown):
            place = f"{path}-{number}" if repeat else path
            held = tidy_values({question.key: question for question in questions}, row)
            drawn.append(
                Item(
                    path=place,
                    name=str(repeat.item) if repeat else "",
                    number=number + 1,
                    fields=tuple(self._fields(questions, held, place)),
                    can_drop=bool(repeat) and len(shown) > least,
                )
            )
        return tuple(drawn)

    def _fields(
        self, questions: Sequence[Question], held: Mapping[str, Any], prefix: str
    ) -> Iterator[Field]:
        for question in questions:

            def here(ref: tuple[str, ...]) -> tuple[str, Question] | None:
                return self._here(ref, questions, prefix)

            rule = outlook(question.condition, self._scene.answer, here)
            if rule is False:
                continue
            path = f"{prefix}.{question.key}"
            drawn = self._field(question, held[question.key], path)
            if isinstance(rule, dict):
                words = in_words(question.condition, lambda ref: self._question(ref, questions))
                drawn = replace(drawn, rule=json.dumps(rule, ensure_ascii=False), only_if=words)
            yield drawn

    def _field(self, question: Question, raw: Any, path: str) -> Field:
        more: dict[str, Any] = {}
        if isinstance(question, AddressQuestion):
            more = self._country(raw, path)
        elif isinstance(question, GroupQuestion):
            repeat = question.repeat
            more["items"] = self.items(question.questions, raw, path, repeat)
            more["can_add"] = len(more["items"]) < repeat.max
        return Field(question=question, path=path, raw=raw, errors=self._errors_of(path), **more)

    def _country(self, raw: dict[str, str], path: str) -> dict[str, Any]:
        raw["province"] = raw["province"] or self._home
        return {
            "provinces": self._resolver.provinces(),
            "communes": self._resolver.communes_of(raw["province"]) if raw["province"] else (),
            "candidates": self._typed.candidates.get(path, ()),
        }

    def _errors_of(self, path: str) -> dict[str, Words]:
        inside = f"{path}."
        found = {
            key.removeprefix(inside): words
            for key, words in self._typed.errors.items()
            if key.startswith(inside)
        }
        return {**found, **({"": self._typed.errors[path]} if path in self._typed.errors else {})}

    def _here(
        self, ref: tuple[str, ...], questions: Sequence[Question], prefix: str
    ) -> tuple[str, Question] | None:
        """Input name and question of what stands on this page; None for other pages."""
        head, name = ref[:2]
        if head == NEIGHBOUR:
            question = next((one for one in questions if one.key == name), None)
            return (f"{prefix}.{name}", question) if question else None
        if head != self._section.key or name not in self._section.by_key:
            return None
        base = prefix.split(".")[0] if self._section.repeat else self._section.key
        return f"{base}.{name}", self._section.by_key[name]

    def _question(self, ref: tuple[str, ...], questions: Sequence[Question]) -> Question | None:
        if ref[0] == NEIGHBOUR:
            return next((one for one in questions if one.key == ref[1]), None)
        section = self._scene.definition.by_key.get(ref[0])
        return section.by_key.get(ref[1]) if section else None
