"""Something new after an earlier request: proposed, approved, declined; and how often it came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.accounts.models import Position, User
from motcua.catalogue.enums import NewItemRule
from motcua.catalogue.models import ProcedureCase, RequiredDocument, ServiceOffer
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.actions.moves.meanwhile import ChangedMeanwhile
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.actions.waiting import proposing, stopping, supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.actions.waiting.supplement import Terms
from motcua.dossiers.enums import Moment, ProposalOutcome, Status, StopReason
from motcua.dossiers.models import Dossier, DossierPaper, Supplement, SupplementProposal
from motcua.dossiers.queries import timeline
from motcua.dossiers.queries.asking.returns import returns_of
from motcua.dossiers.queries.lists import inbox
from motcua.kit.errors import NotPermitted, NotThere
from motcua.notifications.models import Notification
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk, make_dossier
from tests.unit.dossiers.actions.test_supplement import NUMBER, answer, ask

AGAIN = MONDAY + 3 * DAY + HOUR
TERMS = Terms(answer_by=date(2026, 12, 1), sentence="Xin lỗi", new_because="Quy định mới")


@pytest.fixture
def answered(accepted: Dossier, specialist: Position, citizen: User) -> Dossier:
    return answer(ask(accepted, specialist), citizen)


def new_one(dossier: Dossier) -> Ask:
    paper = RequiredDocument.objects.get(case=dossier.case, position=1)
    return Ask(reason="Ảnh mờ", required_document_id=paper.pk)


def put(dossier: Dossier, by: Position, *items: Ask, **more: Any) -> Any:
    chosen = {"items": items or [NUMBER, new_one(dossier)], "terms": TERMS, "now": AGAIN, **more}
    return proposing.ask_or_propose(dossier_id=dossier.pk, by=by, **chosen)


def approve(dossier: Dossier, by: Position, **more: Any) -> Supplement:
    chosen = {"answer_by": TERMS.answer_by, "now": AGAIN + HOUR, **more}
    return proposing.approve(dossier_id=dossier.pk, by=by, **chosen)


def decline(dossier: Dossier, by: Position, reason: str = "Không cần") -> SupplementProposal:
    return proposing.decline(dossier_id=dossier.pk, reason=reason, by=by, now=AGAIN + HOUR)


# ── proposing ───────────────────────────────────────────────────────────────────────────────


def test_specialist_proposes_and_nothing_goes_out(answered: Dossier, desk: Desk) -> None:
    due = answered.due_at

    put(answered, desk.specialist)

    answered.refresh_from_db()
    assert (answered.status, answered.due_at) == (Status.ACCEPTED, due)
    assert Supplement.objects.count() == 1
    entry = answered.timeline.get(moment=Moment.PROPOSE_SUPPLEMENT)
    assert (entry.is_public, entry.note) == (False, "Quy định mới")
    assert answered in listed(desk.head)


def listed(head: Position) -> list[Dossier]:
    page = inbox.inbox_of(head, inbox.PROPOSALS, at=AGAIN)
    return [row.dossier for row in page.rows]


def test_repeat_goes_out_and_head_asks_at_once(answered: Dossier, desk: Desk) -> None:
    assert isinstance(put(answered, desk.specialist, NUMBER), Supplement)
    assert not SupplementProposal.objects.exists()


def test_head_asks_without_proposing(answered: Dossier, desk: Desk) -> None:
    asked = put(answered, desk.head)

    assert (asked.asked_by, asked.new_because) == (desk.head, "Quy định mới")


def test_propose_without_a_reason_or_with_a_date_gone(answered: Dossier, desk: Desk) -> None:
    with pytest.raises(supplement.WhyNewNeeded):
        put(answered, desk.specialist, terms=Terms(answer_by=TERMS.answer_by))
    with pytest.raises(supplement.DateTooEarly):
        put(answered, desk.specialist, terms=Terms(answer_by=date(2026, 11, 19), new_because="x"))

    assert not SupplementProposal.objects.exists()


def test_propose_twice_tells_who_did(answered: Dossier, desk: Desk) -> None:
    seen = timeline.last_sequence(answered)
    put(answered, desk.specialist, seen=seen)

    with pytest.raises(proposing.AlreadyProposed, match="Trần Văn Bình"):
        put(answered, desk.specialist)
    with pytest.raises(ChangedMeanwhile, match="Đề nghị yêu cầu bổ sung mục mới"):
        put(answered, desk.head, seen=seen)


def test_propose_where_forbidden_or_nothing_is_new(answered: Dossier, desk: Desk) -> None:
    with pytest.raises(proposing.NothingNew):
        proposing.propose(
            dossier_id=answered.pk, items=[NUMBER], terms=TERMS, by=desk.specialist, now=AGAIN
        )
    ProcedureCase.objects.update(new_item_rule=NewItemRule.FORBIDDEN)
    with pytest.raises(supplement.SecondTimeForbidden):
        put(answered, desk.specialist)


# ── the head's answer ───────────────────────────────────────────────────────────────────────


def test_approve_sends_what_was_proposed(answered: Dossier, desk: Desk, citizen: User) -> None:
    put(answered, desk.specialist)

    asked = approve(answered, desk.head)

    answered.refresh_from_db()
    assert answered.status == Status.AWAITING_SUPPLEMENT
    assert (asked.asked_by, asked.approved_by) == (desk.specialist, desk.head)
    assert [item.told("vi") for item in asked.items.order_by("pk")] == [NUMBER.reason, "Ảnh mờ"]
    slips = DossierPaper.objects.filter(dossier=answered, letter="supplement_request")
    assert slips.latest("pk").paper.content["officer"] == "Trần Văn Bình"
    assert answered not in listed(desk.head)
    told = Notification.objects.get(event="dossier.proposal_settled")
    assert told.to_email == desk.specialist.user.email
    assert asked.draft.owner == citizen


def test_decline_tells_why(answered: Dossier, desk: Desk) -> None:
    put(answered, desk.specialist)
    with pytest.raises(proposing.DeclineNeedsReason):
        decline(answered, desk.head, " ")

    proposal = decline(answered, desk.head)

    answered.refresh_from_db()
    assert proposal.outcome == ProposalOutcome.DECLINED
    assert answered.status == Status.ACCEPTED
    assert "Không cần" in Notification.objects.get(event="dossier.proposal_settled").body
    assert put(answered, desk.specialist).outcome == ProposalOutcome.OPEN  # may try again


def test_second_answer_is_told_of_the_first(answered: Dossier, desk: Desk) -> None:
    put(answered, desk.specialist)
    approve(answered, desk.head)

    for act in (approve, decline):
        with pytest.raises(proposing.AlreadySettled, match="Lê Thị Hạnh"):
            act(answered, desk.head)

    assert Supplement.objects.count() == 2


def test_only_the_head_answers_and_only_the_proposer_takes_back(
    answered: Dossier, desk: Desk, stranger: Position
) -> None:
    put(answered, desk.specialist)
    for by in (desk.specialist, desk.counter, stranger):
        for act in (approve, decline):
            with pytest.raises(NotPermitted):
                act(answered, by)
    with pytest.raises(NotPermitted):
        proposing.drop(dossier_id=answered.pk, by=desk.head, now=AGAIN)

    proposing.drop(dossier_id=answered.pk, by=desk.specialist, now=AGAIN)

    with pytest.raises(proposing.AlreadySettled):
        approve(answered, desk.head)


def test_approve_after_the_dossier_moved_on_is_refused_and_nothing_is_lost(
    answered: Dossier, desk: Desk
) -> None:
    put(answered, desk.specialist)
    grounds = stopping.Grounds(kind=StopReason.COURT, reason="Tòa yêu cầu", legal_basis="Luật")
    stopping.stop(dossier_id=answered.pk, grounds=grounds, by=desk.head, now=AGAIN)

    with pytest.raises(WrongState):
        approve(answered, desk.head)

    assert answered not in listed(desk.head)
    stopping.resume(dossier_id=answered.pk, note="", by=desk.head, now=AGAIN)
    assert answered in listed(desk.head)
    assert approve(answered, desk.head).number == 2


def test_approve_late_needs_another_date(answered: Dossier, desk: Desk) -> None:
    put(answered, desk.specialist)
    late = AGAIN + timedelta(days=20)

    with pytest.raises(supplement.DateTooEarly):
        approve(answered, desk.head, now=late)

    assert approve(answered, desk.head, answer_by=date(2026, 12, 31), now=late)


def test_answer_without_a_proposal(answered: Dossier, desk: Desk) -> None:
    with pytest.raises(NotThere):
        approve(answered, desk.head)


# ── how often the matter came back ──────────────────────────────────────────────────────────


def test_returns_count_over_refused_and_refiled_dossiers(
    offer: ServiceOffer, citizen: User, counter_officer: Position, desk: Desk
) -> None:
    first = make_dossier(offer, citizen, now=MONDAY)
    reception.refuse(dossier_id=first.pk, reason="Sai", by=counter_officer, now=MONDAY + HOUR)
    undone = make_dossier(offer, citizen, now=MONDAY + DAY)
    at = MONDAY + DAY + HOUR
    reception.refuse(dossier_id=undone.pk, reason="Sai", by=counter_officer, now=at)
    reception.undo_refusal(dossier_id=undone.pk, by=counter_officer, now=at)
    other = make_dossier(offer, citizen, now=MONDAY + DAY, name="Y Bhăm")
    ask(other, counter_officer)
    for dossier, number in ((first, "1"), (undone, "1"), (other, "2")):
        dossier.applicant.identity_number = f"06419000000{number}"
        dossier.applicant.party = None
        dossier.applicant.save()
    ask(undone, counter_officer, at=at + HOUR)

    found = returns_of(undone, by=counter_officer, at=at + DAY)

    assert [(one.what, one.items, one.code) for one in found] == [
        ("Yêu cầu bổ sung hồ sơ", 1, undone.code),
        ("Không tiếp nhận hồ sơ", 0, first.code),
    ]
    years = AGAIN + timedelta(days=400)
    assert [one.code for one in returns_of(undone, by=counter_officer, at=years)] == [undone.code]


def test_returns_at_another_agency_are_counted_but_not_named(
    answered: Dossier, stranger: Position
) -> None:
    (only,) = returns_of(answered, by=stranger, at=AGAIN)

    assert (only.what, only.code) == ("Yêu cầu bổ sung hồ sơ", "")
