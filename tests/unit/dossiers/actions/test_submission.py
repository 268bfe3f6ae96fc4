"""Sending: what the dossier keeps, whose it is, and what stands in the way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from motcua.accounts.enums import MandateKind, PartyKind
from motcua.accounts.models import Mandate, Party, Position, User
from motcua.audit.models import Event
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.drafts import documents, drafting, submission
from motcua.dossiers.actions.drafts.applicants import NoApplicant
from motcua.dossiers.actions.letters import issuing
from motcua.dossiers.actions.waiting import items, supplement
from motcua.dossiers.enums import Channel, FiledAs, Moment, Status
from motcua.dossiers.models import CodeCounter, Dossier, DossierPaper, Draft
from motcua.dossiers.queries.drafts.documents import latest_papers
from motcua.dossiers.queries.reach import scope
from motcua.files.enums import FileState
from motcua.files.models import StoredFile
from motcua.kit.errors import NotPermitted, NotThere
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen
from tests.factories.catalogue import definition, make_case, make_form, make_offer
from tests.factories.dossiers import (
    DAY,
    MONDAY,
    add_photograph,
    begin_draft,
    fill_draft,
    make_dossier,
    make_draft,
    save_page,
)
from tests.jobs import waiting


def organisation(user: User, name: str, tax_code: str, valid_to: date | None = None) -> Party:
    party = Party.objects.create(kind=PartyKind.ORGANISATION, name=name, tax_code=tax_code)
    Mandate.objects.create(
        user=user,
        party=party,
        kind=MandateKind.EMPLOYEE,
        valid_from=date(2026, 1, 1),
        valid_to=valid_to,
    )
    return party


# ── what it keeps ───────────────────────────────────────────────────────────────────────────


def test_send_keeps_everything_in_one_go(offer: ServiceOffer, citizen: User) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)

    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    dossier.refresh_from_db()
    assert dossier.code == "H21.16-261116-0001"
    assert (dossier.status, dossier.channel) == (Status.SUBMITTED, Channel.ONLINE)
    assert dossier.receiving_agency == dossier.responsible_agency == dossier.holder_agency
    sent = dossier.submissions.get()
    assert sent.answers == {
        "applicant": {"full_name": "H'Mok Siu", "email": "hmok@example.test"},
        "copies": {"number": 2},
    }
    assert sent.documents.get().files.count() == 1
    assert dossier.timeline.get().moment == Moment.SUBMIT
    assert Event.objects.filter(name="dossier.submit", object_id=str(dossier.pk)).count() == 1
    assert waiting("dossiers.after_submission") == [
        ("dossiers.after_submission", {"dossier_id": dossier.pk})
    ]


def test_send_again_gives_the_same_dossier_and_nothing_more(submitted: Dossier) -> None:
    draft = Draft.objects.get(key=submitted.draft_key)

    again = [
        submission.submit(draft_id=draft.pk, by=submitted.applicant.filer, now=MONDAY + n * DAY)
        for n in range(9)
    ]

    assert set(again) == {submitted}
    assert submitted.submissions.count() == submitted.timeline.count() == 1
    assert len(waiting("dossiers.after_submission")) == 1


def test_codes_of_a_day_follow_each_other_and_begin_anew(
    offer: ServiceOffer, citizen: User
) -> None:
    last_minute = datetime(2026, 11, 16, 16, 59, tzinfo=UTC)  # 23:59 in Viet Nam
    next_day = datetime(2026, 11, 16, 17, 0, tzinfo=UTC)

    codes = [
        make_dossier(offer, citizen, now=at).code
        for at in (MONDAY, last_minute, next_day, next_day)
    ]

    assert codes == [
        "H21.16-261116-0001",
        "H21.16-261116-0002",
        "H21.16-261117-0001",
        "H21.16-261117-0002",
    ]


def test_code_grows_a_fifth_digit(offer: ServiceOffer, citizen: User) -> None:
    CodeCounter.objects.create(agency_code="H21.16", on=date(2026, 11, 16), last=9_998)

    assert make_dossier(offer, citizen, now=MONDAY).code == "H21.16-261116-9999"
    assert make_dossier(offer, citizen, now=MONDAY).code == "H21.16-261116-10000"


# ── what stands in the way ──────────────────────────────────────────────────────────────────


def test_send_without_a_page_a_paper_or_with_a_wrong_answer_is_refused(
    offer: ServiceOffer, citizen: User
) -> None:
    def refused(draft: Draft) -> None:
        with pytest.raises(submission.IncompleteDraft):
            submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    empty = begin_draft(offer, citizen, now=MONDAY)
    refused(empty)
    save_page(empty, "applicant", {"full_name": "H'Mok Siu"}, now=MONDAY)
    save_page(empty, "copies", {"number": "2"}, now=MONDAY)
    refused(empty)
    full = make_draft(offer, citizen, now=MONDAY)
    drafting.save_section(
        draft_id=full.pk, section="copies", raw={"number": "x"}, seen_revision=1, now=MONDAY
    )
    refused(full)

    assert not Dossier.objects.exists()
    assert not Draft.objects.filter(sent_at__isnull=False).exists()


def test_paper_that_the_scanner_refused_does_not_count(offer: ServiceOffer, citizen: User) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    StoredFile.objects.update(state=FileState.REFUSED, refused_because="INFECTED")

    with pytest.raises(submission.IncompleteDraft):
        submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)


def test_send_by_anybody_but_the_owner_is_refused(
    offer: ServiceOffer, citizen: User, counter_officer: Position
) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    at_counter = make_draft(offer, counter_officer, now=MONDAY, name="Y Bhăm")
    other = make_citizen("la@example.test", "Rơ Lan")

    for one, by in ((draft, other), (draft, counter_officer), (at_counter, citizen)):
        with pytest.raises(NotPermitted):
            submission.submit(draft_id=one.pk, by=by, now=MONDAY)


def test_draft_that_belongs_to_nobody_is_not_sent(offer: ServiceOffer, citizen: User) -> None:
    draft = fill_draft(begin_draft(offer, None, now=MONDAY), now=MONDAY, name="H'Mok Siu")

    with pytest.raises(NotPermitted):
        submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)


def test_send_a_draft_that_is_gone_is_refused(citizen: User) -> None:
    with pytest.raises(NotThere):
        submission.submit(draft_id=10**12, by=citizen, now=MONDAY)


# ── whose it is ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def nameless(agency: Agency) -> ServiceOffer:
    """A procedure whose form asks nobody's name."""
    form = make_form("nameless", sections=definition()["sections"][1:])
    return make_offer(make_case(form=form), agency)


def send(offer: ServiceOffer, owner: User | Position, **more: Any) -> Dossier:
    draft = begin_draft(offer, owner, now=MONDAY, **more)
    save_page(draft, "copies", {"number": "1"}, now=MONDAY)
    add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
    return submission.submit(draft_id=draft.pk, by=owner, now=MONDAY)


def test_form_without_a_name_takes_it_from_the_profile(
    nameless: ServiceOffer, citizen: User
) -> None:
    dossier = send(nameless, citizen)

    assert dossier.applicant.name == "H'Mok Siu"
    assert dossier.applicant.party == Party.objects.get()
    assert dossier.applicant.folded_name == "h'mok siu"


def test_form_without_a_name_takes_it_from_the_account(nameless: ServiceOffer) -> None:
    user = User.objects.create_user("lan@example.test", "x", name="Rơ Lan")

    assert send(nameless, user).applicant.name == "Rơ Lan"


def test_nobody_can_be_told_is_refused(nameless: ServiceOffer, citizen: User) -> None:
    with pytest.raises(NoApplicant):
        send(nameless, citizen, filed_as=FiledAs.ANOTHER)

    assert not Dossier.objects.exists()


def test_dossier_of_a_person_is_not_shown_to_the_colleagues_of_his_firm(
    offer: ServiceOffer,
) -> None:
    user = User.objects.create_user("lan@example.test", "x", name="Rơ Lan")
    firm = organisation(user, "Công ty Hoa Pơ Lang", "5900123456")
    person = Party.objects.create(name="Rơ Lan")
    Mandate.objects.create(
        user=user, party=person, kind=MandateKind.OWNER, valid_from=date(2026, 1, 1)
    )
    colleague = make_citizen("dong.nghiep@example.test", "Đồng Nghiệp")
    Mandate.objects.create(
        user=colleague, party=firm, kind=MandateKind.EMPLOYEE, valid_from=date(2026, 1, 1)
    )

    dossier = make_dossier(offer, user, now=MONDAY)

    assert dossier.applicant.party == person
    assert not scope.dossiers_of(colleague, today=date(2026, 11, 16)).exists()
    assert dossier.applicant.filer_name == "Rơ Lan"


def test_dossier_of_an_organisation_is_shown_to_whoever_acts_for_it(
    nameless: ServiceOffer, citizen: User
) -> None:
    firm = organisation(citizen, "Công ty Hoa Pơ Lang", "5900123456")
    organisation(citizen, "Công ty đã rời", "5900654321", valid_to=date(2026, 6, 30))
    colleague = make_citizen("dong.nghiep@example.test", "Đồng Nghiệp")
    Mandate.objects.create(
        user=colleague, party=firm, kind=MandateKind.EMPLOYEE, valid_from=date(2026, 1, 1)
    )

    dossier = send(nameless, citizen, filed_as=FiledAs.ORGANISATION)

    assert (dossier.applicant.party, dossier.applicant.name) == (firm, "Công ty Hoa Pơ Lang")
    assert dossier.applicant.kind == PartyKind.ORGANISATION
    assert scope.dossiers_of(colleague, today=date(2026, 11, 16)).get() == dossier


def test_one_of_several_organisations_is_known_by_its_tax_code(
    agency: Agency, citizen: User
) -> None:
    sections = definition()["sections"]
    sections[0]["questions"].append(
        {
            "key": "mst",
            "type": "tax_code",
            "label": {"vi": "Mã số thuế", "en": "Tax code"},
            "prefill": "applicant.tax_code",
        }
    )
    offer = make_offer(make_case(form=make_form("firm", sections=sections)), agency)
    organisation(citizen, "Một", "0100109106")
    second = organisation(citizen, "Hai", "0300588569")
    draft = begin_draft(offer, citizen, now=MONDAY, filed_as=FiledAs.ORGANISATION)
    page = {"full_name": "Công ty Hai", "mst": "0300588569"}
    save_page(draft, "applicant", page, now=MONDAY)
    save_page(draft, "copies", {"number": "1"}, now=MONDAY)
    add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)

    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    assert dossier.applicant.party == second
    assert dossier.applicant.tax_code == "0300588569"


def test_dossier_filed_for_another_belongs_to_no_party_of_the_filer(
    offer: ServiceOffer, citizen: User
) -> None:
    dossier = make_dossier(
        offer, citizen, now=MONDAY, name="Y Bhăm", email="", filed_as=FiledAs.ANOTHER
    )

    applicant = dossier.applicant
    assert (applicant.name, applicant.party, applicant.email) == ("Y Bhăm", None, "")
    assert (applicant.filer_name, applicant.filer_email) == ("H'Mok Siu", "hmok@example.test")


def test_counter_files_and_its_agency_receives(
    offer: ServiceOffer, stranger: Position, agency: Agency, elsewhere: Agency
) -> None:
    dossier = make_dossier(offer, stranger, now=MONDAY, name="Y Bhăm")

    assert dossier.code.startswith("H21.18-")
    assert dossier.receiving_agency == elsewhere
    assert dossier.responsible_agency == dossier.holder_agency == agency
    assert dossier.channel == Channel.COUNTER
    assert (dossier.applicant.filer, dossier.applicant.filer_position) == (None, stranger)


# ── afterwards ──────────────────────────────────────────────────────────────────────────────


def test_photographs_of_one_paper_become_one_pdf(
    offer: ServiceOffer, citizen: User, run_jobs: Any
) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    run_jobs()
    documents.join_papers(dossier, by=None, now=MONDAY)

    (paper,) = latest_papers(dossier)
    assert (paper.joined.media_type, paper.joined.pages) == ("application/pdf", 2)


def test_file_refused_by_the_scanner_later_keeps_nobody_from_being_told(
    offer: ServiceOffer, citizen: User, run_jobs: Any
) -> None:
    draft = make_draft(offer, citizen, now=MONDAY)
    for _ in range(2):
        add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)
    bad = draft.documents.last().stored_file
    StoredFile.objects.filter(pk=bad.pk).update(state=FileState.REFUSED, refused_because="INFECTED")

    run_jobs()

    dossier.applicant.refresh_from_db()
    assert dossier.applicant.told_at is not None
    assert latest_papers(dossier)[0].joined.pages == 2


def test_copy_of_what_was_sent_stays_the_same_copy(submitted: Dossier, citizen: User) -> None:
    first = issuing.issue_sent_copy(submitted, by=citizen, now=MONDAY + DAY)
    again = issuing.issue_sent_copy(submitted, by=citizen, now=MONDAY + 2 * DAY)

    assert again == first
    assert DossierPaper.objects.filter(letter="sent_copy").count() == 1
    sections = first.content["sections"]
    assert sections[1]["answers"] == [{"label": "Số bản", "value": "2"}]
    stored = StoredFile.objects.get(purpose="dossier")
    assert first.content["files"][0]["sha256"] == stored.received_sha256


def test_new_sending_gives_a_new_copy(
    submitted: Dossier, citizen: User, counter_officer: Position
) -> None:
    first = issuing.issue_sent_copy(submitted, by=citizen, now=MONDAY + DAY)
    asked = supplement.ask(
        dossier_id=submitted.pk,
        items=[items.Ask(reason="Sai", section="copies", question="number")],
        answer_by=date(2026, 12, 1),
        by=counter_officer,
        now=MONDAY + DAY,
    )
    save_page(asked.draft, "copies", {"number": "4"}, now=MONDAY + 2 * DAY, seen=1)
    supplement.answer(draft_id=asked.draft.pk, by=citizen, now=MONDAY + 2 * DAY)

    second = issuing.issue_sent_copy(submitted, by=citizen, now=MONDAY + 3 * DAY)

    assert second != first
    assert second.content["sections"][1]["answers"][0]["value"] == "4"
