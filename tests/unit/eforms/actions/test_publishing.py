"""Publishing forms: versions, sameness, refusals, and rows that never change."""

from __future__ import annotations

import copy
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from motcua.accounts.models import Position
from motcua.audit.models import Event
from motcua.eforms.actions import FlawedDefinition, publish
from motcua.eforms.models import FormVersion
from motcua.eforms.queries import definition_of, newest
from motcua.kit.errors import NotPermitted, NotThere
from tests.unit.eforms.samples import EVERYTHING, text

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def changed() -> dict[str, object]:
    definition = copy.deepcopy(EVERYTHING)
    definition["title"] = text("Tờ khai sửa đổi")
    return definition


def test_publish_numbers_versions_of_one_form() -> None:
    first = publish(definition=EVERYTHING, by=None, now=NOW)
    second = publish(definition=changed(), by=None, now=NOW)

    assert (first.number, second.number) == (1, 2)
    assert newest("everything") == second
    assert str(second) == "everything v2"


def test_publish_of_the_same_content_gives_the_version_it_has() -> None:
    first = publish(definition=EVERYTHING, by=None, now=NOW)
    publish(definition=changed(), by=None, now=NOW)
    shuffled = dict(reversed(copy.deepcopy(EVERYTHING).items()))

    again = publish(definition=shuffled, by=None, now=NOW)

    assert again == first
    assert FormVersion.objects.count() == 2


def test_publish_records_what_was_published() -> None:
    version = publish(definition=EVERYTHING, by=None, now=NOW)

    event = Event.objects.get(name="eforms.form_published")
    assert event.object_id == str(version.pk)


def test_publish_refuses_a_flawed_definition_with_all_its_problems() -> None:
    flawed = changed()
    flawed["sections"][0]["condition"] = {"q": "nobody.there", "op": "answered"}

    with pytest.raises(FlawedDefinition) as refusal:
        publish(definition=flawed, by=None, now=NOW)

    assert [problem.path for problem in refusal.value.problems] == ["person"]
    assert "có 1 chỗ cần sửa" in str(refusal.value)
    assert not FormVersion.objects.exists()


def test_publish_is_for_those_who_manage_the_catalogue(
    counter_officer: Position, administrator: Position
) -> None:
    with pytest.raises(NotPermitted):
        publish(definition=EVERYTHING, by=counter_officer, now=NOW)

    assert publish(definition=EVERYTHING, by=administrator, now=NOW).number == 1


def test_published_version_cannot_be_rewritten() -> None:
    version = publish(definition=EVERYTHING, by=None, now=NOW)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(definition=changed())


def test_definition_of_a_version_is_parsed_once() -> None:
    version = publish(definition=EVERYTHING, by=None, now=NOW)

    assert definition_of(version) is definition_of(FormVersion.objects.get(pk=version.pk))
    assert definition_of(version).key == "everything"


def test_newest_of_an_unknown_form_is_not_there() -> None:
    with pytest.raises(NotThere):
        newest("nothing")
