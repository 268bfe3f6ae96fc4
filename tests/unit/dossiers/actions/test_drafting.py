"""Drafts: begun by anyone, kept page by page, claimed, carried, never losing what was typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.accounts.models import Position, User
from motcua.catalogue.enums import ProcedureLife
from motcua.catalogue.models import (
    Procedure,
    RequiredDocument,
    ServiceOffer,
)
from motcua.dossiers.actions.drafts import documents, drafting, submission
from motcua.dossiers.enums import ReturnWay
from motcua.dossiers.models import Draft
from motcua.files.actions.refusals import FileRefused
from motcua.kit.errors import NotPermitted, NotThere
from tests.factories.accounts import make_citizen
from tests.factories.catalogue import definition, make_case, make_form
from tests.factories.dossiers import (
    DAY,
    HOUR,
    MONDAY,
    add_photograph,
    begin_draft,
    fill_draft,
    new_version,
)


@pytest.fixture
def draft(offer: ServiceOffer, citizen: User) -> Draft:
    return begin_draft(offer, citizen, now=MONDAY)


def save(draft: Draft, raw: Any, *, seen: int = 0, section: str = "copies") -> drafting.Saved:
    return drafting.save_section(
        draft_id=draft.pk, section=section, raw=raw, seen_revision=seen, now=MONDAY + HOUR
    )


# ── beginning ───────────────────────────────────────────────────────────────────────────────


def test_anyone_begins_and_it_is_kept_sixty_days(offer: ServiceOffer) -> None:
    draft = begin_draft(offer, None, now=MONDAY)

    assert (draft.owner, draft.filer_position) == (None, None)
    assert draft.expires_at == MONDAY + 60 * DAY
    assert draft.return_way == ReturnWay.ONLINE


def test_officer_begins_for_a_person_at_the_counter(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    draft = begin_draft(offer, counter_officer, now=MONDAY)

    assert draft.filer_position == counter_officer
    assert draft.return_way == ReturnWay.COUNTER


def test_officer_without_the_permission_does_not(offer: ServiceOffer, head: Position) -> None:
    with pytest.raises(NotPermitted):
        begin_draft(offer, head, now=MONDAY)


@pytest.mark.parametrize(
    "change",
    [
        {"valid_to": date(2026, 11, 15)},
        {"valid_from": date(2026, 11, 17)},
        {"level": 2, "service_class": ""},
        {"front_door": "LINKED", "url": "https://khac.example.test/"},
    ],
)
def test_begin_where_nothing_is_filed_online_is_refused(
    offer: ServiceOffer, citizen: User, change: dict[str, Any]
) -> None:
    ServiceOffer.objects.filter(pk=offer.pk).update(**change)
    offer.refresh_from_db()

    with pytest.raises(drafting.NotOpenForFiling):
        begin_draft(offer, citizen, now=MONDAY)


def test_counter_files_what_is_not_online_but_not_what_is_over(
    offer: ServiceOffer, counter_officer: Position
) -> None:
    ServiceOffer.objects.update(level=2, service_class="")
    offer.refresh_from_db()
    assert begin_draft(offer, counter_officer, now=MONDAY).pk

    offer.valid_to = date(2026, 11, 15)
    with pytest.raises(drafting.NotOpenForFiling):
        begin_draft(offer, counter_officer, now=MONDAY)


def test_offer_is_open_until_the_end_of_its_last_day(offer: ServiceOffer, citizen: User) -> None:
    offer.valid_to = date(2026, 11, 16)

    assert begin_draft(offer, citizen, now=MONDAY.replace(hour=16, minute=59)).pk
    with pytest.raises(drafting.NotOpenForFiling):
        begin_draft(offer, citizen, now=MONDAY.replace(hour=17))


def test_begin_a_case_of_another_procedure_is_refused(offer: ServiceOffer, citizen: User) -> None:
    other = make_case("1.000001", "Thủ tục khác", form=make_form("other"))

    with pytest.raises(drafting.NotOpenForFiling):
        drafting.begin(
            offer=offer, case=other, beginning=drafting.Beginning(owner=citizen), now=MONDAY
        )


# ── pages ───────────────────────────────────────────────────────────────────────────────────


def test_save_keeps_right_answers_as_values(draft: Draft) -> None:
    saved = save(draft, {"number": " 03 "})

    row = draft.answers.get()
    assert (saved.revision, saved.conflict) == (1, False)
    assert (row.values, row.typed) == ({"number": 3}, None)


def test_save_keeps_wrong_answers_as_typed_until_they_are_mended(draft: Draft) -> None:
    saved = save(draft, {"number": "hai bản"})
    assert list(saved.checked.errors) == ["copies.number"]
    assert draft.answers.get().typed == {"number": "hai bản"}

    save(draft, {"number": "2"}, seen=1)

    row = draft.answers.get()
    assert (row.values, row.typed, row.revision) == ({"number": 2}, None, 2)


@pytest.mark.parametrize(
    "raw",
    [None, [], "text", {"number": None}, {"number": "\x00\ud800"}, {"number": ["9"] * 500}, 12],
)
def test_save_takes_anything_without_raising(draft: Draft, raw: Any) -> None:
    assert save(draft, raw).revision == 1


def test_save_a_page_that_is_not_there_is_refused(draft: Draft) -> None:
    with pytest.raises(NotThere):
        save(draft, {}, section="nowhere")


def test_two_devices_keep_both(draft: Draft) -> None:
    save(draft, {"number": "2"})

    second = save(draft, {"number": "5"})

    row = draft.answers.get()
    assert second.conflict
    assert (row.values, row.set_aside) == ({"number": 5}, [{"number": 2}])


def test_two_devices_that_both_typed_wrongly_keep_both(draft: Draft) -> None:
    save(draft, {"number": "hai"})

    second = save(draft, {"number": "năm"})

    row = draft.answers.get()
    assert second.conflict
    assert (row.typed, row.set_aside) == ({"number": "năm"}, [{"number": "hai"}])


def test_every_stale_save_is_kept_the_newest_few_of_them(draft: Draft) -> None:
    for number in range(1, 4):
        save(draft, {"number": str(number)})
    assert draft.answers.get().set_aside == [{"number": 1}, {"number": 2}]

    for number in range(4, 9):
        save(draft, {"number": str(number)})

    assert draft.answers.get().set_aside == [{"number": number} for number in range(3, 8)]


def test_same_page_sent_twice_is_no_conflict(draft: Draft) -> None:
    save(draft, {"number": "2"})

    assert not save(draft, {"number": "2"}).conflict
    assert draft.answers.get().set_aside is None


def test_what_was_set_aside_goes_once_the_page_that_showed_it_is_sent(draft: Draft) -> None:
    save(draft, {"number": "2"})
    save(draft, {"number": "5"})

    save(draft, {"number": "5"}, seen=2)

    assert draft.answers.get().set_aside is None


def test_every_change_keeps_the_draft_for_another_while(draft: Draft) -> None:
    Draft.objects.update(warned_at=MONDAY)
    paper = draft.case.required_documents.get()
    later = MONDAY + 50 * DAY

    add_photograph(draft, paper.pk, now=later)
    draft.refresh_from_db()
    assert (draft.expires_at, draft.warned_at) == (later + 60 * DAY, None)

    drafting.choose(draft_id=draft.pk, return_way=ReturnWay.COUNTER, now=later + DAY)
    draft.refresh_from_db()
    assert (draft.return_way, draft.expires_at) == (ReturnWay.COUNTER, later + 61 * DAY)


def test_sent_draft_is_changed_no_more(offer: ServiceOffer, citizen: User) -> None:
    draft = fill_draft(begin_draft(offer, citizen, now=MONDAY), now=MONDAY, name="H'Mok Siu")
    paper = draft.case.required_documents.get()
    document = draft.documents.get()
    submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    for change in (
        lambda: save(draft, {"number": "9"}, seen=1),
        lambda: drafting.choose(draft_id=draft.pk, return_way=ReturnWay.COUNTER, now=MONDAY),
        lambda: drafting.discard(draft_id=draft.pk),
        lambda: drafting.carry_to_current(draft_id=draft.pk),
        lambda: add_photograph(draft, paper.pk, now=MONDAY),
        lambda: documents.remove_document(draft=draft, document_id=document.pk, now=MONDAY),
    ):
        with pytest.raises(drafting.AlreadySent):
            change()


def test_discard_takes_answers_and_papers_along(draft: Draft) -> None:
    fill_draft(draft, now=MONDAY, name="H'Mok Siu")

    drafting.discard(draft_id=draft.pk)

    assert not Draft.objects.exists()
    with pytest.raises(NotThere):
        drafting.discard(draft_id=draft.pk)


# ── papers ──────────────────────────────────────────────────────────────────────────────────


def test_slot_takes_no_more_than_its_number_of_files(draft: Draft) -> None:
    paper = draft.case.required_documents.get()
    RequiredDocument.objects.update(max_files=2)
    for _ in range(2):
        add_photograph(draft, paper.pk, now=MONDAY)

    with pytest.raises(documents.TooManyFiles):
        add_photograph(draft, paper.pk, now=MONDAY)

    assert [document.position for document in draft.documents.all()] == [1, 2]


def test_paper_of_another_procedure_has_no_slot(draft: Draft) -> None:
    other = make_case("1.000001", "Thủ tục khác", form=make_form("other"))

    with pytest.raises(NotThere):
        add_photograph(draft, other.required_documents.get().pk, now=MONDAY)


def test_take_a_file_out_twice_is_the_same_as_once(draft: Draft) -> None:
    add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
    document = draft.documents.get()

    for _ in range(2):
        documents.remove_document(draft=draft, document_id=document.pk, now=MONDAY)

    assert not draft.documents.exists()


def test_file_of_another_draft_is_not_taken_out(
    draft: Draft, offer: ServiceOffer, citizen: User
) -> None:
    other = begin_draft(offer, citizen, now=MONDAY)
    add_photograph(other, draft.case.required_documents.get().pk, now=MONDAY)

    documents.remove_document(draft=draft, document_id=other.documents.get().pk, now=MONDAY)

    assert other.documents.count() == 1


def test_refused_file_leaves_the_slot_empty(draft: Draft) -> None:
    with pytest.raises(FileRefused):
        documents.add_document(
            draft=draft,
            required_document_id=draft.case.required_documents.get().pk,
            upload=SimpleUploadedFile("xau.exe", b"MZ" * 300),
            by=None,
            now=MONDAY,
        )
    assert not draft.documents.exists()


# ── claiming ────────────────────────────────────────────────────────────────────────────────


def test_claim_takes_only_drafts_that_belong_to_nobody(
    offer: ServiceOffer, citizen: User, counter_officer: Position
) -> None:
    mine = begin_draft(offer, None, now=MONDAY)
    other = make_citizen("la@example.test", "Rơ Lan")
    other.last_login = MONDAY
    other.save()
    hers = begin_draft(offer, other, now=MONDAY)
    counters = begin_draft(offer, counter_officer, now=MONDAY)
    unheld = begin_draft(offer, None, now=MONDAY)

    day_59 = MONDAY + timedelta(days=59)
    keys = [mine.key, hers.key, counters.key]
    claimed = drafting.claim(keys=keys, owner=citizen, now=day_59)

    assert claimed == 1
    assert list(Draft.objects.filter(owner=citizen)) == [mine]
    assert Draft.objects.get(pk=mine.pk).expires_at == day_59 + drafting.KEEP_FOR
    assert Draft.objects.get(pk=hers.pk).expires_at == MONDAY + drafting.KEEP_FOR
    unheld.refresh_from_db()
    assert unheld.owner is None


# ── carried to a new version ────────────────────────────────────────────────────────────────


def sections_with(**more: Any) -> list[dict[str, Any]]:
    sections = definition()["sections"]
    sections[1]["questions"].append(
        {
            "key": "purpose",
            "type": "short_text",
            "label": {"vi": "Mục đích", "en": "Purpose"},
            **more,
        }
    )
    return sections


def test_draft_of_the_version_in_force_is_not_carried(draft: Draft) -> None:
    assert drafting.carry_to_current(draft_id=draft.pk) is None


def test_carry_keeps_answers_and_papers_and_says_what_is_new(
    draft: Draft, offer: ServiceOffer
) -> None:
    fill_draft(draft, now=MONDAY, name="H'Mok Siu")
    case = new_version(offer, sections=sections_with())

    carriage = drafting.carry_to_current(draft_id=draft.pk)

    draft.refresh_from_db()
    assert [change.path for change in carriage.changes] == ["copies.purpose"]
    assert (draft.case, draft.form_version) == (case, case.form_version)
    assert draft.answers.get(section="copies").values == {"number": 2}
    assert draft.documents.get().required_document.case == case


def test_carry_keeps_what_was_typed_wrongly_or_set_aside(draft: Draft, offer: ServiceOffer) -> None:
    save(draft, {"number": "2"})
    save(draft, {"number": "hai"})
    new_version(offer, sections=sections_with())

    drafting.carry_to_current(draft_id=draft.pk)

    row = draft.answers.get()
    assert (row.typed, row.set_aside) == ({"number": "hai"}, [{"number": 2}])
    assert row.revision == 3  # a device that still shows the old page is told


def test_carry_lets_go_of_a_paper_that_is_asked_no_more(draft: Draft, offer: ServiceOffer) -> None:
    fill_draft(draft, now=MONDAY, name="H'Mok Siu")
    case = new_version(offer)
    RequiredDocument.objects.filter(case=case).update(name="Căn cước")

    drafting.carry_to_current(draft_id=draft.pk)

    assert not draft.documents.exists()


def test_send_after_a_new_version_carries_first_and_sends_the_next_time(
    draft: Draft, offer: ServiceOffer, citizen: User
) -> None:
    fill_draft(draft, now=MONDAY, name="H'Mok Siu")
    case = new_version(offer, sections=sections_with(required=False))

    with pytest.raises(submission.DraftChanged):
        submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    assert (dossier.case, dossier.version) == (case, case.version)


@pytest.mark.parametrize("ended", ["offer", "procedure"])
def test_send_what_is_offered_no_more_is_refused_and_kept(
    draft: Draft, offer: ServiceOffer, citizen: User, ended: str
) -> None:
    fill_draft(draft, now=MONDAY, name="H'Mok Siu")
    if ended == "offer":
        ServiceOffer.objects.update(valid_to=date(2026, 11, 15))
    else:
        Procedure.objects.update(life=ProcedureLife.REPEALED, ended_on=date(2026, 11, 15))

    with pytest.raises(drafting.NotOpenForFiling):
        submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    assert draft.answers.count() == 2
