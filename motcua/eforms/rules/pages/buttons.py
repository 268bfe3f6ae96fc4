"""Buttons inside a page that send it without leaving it: add or drop an item, look a place up."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from motcua.eforms.rules.answers.raw import MOST_ITEMS, text_of, tidy_values
from motcua.eforms.rules.definition import AddressQuestion, GroupQuestion, Question, Repeat, Section
from motcua.kit.wording import Words, _, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.eforms.rules.answers.places import AddressResolver, Candidate
    from motcua.eforms.rules.pages.reading import Posted

BUTTON = "_do"


class Deed(StrEnum):
    """What a button does; its value is `deed:path`."""

    ADD = "add"
    DROP = "drop"
    FIND = "find"


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed."""

    deed: Deed
    path: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the page holds after it; `focus` is the field path to go to."""

    raw: Any
    focus: str
    errors: dict[str, Words] = field(default_factory=dict)
    candidates: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)


def pressed_button(posted: Posted) -> Press | None:
    """The button inside the page that sent it; None when the page was sent to be checked."""
    deed, _colon, path = text_of(posted.getlist(BUTTON)).partition(":")
    return Press(Deed(deed), path) if deed in list(Deed) else None


def press(section: Section, raw: Any, button: Press, resolver: AddressResolver) -> Pressed:
    """The typed values after the button; a path that does not exist changes nothing."""
    raw = copy.deepcopy(raw)
    if button.deed is Deed.FIND:
        return _find(section, raw, button.path, resolver)
    path, number = _numbered(button.path)
    items = _items(section, raw, path)
    if items is None:
        return Pressed(raw, section.key)
    rows, repeat, questions = items
    if button.deed is Deed.ADD:
        # Items shown empty because some are needed are not in the form yet.
        wanted = min(max(len(rows), repeat.min) + 1, MOST_ITEMS)
        rows.extend(tidy_values(questions, None) for _row in range(wanted - len(rows)))
        return Pressed(raw, f"{path}-{len(rows) - 1}")
    if number is not None and number < len(rows):
        del rows[number]
    return Pressed(raw, path)


def _items(
    section: Section, raw: Any, path: str
) -> tuple[list[Any], Repeat, Mapping[str, Question]] | None:
    """The items at a path such as `members` or `family.children`, to change in place."""
    if section.repeat:
        fits = path == section.key and isinstance(raw, list)
        return (raw, section.repeat, section.by_key) if fits else None
    question = section.by_key.get(path.removeprefix(f"{section.key}."))
    if not isinstance(question, GroupQuestion) or not isinstance(raw, dict):
        return None
    held = raw.get(question.key)
    raw[question.key] = rows = held if isinstance(held, list) else []
    return rows, question.repeat, question.by_key


def _numbered(step: str) -> tuple[str, int | None]:
    """`children-2` → (`children`, 2); a name without a number is left whole."""
    head, _dash, tail = step.rpartition("-")
    is_number = bool(head) and tail.isascii() and tail.isdecimal() and len(tail) < 5
    return (head, int(tail)) if is_number else (step, None)


def _find(section: Section, raw: Any, path: str, resolver: AddressResolver) -> Pressed:
    """Look up the typed address: one commune is put in, several are offered, none is said."""
    held = _held_address(section, raw, path)
    if held is None:
        return Pressed(raw, section.key)
    typed, province = text_of(held.get("search")), text_of(held.get("province"))
    if not typed:  # another province was chosen: the page is drawn again with its communes
        return Pressed(raw, f"{path}.commune")
    found = tuple(resolver.read(typed, province) or resolver.read(typed))[:10]
    if not found:
        message = _(
            "Không tìm thấy “{typed}”. Hãy gõ tên xã, phường kèm tên tỉnh, hoặc chọn trong "
            "danh sách."
        )
        return Pressed(
            raw, f"{path}.search", {f"{path}.search": sentence(message, typed=typed[:60])}
        )
    if len(found) == 1:
        held["province"], held["commune"] = found[0].province.code, found[0].commune.code
        held["search"], held["typed"] = "", typed
        held["detail"] = text_of(held.get("detail")) or found[0].detail
        return Pressed(raw, f"{path}.commune")
    return Pressed(raw, f"{path}.commune", candidates={path: found})


def _held_address(section: Section, raw: Any, path: str) -> dict[str, Any] | None:
    """The raw parts of the address question at a path, wherever it stands."""
    place: Any = {section.key: raw}
    questions: Mapping[str, Question] | None = None
    for step in path.split("."):
        key, number = _numbered(step)
        question = questions.get(key) if questions is not None else None
        place = place.get(key) if isinstance(place, dict) else None
        if number is not None:
            place = place[number] if isinstance(place, list) and number < len(place) else None
        questions = question.by_key if isinstance(question, GroupQuestion) else section.by_key
        if isinstance(question, AddressQuestion):
            return place if isinstance(place, dict) else None
    return None
