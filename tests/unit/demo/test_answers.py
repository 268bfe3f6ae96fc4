"""The invented answers pass every form that the province uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest

from motcua.catalogue.rules import default_form
from motcua.demo.loading import answers, content
from motcua.eforms.rules.answers.checking import check_section
from motcua.eforms.rules.answers.places import Candidate, NoPlaces, Unit
from motcua.eforms.rules.parsing import parse
from motcua.eforms.rules.settling import missing

TODAY = date(2026, 11, 20)
FORMS = {
    form["key"]: form
    for form in [*content.form_definitions(), *map(default_form.build, default_form.KEYS)]
}


class OneCommune(NoPlaces):
    """Knows Gào in Gia Lai and nothing else."""

    def commune(self, code: str) -> Sequence[Candidate]:
        return (Candidate(Unit(code, "Xã Gào"), Unit("52", "Tỉnh Gia Lai")),)


@pytest.mark.parametrize("key", sorted(FORMS))
@pytest.mark.parametrize("seed", range(6))
def test_invented_answers_fill_the_form_without_an_error(key: str, seed: int) -> None:
    random = Random(f"{key}/{seed}")
    who = answers.invent(random, commune="23611", is_company=seed % 2 == 0)
    filler = answers.Filler(who, random, TODAY)
    definition = parse(FORMS[key])

    held: dict[str, object] = {}
    for section in FORMS[key]["sections"]:
        checked = check_section(
            definition,
            section["key"],
            filler.page(section),
            answers=held,
            resolver=OneCommune(),
            today=TODAY,
        )
        assert {place: str(why) for place, why in checked.errors.items()} == {}
        held[section["key"]] = checked.values

    assert missing(definition, held) == []


def test_same_seed_invents_the_same_person() -> None:
    first = answers.invent(Random("x"), commune="23611")
    second = answers.invent(Random("x"), commune="23611")

    assert first == second


def test_people_bear_names_of_all_three_peoples() -> None:
    random = Random("names")
    people = [answers.invent(random, commune="23611").name for _person in range(200)]

    first_words = {name.split()[0] for name in people}
    assert {"Ksor", "Nguyễn"} <= first_words
    assert any(len(name.split()) == 1 for name in people)
