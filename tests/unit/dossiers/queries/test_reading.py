"""What people are shown: their own dossiers, how they stand, what is missing, what changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from motcua.accounts.enums import MandateKind, PartyKind
from motcua.accounts.models import Mandate, Party, Position, User
from motcua.catalogue.models import ServiceOffer, TimeLimit
from motcua.dossiers.actions.drafts import drafting, submission
from motcua.dossiers.actions.handling import processing, reception, returning
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import FiledAs, ReturnWay
from motcua.dossiers.models import Applicant, Dossier, Draft
from motcua.dossiers.queries.clocks import clock, standing
from motcua.dossiers.queries.drafts import checking, documents, summary
from motcua.dossiers.queries.drafts.profile import profile_of
from motcua.dossiers.queries.lists import citizen as mine
from motcua.dossiers.queries.reach import scope
from motcua.kit.clock import local_date
from motcua.kit.errors import NotThere
from motcua.kit.worktime import AllowanceUnit
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen
from tests.factories.catalogue import definition, make_case, make_form, make_offer
from tests.factories.dossiers import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    Desk,
    add_photograph,
    begin_draft,
    make_dossier,
    make_draft,
    save_page,
)

TODAY = date(2026, 11, 16)
NUMBER = Ask(reason="Sai", section="copies", question="number")


@pytest.fixture
def other(db: None) -> User:
    return make_citizen("la@example.test", "Rơ Lan")


# ── whose dossiers ──────────────────────────────────────────────────────────────────────────


def test_citizen_sees_what_was_filed_for_a_party_while_the_mandate_lasts(
    submitted: Dossier, other: User
) -> None:
    assert not scope.dossiers_of(other, today=TODAY).exists()

    Mandate.objects.create(
        user=other,
        party=submitted.applicant.party,
        kind=MandateKind.GUARDIAN,
        valid_from=date(2026, 11, 1),
        valid_to=TODAY,
    )

    assert scope.dossiers_of(other, today=TODAY).get() == submitted
    assert not scope.dossiers_of(other, today=date(2026, 11, 17)).exists()
    assert not scope.dossiers_of(other, today=date(2026, 10, 31)).exists()


def test_two_mandates_for_one_party_list_a_dossier_once(submitted: Dossier, citizen: User) -> None:
    Mandate.objects.create(
        user=citizen,
        party=Party.objects.get(),
        kind=MandateKind.HOUSEHOLD,
        valid_from=date(2026, 1, 1),
    )

    assert mine.my_dossiers(citizen, today=TODAY) == [submitted]


def test_list_goes_on_where_the_page_before_ended(
    offer: ServiceOffer, citizen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mine, "_PAGE", 2)
    sent = [make_dossier(offer, citizen, now=MONDAY) for _ in range(5)]

    found: list[Dossier] = []
    page, before = mine.page_of(mine.my_dossiers(citizen, today=TODAY))
    found += page
    while before is not None:
        page, before = mine.page_of(mine.my_dossiers(citizen, today=TODAY, before=before))
        found += page

    assert found == sent[::-1]


def test_dossier_that_is_not_mine_is_not_there(
    submitted: Dossier, citizen: User, other: User
) -> None:
    for user, code in ((other, submitted.code), (citizen, "H21.16-261116-9999"), (citizen, "")):
        with pytest.raises(NotThere):
            mine.my_dossier(user, code, today=TODAY)


def test_files_and_papers_are_found_through_their_dossier_only(
    accepted: Dossier, offer: ServiceOffer, citizen: User
) -> None:
    elsewhere = make_dossier(offer, citizen, now=MONDAY)
    (sent,) = documents.latest_papers(accepted)
    file = sent.files.get().stored_file
    (receipt,) = mine.papers_of(accepted)

    assert mine.file_of(accepted, file.key) == file
    assert mine.paper_of(accepted, receipt.paper.token) == receipt.paper
    with pytest.raises(NotThere):
        mine.file_of(elsewhere, file.key)
    with pytest.raises(NotThere):
        mine.paper_of(elsewhere, receipt.paper.token)


def test_joined_pdf_is_found_like_its_parts(
    offer: ServiceOffer, citizen: User, run_jobs: Any
) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    add_photograph(draft, draft.documents.get().required_document_id, now=MONDAY)
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)
    run_jobs()
    (paper,) = documents.latest_papers(dossier)

    assert mine.file_of(dossier, paper.joined.key) == paper.joined


def test_draft_opens_to_its_owner_its_officer_or_the_session_that_began_it(
    offer: ServiceOffer, citizen: User, other: User, counter_officer: Position
) -> None:
    User.objects.update(last_login=MONDAY)
    anonymous = begin_draft(offer, None, now=MONDAY)
    owned = begin_draft(offer, citizen, now=MONDAY)
    counters = begin_draft(offer, counter_officer, now=MONDAY)

    def opens(draft: Draft, user: User | None, *held: Draft) -> bool:
        keys = [str(one.key) for one in held]
        return scope.draft_open_to(draft.key, user=user, held=keys, today=TODAY) is not None

    assert opens(anonymous, None, anonymous)
    assert opens(anonymous, citizen, anonymous)
    assert not opens(anonymous, None)
    assert not opens(anonymous, citizen, owned)
    assert opens(owned, citizen)
    assert not opens(owned, other, owned)
    assert not opens(owned, None, owned)
    assert opens(counters, counter_officer.user)
    assert not opens(counters, other, counters)


# ── how it stands ───────────────────────────────────────────────────────────────────────────


def tags(dossier: Dossier, at: datetime) -> tuple[str, str]:
    found = standing.standing_of(Dossier.objects.get(pk=dossier.pk), at=at)
    assert found.following
    return found.status, found.deadline


def test_standing_through_the_whole_life(submitted: Dossier, desk: Desk, citizen: User) -> None:
    assert tags(submitted, MONDAY) == ("SUBMITTED", "ON_TIME")
    assert tags(submitted, MONDAY + 3 * DAY) == ("SUBMITTED", "LATE")
    asked = supplement.ask(
        dossier_id=submitted.pk,
        items=[NUMBER],
        answer_by=date(2026, 12, 1),
        by=desk.counter,
        now=MONDAY,
    )
    waiting = standing.standing_of(Dossier.objects.get(), at=MONDAY + 60 * DAY)
    assert (waiting.deadline, waiting.supplement) == ("WAITING_APPLICANT", asked)
    assert "01/12/2026" in waiting.following
    save_page(asked.draft, "copies", {"number": "3"}, now=MONDAY, seen=1)
    supplement.answer(draft_id=asked.draft.pk, by=citizen, now=MONDAY + MINUTE)
    desk.accept(submitted, MONDAY + HOUR)
    assert tags(submitted, MONDAY + DAY) == ("ACCEPTED", "ON_TIME")
    desk.forward(submitted)
    assert tags(submitted, MONDAY + 30 * DAY) == ("IN_PROGRESS", "LATE")
    desk.decide(submitted)
    assert tags(submitted, MONDAY + 30 * DAY) == ("DECIDED", "SETTLED")
    returning.collect_online(dossier_id=submitted.pk, by=citizen, now=MONDAY + 3 * DAY)
    assert tags(submitted, MONDAY + 30 * DAY) == ("RETURNED", "SETTLED")


def test_citizen_is_not_told_each_hand_inside_the_agency(at_head: Dossier, desk: Desk) -> None:
    note = "Hồ sơ này nghi giả mạo, xem lại"
    processing.send_back(dossier_id=at_head.pk, note=note, by=desk.head, now=MONDAY + 2 * DAY)

    shown = standing.standing_of(Dossier.objects.get(), at=MONDAY + 2 * DAY)

    assert [line.title for line in shown.happened] == [
        "Bắt đầu xử lý",
        "Tiếp nhận hồ sơ",
        "Gửi hồ sơ",
    ]
    assert note not in str(shown)


@pytest.mark.parametrize("way", ReturnWay)
def test_ready_result_says_how_to_get_it(decided: Dossier, way: ReturnWay) -> None:
    decided.return_way = way

    sentence = standing.standing_of(decided, at=MONDAY).following

    expected = {"ONLINE": "tải về", "COUNTER": decided.receiving_agency.name, "POST": "Bưu điện"}
    assert expected[way] in sentence


def test_refusal_of_the_matter_says_so(decided: Dossier) -> None:
    decided.decision = "REFUSED"

    assert "từ chối giải quyết" in standing.standing_of(decided, at=MONDAY).following


def test_refused_dossier_is_held_by_nobody(submitted: Dossier, counter_officer: Position) -> None:
    reception.refuse(dossier_id=submitted.pk, reason="Sai nơi", by=counter_officer, now=MONDAY)

    found = standing.standing_of(Dossier.objects.get(), at=MONDAY)

    assert (found.holder, found.promise, found.happened[0].state) == ("", "", "alert")


# ── the clock's facts ───────────────────────────────────────────────────────────────────────


def test_limit_of_the_way_of_filing_goes_first_then_the_longest(accepted: Dossier) -> None:
    limits = TimeLimit.objects.filter(case=accepted.case)
    limits.filter(method="ONLINE").update(value=3)
    assert clock.allowance_of(accepted).value == 3
    accepted.channel = "COUNTER"
    assert clock.allowance_of(accepted).value == 5

    limits.filter(method="DIRECT").update(value=None, unit="")
    limits.filter(method="POSTAL").update(value=9)
    assert clock.allowance_of(accepted).value == 9


def test_limit_of_the_very_area_goes_before_one_for_any(accepted: Dossier) -> None:
    TimeLimit.objects.create(
        case=accepted.case,
        method="ONLINE",
        area_class="MOUNTAINOUS",
        value=12,
        unit="WORKING_DAY",
    )
    assert clock.allowance_of(accepted).value == 5

    accepted.responsible_agency.area_class = "MOUNTAINOUS"

    assert clock.allowance_of(accepted).value == 12


def test_case_without_any_limit_gets_the_named_fallback(accepted: Dossier) -> None:
    TimeLimit.objects.filter(case=accepted.case).delete()

    assert clock.allowance_of(accepted) == clock.FALLBACK
    words = clock.limit_in_words(accepted)
    assert words == "5 ngày làm việc (do cơ quan hẹn, thủ tục công bố không nêu thời hạn)"
    promise = standing.standing_of(accepted, at=MONDAY).promise
    assert promise == "Hẹn trả kết quả (do cơ quan hẹn, thủ tục công bố không nêu thời hạn)"


def test_stated_limit_is_no_word_of_the_agency(accepted: Dossier) -> None:
    assert clock.limit_in_words(accepted) == "5 ngày làm việc"
    assert standing.standing_of(accepted, at=MONDAY).promise == "Hẹn trả kết quả"


def test_without_an_address_nobody_promises_mail(
    offer: ServiceOffer, counter_officer: Position, desk: Desk
) -> None:
    dossier = make_dossier(offer, counter_officer, now=MONDAY, name="Y Bhăm")

    def following() -> str:
        return standing.standing_of(Dossier.objects.get(), at=MONDAY).following

    said = [following()]
    desk.forward(desk.accept(dossier))
    said.append(following())
    Dossier.objects.update(substate="WITHDRAWAL_ASKED")
    said.append(following())

    assert not any("qua thư" in one or "gửi thư" in one for one in said)
    Applicant.objects.update(email="y.bham@example.test")
    assert "qua thư điện tử" in following()


def test_same_day_is_said_without_a_number(accepted: Dossier) -> None:
    TimeLimit.objects.filter(case=accepted.case).update(value=1, unit="SAME_DAY")

    assert clock.allowance_of(accepted).unit is AllowanceUnit.SAME_DAY
    assert not clock.limit_in_words(accepted)[0].isdigit()


def test_clock_of_what_was_never_accepted_is_a_mistake(submitted: Dossier) -> None:
    with pytest.raises(ValueError, match="not accepted"):
        clock.facts_of(submitted)


# ── how far a draft has come ────────────────────────────────────────────────────────────────


def test_stages_go_from_page_to_page_to_check(offer: ServiceOffer, citizen: User) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY)

    def done() -> list[str]:
        return [stage.key for stage in checking.stages(draft) if stage.is_done]

    assert [stage.key for stage in checking.stages(draft)] == [
        "applicant",
        "copies",
        "papers",
        "check",
    ]
    assert (done(), checking.first_open_stage(draft)) == ([], "applicant")
    save_page(draft, "applicant", {"full_name": "H'Mok"}, now=MONDAY)
    assert (done(), checking.stage_after(draft, "applicant")) == (["applicant"], "copies")
    drafting.save_section(
        draft_id=draft.pk, section="copies", raw={"number": "x"}, seen_revision=0, now=MONDAY
    )
    assert done() == ["applicant"]
    save_page(draft, "copies", {"number": "2"}, now=MONDAY, seen=1)
    add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
    assert checking.first_open_stage(draft) == "check"
    assert checking.stage_after(draft, "gone") == "check"


def test_stages_of_a_supplement_begin_with_what_was_marked(submitted: Dossier, desk: Desk) -> None:
    paper = submitted.case.required_documents.get()
    asked = supplement.ask(
        dossier_id=submitted.pk,
        items=[NUMBER, Ask(reason="Mờ", required_document_id=paper.pk)],
        answer_by=date(2026, 12, 1),
        by=desk.counter,
        now=MONDAY,
    )
    draft = asked.draft

    def read() -> checking.Review:
        return checking.review(draft, language="vi", today=TODAY)

    assert checking.first_open_stage(draft) == "copies"
    assert [stage for stage, _sentence in read().problems] == ["copies", "papers"]
    assert [(one.label, one.reason) for one in read().asked] == [
        ("Số bản", "Sai"),
        (paper.name, "Mờ"),
    ]
    save_page(draft, "copies", {"number": "2"}, now=MONDAY, seen=1)
    assert checking.first_open_stage(draft) == "papers"
    add_photograph(draft, paper.pk, now=MONDAY)
    assert checking.first_open_stage(draft) == "check"
    assert read().can_send
    assert all(one.is_mended for one in read().asked)


def test_review_names_the_page_of_everything_that_stands_in_the_way(
    offer: ServiceOffer, citizen: User
) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY)
    for page, typed in (("copies", {"number": "hai bản"}), ("applicant", {"full_name": ""})):
        drafting.save_section(
            draft_id=draft.pk, section=page, raw=typed, seen_revision=0, now=MONDAY
        )

    problems = dict(checking.review(draft, language="vi", today=TODAY).problems)

    assert list(problems) == ["applicant", "copies", "papers"]
    assert problems["applicant"].startswith("Trang “")
    assert "Hãy điền" not in problems["copies"], "something was typed there"


def test_review_names_what_is_missing_and_the_twin(
    offer: ServiceOffer, citizen: User, submitted: Dossier
) -> None:
    empty = begin_draft(offer, citizen, now=MONDAY)
    full = make_draft(offer, citizen, now=MONDAY)

    lacking = checking.review(empty, language="vi", today=TODAY)
    complete = checking.review(full, language="en", today=TODAY)

    assert [stage for stage, _sentence in lacking.problems] == ["applicant", "copies", "papers"]
    assert not lacking.can_send
    assert complete.can_send
    assert complete.twin == submitted
    assert complete.sections[1].rows[0].label == "How many"


def test_twin_is_only_an_open_dossier_of_the_same_person(
    offer: ServiceOffer, citizen: User, other: User, submitted: Dossier, desk: Desk
) -> None:
    assert checking.open_twin(make_draft(offer, other, now=MONDAY), today=TODAY) is None
    assert checking.open_twin(begin_draft(offer, None, now=MONDAY), today=TODAY) is None
    again = make_draft(offer, citizen, now=MONDAY)
    assert checking.open_twin(again, today=TODAY) == submitted

    reception.refuse(dossier_id=submitted.pk, reason="Sai", by=desk.counter, now=MONDAY)

    assert checking.open_twin(again, today=TODAY) is None


def test_twin_of_the_same_number_is_told_at_the_counter_and_to_whoever_may_see_it(
    agency: Agency, citizen: User, other: User, counter_officer: Position
) -> None:
    first, copies = definition("with-number")["sections"]
    number = {"key": "paper", "type": "person_identity", "label": {"vi": "Giấy tờ"}}
    first["questions"].append({**number, "prefill": "applicant.identity"})
    offer = make_offer(make_case(form=make_form(sections=[first, copies])), agency)
    identity = {"kind": "CITIZEN_12", "number": "064190001234"}

    def drafted(filer: User | Position, name: str) -> Draft:
        draft = begin_draft(offer, filer, now=MONDAY)
        answers = {"full_name": name, "email": "", "paper": identity}
        save_page(draft, "applicant", answers, now=MONDAY)
        save_page(draft, "copies", {"number": "2"}, now=MONDAY)
        add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
        return draft

    sent = submission.submit(draft_id=drafted(citizen, "Siu H'Mok").pk, by=citizen, now=MONDAY)

    at_counter, by_stranger = drafted(counter_officer, "H Mok"), drafted(other, "H'Mok Siu")
    assert checking.open_twin(at_counter, today=TODAY) == sent
    assert checking.open_twin(by_stranger, today=TODAY) is None
    party = Party.objects.create(kind=PartyKind.PERSON, name="Siu H'Mok")
    Applicant.objects.filter(dossier=sent).update(party=party)
    Mandate.objects.create(
        user=other, party=party, kind=MandateKind.GUARDIAN, valid_from=date(2026, 1, 1)
    )
    assert checking.open_twin(by_stranger, today=TODAY) == sent


# ── the profile, marks and changes ──────────────────────────────────────────────────────────


def test_profile_fills_the_filer_always_and_the_applicant_when_it_is_he(
    offer: ServiceOffer, citizen: User
) -> None:
    own = profile_of(begin_draft(offer, citizen, now=MONDAY), on=local_date(MONDAY))
    another = profile_of(
        begin_draft(offer, citizen, now=MONDAY, filed_as=FiledAs.ANOTHER), on=local_date(MONDAY)
    )

    assert own["applicant.name"] == own["filer.name"] == another["filer.name"] == "H'Mok Siu"
    assert own["applicant.identity"] == {"kind": "CITIZEN_12", "number": "064190001234"}
    assert not any(fact.startswith("applicant.") for fact in another)
    assert profile_of(begin_draft(offer, None, now=MONDAY), on=local_date(MONDAY)) == {}


def test_every_answer_and_paper_can_be_marked(submitted: Dossier) -> None:
    marks = documents.markable(submitted, "vi")
    paper = submitted.case.required_documents.get()

    assert [(mark.name, mark.value) for mark in marks] == [
        (f"paper:{paper.pk}", "1"),
        ("question:applicant.full_name", "H'Mok Siu"),
        ("question:applicant.email", "hmok@example.test"),
        ("question:copies.number", "2"),
    ]


def test_officer_sees_what_the_supplement_changed(
    submitted: Dossier, desk: Desk, citizen: User
) -> None:
    newest_first = submitted.submissions.order_by("-number")
    assert summary.changes_between(list(newest_first)) == []
    asked = supplement.ask(
        dossier_id=submitted.pk,
        items=[NUMBER],
        answer_by=date(2026, 12, 1),
        by=desk.counter,
        now=MONDAY,
    )
    save_page(asked.draft, "copies", {"number": "7"}, now=MONDAY, seen=1)
    supplement.answer(draft_id=asked.draft.pk, by=citizen, now=MONDAY + HOUR)

    (change,) = summary.changes_between(list(newest_first.all()))

    assert (change.label, change.before, change.after) == ("Số bản", "2", "7")
