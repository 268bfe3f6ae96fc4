from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction

from motcua.kit import outcomes
from motcua.kit.outcomes import AnnouncedOutsideTransaction, Outcome, announce, handles, unhandled


@pytest.fixture(autouse=True)
def _registry_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "_handlers", {})
    monkeypatch.setattr(Outcome, "kinds", [])


@dataclass(frozen=True)
class Arrived(Outcome):
    number: int


@dataclass(frozen=True)
class ArrivedLate(Arrived):
    pass


@pytest.mark.django_db
def test_announce_runs_the_handlers_of_exactly_that_kind_in_order() -> None:
    heard: list[str] = []
    handles(Arrived)(lambda outcome: heard.append(f"first {outcome.number}"))
    handles(Arrived)(lambda outcome: heard.append(f"second {outcome.number}"))
    handles(ArrivedLate)(lambda outcome: heard.append("late"))

    with transaction.atomic():
        announce(Arrived(7))

    assert heard == ["first 7", "second 7"]


@pytest.mark.django_db
def test_a_handler_registered_twice_runs_once() -> None:
    heard: list[Arrived] = []
    handles(Arrived)(heard.append)
    handles(Arrived)(heard.append)

    announce(Arrived(1))

    assert len(heard) == 1


@pytest.mark.django_db(transaction=True)
def test_announce_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(AnnouncedOutsideTransaction, match="Arrived"):
        announce(Arrived(1))


@pytest.mark.django_db
def test_an_error_of_a_handler_reaches_whoever_announced() -> None:
    def refuse(outcome: Arrived) -> None:
        raise LookupError

    handles(Arrived)(refuse)

    with pytest.raises(LookupError):
        announce(Arrived(1))


def test_unhandled_lists_kinds_of_the_house_that_nobody_handles() -> None:
    @dataclass(frozen=True)
    class Settled(Outcome):
        pass

    Settled.__module__ = "motcua.payments.outcomes"

    assert unhandled() == [Settled]
    assert unhandled("elsewhere") == []

    handles(Settled)(lambda outcome: None)
    assert unhandled() == []
