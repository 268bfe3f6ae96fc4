"""What the officer is told has changed since the last time."""

from __future__ import annotations

from itertools import repeat
from typing import Any

import pytest

from motcua.accounts.models import Position, User
from motcua.dossiers.actions.drafts import submission
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.models import Dossier, DossierDocument, Draft, Submission
from motcua.dossiers.queries.drafts.summary import Changed, changes_between
from motcua.kit.clock import local_date
from motcua.places.models import Agency
from tests.factories import dossiers as factory
from tests.factories.catalogue import definition, make_case, make_form, make_offer
from tests.factories.dossiers import (
    DAY,
    HOUR,
    MONDAY,
    add_photograph,
    begin_draft,
    make_dossier,
    save_page,
)


def text(words: str) -> dict[str, str]:
    return {"vi": words, "en": words}


def people(key: str) -> dict[str, Any]:
    """Witnesses, as a group inside a page."""
    return {
        "key": key,
        "type": "group",
        "label": text("Người làm chứng"),
        "repeat": {"min": 0, "max": 5, "item": text("Người")},
        "questions": [{"key": "name", "type": "short_text", "label": text("Họ tên")}],
    }


def test_items_of_groups_and_dropped_answers_are_told(
    agency: Agency, citizen: User, counter_officer: Position
) -> None:
    first, copies = definition()["sections"]
    copies["questions"].append(people("witnesses"))
    offer = make_offer(make_case(form=make_form(sections=[first, copies])), agency)
    draft = begin_draft(offer, citizen, now=MONDAY)
    save_page(draft, "applicant", {"full_name": "H'Mok Siu", "email": ""}, now=MONDAY)
    witnesses = [{"name": "Y An"}, {"name": "Y Bhăm"}]
    save_page(draft, "copies", {"number": "2", "witnesses": witnesses}, now=MONDAY)
    add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)
    again = ask(dossier, counter_officer, Ask(reason="x", section="copies", question="witnesses"))

    save_page(again, "copies", {"witnesses": [{"name": "Y Ba"}]}, now=MONDAY + DAY, seen=1)
    supplement.answer(draft_id=again.pk, by=citizen, now=MONDAY + DAY)

    assert set(told(dossier)) == {
        Changed("Người làm chứng 1: Họ tên", "Y An", "Y Ba"),
        Changed("Người làm chứng 2: Họ tên", "Y Bhăm", ""),
    }


def test_replaced_papers_are_told_by_their_content(
    agency: Agency, citizen: User, counter_officer: Position
) -> None:
    dossier = make_dossier(make_offer(make_case(), agency), citizen, now=MONDAY)
    paper = DossierDocument.objects.get().required_document
    assert paper is not None
    again = ask(dossier, counter_officer, Ask(reason="Mờ", required_document_id=paper.pk))
    for _file in range(2):
        add_photograph(again, paper.pk, now=MONDAY + DAY)

    supplement.answer(draft_id=again.pk, by=citizen, now=MONDAY + DAY)

    assert told(dossier) == [Changed(paper.name, "giay-to.jpg", "giay-to.jpg, giay-to.jpg")]


def test_same_paper_sent_again_and_a_first_sending_change_nothing(
    agency: Agency, citizen: User, counter_officer: Position, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(factory, "_shades", repeat(7))
    dossier = make_dossier(make_offer(make_case(), agency), citizen, now=MONDAY)
    assert told(dossier) == []
    paper = DossierDocument.objects.get().required_document
    assert paper is not None
    again = ask(dossier, counter_officer, Ask(reason="Mờ", required_document_id=paper.pk))
    add_photograph(again, paper.pk, now=MONDAY + DAY)

    supplement.answer(draft_id=again.pk, by=citizen, now=MONDAY + DAY)

    assert told(dossier) == []


def ask(dossier: Dossier, by: Position, item: Ask) -> Draft:
    asked = supplement.ask(
        dossier_id=dossier.pk,
        items=[item],
        answer_by=local_date(MONDAY + 9 * DAY),
        by=by,
        now=MONDAY + HOUR,
    )
    return Draft.objects.get(supplement=asked)


def told(dossier: Dossier) -> list[Changed]:
    return changes_between(list(Submission.objects.filter(dossier=dossier).order_by("-number")))
