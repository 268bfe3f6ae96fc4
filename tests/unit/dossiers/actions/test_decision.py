"""Deciding, handing the result over, and taking that back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.actions.routing import set_route
from motcua.dossiers.actions.handling import decision, holding, processing, returning
from motcua.dossiers.actions.handling.results import receive_result
from motcua.dossiers.actions.handling.returning import Taker
from motcua.dossiers.actions.moves.moving import TooLateToUndo, WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency, NotYourStep
from motcua.dossiers.enums import Decision, Moment, ReturnWay, Status
from motcua.dossiers.models import Dossier, DossierPaper, HandOver, Result
from motcua.dossiers.queries.desk import buttons_for
from motcua.files.actions.refusals import FileRefused
from motcua.kit.errors import NotPermitted, NotThere
from motcua.notifications.models import Notification
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.catalogue import route
from tests.factories.dossiers import DAY, GRANTED, HOUR, MINUTE, MONDAY, Desk, photograph

LATER = MONDAY + 3 * DAY
TAKER = Taker(name="  H'Mok Siu ", identity="064190001234")


def events(dossier: Dossier) -> list[str]:
    return list(
        Notification.objects.filter(about=f"dossier:{dossier.pk}")
        .order_by("pk")
        .values_list("event", flat=True)
    )


def one_page_pdf() -> SimpleUploadedFile:
    content = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.write(content)
    return SimpleUploadedFile("ket-qua.pdf", content.getvalue(), "application/pdf")


# ── deciding ────────────────────────────────────────────────────────────────────────────────


def test_grant_with_a_text_draws_up_the_paper(at_head: Dossier, desk: Desk) -> None:
    dossier = desk.decide(at_head)

    dossier.refresh_from_db()
    assert (dossier.status, dossier.decision) == (Status.DECIDED, Decision.GRANTED)
    assert dossier.decided_at == MONDAY + 2 * DAY
    assert dossier.result.paper.content["paragraphs"] == ["Cấp hai bản sao."]
    assert dossier.result.stored_file is None
    waiting = dossier.assignments.get(finished_at__isnull=True)
    assert (waiting.role, waiting.agency) == ("COUNTER", dossier.receiving_agency)
    assert events(dossier)[-1] == "dossier.decided"


def test_grant_with_an_uploaded_paper_keeps_it_byte_for_byte(at_head: Dossier, desk: Desk) -> None:
    upload = one_page_pdf()
    stored = receive_result(upload=upload, by=desk.head, now=LATER)

    desk.decide(at_head, replace(GRANTED, stored_file=stored, body=""))

    result = Result.objects.get(dossier=at_head)
    assert (result.stored_file, result.paper) == (stored, None)
    assert stored.stored_sha256 == stored.received_sha256


def test_upload_a_photograph_as_result_is_refused(head: Position) -> None:
    with pytest.raises(FileRefused):
        receive_result(upload=photograph(), by=head, now=LATER)


def test_refuse_with_a_reason_tells_it(at_head: Dossier, desk: Desk) -> None:
    refusal = replace(GRANTED, decision=Decision.REFUSED, reason="Không đủ điều kiện, Điều 5.")

    desk.decide(at_head, refusal)

    at_head.refresh_from_db()
    assert at_head.decision == Decision.REFUSED
    assert events(at_head)[-1] == "dossier.refused"
    assert "Điều 5" in Notification.objects.latest("pk").body
    assert at_head.timeline.last().note == "Không đủ điều kiện, Điều 5."


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"body": " \n "}, decision.ResultNeeded, "stored_file"),
        ({"decision": Decision.REFUSED}, decision.ReasonForRefusal, "reason"),
        ({"decision": Decision.REFUSED, "reason": "  "}, decision.ReasonForRefusal, "reason"),
    ],
)
def test_decide_without_paper_or_reason_is_refused_and_changes_nothing(
    at_head: Dossier, desk: Desk, change: dict, refusal: type, field: str
) -> None:
    with pytest.raises(refusal) as refused:
        desk.decide(at_head, replace(GRANTED, **change))

    assert refused.value.field == field
    at_head.refresh_from_db()
    assert (at_head.status, at_head.decision) == (Status.IN_PROGRESS, "")
    assert not Result.objects.exists()


def test_decide_by_the_specialist_is_refused(at_head: Dossier, specialist: Position) -> None:
    with pytest.raises(NotPermitted):
        decision.decide(dossier_id=at_head.pk, outcome=GRANTED, by=specialist, now=LATER)


def test_decide_before_the_step_of_the_head_is_refused(accepted: Dossier, desk: Desk) -> None:
    with pytest.raises(NotYourStep):
        desk.decide(accepted)


def test_decide_what_another_head_took_is_refused(
    at_head: Dossier, desk: Desk, agency: Agency
) -> None:
    other = make_officer(Role.HEAD, agency, email="pho@example.test")
    holding.take(dossier_id=at_head.pk, by=other, now=MONDAY + DAY)

    with pytest.raises(NotYourStep):
        desk.decide(at_head)


def test_head_of_another_agency_is_refused(at_head: Dossier, elsewhere: Agency) -> None:
    outsider = make_officer(Role.HEAD, elsewhere)

    with pytest.raises(NotYourAgency):
        decision.decide(dossier_id=at_head.pk, outcome=GRANTED, by=outsider, now=LATER)


def test_decide_before_acceptance_is_refused(submitted: Dossier, desk: Desk) -> None:
    with pytest.raises(WrongState):
        desk.decide(submitted)


def test_decide_twice_is_refused(decided: Dossier, desk: Desk) -> None:
    with pytest.raises((WrongState, NotYourStep)):
        desk.decide(decided, at=LATER)

    assert Result.objects.filter(dossier=decided).count() == 1


# ── handing over ────────────────────────────────────────────────────────────────────────────


def hand_over(
    dossier: Dossier, by: Position, *, taker: Taker = TAKER, at: datetime = LATER
) -> HandOver:
    return returning.return_at_counter(dossier_id=dossier.pk, taker=taker, by=by, now=at)


def test_hand_over_at_the_counter_ends_the_dossier(
    decided: Dossier, counter_officer: Position
) -> None:
    handed = hand_over(decided, counter_officer)

    decided.refresh_from_db()
    assert (decided.status, decided.returned_at) == (Status.RETURNED, LATER)
    assert (handed.taker_name, handed.way) == ("H'Mok Siu", ReturnWay.COUNTER)
    assert not decided.assignments.filter(finished_at__isnull=True).exists()
    slip = DossierPaper.objects.get(dossier=decided, letter="handover").paper
    assert slip.content["receiver"] == "H'Mok Siu"
    assert events(decided)[-1] == "dossier.returned"


def test_hand_over_to_nobody_is_refused(decided: Dossier, counter_officer: Position) -> None:
    with pytest.raises(returning.TakerNeeded) as refused:
        hand_over(decided, counter_officer, taker=Taker(name="   "))

    assert refused.value.field == "taker_name"


def test_hand_over_twice_is_refused(decided: Dossier, counter_officer: Position) -> None:
    hand_over(decided, counter_officer)

    with pytest.raises(WrongState):
        hand_over(decided, counter_officer)

    assert HandOver.objects.count() == 1


def test_hand_over_before_the_decision_is_refused(
    at_head: Dossier, counter_officer: Position
) -> None:
    with pytest.raises(WrongState):
        hand_over(at_head, counter_officer)


def test_only_a_counter_of_the_agencies_concerned_hands_over(
    decided: Dossier, stranger: Position, specialist: Position
) -> None:
    with pytest.raises(NotYourAgency):
        hand_over(decided, stranger)
    with pytest.raises(NotPermitted):
        hand_over(decided, specialist)


def test_undo_of_a_hand_over_makes_the_slip_void_and_opens_the_return(
    decided: Dossier, counter_officer: Position
) -> None:
    hand_over(decided, counter_officer)

    returning.undo_return(dossier_id=decided.pk, by=counter_officer, now=LATER + 10 * MINUTE)

    decided.refresh_from_db()
    assert (decided.status, decided.returned_at) == (Status.DECIDED, None)
    assert HandOver.objects.get().undone_at == LATER + 10 * MINUTE
    assert DossierPaper.objects.get(letter="handover").is_valid is False
    assert decided.assignments.filter(finished_at__isnull=True).count() == 1
    assert events(decided)[-1] == "dossier.correction"
    hand_over(decided, counter_officer, at=LATER + HOUR)
    assert HandOver.objects.filter(undone_at__isnull=True).count() == 1


def test_undo_of_a_hand_over_too_late_is_refused(
    decided: Dossier, counter_officer: Position
) -> None:
    hand_over(decided, counter_officer)

    with pytest.raises(TooLateToUndo):
        returning.undo_return(dossier_id=decided.pk, by=counter_officer, now=LATER + HOUR)


def test_open_the_result_online_hands_it_over_once(decided: Dossier, citizen: User) -> None:
    first = returning.collect_online(dossier_id=decided.pk, by=citizen, now=LATER)
    second = returning.collect_online(dossier_id=decided.pk, by=citizen, now=LATER + HOUR)

    decided.refresh_from_db()
    assert (first.way, second) == (ReturnWay.ONLINE, None)
    assert (decided.status, decided.returned_at) == (Status.RETURNED, LATER)
    assert decided.timeline.filter(moment=Moment.RETURN_RESULT).count() == 1


def test_result_chosen_for_the_counter_is_not_handed_over_by_looking(
    decided: Dossier, citizen: User
) -> None:
    Dossier.objects.update(return_way=ReturnWay.COUNTER)

    assert returning.collect_online(dossier_id=decided.pk, by=citizen, now=LATER) is None
    decided.refresh_from_db()
    assert decided.status == Status.DECIDED


def test_somebody_else_cannot_collect(decided: Dossier) -> None:
    with pytest.raises(NotThere):
        returning.collect_online(
            dossier_id=decided.pk, by=make_citizen("la@example.test", "Rơ Lan"), now=LATER
        )


def test_officer_cannot_undo_what_the_owner_opened_online(
    decided: Dossier, citizen: User, counter_officer: Position
) -> None:
    returning.collect_online(dossier_id=decided.pk, by=citizen, now=LATER)

    with pytest.raises(TooLateToUndo):
        returning.undo_return(dossier_id=decided.pk, by=counter_officer, now=LATER + MINUTE)


def test_head_decides_at_the_last_step_only(submitted: Dossier, desk: Desk) -> None:
    steps = route("HEAD", "SPECIALIST", "HEAD")
    set_route(case=submitted.case, definition=steps, by=None, now=MONDAY)
    dossier = desk.accept(submitted)

    with pytest.raises(decision.NotLastStep):
        desk.decide(dossier)

    assert Moment.DECIDE not in buttons_for(desk.head, dossier, at=MONDAY)
    processing.forward(dossier_id=dossier.pk, by=desk.head, now=MONDAY + DAY)
    processing.forward(dossier_id=dossier.pk, by=desk.specialist, now=MONDAY + DAY)
    dossier.refresh_from_db()
    assert Moment.DECIDE in buttons_for(desk.head, dossier, at=MONDAY + DAY)
    assert desk.decide(dossier).status == Status.DECIDED
