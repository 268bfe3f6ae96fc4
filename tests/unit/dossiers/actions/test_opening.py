"""What a supplement opens beside the marked items, and what it carries along."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.accounts.models import Position, User
from motcua.dossiers.actions.drafts import drafting, submission
from motcua.dossiers.actions.waiting import items, supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import Status
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.asking.asked import asked_items
from motcua.dossiers.queries.drafts import documents, pages
from motcua.dossiers.rules.opening import WHOLE
from motcua.places.models import Agency
from tests.factories.catalogue import definition, make_case, make_form, make_offer
from tests.factories.dossiers import HOUR, MONDAY, add_photograph, begin_draft, save_page

ANSWER_BY = date(2026, 12, 1)
ASKED_AT, ANSWERED_AT = MONDAY + HOUR, MONDAY + 2 * HOUR
ANSWERS = {
    "applicant": {"full_name": "H'Mok Siu", "email": ""},
    "copies": {"number": "2", "by_post": "no", "why": "Đi học"},
    "children": [{"name": "Siu An"}],
}


def text(words: str) -> dict[str, str]:
    return {"vi": words, "en": words}


def question(key: str, label: str, kind: str = "short_text", **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": text(label), **more}


def equals(ref: str, value: Any) -> dict[str, Any]:
    return {"q": ref, "op": "eq", "value": value}


def sections() -> list[dict[str, Any]]:
    """By post asks where to; where to "abroad" asks the country; the address page comes with it."""
    first, copies = definition()["sections"]
    copies["questions"] += [
        question("by_post", "Gửi qua bưu điện?", "yes_no"),
        question("where", "Gửi đi đâu", condition=equals("copies.by_post", True)),
        question("country", "Nước nào", condition=equals("copies.where", "xa")),
        question("why", "Để làm gì"),
        question("other", "Việc khác", condition=equals("copies.why", "khác")),
    ]
    address = {
        "key": "address",
        "title": text("Nơi nhận"),
        "condition": equals("copies.by_post", True),
        "questions": [question("street", "Đường, thôn")],
    }
    children = {
        "key": "children",
        "title": text("Các con"),
        "repeat": {"min": 0, "max": 5, "item": text("Con")},
        "questions": [question("name", "Họ tên con")],
    }
    return [first, copies, address, children]


@pytest.fixture
def sent(agency: Agency, citizen: User) -> Dossier:
    offer = make_offer(make_case(form=make_form(sections=sections())), agency)
    draft = begin_draft(offer, citizen, now=MONDAY)
    for section, raw in ANSWERS.items():
        save_page(draft, section, raw, now=MONDAY)
    add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
    return submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)


def ask(dossier: Dossier, by: Position, section: str, key: str) -> Draft:
    asked = supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Chưa đúng", section=section, question=key)],
        answer_by=ANSWER_BY,
        by=by,
        now=ASKED_AT,
    )
    return Draft.objects.select_related("supplement").get(supplement=asked)


def save(draft: Draft, section: str, raw: Any) -> drafting.Saved:
    revision = getattr(draft.answers.filter(section=section).first(), "revision", 0)
    return drafting.save_section(
        draft_id=draft.pk, section=section, raw=raw, seen_revision=revision, now=ANSWERED_AT
    )


def keys_on(draft: Draft, section: str) -> list[str]:
    page = pages.open_page(draft, section, today=date(2026, 11, 16)).page
    return [field.question.key for item in page.items for field in item.fields]


def asked_pages(draft: Draft) -> list[str]:
    answers = dict(draft.answers.values_list("section", "values"))
    return pages.sections_of(draft, answers)


def test_new_answer_opens_what_it_brings_up_and_can_be_sent(
    sent: Dossier, counter_officer: Position, citizen: User
) -> None:
    draft = ask(sent, counter_officer, "copies", "by_post")
    assert keys_on(draft, "copies") == ["by_post", "where", "country"]
    assert asked_pages(draft) == ["copies"]

    lacking = save(draft, "copies", {"by_post": "yes"})
    assert set(lacking.checked.errors) == {"copies.where"}
    assert not save(draft, "copies", {"by_post": "yes", "where": "Pleiku"}).checked.errors
    assert asked_pages(draft) == ["copies", "address"]
    with pytest.raises(submission.IncompleteDraft):
        supplement.answer(draft_id=draft.pk, by=citizen, now=ANSWERED_AT)
    save(draft, "address", {"street": "12 Hùng Vương"})

    dossier = supplement.answer(draft_id=draft.pk, by=citizen, now=ANSWERED_AT)

    assert dossier.status == Status.SUBMITTED
    answers = dossier.submissions.get(number=2).answers
    assert answers["copies"]["where"] == "Pleiku"
    assert answers["address"] == {"street": "12 Hùng Vương"}
    assert answers["copies"]["why"] == "Đi học"


def test_what_another_answer_would_bring_up_stays_locked(
    sent: Dossier, counter_officer: Position
) -> None:
    draft = ask(sent, counter_officer, "copies", "by_post")

    for raw in ({"by_post": "yes", "other": "x"}, {"by_post": "yes", "why": "khác"}):
        with pytest.raises(drafting.LockedAnswer):
            save(draft, "copies", raw)
    with pytest.raises(drafting.LockedAnswer):
        save(draft, "children", [{"name": "Khác"}])


def test_marked_question_is_drawn_without_the_rule_of_an_answer_that_stays(
    agency: Agency, citizen: User, counter_officer: Position
) -> None:
    offer = make_offer(make_case(form=make_form(sections=sections())), agency)
    draft = begin_draft(offer, citizen, now=MONDAY)
    save_page(draft, "applicant", ANSWERS["applicant"], now=MONDAY)
    copies = {"number": "2", "by_post": "yes", "where": "Pleiku", "why": "Đi học"}
    save_page(draft, "copies", copies, now=MONDAY)
    save_page(draft, "address", {"street": "12 Hùng Vương"}, now=MONDAY)
    save_page(draft, "children", [], now=MONDAY)
    add_photograph(draft, draft.case.required_documents.get().pk, now=MONDAY)
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    page = pages.open_page(
        ask(dossier, counter_officer, "copies", "where"), "copies", today=date(2026, 11, 16)
    ).page

    where, country = page.items[0].fields
    assert (where.question.key, where.rule) == ("where", "")
    assert (country.question.key, bool(country.rule)) == ("country", True)


def test_repeated_section_is_marked_and_mended_as_a_whole(
    sent: Dossier, counter_officer: Position, citizen: User
) -> None:
    names = [mark.name for mark in documents.markable(sent, "vi")]
    assert f"question:children.{WHOLE}" in names
    assert not any("children-0" in name for name in names)
    with pytest.raises(items.ItemUnknown):
        ask(sent, counter_officer, "children", "name")

    draft = ask(sent, counter_officer, "children", WHOLE)
    assert draft.supplement is not None
    assert asked_items(sent, draft.supplement) == [("Các con", "Chưa đúng", None)]
    drawn = pages.open_page(draft, "children", today=date(2026, 11, 16))
    assert drawn.reasons == (pages.Why("Các con", "Chưa đúng"),)
    save(draft, "children", [{"name": "Siu An"}, {"name": "Siu Bình"}])
    dossier = supplement.answer(draft_id=draft.pk, by=citizen, now=ANSWERED_AT)

    answers = dossier.submissions.get(number=2).answers
    assert answers["children"] == [{"name": "Siu An"}, {"name": "Siu Bình"}]


def test_plain_section_is_not_marked_as_a_whole(sent: Dossier, counter_officer: Position) -> None:
    with pytest.raises(items.ItemUnknown):
        ask(sent, counter_officer, "copies", WHOLE)
