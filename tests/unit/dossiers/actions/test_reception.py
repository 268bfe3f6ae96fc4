"""Reception: accept, refuse, pass on, and taking each back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.audit.models import Event
from motcua.catalogue.models import RequiredDocument, ServiceOffer
from motcua.dossiers.actions.drafts import submission
from motcua.dossiers.actions.handling import holding, reception
from motcua.dossiers.actions.moves.moving import TooLateToUndo, WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency
from motcua.dossiers.enums import AssignmentOutcome, Moment, Status
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.queries.clocks.route import open_assignment
from motcua.kit.errors import NotPermitted, NotThere
from motcua.notifications.models import Notification
from motcua.papers.models import Paper
from motcua.places.models import Agency
from tests.factories.accounts import make_officer
from tests.factories.catalogue import make_offer
from tests.factories.dossiers import HOUR, MINUTE, MONDAY, Desk, make_dossier, make_draft


def told(dossier: Dossier, event: str) -> Notification:
    return Notification.objects.get(event=event, about=f"dossier:{dossier.pk}")


# ── accept ──────────────────────────────────────────────────────────────────────────────────


def test_accept_starts_the_clock_and_opens_the_first_step(submitted: Dossier, desk: Desk) -> None:
    dossier = desk.accept(submitted, MONDAY + HOUR)

    dossier.refresh_from_db()
    assert dossier.status == Status.ACCEPTED
    assert dossier.accepted_at == MONDAY + HOUR
    assert dossier.due_at == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # five working days, 10:00
    step = dossier.assignments.get()
    assert (step.role, step.holder, step.finished_at) == ("SPECIALIST", None, None)
    receipt = DossierPaper.objects.get(dossier=dossier).paper
    assert receipt.letter == "receipt"
    assert receipt.content["due_at"].startswith("2026-11-23T10:00:00+07:00")
    assert dossier.code in told(dossier, "dossier.accepted").body
    assert Event.objects.filter(name="dossier.accept", object_id=str(dossier.pk)).exists()


@pytest.mark.parametrize("role", ["specialist", "head", "administrator"])
def test_accept_by_another_role_is_refused(
    submitted: Dossier, role: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        reception.accept(dossier_id=submitted.pk, by=request.getfixturevalue(role), now=MONDAY)

    submitted.refresh_from_db()
    assert submitted.status == Status.SUBMITTED


@pytest.mark.parametrize("act", ["accept", "refuse", "forward"])
def test_counter_of_another_agency_may_do_nothing(
    submitted: Dossier, stranger: Position, agency: Agency, act: str
) -> None:
    calls = {
        "accept": lambda: reception.accept(dossier_id=submitted.pk, by=stranger, now=MONDAY),
        "refuse": lambda: reception.refuse(
            dossier_id=submitted.pk, reason="Sai nơi", by=stranger, now=MONDAY
        ),
        "forward": lambda: reception.forward_to_agency(
            dossier_id=submitted.pk, agency=agency, reason="Sai nơi", by=stranger, now=MONDAY
        ),
    }

    with pytest.raises(NotYourAgency):
        calls[act]()


def test_accept_twice_is_refused(accepted: Dossier, desk: Desk) -> None:
    with pytest.raises(WrongState):
        desk.accept(accepted)

    assert DossierPaper.objects.filter(dossier=accepted).count() == 1


def test_accept_without_a_required_paper_is_refused(submitted: Dossier, desk: Desk) -> None:
    RequiredDocument.objects.create(case=submitted.case, position=2, name="Giấy chứng sinh")

    with pytest.raises(reception.IncompleteDossier):
        desk.accept(submitted)


def test_accept_without_an_optional_paper_or_a_note_goes_through(
    submitted: Dossier, desk: Desk
) -> None:
    papers = RequiredDocument.objects
    papers.create(case=submitted.case, position=2, name="Ảnh", is_required=False)
    papers.create(case=submitted.case, position=3, name="Lưu ý", is_note=True, is_required=False)

    assert desk.accept(submitted).status == Status.ACCEPTED


def test_act_on_a_dossier_that_does_not_exist(counter_officer: Position) -> None:
    with pytest.raises(NotThere):
        reception.accept(dossier_id=10**12, by=counter_officer, now=MONDAY)


# ── undo accept ─────────────────────────────────────────────────────────────────────────────


def test_undo_accept_makes_the_receipt_void_and_the_reception_clock_stand(
    accepted: Dossier, counter_officer: Position
) -> None:
    promised = accepted.reception_due_at

    reception.undo_accept(
        dossier_id=accepted.pk, by=counter_officer, now=MONDAY + HOUR + 10 * MINUTE
    )

    accepted.refresh_from_db()
    assert accepted.status == Status.SUBMITTED
    assert (accepted.accepted_at, accepted.due_at) == (None, None)
    assert accepted.reception_due_at == promised
    assert accepted.assignments.get().outcome == AssignmentOutcome.CANCELLED
    row = DossierPaper.objects.get(dossier=accepted)
    assert row.is_valid is False
    assert Paper.objects.get(pk=row.paper_id).revoked_at is not None
    undoing, undone = accepted.timeline.order_by("-sequence")[:2]
    assert (undoing.moment, undoing.undoes) == (Moment.UNDO_ACCEPT, undone)
    assert "Tiếp nhận hồ sơ" in told(accepted, "dossier.correction").body


def test_accept_undo_and_accept_again_leaves_one_valid_receipt(
    accepted: Dossier, desk: Desk
) -> None:
    reception.undo_accept(dossier_id=accepted.pk, by=desk.counter, now=MONDAY + HOUR + MINUTE)

    desk.accept(accepted, MONDAY + 2 * HOUR)

    receipts = DossierPaper.objects.filter(dossier=accepted, letter="receipt")
    assert sorted(receipts.values_list("is_valid", flat=True)) == [False, True]
    assert accepted.assignments.filter(finished_at__isnull=True).count() == 1


def test_undo_accept_after_ten_minutes_is_refused(accepted: Dossier, desk: Desk) -> None:
    with pytest.raises(TooLateToUndo):
        reception.undo_accept(
            dossier_id=accepted.pk, by=desk.counter, now=MONDAY + HOUR + 11 * MINUTE
        )


def test_undo_accept_after_work_began_is_refused(accepted: Dossier, desk: Desk) -> None:
    holding.take(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + HOUR + MINUTE)

    with pytest.raises(TooLateToUndo):
        reception.undo_accept(
            dossier_id=accepted.pk, by=desk.counter, now=MONDAY + HOUR + 2 * MINUTE
        )


def test_undo_what_was_not_done_is_refused(submitted: Dossier, counter_officer: Position) -> None:
    for undo in (reception.undo_accept, reception.undo_refusal):
        with pytest.raises(TooLateToUndo):
            undo(dossier_id=submitted.pk, by=counter_officer, now=MONDAY)


# ── refuse ──────────────────────────────────────────────────────────────────────────────────


def test_refuse_says_why_in_paper_timeline_and_mail(
    submitted: Dossier, counter_officer: Position
) -> None:
    reason = "Thiếu giấy ủy quyền có chứng thực."

    reception.refuse(dossier_id=submitted.pk, reason=reason, by=counter_officer, now=MONDAY + HOUR)

    submitted.refresh_from_db()
    assert submitted.status == Status.NOT_ACCEPTED
    assert submitted.timeline.get(moment=Moment.REFUSE_RECEPTION).note == reason
    assert DossierPaper.objects.get(dossier=submitted).paper.content["reason"] == reason
    assert reason in told(submitted, "dossier.not_accepted").body


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_refuse_without_a_reason_is_refused(
    submitted: Dossier, counter_officer: Position, reason: str
) -> None:
    with pytest.raises(reception.ReasonNeeded) as refused:
        reception.refuse(dossier_id=submitted.pk, reason=reason, by=counter_officer, now=MONDAY)

    assert refused.value.field == "reason"


def test_undo_refusal_lets_the_dossier_be_accepted(submitted: Dossier, desk: Desk) -> None:
    reception.refuse(dossier_id=submitted.pk, reason="Nhầm", by=desk.counter, now=MONDAY)

    reception.undo_refusal(dossier_id=submitted.pk, by=desk.counter, now=MONDAY + MINUTE)

    assert DossierPaper.objects.get(dossier=submitted).is_valid is False
    assert desk.accept(submitted).status == Status.ACCEPTED
    assert told(submitted, "dossier.correction").body


def test_undo_refusal_too_late_is_refused(submitted: Dossier, counter_officer: Position) -> None:
    reception.refuse(dossier_id=submitted.pk, reason="Sai", by=counter_officer, now=MONDAY)

    with pytest.raises(TooLateToUndo):
        reception.undo_refusal(dossier_id=submitted.pk, by=counter_officer, now=MONDAY + HOUR)


# ── forward to the competent agency ─────────────────────────────────────────────────────────


def test_forward_keeps_code_sending_time_and_reception_clock(
    submitted: Dossier, elsewhere: Agency, stranger: Position, desk: Desk
) -> None:
    make_offer(submitted.case, elsewhere)
    promised = submitted.reception_due_at

    reception.forward_to_agency(
        dossier_id=submitted.pk,
        agency=elsewhere,
        reason="Thuộc thẩm quyền Sở Xây dựng",
        by=desk.counter,
        now=MONDAY + 3 * HOUR,
    )

    submitted.refresh_from_db()
    assert submitted.code.startswith("H21.16-")
    assert submitted.receiving_agency.code == "H21.16"
    assert submitted.responsible_agency == submitted.holder_agency == elsewhere
    assert (submitted.submitted_at, submitted.reception_due_at) == (MONDAY, promised)
    assert "Sở Tư pháp" in told(submitted, "dossier.forwarded_agency").body
    with pytest.raises(NotYourAgency):
        desk.accept(submitted)
    reception.accept(dossier_id=submitted.pk, by=stranger, now=MONDAY + 4 * HOUR)


def test_forwarded_online_it_is_returned_where_it_is_settled_and_carries_that_name(
    submitted: Dossier, elsewhere: Agency, stranger: Position, counter_officer: Position
) -> None:
    theirs = make_offer(submitted.case, elsewhere)

    reception.forward_to_agency(
        dossier_id=submitted.pk, agency=elsewhere, reason="Chuyển", by=counter_officer, now=MONDAY
    )

    submitted.refresh_from_db()
    assert (submitted.offer, submitted.returning_agency) == (theirs, elsewhere)
    there = Desk(
        stranger, make_officer(Role.SPECIALIST, elsewhere), make_officer(Role.HEAD, elsewhere)
    )
    there.decide(there.forward(there.accept(submitted)))
    assert open_assignment(submitted).agency == elsewhere
    assert "Sở Xây dựng" in told(submitted, "dossier.decided").body


def test_forwarded_from_a_counter_it_is_returned_there(
    offer: ServiceOffer, elsewhere: Agency, counter_officer: Position
) -> None:
    dossier = make_dossier(offer, counter_officer, now=MONDAY, name="Y Bhăm")
    make_offer(dossier.case, elsewhere)

    reception.forward_to_agency(
        dossier_id=dossier.pk, agency=elsewhere, reason="Chuyển", by=counter_officer, now=MONDAY
    )

    dossier.refresh_from_db()
    assert dossier.returning_agency == counter_officer.agency


def test_forward_to_an_agency_without_the_procedure_is_refused(
    submitted: Dossier, elsewhere: Agency, agency: Agency, counter_officer: Position
) -> None:
    for target in (elsewhere, agency):
        with pytest.raises(reception.NotOffered):
            reception.forward_to_agency(
                dossier_id=submitted.pk,
                agency=target,
                reason="Chuyển",
                by=counter_officer,
                now=MONDAY,
            )


def test_forward_to_an_agency_whose_offer_ended_is_refused(
    submitted: Dossier, elsewhere: Agency, counter_officer: Position
) -> None:
    make_offer(submitted.case, elsewhere)
    ServiceOffer.objects.filter(agency=elsewhere).update(valid_to=date(2026, 6, 30))

    with pytest.raises(reception.NotOffered):
        reception.forward_to_agency(
            dossier_id=submitted.pk,
            agency=elsewhere,
            reason="Chuyển",
            by=counter_officer,
            now=MONDAY,
        )


def test_forward_without_a_reason_or_after_acceptance_is_refused(
    accepted: Dossier, elsewhere: Agency, counter_officer: Position
) -> None:
    make_offer(accepted.case, elsewhere)

    def forward(reason: str) -> None:
        reception.forward_to_agency(
            dossier_id=accepted.pk, agency=elsewhere, reason=reason, by=counter_officer, now=MONDAY
        )

    with pytest.raises(reception.ReasonNeeded):
        forward(" ")
    with pytest.raises(WrongState):
        forward("Muộn rồi")


def test_timeline_numbers_entries_and_says_from_where_to_where(
    at_head: Dossier, agency: Agency
) -> None:
    rows = at_head.timeline.values_list("sequence", "moment", "status_from", "status_to", "agency")

    assert list(rows) == [
        (1, Moment.SUBMIT, None, 1, None),
        (2, Moment.ACCEPT, 1, 2, agency.pk),
        (3, Moment.BEGIN, 2, 4, agency.pk),
        (4, Moment.FORWARD_STEP, 4, 4, agency.pk),
    ]


def test_reception_clock_counts_eight_working_hours(offer: ServiceOffer, citizen: User) -> None:
    friday_four = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # 16:00, one working hour left
    draft = make_draft(offer, citizen, now=friday_four)

    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=friday_four)

    # 7 more hours on Monday: 4.5 until 11:30, then 2.5 from 13:30
    assert dossier.reception_due_at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
