"""The glossary is a contract: its words are the code's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db.models import Choices

from tests.house.source import ROOT, modules

GLOSSARY = ROOT / "docs" / "glossary.md"
MOST_ROWS = 120


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    vietnamese: str
    identifiers: frozenset[str]
    forbidden: frozenset[str]


def rows() -> list[Row]:
    """| Vietnamese | `identifier` … | meaning | source | words not to use |"""
    found = []
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and "`" in cells[1]:
            words = frozenset(
                re.findall(r"[A-Za-z_]\w+", " ".join(re.findall(r"`([^`]+)`", cells[1])))
            )
            unused = re.sub(r"\([^)]*\)", "", cells[4])
            found.append(Row(cells[0], words, frozenset(re.findall(r"[A-Z][A-Za-z]+", unused))))
    return found


def model_names() -> set[str]:
    return {model.__name__ for model in apps.get_models() if model.__module__.startswith("motcua.")}


def choices() -> list[type[Choices]]:
    def below(kind: type) -> list[type]:
        return [found for sub in kind.__subclasses__() for found in (sub, *below(sub))]

    return [kind for kind in below(Choices) if kind.__module__.startswith("motcua.")]


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {word for row in rows() for word in row.identifiers}


def test_every_model_is_in_the_glossary(known: set[str]) -> None:
    assert sorted(model_names() - known) == []


def test_every_status_is_in_the_glossary(known: set[str]) -> None:
    statuses = {member.name for kind in choices() if kind.__name__ == "Status" for member in kind}

    assert statuses
    assert sorted(statuses - known) == []


def test_forbidden_words_name_no_model_choice_or_status() -> None:
    names = model_names() | {kind.__name__ for kind in choices()}
    allowed = {word for row in rows() for word in row.identifiers}

    used = {
        word for row in rows() for word in row.forbidden if word in names and word not in allowed
    }

    assert sorted(used) == []


def test_table_stays_readable() -> None:
    assert 20 <= len(rows()) <= MOST_ROWS


def test_kit_knows_no_word_of_the_field() -> None:
    words = {word for word in model_names() if len(word) > 4} - {"User", "Event", "Access"}

    found = [
        f"{module.place}: {word}"
        for module in modules()
        if module.package == "kit"
        for word in words
        if re.search(rf"\b{word}\b", module.path.read_text(encoding="utf-8"))
    ]

    assert found == []
