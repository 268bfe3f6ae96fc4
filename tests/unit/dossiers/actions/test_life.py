"""A dossier's whole life, move by move, through the actions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import decision, processing, reception, returning
from motcua.dossiers.actions.handling.decision import Outcome
from motcua.dossiers.actions.handling.returning import Taker
from motcua.dossiers.enums import Decision, Moment, ReturnWay, Status
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.notifications.models import Notification
from motcua.places.models import Agency
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier

MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # 09:00 in Viet Nam


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    return make_offer(make_case(), agency)


def test_walk_a_dossier_from_sending_to_result_in_hand(
    offer: ServiceOffer,
    citizen: User,
    counter_officer: Position,
    specialist: Position,
    head: Position,
    run_jobs,
) -> None:
    dossier = make_dossier(offer, citizen, now=MONDAY)

    reception.accept(dossier_id=dossier.pk, by=counter_officer, now=MONDAY + timedelta(hours=1))
    processing.forward(dossier_id=dossier.pk, by=specialist, now=MONDAY + timedelta(days=1))
    outcome = Outcome(decision=Decision.GRANTED, title="Trích lục khai sinh", body="Cấp bản sao.")
    decision.decide(dossier_id=dossier.pk, outcome=outcome, by=head, now=MONDAY + timedelta(days=2))
    Dossier.objects.update(return_way=ReturnWay.COUNTER)
    returning.return_at_counter(
        dossier_id=dossier.pk,
        taker=Taker(name="H'Mok Siu"),
        by=counter_officer,
        now=MONDAY + timedelta(days=3),
    )
    run_jobs()

    dossier.refresh_from_db()
    assert dossier.code == "H21.16-261116-0001"
    assert dossier.status == Status.RETURNED
    assert dossier.due_at == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    assert [entry.moment for entry in dossier.timeline.all()] == [
        Moment.SUBMIT,
        Moment.ACCEPT,
        Moment.BEGIN,
        Moment.FORWARD_STEP,
        Moment.DECIDE,
        Moment.RETURN_RESULT,
    ]
    assert set(Notification.objects.values_list("event", flat=True)) == {
        "dossier.submitted",
        "dossier.accepted",
        "dossier.decided",
        "dossier.returned",
    }
    papers = DossierPaper.objects.filter(dossier=dossier).order_by("pk")
    assert [row.letter for row in papers] == ["receipt", "result", "handover"]
    assert all(row.paper.is_rendered for row in papers)
