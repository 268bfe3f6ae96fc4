"""What of a form is shown with given answers, down to the questions inside repeated items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from motcua.eforms.rules.conditions import holds

if TYPE_CHECKING:
    from motcua.eforms.rules.definition import (
        Condition,
        Definition,
        GroupQuestion,
        Question,
        Section,
    )

Answers = Mapping[str, Any]
NEIGHBOUR = "."
_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Place:
    """Where a question is looked at: its section, and the item of the repeated section and group it
    is in.
    """

    section: Section
    values: Mapping[str, Any]
    group: GroupQuestion | None = None
    row: Mapping[str, Any] = field(default_factory=dict)


class Scene:
    """Answers seen through the conditions of a definition; what is hidden counts as unanswered."""

    def __init__(self, definition: Definition, answers: Answers) -> None:
        self.definition = definition
        self._answers = answers
        self._sections: dict[str, bool] = {}
        self._plain: dict[tuple[str, str], bool] = {}
        self._open: set[tuple[str, ...]] = set()

    def shows_section(self, section: Section) -> bool:
        """Whether the page is asked at all."""
        if section.key not in self._sections:
            place = Place(section, _NOTHING)
            self._sections[section.key] = self._guarded(
                ("section", section.key), section.condition, place
            )
        return self._sections[section.key]

    def shows(self, question: Question, place: Place) -> bool:
        """Whether the question is asked at this place (its section is taken to be shown)."""
        if question.condition is None:
            return True
        if place.section.repeat or place.group:
            inside = (place.section.key, place.group.key if place.group else "", question.key)
            return self._guarded(inside, question.condition, place)
        key = (place.section.key, question.key)
        if key not in self._plain:
            self._plain[key] = self._guarded(key, question.condition, place)
        return self._plain[key]

    def items(self, section: Section) -> list[Mapping[str, Any]]:
        """The answers of a section: one mapping, or as many as a repeated one has."""
        held = self._answers.get(section.key)
        if section.repeat:
            return mappings(held)
        return [held if isinstance(held, Mapping) else _NOTHING]

    def value_of(self, section: Section, question: Question) -> object:
        """The answer to a question of a section that is not repeated; None while hidden."""
        place = Place(section, self.items(section)[0])
        return place.values.get(question.key) if self.shows(question, place) else None

    def answer(self, ref: tuple[str, ...]) -> object:
        """What a condition on no page in particular finds under `section.question[.part]`."""
        section = self.definition.by_key.get(ref[0])
        return self._value(ref, Place(section, _NOTHING)) if section else None

    def _guarded(self, key: tuple[str, ...], condition: Condition | None, place: Place) -> bool:
        """Never the same one inside itself: a circle (`problems` refuses it) would not end."""
        if key in self._open:
            return False
        self._open.add(key)
        try:
            return holds(condition, lambda ref: self._value(ref, place))
        finally:
            self._open.discard(key)

    def _value(self, ref: tuple[str, ...], place: Place) -> object:
        head, name, *part = ref
        found = (
            self._neighbour(name, place)
            if head == NEIGHBOUR
            else self._elsewhere(head, name, place)
        )
        if part:
            return found.get(part[0]) if isinstance(found, Mapping) else None
        return found

    def _neighbour(self, name: str, place: Place) -> object:
        if place.group:
            question, values = place.group.by_key.get(name), place.row
        else:
            question, values = place.section.by_key.get(name), place.values
        if question is None or not self.shows(question, place):
            return None
        return values.get(name)

    def _elsewhere(self, section_key: str, name: str, place: Place) -> object:
        section = self.definition.by_key.get(section_key)
        if section is None:
            return None
        if section_key == place.section.key:
            home = Place(section, place.values if section.repeat else self.items(section)[0])
        elif section.repeat or not self.shows_section(section):
            return None
        else:
            home = Place(section, self.items(section)[0])
        question = section.by_key.get(name)
        if question is None or not self.shows(question, home):
            return None
        return home.values.get(name)


def mappings(held: object) -> list[Mapping[str, Any]]:
    """The mappings in a list; anything else is left out."""
    if not isinstance(held, list | tuple):
        return []
    return [item for item in held if isinstance(item, Mapping)]


def visible_sections(definition: Definition, answers: Answers) -> list[Section]:
    """The pages that are asked with these answers, in order."""
    scene = Scene(definition, answers)
    return [section for section in definition.sections if scene.shows_section(section)]
