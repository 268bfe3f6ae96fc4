"""A process that dies in the middle leaves nothing half done, and doing it again does it once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.db import connection

from motcua.accounts.models import Position, User
from motcua.audit.models import Event
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.drafts import submission
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.notifications.models import Notification
from motcua.papers.models import Paper
from tests.factories.dossiers import HOUR, MONDAY, make_draft
from tests.jobs import waiting
from tests.unit.dossiers.racing import empty_queue

pytestmark = pytest.mark.django_db(transaction=True)
ACTIONS = "motcua.dossiers.actions"
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _own_queue(transactional_db: None) -> Iterator[None]:
    empty_queue()
    yield
    empty_queue()


def everything() -> dict[str, int]:
    """How many rows there are of all that an action may leave behind."""
    models = [*apps.get_app_config("dossiers").get_models(), Event, Notification, Paper]
    return {model.__name__: model._default_manager.count() for model in models} | {
        "jobs": len(waiting())
    }


def kill(action: str, places: list[str], *arguments: int) -> None:
    """Carry the action out once per place, each time in a process that is killed there."""
    address = urlsplit(os.environ["DATABASE_URL"])
    here = urlunsplit(address._replace(path=f"/{connection.settings_dict['NAME']}"))
    numbers = " ".join(str(argument) for argument in arguments)
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.dossiers.killed"],
        input="".join(f"{action} {ACTIONS}.{place} {numbers}\n" for place in places),
        env={**os.environ, "DATABASE_URL": here},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.splitlines() == [f"{ACTIONS}.{place} killed" for place in places], (
        done.stderr
    )


def test_killed_while_sending(offer: ServiceOffer, citizen: User) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    before = everything()

    kill(
        "submit",
        [
            "drafts.submission._mark_sent",
            "drafts.submission._package",
            "drafts.submission.insert_together",
            "drafts.submission.record",
            "drafts.submission.jobs.defer",
            "drafts.submission.draw_code",
        ],
        draft.pk,
        citizen.pk,
    )

    assert everything() == before
    draft.refresh_from_db()
    assert draft.sent_at is None
    sent = [submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY) for _ in range(2)]
    assert {one.code for one in sent} == {"H21.16-261116-0001"}
    assert Dossier.objects.count() == 1


def test_killed_while_accepting(submitted: Dossier, counter_officer: Position) -> None:
    before = everything()

    kill(
        "accept",
        [
            "handling.reception.lock",
            "handling.reception.move",
            "moves.assigning.open_step",
            "letters.issuing.issue_receipt",
            "letters.telling.tell",
        ],
        submitted.pk,
        counter_officer.pk,
    )

    assert everything() == before
    submitted.refresh_from_db()
    assert (submitted.status, submitted.due_at) == (Status.SUBMITTED, None)
    reception.accept(dossier_id=submitted.pk, by=counter_officer, now=MONDAY + HOUR)
    assert DossierPaper.objects.count() == 1


def test_killed_while_telling(submitted: Dossier) -> None:
    before = everything()

    kill(
        "follow_up",
        ["drafts.documents.join_papers", "letters.telling.tell_submitted"],
        submitted.pk,
    )

    assert everything() == before
    for _ in range(2):
        submission.follow_up(dossier_id=submitted.pk, now=MONDAY)
    assert Notification.objects.count() == 1
