"""Asking for a supplement and answering it, before and after acceptance."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.audit.models import Event
from motcua.catalogue.enums import AfterSupplement, NewItemRule
from motcua.catalogue.models import ProcedureCase, RequiredDocument
from motcua.dossiers.actions.drafts import documents, drafting, submission
from motcua.dossiers.actions.handling import holding
from motcua.dossiers.actions.moves.moving import WrongState
from motcua.dossiers.actions.moves.permits import NotYourAgency, NotYourStep
from motcua.dossiers.actions.waiting import items, reminding, supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Moment, Status
from motcua.dossiers.models import (
    Dossier,
    DossierDocument,
    DossierPaper,
    Draft,
    Pause,
    Supplement,
)
from motcua.dossiers.queries.clocks.route import open_assignment
from motcua.dossiers.queries.drafts.documents import latest_papers
from motcua.kit.errors import NotPermitted, NotThere
from motcua.notifications.models import Notification
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.dossiers import (
    DAY,
    HOUR,
    MONDAY,
    Desk,
    add_photograph,
    make_dossier,
    photograph,
)

NUMBER = Ask(reason="Số bản không khớp", section="copies", question="number")
ANSWER_BY = date(2026, 12, 1)
ASKED_AT = MONDAY + DAY  # Tuesday 09:00
ANSWERED_AT = MONDAY + 3 * DAY  # Thursday 09:00


def paper_of(dossier: Dossier) -> Ask:
    """The dossier's one required paper."""
    paper = RequiredDocument.objects.get(case=dossier.case, position=1)
    return Ask(reason="Ảnh bị mờ", required_document_id=paper.pk)


def ask(dossier: Dossier, by: Position, *items: Ask, at: datetime = ASKED_AT, **more: Any) -> Any:
    return supplement.ask(
        dossier_id=dossier.pk,
        items=items or [NUMBER],
        answer_by=more.pop("answer_by", ANSWER_BY),
        by=by,
        now=at,
        **more,
    )


def mend(asked: Supplement, *, number: str = "3", at: datetime = ANSWERED_AT) -> Draft:
    draft = asked.draft
    saved = drafting.save_section(
        draft_id=draft.pk, section="copies", raw={"number": number}, seen_revision=1, now=at
    )
    assert not saved.checked.errors
    return draft


def answer(asked: Supplement, by: User | Position, at: datetime = ANSWERED_AT) -> Dossier:
    return supplement.answer(draft_id=mend(asked, at=at).pk, by=by, now=at)


# ── asking ──────────────────────────────────────────────────────────────────────────────────


def test_ask_before_acceptance_stops_the_reception_clock(
    submitted: Dossier, counter_officer: Position
) -> None:
    asked = ask(submitted, counter_officer, sentence="Xin bổ sung")

    submitted.refresh_from_db()
    assert submitted.status == Status.AWAITING_SUPPLEMENT
    assert (submitted.reception_due_at, submitted.due_at) == (None, None)
    assert Pause.objects.get().back_to == Status.SUBMITTED
    assert asked.draft.owner == submitted.applicant.filer
    slip = DossierPaper.objects.get(dossier=submitted, letter="supplement_request").paper
    assert slip.content["items"] == [{"name": "Số bản", "note": "Số bản không khớp"}]
    told = Notification.objects.get(event="dossier.supplement_asked")
    assert "Số bản: Số bản không khớp" in told.body
    assert "01/12/2026" in told.body


def test_ask_after_acceptance_keeps_what_remains(accepted: Dossier, specialist: Position) -> None:
    promised = accepted.reception_due_at

    ask(accepted, specialist)

    accepted.refresh_from_db()
    assert accepted.due_at is None
    assert accepted.remaining_minutes == (4 * 8 + 1) * 60  # due Monday 10:00
    assert accepted.reception_due_at == promised  # a fact of the past
    assert Pause.objects.get().back_to == Status.ACCEPTED


def test_citizen_opens_only_the_marked_items(submitted: Dossier, counter_officer: Position) -> None:
    asked = ask(submitted, counter_officer)

    for section, raw in (
        ("applicant", {"full_name": "Kẻ Khác"}),
        ("applicant", {}),
    ):
        with pytest.raises(drafting.LockedAnswer):
            drafting.save_section(
                draft_id=asked.draft.pk, section=section, raw=raw, seen_revision=1, now=ANSWERED_AT
            )
    with pytest.raises(documents.LockedPaper):
        documents.add_document(
            draft=asked.draft,
            required_document_id=paper_of(submitted).required_document_id,
            upload=photograph(),
            by=None,
            now=ANSWERED_AT,
        )


def test_other_question_of_a_marked_page_is_locked(
    submitted: Dossier, counter_officer: Position
) -> None:
    name = Ask(reason="Sai tên", section="applicant", question="full_name")
    draft = ask(submitted, counter_officer, name).draft

    def save(raw: dict[str, str]) -> Any:
        return drafting.save_section(
            draft_id=draft.pk, section="applicant", raw=raw, seen_revision=1, now=ANSWERED_AT
        )

    with pytest.raises(drafting.LockedAnswer):
        save({"full_name": "H'Mok Siu", "email": "khac@example.test"})
    saved = save({"full_name": "H’Mok Siu", "email": "", "unheard_of": "x"})
    assert saved.checked.values == {"full_name": "H’Mok Siu", "email": "hmok@example.test"}


def test_attempt_at_a_locked_answer_is_audited(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    draft = ask(submitted, counter_officer).draft

    supplement.record_locked_attempt(draft=draft, section="applicant", by=citizen, now=MONDAY)

    event = Event.objects.get(name="dossier.locked_answer_refused")
    assert (event.object_id, event.actor_id) == (str(draft.key), citizen.pk)


def test_draft_of_a_supplement_is_neither_thrown_away_nor_sent_as_new(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    draft = ask(submitted, counter_officer).draft

    with pytest.raises(drafting.NotDiscardable):
        drafting.discard(draft_id=draft.pk)
    with pytest.raises(NotThere):
        submission.submit(draft_id=draft.pk, by=citizen, now=ANSWERED_AT)
    assert drafting.carry_to_current(draft_id=draft.pk) is None


@pytest.mark.parametrize(
    ("items", "refusal"),
    [
        ([], items.NothingAsked),
        ([Ask(reason=" ", section="copies", question="number")], items.NothingAsked),
        ([NUMBER, NUMBER], items.ItemUnknown),
        ([Ask(reason="x", section="copies", question="age")], items.ItemUnknown),
        ([Ask(reason="x", section="nowhere", question="number")], items.ItemUnknown),
        ([Ask(reason="x", required_document_id=10**9)], items.ItemUnknown),
        ([Ask(reason="x", section="copies")], items.ItemUnknown),
    ],
)
def test_ask_for_nothing_or_the_unknown_is_refused(
    submitted: Dossier, counter_officer: Position, items: list[Ask], refusal: type
) -> None:
    with pytest.raises(refusal):
        supplement.ask(
            dossier_id=submitted.pk,
            items=items,
            answer_by=ANSWER_BY,
            by=counter_officer,
            now=ASKED_AT,
        )

    submitted.refresh_from_db()
    assert submitted.status == Status.SUBMITTED
    assert not Pause.objects.exists()


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 17)])
def test_ask_with_a_date_that_is_over_is_refused(
    submitted: Dossier, counter_officer: Position, day: date
) -> None:
    with pytest.raises(supplement.DateTooEarly) as refused:
        ask(submitted, counter_officer, answer_by=day)

    assert refused.value.field == "answer_by"


def test_today_is_the_day_in_viet_nam(submitted: Dossier, counter_officer: Position) -> None:
    late_evening = datetime(2026, 11, 17, 17, 30, tzinfo=UTC)  # 00:30 on the 18th

    with pytest.raises(supplement.DateTooEarly):
        ask(submitted, counter_officer, at=late_evening, answer_by=date(2026, 11, 18))


def test_who_may_ask_before_acceptance(
    submitted: Dossier, specialist: Position, stranger: Position, administrator: Position
) -> None:
    for by, refusal in (
        (specialist, NotPermitted),
        (administrator, NotPermitted),
        (stranger, NotYourAgency),
    ):
        with pytest.raises(refusal):
            ask(submitted, by)


def test_who_may_ask_after_acceptance(accepted: Dossier, desk: Desk, agency: Agency) -> None:
    colleague = make_officer(Role.SPECIALIST, agency, email="puih.ha@example.test")
    holding.take(dossier_id=accepted.pk, by=desk.specialist, now=MONDAY + 2 * HOUR)

    for by in (colleague, desk.counter):
        with pytest.raises(NotYourStep):
            ask(accepted, by)
    ask(accepted, desk.head)
    accepted.refresh_from_db()
    assert accepted.status == Status.AWAITING_SUPPLEMENT


def test_ask_while_one_is_open_is_refused(accepted: Dossier, desk: Desk) -> None:
    ask(accepted, desk.specialist)

    for by in (desk.specialist, desk.head):
        with pytest.raises(WrongState):
            ask(accepted, by, at=ASKED_AT + HOUR)

    assert Pause.objects.count() == 1


def test_ask_after_the_decision_is_refused(decided: Dossier, desk: Desk) -> None:
    with pytest.raises(WrongState):
        ask(decided, desk.head, at=MONDAY + 3 * DAY)


# ── answering ───────────────────────────────────────────────────────────────────────────────


def test_answer_before_acceptance_begins_eight_new_hours(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    asked = ask(submitted, counter_officer)

    dossier = answer(asked, citizen)

    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED
    assert dossier.submitted_at == MONDAY
    assert dossier.reception_due_at == ANSWERED_AT + DAY  # eight working hours are a day
    first, second = dossier.submissions.all()
    assert (first.answers["copies"], second.answers["copies"]) == ({"number": 2}, {"number": 3})
    assert second.answers["applicant"] == first.answers["applicant"]
    asked.refresh_from_db()
    assert (asked.answered_at, asked.submission) == (ANSWERED_AT, second)
    told = Notification.objects.get(event="dossier.supplement_received")
    assert told.to_email == counter_officer.user.email
    assert "/mot-cua/ho-so/" in told.body


def test_answer_after_acceptance_moves_the_promise_by_the_pause(
    accepted: Dossier, specialist: Position, citizen: User
) -> None:
    promised = accepted.due_at
    asked = ask(accepted, specialist)

    answer(asked, citizen)

    accepted.refresh_from_db()
    assert accepted.status == Status.ACCEPTED
    assert accepted.due_at == promised + 2 * DAY  # Tuesday to Thursday, Wednesday 25th 10:00
    assert accepted.remaining_minutes is None
    assert Pause.objects.get().closed_at == ANSWERED_AT


def test_answer_begins_the_clock_anew_where_the_case_says_so(
    accepted: Dossier, specialist: Position, citizen: User
) -> None:
    ProcedureCase.objects.update(after_supplement=AfterSupplement.RESTART)
    asked = ask(accepted, specialist)

    answer(asked, citizen)

    accepted.refresh_from_db()
    assert accepted.due_at == datetime(2026, 11, 26, 2, 0, tzinfo=UTC)  # Thursday + 5 days


def test_step_does_not_run_while_the_dossier_waits(
    accepted: Dossier, specialist: Position, citizen: User
) -> None:
    accepted.assignments.update(due_at=datetime(2026, 11, 17, 9, 0, tzinfo=UTC))  # Tuesday 16:00
    asked = ask(accepted, specialist)  # five working hours left

    answer(asked, citizen)

    assert open_assignment(accepted).due_at == datetime(2026, 11, 19, 9, 0, tzinfo=UTC)


def test_answer_twice_gives_the_same_dossier(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    asked = ask(submitted, counter_officer)
    first = answer(asked, citizen)

    again = supplement.answer(draft_id=asked.draft.pk, by=citizen, now=ANSWERED_AT + HOUR)

    assert again == first
    assert submitted.submissions.count() == 2
    assert submitted.timeline.filter(moment=Moment.SUPPLEMENT).count() == 1


def test_answer_by_somebody_else_is_refused_even_with_the_same_number(
    submitted: Dossier, counter_officer: Position, citizen: User, head: Position
) -> None:
    draft = mend(ask(submitted, counter_officer))
    head.pk = citizen.pk  # a position and a user may share a number

    for by in (make_citizen("la@example.test", "Rơ Lan"), counter_officer, head):
        with pytest.raises(NotPermitted):
            supplement.answer(draft_id=draft.pk, by=by, now=ANSWERED_AT)


def test_answer_with_a_plain_draft_is_refused(
    submitted: Dossier, offer: Any, citizen: User
) -> None:
    plain = Draft.objects.get(key=submitted.draft_key)

    with pytest.raises(NotThere):
        supplement.answer(draft_id=plain.pk, by=citizen, now=ANSWERED_AT)


def test_answer_without_the_marked_paper_is_refused_and_keeps_everything(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    asked = ask(submitted, counter_officer, NUMBER, paper_of(submitted))
    draft = mend(asked)

    with pytest.raises(supplement.StillMissing, match=": Giấy"):
        supplement.answer(draft_id=draft.pk, by=citizen, now=ANSWERED_AT)

    assert draft.answers.get(section="copies").values == {"number": 3}
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_answer_without_a_change_is_refused_and_the_clock_stands_still(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    name = Ask(reason="Viết hoa", section="applicant", question="full_name")
    asked = ask(submitted, counter_officer, NUMBER, name)

    with pytest.raises(supplement.StillMissing, match="Họ, chữ đệm, tên; Số bản"):
        supplement.answer(draft_id=asked.draft.pk, by=citizen, now=ANSWERED_AT)
    with pytest.raises(supplement.StillMissing, match=r": Họ, chữ đệm, tên[.]"):
        answer(asked, citizen)

    submitted.refresh_from_db()
    assert submitted.status == Status.AWAITING_SUPPLEMENT


def test_page_saved_again_as_it_was_is_an_answer(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    asked = ask(submitted, counter_officer)

    mend(asked, number="2")

    assert supplement.answer(draft_id=asked.draft.pk, by=citizen, now=ANSWERED_AT) == submitted


def test_answer_with_a_wrong_value_is_refused(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    draft = ask(submitted, counter_officer).draft
    drafting.save_section(
        draft_id=draft.pk, section="copies", raw={"number": "ba"}, seen_revision=1, now=MONDAY
    )

    with pytest.raises(submission.IncompleteDraft):
        supplement.answer(draft_id=draft.pk, by=citizen, now=ANSWERED_AT)


def test_answer_with_photographs_replaces_the_paper_and_joins_them(
    submitted: Dossier, counter_officer: Position, citizen: User, run_jobs: Any
) -> None:
    item = paper_of(submitted)
    asked = ask(submitted, counter_officer, item)
    for _ in range(2):
        add_photograph(asked.draft, item.required_document_id, now=ANSWERED_AT)

    supplement.answer(draft_id=asked.draft.pk, by=citizen, now=ANSWERED_AT)
    run_jobs()

    (paper,) = latest_papers(submitted)
    assert paper.submission.number == 2
    assert paper.files.count() == 2
    assert paper.joined.media_type == "application/pdf"
    assert DossierDocument.objects.filter(submission__number=1).get().files.count() == 1


def test_counter_answers_what_it_filed(offer: Any, counter_officer: Position) -> None:
    dossier = make_dossier(offer, counter_officer, now=MONDAY, name="Y Bhăm")
    asked = ask(dossier, counter_officer)

    answered = answer(asked, counter_officer)

    assert answered.status == Status.SUBMITTED
    assert answered.submissions.get(number=2).sent_by_position == counter_officer


# ── a second time ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def answered(accepted: Dossier, specialist: Position, citizen: User) -> Dossier:
    return answer(ask(accepted, specialist), citizen)


AGAIN = ANSWERED_AT + HOUR


def test_same_item_still_wrong_may_be_asked_again(answered: Dossier, specialist: Position) -> None:
    asked = ask(answered, specialist, at=AGAIN)

    assert asked.number == 2


def test_new_item_needs_the_head(answered: Dossier, desk: Desk) -> None:
    with pytest.raises(supplement.SecondTimeNeedsHead):
        ask(answered, desk.specialist, NUMBER, paper_of(answered), at=AGAIN)

    with pytest.raises(supplement.WhyNewNeeded):
        ask(answered, desk.head, NUMBER, paper_of(answered), at=AGAIN, new_because="  ")
    asked = ask(answered, desk.head, NUMBER, paper_of(answered), at=AGAIN, new_because="Luật mới")

    assert asked.items.count() == 2
    assert (asked.new_because, asked.approved_by) == ("Luật mới", None)


def test_new_item_is_forbidden_where_the_case_says_so(answered: Dossier, desk: Desk) -> None:
    ProcedureCase.objects.update(new_item_rule=NewItemRule.FORBIDDEN)

    for by in (desk.specialist, desk.head):
        with pytest.raises(supplement.SecondTimeForbidden):
            ask(answered, by, paper_of(answered), at=AGAIN)
    assert ask(answered, desk.specialist, at=AGAIN).number == 2


def test_two_pauses_add_up(answered: Dossier, specialist: Position, citizen: User) -> None:
    due = answered.due_at
    asked = ask(answered, specialist, at=AGAIN)

    answer(asked, citizen, at=AGAIN + DAY)

    answered.refresh_from_db()
    assert answered.due_at == due + DAY


# ── reminding ───────────────────────────────────────────────────────────────────────────────


def reminders() -> int:
    return Notification.objects.filter(event="dossier.supplement_reminder").count()


def test_remind_once_when_the_time_runs_out(submitted: Dossier, counter_officer: Position) -> None:
    ask(submitted, counter_officer)
    near = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)

    counted = [reminding.remind(now=at) for at in (near - DAY, near, near + HOUR)]

    assert counted == [0, 1, 0]
    assert reminders() == 1


def test_answered_or_lapsed_supplements_are_not_reminded_of(
    submitted: Dossier, counter_officer: Position, citizen: User
) -> None:
    asked = ask(submitted, counter_officer)
    lapsed = datetime(2026, 12, 2, 1, 0, tzinfo=UTC)
    assert reminding.remind(now=lapsed) == 0

    answer(asked, citizen)

    assert reminding.remind(now=datetime(2026, 11, 29, 1, 0, tzinfo=UTC)) == 0
    assert timedelta(days=3) == reminding.REMIND_BEFORE


def test_answer_is_told_to_whoever_holds_the_step_when_the_asker_has_left(
    accepted: Dossier, desk: Desk, citizen: User
) -> None:
    asked = ask(accepted, desk.specialist)
    holding.reassign(
        dossier_id=accepted.pk,
        to=make_officer(Role.SPECIALIST, desk.head.agency, email="puih.ha@example.test"),
        reason="Đã nghỉ",
        by=desk.head,
        now=ASKED_AT + HOUR,
    )
    Position.objects.filter(pk=desk.specialist.pk).update(valid_to=ASKED_AT.date())

    answer(asked, citizen)

    told = Notification.objects.filter(event="dossier.supplement_received")
    assert [one.to_email for one in told] == ["puih.ha@example.test"]
