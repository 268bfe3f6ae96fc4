"""Designing the route of a case."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from motcua.accounts.enums import Role
from motcua.catalogue.actions.designing import NobodyDecides, StepDetails, set_route
from motcua.catalogue.models import RouteStep
from tests.factories.catalogue import make_case

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


def steps(*roles: str) -> list[StepDetails]:
    return [StepDetails(name=role, role=role) for role in roles]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "roles",
    [(Role.HEAD, Role.SPECIALIST), (Role.COUNTER, Role.HEAD, Role.CLERK, Role.COUNTER)],
)
def test_route_that_ends_where_nobody_may_decide_is_refused(roles: tuple[str, ...]) -> None:
    with pytest.raises(NobodyDecides):
        set_route(case=make_case(), steps=steps(*roles), by=None, now=NOW)

    assert not RouteStep.objects.exists()


@pytest.mark.django_db
def test_route_may_end_with_the_counter_after_the_decision() -> None:
    route = steps(Role.COUNTER, Role.SPECIALIST, Role.HEAD, Role.COUNTER)

    set_route(case=make_case(), steps=route, by=None, now=NOW)

    assert RouteStep.objects.count() == 4
