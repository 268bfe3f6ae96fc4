"""Many people at the same moment: real threads, real connections, one database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.drafts import documents, drafting, submission
from motcua.dossiers.actions.handling import holding, reception
from motcua.dossiers.actions.letters import issuing
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.actions.looks import tracking
from motcua.dossiers.actions.moves.moving import TooLateToUndo, WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency, NotYourStep
from motcua.dossiers.actions.upkeep import aging
from motcua.dossiers.actions.waiting import reminding, supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Moment, Status
from motcua.dossiers.models import (
    DocumentFile,
    Dossier,
    DossierPaper,
    Draft,
    DraftAnswer,
    DraftDocument,
    Submission,
)
from motcua.dossiers.queries.reach.locking import lock_draft
from motcua.files.models import StoredFile
from motcua.kit.errors import Refusal
from motcua.notifications.models import Notification
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.catalogue import make_offer
from tests.factories.dossiers import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    Desk,
    begin_draft,
    case_of,
    make_draft,
    new_version,
    photograph,
    save_page,
)
from tests.jobs import waiting
from tests.unit.dossiers.racing import behind_a_lock, empty_queue, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db: None) -> Iterator[None]:
    """The queue's tables are not Django's to empty; nobody else shall run these jobs."""
    empty_queue()
    yield
    empty_queue()


def send(draft: Draft, by: User) -> Any:
    return submission.submit(draft_id=draft.pk, by=by, now=MONDAY)


def many_drafts(offer: ServiceOffer, owner: User, count: int) -> list[Draft]:
    """Complete drafts that share one photograph."""
    first = make_draft(offer, owner, now=MONDAY)
    paper, file = first.documents.get().required_document, StoredFile.objects.latest("pk")
    drafts = [first]
    while len(drafts) < count:
        draft = begin_draft(offer, owner, now=MONDAY)
        save_page(draft, "applicant", {"full_name": f"Người {len(drafts)}"}, now=MONDAY)
        save_page(draft, "copies", {"number": "1"}, now=MONDAY)
        DraftDocument.objects.create(draft=draft, required_document=paper, stored_file=file)
        drafts.append(draft)
    return drafts


# ── sending ─────────────────────────────────────────────────────────────────────────────────


def test_send_pressed_ten_times_at_once_gives_one_dossier(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)

    found = together(*[partial(send, draft, citizen)] * 10)

    assert {one.code for one in found} == {"H21.16-261116-0001"}
    assert Dossier.objects.count() == Submission.objects.count() == 1
    told = [args for _name, args in waiting("dossiers.after_submission")]
    assert told == [{"dossier_id": found[0].pk}]


def test_forty_people_send_at_once_and_no_code_is_given_twice(
    offer: ServiceOffer, elsewhere: Agency, citizen: User
) -> None:
    other = make_offer(case_of(offer), elsewhere)
    drafts = [*many_drafts(offer, citizen, 20), *many_drafts(other, citizen, 20)]

    found = together(*(partial(send, draft, citizen) for draft in drafts))

    assert [one for one in found if isinstance(one, Exception)] == []
    for code in ("H21.16", "H21.18"):
        given = [one.code for one in found if one.code.startswith(code)]
        assert sorted(given) == [f"{code}-261116-{number:04d}" for number in range(1, 21)]
    stored = set(Dossier.objects.values_list("code", flat=True))
    assert stored == {one.code for one in found}


def test_send_pressed_twice_after_the_form_changed_loses_nothing(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    new_version(offer)

    found = together(*[partial(send, draft, citizen)] * 5)

    assert {type(one) for one in found} <= {submission.DraftChanged, Dossier}
    assert any(isinstance(one, submission.DraftChanged) for one in found)
    assert Dossier.objects.count() <= 1
    draft.refresh_from_db()
    assert draft.answers.count() == 2


def test_upload_while_sending_is_in_the_dossier_or_refused(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    paper = draft.documents.get().required_document_id
    upload = partial(
        documents.add_document,
        draft=draft,
        required_document_id=paper,
        upload=photograph(),
        by=citizen,
        now=MONDAY,
    )

    added, sent = together(upload, partial(send, draft, citizen))

    assert isinstance(sent, Dossier)
    kept = DocumentFile.objects.filter(document__submission__dossier=sent).count()
    if isinstance(added, DraftDocument):
        assert kept == 2
    else:
        assert isinstance(added, drafting.AlreadySent)
        assert kept == 1


def test_upload_that_waits_for_the_sending_is_refused(offer: ServiceOffer, citizen: User) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    paper = draft.documents.get().required_document_id

    with transaction.atomic():
        sent = send(draft, citizen)
        late = behind_a_lock(
            partial(
                documents.add_document,
                draft=draft,
                required_document_id=paper,
                upload=photograph(),
                by=citizen,
                now=MONDAY,
            )
        )

    assert isinstance(late.outcome(), drafting.AlreadySent)
    assert DocumentFile.objects.filter(document__submission__dossier=sent).count() == 1


# ── drafts ──────────────────────────────────────────────────────────────────────────────────


def test_two_devices_that_save_one_page_at_once_keep_both(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY)
    save = partial(
        drafting.save_section, draft_id=draft.pk, section="copies", seen_revision=0, now=MONDAY
    )

    found = together(partial(save, raw={"number": "2"}), partial(save, raw={"number": "5"}))

    assert sorted(one.conflict for one in found) == [False, True]
    row = DraftAnswer.objects.get()
    assert {row.values["number"], row.set_aside[0]["number"]} == {2, 5}
    assert row.revision == 2


def test_last_place_in_a_slot_is_given_once(offer: ServiceOffer, citizen: User) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY)
    paper = draft.case.required_documents.get()
    paper.max_files = 1
    paper.save()

    found = together(
        *(
            partial(
                documents.add_document,
                draft=draft,
                required_document_id=paper.pk,
                upload=photograph(f"{number}.jpg"),
                by=citizen,
                now=MONDAY,
            )
            for number in range(4)
        )
    )

    assert Counter(type(one) for one in found) == {DraftDocument: 1, documents.TooManyFiles: 3}


def test_page_that_is_being_saved_keeps_its_draft_from_the_sweep(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY)
    night = MONDAY + 61 * DAY
    Draft.objects.update(warned_at=MONDAY + 53 * DAY)

    with transaction.atomic():
        lock_draft(draft.pk)
        (swept,) = together(partial(aging.delete_old_drafts, now=night))
        drafting.touch(draft, now=night)

    assert swept == 0
    assert aging.delete_old_drafts(now=night) == 0


# ── the desk ────────────────────────────────────────────────────────────────────────────────


def test_two_officers_accept_at_once_and_one_wins(
    submitted: Dossier, counter_officer: Position, agency: Agency
) -> None:
    other = make_officer(Role.COUNTER, agency, email="quay2@example.test")

    found = together(
        *(
            partial(reception.accept, dossier_id=submitted.pk, by=by, now=MONDAY + HOUR)
            for by in (counter_officer, other)
        )
    )

    assert Counter(type(one) for one in found) == {Dossier: 1, WrongState: 1}
    assert submitted.timeline.filter(moment=Moment.ACCEPT).count() == 1
    assert DossierPaper.objects.count() == submitted.assignments.count() == 1


def test_accept_and_refuse_at_once_leave_one_answer(
    submitted: Dossier, counter_officer: Position
) -> None:
    found = together(
        partial(reception.accept, dossier_id=submitted.pk, by=counter_officer, now=MONDAY + HOUR),
        partial(
            reception.refuse,
            dossier_id=submitted.pk,
            reason="Sai nơi nộp",
            by=counter_officer,
            now=MONDAY + HOUR,
        ),
    )

    assert Counter(type(one) for one in found) == {Dossier: 1, WrongState: 1}
    assert DossierPaper.objects.filter(is_valid=True).count() == 1


def test_undo_and_the_first_step_at_once_leave_one_truth(accepted: Dossier, desk: Desk) -> None:
    undone, taken = together(
        partial(
            reception.undo_accept,
            dossier_id=accepted.pk,
            by=desk.counter,
            now=MONDAY + HOUR + MINUTE,
        ),
        partial(
            holding.take,
            dossier_id=accepted.pk,
            by=desk.specialist,
            now=MONDAY + HOUR + MINUTE,
        ),
    )

    accepted.refresh_from_db()
    is_open = accepted.assignments.filter(finished_at__isnull=True).exists()
    if isinstance(undone, TooLateToUndo):
        assert (accepted.status, is_open) == (Status.IN_PROGRESS, True)
    else:
        assert isinstance(taken, WrongState)
        assert (accepted.status, is_open) == (Status.SUBMITTED, False)


def test_two_specialists_take_one_step_and_one_has_it(
    accepted: Dossier, specialist: Position, agency: Agency
) -> None:
    other = make_officer(Role.SPECIALIST, agency, email="cv2@example.test")

    found = together(
        *(
            partial(holding.take, dossier_id=accepted.pk, by=by, now=MONDAY + 2 * HOUR)
            for by in (specialist, other)
        )
    )

    assert sum(isinstance(one, NotYourStep) for one in found) == 1
    assert accepted.timeline.filter(moment=Moment.BEGIN).count() == 1


def test_accept_that_waited_for_the_forwarding_says_who_has_the_dossier(
    submitted: Dossier, counter_officer: Position, elsewhere: Agency
) -> None:
    make_offer(submitted.case, elsewhere)

    with transaction.atomic():
        reception.forward_to_agency(
            dossier_id=submitted.pk,
            agency=elsewhere,
            reason="Đúng thẩm quyền",
            by=counter_officer,
            now=MONDAY + HOUR,
        )
        late = behind_a_lock(
            partial(
                reception.accept, dossier_id=submitted.pk, by=counter_officer, now=MONDAY + HOUR
            )
        )

    assert isinstance(late.outcome(), NotYourAgency)


# ── supplements, messages, look-up, copies ──────────────────────────────────────────────────


@pytest.fixture
def asked(submitted: Dossier, counter_officer: Position) -> Draft:
    item = Ask(reason="Sai", section="copies", question="number")
    request = supplement.ask(
        dossier_id=submitted.pk,
        items=[item],
        answer_by=date(2026, 12, 1),
        by=counter_officer,
        now=MONDAY + HOUR,
    )
    save_page(request.draft, "copies", {"number": "3"}, now=MONDAY + HOUR, seen=1)
    return request.draft


def test_supplement_sent_five_times_at_once_is_one_revision(asked: Draft, citizen: User) -> None:
    answer = partial(supplement.answer, draft_id=asked.pk, by=citizen, now=MONDAY + 2 * HOUR)

    found = together(*[answer] * 5)

    assert [one for one in found if isinstance(one, Exception)] == []
    assert Submission.objects.count() == 2
    assert Notification.objects.filter(event="dossier.supplement_received").count() == 1


def test_supplement_asked_for_twice_at_once_is_asked_once(accepted: Dossier, desk: Desk) -> None:
    ask = partial(
        supplement.ask,
        dossier_id=accepted.pk,
        items=[Ask(reason="Sai", section="copies", question="number")],
        answer_by=date(2026, 12, 1),
        now=MONDAY + 2 * HOUR,
    )

    found = together(partial(ask, by=desk.specialist), partial(ask, by=desk.head))

    assert sum(isinstance(one, WrongState) for one in found) == 1
    assert accepted.pauses.count() == accepted.supplements.count() == 1


def test_reminder_and_answer_at_once_do_not_block_each_other(asked: Draft, citizen: User) -> None:
    late = MONDAY + 13 * DAY

    found = together(
        partial(reminding.remind, now=late),
        partial(supplement.answer, draft_id=asked.pk, by=citizen, now=late),
    )

    assert isinstance(found[0], int)
    assert isinstance(found[1], Dossier)


def test_job_run_twice_at_once_tells_once(submitted: Dossier) -> None:
    found = together(*[partial(submission.follow_up, dossier_id=submitted.pk, now=MONDAY)] * 3)

    assert found == [None, None, None]
    assert Notification.objects.filter(event="dossier.submitted").count() == 1


def test_guesses_at_the_same_time_are_counted_one_by_one(submitted: Dossier) -> None:
    code = submitted.code

    found = together(*[partial(tracking.look_up, code=code, pin="22222222")] * 16)

    assert Counter(type(one) for one in found) == {tracking.NoSuchPair: 10, tracking.Locked: 6}
    submitted.refresh_from_db()
    assert submitted.lookup_failures == 10
    with pytest.raises(tracking.Locked):
        tracking.look_up(code=code, pin=pin_of(submitted))


def test_copy_asked_for_twice_at_once_is_one_copy(submitted: Dossier, citizen: User) -> None:
    found = together(
        *[partial(issuing.issue_sent_copy, submitted, by=citizen, now=MONDAY + HOUR)] * 3
    )

    assert len({one.pk for one in found}) == 1
    assert not any(isinstance(one, Refusal) for one in found)
