"""Statements that are written once and asked with other values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import F
from django.db.models.sql.compiler import SQLCompiler

from motcua.accounts.enums import MandateKind, PartyKind
from motcua.accounts.models import Mandate, Party, User
from motcua.kit.prepared import NotPrepared, prepared
from tests.factories.accounts import make_user

if TYPE_CHECKING:
    from django.db.models import QuerySet

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2026, 1, 1)


def own(user: User, *, since: date = NEW_YEAR) -> Mandate:
    party = Party.objects.create(kind=PartyKind.PERSON, name=user.name)
    return Mandate.objects.create(user=user, party=party, kind=MandateKind.OWNER, valid_from=since)


def people() -> tuple[Mandate, Mandate]:
    one = make_user(name="Siu Thị Một", email="mot@example.test")
    return own(one), own(make_user(name="Rơ Châm Hai", email="hai@example.test"))


@prepared
def mandates(*, user: int, on: date) -> QuerySet[Mandate]:
    """Somebody's on a day, with whom they are for."""
    return Mandate.objects.filter(user=user, valid_from__lte=on).select_related("party")


def test_the_same_statement_answers_for_other_values() -> None:
    one, other = people()

    first = mandates(user=one.user_id, on=NEW_YEAR)
    second = mandates(user=other.user_id, on=NEW_YEAR)
    too_early = mandates(user=one.user_id, on=NEW_YEAR - timedelta(days=1))

    assert (first, second, too_early) == ([one], [other], [])
    assert [first[0].party.name, second[0].party.name] == ["Siu Thị Một", "Rơ Châm Hai"]


def test_a_statement_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = people()
    assert mandates.one(user=one.user_id, on=NEW_YEAR) == one
    monkeypatch.setattr(SQLCompiler, "as_sql", _not_again)

    found = mandates.one(user=other.user_id, on=NEW_YEAR)

    assert found == other


def test_each_answer_is_read_anew() -> None:
    kept = own(make_user())
    mandates(user=kept.user_id, on=NEW_YEAR)
    Mandate.objects.filter(pk=kept.pk).update(valid_from=NEW_YEAR + timedelta(days=1))

    assert mandates(user=kept.user_id, on=NEW_YEAR) == []


def test_columns_and_prefetched_rows_come_as_from_django() -> None:
    user = own(make_user(name="Siu Thị Một")).user

    @prepared
    def named(*, user: int) -> QuerySet[Mandate, Any]:
        return Mandate.objects.filter(user=user).values_list("party__name", F("user__name"))

    @prepared
    def accounts(*, user: int) -> QuerySet[User]:
        return User.objects.filter(pk=user).prefetch_related("mandates__party")

    assert named(user=user.pk) == [("Siu Thị Một", "Siu Thị Một")]
    (found,) = accounts(user=user.pk)
    assert [mandate.party.name for mandate in found.mandates.all()] == ["Siu Thị Một"]


def test_a_value_that_becomes_another_one_on_the_way_is_refused() -> None:
    @prepared
    def since(*, on: date) -> QuerySet[Mandate]:
        return Mandate.objects.filter(valid_from__gt=on - timedelta(days=1))

    with pytest.raises(NotPrepared, match="since"):
        since(on=NEW_YEAR)


def test_a_value_that_decides_how_the_statement_reads_is_refused() -> None:
    @prepared
    def first(*, count: int) -> QuerySet[Mandate]:
        return Mandate.objects.order_by("pk")[:count]

    with pytest.raises(NotPrepared, match="first"):
        first(count=3)


@pytest.mark.parametrize("value", [None, True, [1, 2], 1.5])
def test_what_cannot_be_put_in_is_refused(value: object) -> None:
    with pytest.raises(NotPrepared):
        mandates(user=value, on=NEW_YEAR)


def _not_again(*_args: object, **_kwargs: object) -> None:
    raise AssertionError("written again")
