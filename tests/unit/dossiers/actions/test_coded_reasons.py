"""Coded reasons beside the items of a supplement, and the example pictures."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from motcua.accounts.models import Position
from motcua.catalogue.models import RequiredDocument
from motcua.dossiers.actions.moves.meanwhile import ChangedMeanwhile
from motcua.dossiers.actions.waiting import items, supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import ItemKind, Status
from motcua.dossiers.models import Dossier, DossierPaper, Supplement, SupplementReason
from motcua.dossiers.queries import timeline
from motcua.dossiers.queries.asking import reasons
from motcua.dossiers.queries.drafts.documents import slots_of
from motcua.files.actions.deleting import UNREFERENCED_AFTER, delete_unreferenced
from motcua.files.actions.refusals import FileRefused
from motcua.files.models import StoredFile
from motcua.notifications.models import Notification
from tests.factories.dossiers import DAY, HOUR, MONDAY, Desk, photograph
from tests.factories.places import make_agency

ASKED_AT = MONDAY + DAY
ANSWER_BY = date(2026, 12, 1)


def make_reason(code: str = "MO", words: str = "Ảnh mờ", **more: Any) -> SupplementReason:
    values = {"kind": ItemKind.DOCUMENT, "valid_from": date(2026, 1, 1), **more}
    return SupplementReason.objects.create(code=code, words_vi=words, **values)


def paper(dossier: Dossier, **more: Any) -> Ask:
    key = RequiredDocument.objects.get(case=dossier.case, position=1).pk
    return Ask(required_document_id=key, **more)


def ask(dossier: Dossier, by: Position, *marked: Ask, **more: Any) -> Supplement:
    return supplement.ask(
        dossier_id=dossier.pk, items=marked, answer_by=ANSWER_BY, by=by, now=ASKED_AT, **more
    )


def test_words_and_sentence_reach_letter_mail_and_draft(
    submitted: Dossier, counter_officer: Position
) -> None:
    blurred = make_reason(words_en="The picture is blurred")

    asked = ask(
        submitted, counter_officer, paper(submitted, reason_id=blurred.pk, reason="Chụp đủ 4 góc.")
    )

    slip = DossierPaper.objects.get(dossier=submitted, letter="supplement_request").paper
    assert slip.content["items"][0]["note"] == "Ảnh mờ. Chụp đủ 4 góc."
    told = Notification.objects.get(event="dossier.supplement_asked")
    assert "Ảnh mờ. Chụp đủ 4 góc." in told.body
    (slot,) = slots_of(asked.draft)
    assert slot.reason == "Ảnh mờ. Chụp đủ 4 góc."
    assert asked.items.get().told("en") == "The picture is blurred. Chụp đủ 4 góc."


def test_reason_alone_is_enough(submitted: Dossier, counter_officer: Position) -> None:
    blurred = make_reason()

    asked = ask(submitted, counter_officer, paper(submitted, reason_id=blurred.pk))

    assert asked.items.get().told("vi") == "Ảnh mờ"


def test_other_reason_needs_a_sentence(submitted: Dossier, counter_officer: Position) -> None:
    other = make_reason("KHAC", "Lý do khác", kind="", needs_sentence=True)

    with pytest.raises(items.SentenceNeeded):
        ask(submitted, counter_officer, paper(submitted, reason_id=other.pk, reason="  "))
    asked = ask(
        submitted, counter_officer, paper(submitted, reason_id=other.pk, reason="Thiếu dấu.")
    )

    assert asked.items.get().told("vi") == "Thiếu dấu."


def test_reason_is_chosen_where_there_are_any(
    submitted: Dossier, counter_officer: Position
) -> None:
    make_reason()
    number = Ask(reason="Ghi lại", section="copies", question="number")

    with pytest.raises(items.ReasonNotChosen):
        ask(submitted, counter_officer, paper(submitted, reason="Ảnh mờ"))

    assert ask(submitted, counter_officer, number)  # no reason is there for answers


@pytest.mark.parametrize(
    "change",
    [
        {"kind": ItemKind.QUESTION},
        {"valid_to": date(2026, 11, 16)},
        {"valid_from": date(2026, 11, 18)},
        {"agency": "another"},
        {"pk": 10**9},
    ],
)
def test_reason_that_does_not_fit_is_refused(
    submitted: Dossier, counter_officer: Position, change: dict[str, Any]
) -> None:
    if change.get("agency"):
        change = {"agency": make_agency("H21.18", "Sở Xây dựng")}
    key = change.pop("pk", None) or make_reason(**change).pk

    with pytest.raises(items.ReasonUnknown):
        ask(submitted, counter_officer, paper(submitted, reason_id=key))

    submitted.refresh_from_db()
    assert submitted.status == Status.SUBMITTED


def test_reasons_to_choose_from_own_agency_first_other_last(counter_officer: Position) -> None:
    other = make_reason("KHAC", "Lý do khác", kind="", needs_sentence=True)
    common = make_reason()
    own = make_reason("RIENG", "Thiếu xác nhận thôn", agency=counter_officer.agency)
    make_reason("KHAI", "Ghi thiếu", kind=ItemKind.QUESTION, agency=make_agency("H21.18", "Sở"))

    found = reasons.choices(counter_officer.agency_id, on=ANSWER_BY, language="vi")

    assert [key for key, _words in found["DOCUMENT"]] == [str(r.pk) for r in (own, common, other)]
    assert [words for _key, words in found["QUESTION"]] == ["Lý do khác"]


def test_huge_sentence_is_refused_not_cut(submitted: Dossier, counter_officer: Position) -> None:
    with pytest.raises(items.SentenceTooLong):
        ask(submitted, counter_officer, paper(submitted, reason="a" * 2001))

    assert ask(submitted, counter_officer, paper(submitted, reason="a" * 2000))


# ── example pictures ────────────────────────────────────────────────────────────────────────


def bring(by: Position) -> StoredFile:
    return items.receive_example(upload=photograph(), by=by, now=ASKED_AT)


def test_example_stays_as_long_as_the_item(submitted: Dossier, counter_officer: Position) -> None:
    kept, forgotten = bring(counter_officer), bring(counter_officer)
    asked = ask(submitted, counter_officer, paper(submitted, reason="Mờ", example=kept.key))

    delete_unreferenced(now=ASKED_AT + UNREFERENCED_AFTER + HOUR)

    kept.refresh_from_db()
    forgotten.refresh_from_db()
    assert asked.items.get().example == kept
    assert (kept.is_ready, forgotten.is_ready) == (True, False)


def test_example_of_another_officer_or_of_nobody_is_refused(
    submitted: Dossier, counter_officer: Position, specialist: Position
) -> None:
    for key in (bring(specialist).key, uuid4()):
        with pytest.raises(items.ExampleUnknown):
            ask(submitted, counter_officer, paper(submitted, reason="Mờ", example=key))

    assert not Supplement.objects.exists()


def test_example_must_be_a_picture(counter_officer: Position) -> None:
    with pytest.raises(FileRefused):
        items.receive_example(upload=b"%PDF-1.7 x", by=counter_officer, now=ASKED_AT)


# ── two at once ─────────────────────────────────────────────────────────────────────────────


def test_second_officer_is_told_who_did_what(accepted: Dossier, desk: Desk) -> None:
    seen = timeline.last_sequence(accepted)
    ask(accepted, desk.specialist, paper(accepted, reason="Mờ"), seen=seen)

    with pytest.raises(ChangedMeanwhile, match="Trần Văn Bình: Yêu cầu bổ sung hồ sơ"):
        ask(accepted, desk.head, paper(accepted, reason="Mờ"), seen=seen)

    assert Supplement.objects.count() == 1


def test_whoever_saw_the_last_entry_may_ask(accepted: Dossier, desk: Desk) -> None:
    assert ask(accepted, desk.specialist, paper(accepted, reason="Mờ"), seen=2)
