"""Loading the province into a database, and living a handful of its dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from motcua.accounts.models import Position, User
from motcua.accounts.queries import parties
from motcua.catalogue.models import LifeEvent, ProcedureCase, RequiredDocument, ServiceOffer
from motcua.demo import jobs
from motcua.demo.loading import content, people, province
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Dossier, Extension, Obligation, TimelineEntry
from motcua.notifications.models import Notification
from motcua.places.actions import units
from motcua.places.actions.units import UnitRecord
from motcua.places.enums import Tier
from motcua.places.models import Agency
from tests.jobs import waiting

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def load_few_places(command: str, **options: Any) -> None:
    """The communes of the demo instead of the fourteen thousand units of the country."""
    if command != "load_units":
        return
    parent = UnitRecord(tier=Tier.PROVINCE, code="52", name="Tỉnh Gia Lai", is_former=False)
    communes = [
        UnitRecord(
            tier=Tier.COMMUNE,
            code=row["unit"],
            name=row["short_name"],
            is_former=False,
            parent=parent.ref,
        )
        for row in content.rows("agencies")
        if row["kind"] == "COMMUNE"
    ]
    units.load([parent, *communes], [], by=None, now=NOW)


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The province, loaded once for this module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(province, "call_command", load_few_places)
            province.load(now=NOW, out=StringIO())
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(province, "call_command", load_few_places)


@pytest.fixture
def small_plan(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Twelve stories in place of three hundred, half of them at once."""
    plan = content.rows("dossiers") | {
        "count": 12,
        "at_once": 6,
        "at_a_time": 3,
        "citizens": 3,
        "own": {"congdan@demo.test": 2, "doanhnghiep@demo.test": 1},
    }
    rows = content.rows
    monkeypatch.setattr(content, "rows", lambda name: plan if name == "dossiers" else rows(name))
    return plan


def test_load_brings_agencies_services_and_people(loaded: None) -> None:
    rows = content.rows("offers")

    assert Agency.objects.count() == len(content.rows("agencies"))
    assert ServiceOffer.objects.values("procedure").distinct().count() == len(rows)
    assert LifeEvent.objects.count() == len(content.rows("life_events"))
    with_form = ProcedureCase.objects.filter(form_version__key="birth-registration")
    assert [case.version.procedure.code for case in with_form] == ["1.001193"]
    old_paper = RequiredDocument.objects.get(
        case__version__procedure__code="1.012783", original_count=1, is_required=True
    )
    assert old_paper.asked_online == "ORIGINAL_ON_RETURN"


def test_centres_have_a_counter_and_one_of_its_people_can_sign_in(loaded: None) -> None:
    counters = Position.objects.filter(role="COUNTER", agency__kind="CENTRE")

    assert set(counters.values_list("agency__code", flat=True)) == {"H21.TT1", "H21.TT2"}
    assert counters.filter(user__email="motcua@demo.test").exists()


def test_load_again_changes_nothing(loaded: None, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(1):
        again = province.load(now=NOW, out=StringIO())

    assert again is False


def test_load_of_other_content_keeps_what_is_there(
    loaded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [Agency.objects.count(), User.objects.count(), Position.objects.count()]
    offers = ServiceOffer.objects.count()
    monkeypatch.setattr(content, "digest", lambda: "another")

    assert province.load(now=NOW, out=StringIO()) is True
    assert [Agency.objects.count(), User.objects.count(), Position.objects.count()] == before
    assert ServiceOffer.objects.count() == offers


def test_demo_people_sign_in_and_hold_their_positions(loaded: None) -> None:
    for row in content.rows("people"):
        user = User.objects.get(email=row["email"])
        assert user.check_password(people.PASSWORD)
        roles = [post["role"] for post in row.get("positions", ())]
        assert list(user.positions.order_by("pk").values_list("role", flat=True)) == roles

    citizen = User.objects.get(email="congdan@demo.test")
    own = parties.own_person(user=citizen)
    assert own is not None
    assert own.name == "Ksor H'Linh"


def test_officers_of_other_agencies_cannot_sign_in(loaded: None) -> None:
    silent = User.objects.filter(email__isnull=True)

    assert silent.exists()
    assert not any(user.has_usable_password() for user in silent)


def test_settle_lives_some_stories_at_once_and_defers_the_rest(
    loaded: None, small_plan: dict[str, Any]
) -> None:
    assert province.settle(now=NOW) is True

    assert Dossier.objects.count() == small_plan["at_once"]
    assert len(waiting("demo.live")) == 2
    assert province.settle(now=NOW) is False
    assert Dossier.objects.count() == small_plan["at_once"]


def test_deferred_stories_are_lived_once(loaded: None, small_plan: dict[str, Any]) -> None:
    province.settle(now=NOW)

    for _name, arguments in waiting("demo.live") * 2:
        jobs.live(**arguments)

    assert Dossier.objects.count() == small_plan["count"]


def test_lived_dossiers_lie_in_the_past_and_keep_their_order(
    loaded: None, small_plan: dict[str, Any]
) -> None:
    province.settle(now=NOW)

    for dossier in Dossier.objects.all():
        moments = list(
            TimelineEntry.objects.filter(dossier=dossier)
            .order_by("sequence")
            .values_list("happened_at", flat=True)
        )
        assert moments == sorted(moments)
        assert NOW - timedelta(days=61) < moments[0]
        assert moments[-1] <= NOW
        assert dossier.status in Status.values


def test_dossiers_of_the_demo_people_stop_wait_and_are_withdrawn(
    loaded: None, small_plan: dict[str, Any]
) -> None:
    small_plan |= {"count": 20, "at_once": 20}
    small_plan["own"] = {"congdan@demo.test": 13, "doanhnghiep@demo.test": 7}

    province.settle(now=NOW)

    lived = set(Dossier.objects.values_list("status", "substate"))
    assert {
        (Status.ACCEPTED, ""),
        (Status.AWAITING_PAYMENT, ""),
        (Status.WITHDRAWN, ""),
        (Status.STOPPED, "SUSPENDED"),
        (Status.STOPPED, "TERMINATED"),
    } <= lived
    assert "WITHDRAWAL_ASKED" in {substate for _status, substate in lived}
    assert set(Obligation.objects.values_list("state", flat=True)) == {"DUE", "FULFILLED"}
    assert Extension.objects.filter(dossier__applicant__filer__email="congdan@demo.test").exists()


def test_mail_goes_only_to_demo_addresses(loaded: None, small_plan: dict[str, Any]) -> None:
    province.settle(now=NOW)

    addresses = set(Notification.objects.values_list("to_email", flat=True)) - {""}
    assert addresses
    assert all(address.endswith("@demo.test") for address in addresses)


def test_load_demo_refuses_outside_demo_mode(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="demo mode"):
        call_command("load_demo")
