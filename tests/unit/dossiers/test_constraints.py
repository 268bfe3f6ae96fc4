"""Rows that must not exist: the database refuses them whatever the code above it does."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from motcua.dossiers.actions.handling import returning
from motcua.dossiers.actions.handling.returning import Taker
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Moment, PauseKind, Status
from motcua.dossiers.models import (
    Applicant,
    Assignment,
    CodeCounter,
    Dossier,
    DossierPaper,
    Draft,
    DraftAnswer,
    DraftDocument,
    HandOver,
    Pause,
    Result,
    Submission,
    Supplement,
    SupplementItem,
    TimelineEntry,
)
from motcua.dossiers.models.submission import DocumentFile, DossierDocument
from motcua.files.models import StoredFile
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk, save_page


def said_to(breach: Callable[[], Any]) -> str:
    """What the database says to a change, at once or at the end of the transaction."""
    try:
        with transaction.atomic():
            breach()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        return str(error)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return "nothing"


def copy_of(row: models.Model, **changes: Any) -> models.Model:
    """A second row like the first, but for the changes."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key or isinstance(field, models.OneToOneField)
    }
    return type(row)(**{**values, **changes})


def again(row: models.Model, **changes: Any) -> None:
    copy_of(row, **changes).save(force_insert=True)


@dataclass
class Life:
    """A dossier that went through everything, with one row of each table."""

    dossier: Dossier
    draft: Draft

    def one(self, model: type[models.Model]) -> Any:
        return model._default_manager.filter(dossier=self.dossier).latest("pk")


@pytest.fixture
def life(accepted: Dossier, desk: Desk) -> Life:
    asked = supplement.ask(
        dossier_id=accepted.pk,
        items=[Ask(reason="Sai", section="copies", question="number")],
        answer_by=(MONDAY + 20 * DAY).date(),
        by=desk.specialist,
        now=MONDAY + 2 * HOUR,
    )
    owner = accepted.applicant.filer
    save_page(asked.draft, "copies", {"number": "3"}, now=MONDAY + 3 * HOUR, seen=1)
    supplement.answer(draft_id=asked.draft.pk, by=owner, now=MONDAY + 3 * HOUR)
    desk.forward(accepted)
    desk.decide(accepted)
    returning.return_at_counter(
        dossier_id=accepted.pk, taker=Taker(name="H'Mok"), by=desk.counter, now=MONDAY + 3 * DAY
    )
    accepted.refresh_from_db()
    return Life(accepted, Draft.objects.get(key=accepted.draft_key))


def set_on(model: type[models.Model], **changes: Any) -> Callable[[Life], None]:
    return lambda life: (
        life.one(model).__class__.objects.filter(pk=life.one(model).pk).update(**changes) and None
    )


def on_dossier(**changes: Any) -> Callable[[Life], None]:
    return lambda life: Dossier.objects.filter(pk=life.dossier.pk).update(**changes) and None


RUNNING = {
    "status": Status.IN_PROGRESS,
    "decision": "",
    "decided_at": None,
    "returned_at": None,
}
BREACHES: dict[str, list[Callable[[Life], Any]]] = {
    "dossier_status_known": [on_dossier(**{**RUNNING, "status": 11})],
    "dossier_substate_": [
        on_dossier(substate="ASLEEP"),
        on_dossier(substate="SUSPENDED"),
        on_dossier(substate="WAITING_PREPAYMENT"),
        on_dossier(**RUNNING, substate="TERMINATED"),
    ],
    "dossier_decided_has_decision": [
        on_dossier(decision=""),
        on_dossier(decision="MAYBE"),
        on_dossier(decided_at=None),
        on_dossier(status=Status.DECIDED, returned_at=None, decision=""),
        on_dossier(status=Status.IN_PROGRESS, returned_at=None),
        on_dossier(status=Status.NOT_ACCEPTED, returned_at=None),
    ],
    "dossier_returned_has_date": [
        on_dossier(returned_at=None),
        on_dossier(status=Status.DECIDED),
    ],
    "dossier_running_has_due": [
        on_dossier(**RUNNING, due_at=None),
        on_dossier(**RUNNING, accepted_at=None),
        on_dossier(**{**RUNNING, "status": Status.ACCEPTED}, due_at=None),
    ],
    "dossier_paused_has_no_due": [
        on_dossier(**{**RUNNING, "status": Status.AWAITING_SUPPLEMENT}),
        on_dossier(**{**RUNNING, "status": Status.AWAITING_PAYMENT}),
    ],
    "dossier_accepted_after_submission": [on_dossier(accepted_at=MONDAY - HOUR)],
    "dossiers_dossier_code": [
        lambda life: again(life.dossier, key=uuid.uuid4(), draft_key=uuid.uuid4())
    ],
    "dossiers_dossier_draft_key": [lambda life: again(life.dossier, key=uuid.uuid4(), code="X")],
    "dossiers_dossier_key": [lambda life: again(life.dossier, draft_key=uuid.uuid4(), code="X")],
    "committed without a code": [
        lambda life: again(life.dossier, key=uuid.uuid4(), draft_key=uuid.uuid4(), code=None)
    ],
    "applicant_has_filer": [
        lambda life: Applicant.objects.update(filer=None, filer_position=None),
    ],
    "applicant_has_name": [lambda life: Applicant.objects.update(name="")],
    "code_counter_once": [lambda life: again(CodeCounter.objects.get())],
    "draft_filed_as_known": [lambda life: Draft.objects.update(filed_as="FRIEND")],
    "draft_expires_later": [lambda life: Draft.objects.update(expires_at=MONDAY - DAY)],
    "draft_answer_once": [lambda life: again(DraftAnswer.objects.first())],
    "draft_document_one_slot": [
        lambda life: DraftDocument.objects.update(question="copies.file"),
        lambda life: DraftDocument.objects.update(required_document=None),
    ],
    "dossiers_draft_supplement_id": [
        lambda life: again(Draft.objects.get(supplement__isnull=False), key=uuid.uuid4())
    ],
    "submission_number_once": [lambda life: again(life.one(Submission))],
    "submission_number_from_one": [lambda life: again(life.one(Submission), number=0)],
    "document_one_slot": [
        lambda life: DossierDocument.objects.update(question="copies.file"),
        lambda life: DossierDocument.objects.update(required_document=None),
    ],
    "document_file_once": [lambda life: again(DocumentFile.objects.first())],
    "timeline_sequence_once": [lambda life: again(life.one(TimelineEntry))],
    "timeline_moment_known": [
        lambda life: again(life.one(TimelineEntry), sequence=99, moment="SLEEP")
    ],
    "timeline_undone_once": [
        lambda life: [
            again(
                life.one(TimelineEntry),
                sequence=sequence,
                undoes_id=life.dossier.timeline.get(moment=Moment.ACCEPT).pk,
            )
            for sequence in (98, 99)
        ]
    ],
    "pause_one_open": [
        lambda life: [
            again(life.one(Pause), closed_at=None, kind=PauseKind.PAYMENT) for _ in range(2)
        ]
    ],
    "pause_order": [set_on(Pause, closed_at=MONDAY)],
    "pause_comes_back": [
        set_on(Pause, back_to=Status.AWAITING_SUPPLEMENT),
        set_on(Pause, back_to=Status.STOPPED),
    ],
    "assignment_one_open": [
        lambda life: [
            again(life.one(Assignment), finished_at=None, finished_by_id=None, outcome="")
            for _ in range(2)
        ]
    ],
    "assignment_finished_with_outcome": [
        set_on(Assignment, outcome=""),
        set_on(Assignment, finished_at=None),
        set_on(Assignment, finished_at=MONDAY - DAY),
    ],
    "supplement_number_once": [
        lambda life: again(life.one(Supplement), submission_id=None, answered_at=None)
    ],
    "supplement_one_open": [
        lambda life: [
            again(life.one(Supplement), number=number, submission_id=None, answered_at=None)
            for number in (98, 99)
        ]
    ],
    "supplement_closed_without_answer": [
        lambda life: Supplement.objects.update(closed_at=MONDAY + 4 * DAY),
    ],
    "supplement_answered_with_submission": [
        set_on(Supplement, submission=None),
        set_on(Supplement, answered_at=None),
    ],
    "supplement_item_one_target": [
        lambda life: SupplementItem.objects.update(question=""),
        lambda life: SupplementItem.objects.update(kind="DOCUMENT"),
        lambda life: SupplementItem.objects.update(
            required_document=life.dossier.case.required_documents.get()
        ),
    ],
    "supplement_item_has_reason": [lambda life: SupplementItem.objects.update(reason="")],
    "result_one_paper": [
        set_on(Result, paper=None),
        lambda life: Result.objects.update(stored_file=StoredFile.objects.first()),
    ],
    "dossiers_result_dossier_id": [lambda life: again(life.one(Result))],
    "hand_over_one_valid": [lambda life: again(life.one(HandOver))],
    "hand_over_counter_has_taker": [
        set_on(HandOver, taker_name=""),
        set_on(HandOver, by=None),
    ],
    "dossier_paper_one_valid_receipt": [
        lambda life: [
            DossierPaper.objects.filter(letter="handover").update(letter="receipt"),
        ]
    ],
    "is append-only": [
        lambda life: TimelineEntry.objects.update(note="Sửa lại"),
        lambda life: TimelineEntry.objects.filter(dossier=life.dossier).delete(),
        lambda life: Submission.objects.update(answers={}),
        lambda life: Submission.objects.filter(number=2)._raw_delete("default"),
    ],
}


def test_database_refuses_every_impossible_row(life: Life) -> None:
    let_through = []
    for name, breaches in BREACHES.items():
        for number, breach in enumerate(breaches):
            said = said_to(partial(breach, life))
            if name not in said:
                let_through.append((name, number, said))

    assert let_through == []


def test_every_rule_of_these_tables_has_its_breach() -> None:
    tables = (
        *(Applicant, Assignment, CodeCounter, DocumentFile, Dossier, DossierDocument, DossierPaper),
        *(Draft, DraftAnswer, DraftDocument, HandOver, Pause, Result, Submission, Supplement),
        *(SupplementItem, TimelineEntry),
    )
    stated = {constraint.name for table in tables for constraint in table._meta.constraints}

    assert [name for name in stated if not name.startswith(tuple(BREACHES))] == []


def test_answer_to_a_request_belongs_to_one_request_only(life: Life) -> None:
    asked = life.one(Supplement)

    said = said_to(lambda: again(asked, number=9, answered_at=asked.answered_at + HOUR))

    assert "dossiers_supplement_submission_id" in said
