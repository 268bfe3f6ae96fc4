"""A question that asks for files: taken on its page, kept when the page is wrong, sent along."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.audit.models import Event
from motcua.dossiers.actions.drafts import form_files, submission
from motcua.dossiers.actions.drafts.drafting import AlreadySent
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.drafts.documents import latest_papers
from motcua.dossiers.queries.drafts.summary import Changed, changes_between
from motcua.eforms.actions import publish
from motcua.files.models import StoredFile
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.catalogue import LONG_AGO, definition, make_case, make_offer
from tests.factories.dossiers import MONDAY, begin_draft, photograph, save_page, to_send

CODE = "1.004363"


@pytest.fixture
def draft(agency: Agency, citizen: User, client: Client) -> Draft:
    form = definition("with-file")
    form["sections"][1]["questions"].append(
        {"key": "plan", "type": "file", "label": {"vi": "Bản vẽ mặt bằng"}, "max_files": 3}
    )
    form["sections"][1]["questions"].append(
        {
            "key": "signed",
            "type": "file",
            "label": {"vi": "Bản đã ký số"},
            "kinds": ["pdf"],
            "required": False,
        }
    )
    case = make_case(CODE, "Buôn bán thuốc", form=publish(definition=form, by=None, now=LONG_AGO))
    case.required_documents.all().delete()
    make_offer(case, agency)
    client.force_login(citizen)
    client.post(f"/thu-tuc/{CODE}/nop/", {"filed_as": "SELF"})
    return Draft.objects.get()


def test_file_question_keeps_its_file_through_an_error_and_sends_it(
    client: Client, draft: Draft
) -> None:
    page = f"/nop/{draft.key}/trang/copies/"

    wrong = client.post(
        page,
        {"copies.number": "nhiều", "copies.plan-new": photograph("mat-bang.jpg"), "_revision": "0"},
    )
    assert wrong.status_code == 422
    assert "mat-bang.jpg" in wrong.content.decode()
    key = str(draft.documents.get().stored_file.key)
    client.post(page, {"copies.number": "2", "copies.plan": [key], "_revision": "1"})
    client.post(
        f"/nop/{draft.key}/trang/applicant/",
        {"applicant.full_name": "H'Mok Siu", "_revision": "0"},
    )
    client.post(f"/nop/{draft.key}/gui/", to_send(draft))

    sent = Dossier.objects.get().submissions.get().documents.get()
    assert (sent.title, sent.question) == ("Bản vẽ mặt bằng", "copies.plan")
    assert sent.files.get().stored_file.name == "mat-bang.jpg"


def test_file_question_refuses_a_wrong_file_and_keeps_the_right_one(
    client: Client, draft: Draft
) -> None:
    files = [photograph("tot.jpg"), SimpleUploadedFile("xau.pdf", b"not a pdf")]

    answer = client.post(
        f"/nop/{draft.key}/trang/copies/",
        {"copies.number": "2", "copies.plan-new": files, "_revision": "0"},
    )

    assert answer.status_code == 422
    assert "xau.pdf" in answer.content.decode()
    assert draft.documents.count() == 1


def test_file_question_takes_only_the_kinds_it_names(client: Client, draft: Draft) -> None:
    answer = client.post(
        f"/nop/{draft.key}/trang/copies/",
        {"copies.number": "2", "copies.signed-new": photograph("anh.jpg"), "_revision": "0"},
    )

    assert answer.status_code == 422
    assert "không thuộc loại được nhận (PDF)" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_file_question_takes_no_key_of_another_draft(client: Client, draft: Draft) -> None:
    client.post(f"/thu-tuc/{CODE}/nop/", {"filed_as": "SELF"})
    other = Draft.objects.exclude(pk=draft.pk).get()
    client.post(
        f"/nop/{other.key}/trang/copies/",
        {"copies.number": "1", "copies.plan-new": photograph(), "_revision": "0"},
    )
    foreign = str(other.documents.get().stored_file.key)

    answer = client.post(
        f"/nop/{draft.key}/trang/copies/",
        {"copies.number": "2", "copies.plan": [foreign], "_revision": "0"},
    )

    assert answer.status_code == 422


def test_file_question_takes_no_more_than_it_allows(client: Client, draft: Draft) -> None:
    names = [f"{number}.jpg" for number in range(5)]

    answer = client.post(
        f"/nop/{draft.key}/trang/copies/",
        {
            "copies.number": "2",
            "copies.plan-new": [photograph(name) for name in names],
            "_revision": "0",
        },
    )

    assert answer.status_code == 422
    assert draft.documents.count() == 3
    assert StoredFile.objects.count() == 3


def test_file_is_not_added_to_a_draft_that_was_sent_meanwhile(draft: Draft, citizen: User) -> None:
    stale = Draft.objects.get()
    taken = form_files.take(
        draft=stale,
        section="copies",
        raw={"number": "2"},
        uploads={"copies.plan-new": [photograph()]},
        by=citizen,
        now=clock.now(),
    )
    Draft.objects.update(sent_at=clock.now())

    with pytest.raises(AlreadySent):
        save_page(stale, "copies", taken.raw, now=clock.now(), documents=taken.documents)

    assert not stale.documents.exists()
    assert not StoredFile.objects.exists()


def send(client: Client, draft: Draft) -> Dossier:
    client.post(
        f"/nop/{draft.key}/trang/copies/",
        {"copies.number": "2", "copies.plan-new": photograph("mat-bang.jpg"), "_revision": "0"},
    )
    client.post(
        f"/nop/{draft.key}/trang/applicant/",
        {"applicant.full_name": "H'Mok Siu", "_revision": "0"},
    )
    client.post(f"/nop/{draft.key}/gui/", to_send(draft))
    return Dossier.objects.get()


def ask(dossier: Dossier, by: Position, question: str) -> Draft:
    now = clock.now()
    asked = supplement.ask(
        dossier_id=dossier.pk,
        items=[Ask(reason="Chưa rõ", section="copies", question=question)],
        answer_by=clock.local_date(now) + timedelta(days=9),
        by=by,
        now=now,
    )
    return Draft.objects.get(supplement=asked)


def test_supplement_carries_the_files_of_questions_along(
    client: Client, draft: Draft, counter_officer: Position
) -> None:
    dossier = send(client, draft)
    again = ask(dossier, counter_officer, "number")
    page = f"/nop/{again.key}/trang/copies/"

    locked = {"copies.number": "3", "copies.plan-new": photograph("la.jpg"), "_revision": "1"}
    assert client.post(page, locked).status_code == 403
    assert Event.objects.filter(name="dossier.locked_answer_refused").exists()
    assert client.post(page, {"copies.number": "3", "_revision": "1"}).status_code == 302
    client.post(f"/nop/{again.key}/gui/")

    second = dossier.submissions.get(number=2)
    assert second.documents.get().files.get().stored_file.name == "mat-bang.jpg"
    assert len(latest_papers(dossier)) == 1


def test_supplement_replaces_the_file_of_a_question_and_the_desk_sees_it(
    client: Client, draft: Draft, counter_officer: Position
) -> None:
    dossier = send(client, draft)
    again = ask(dossier, counter_officer, "plan")
    page = f"/nop/{again.key}/trang/copies/"
    assert "mat-bang.jpg" in client.get(page).content.decode()

    other = photograph("mat-bang-moi.jpg", (300, 200))
    assert client.post(page, {"copies.plan-new": other, "_revision": "1"}).status_code == 302
    client.post(f"/nop/{again.key}/gui/")

    changes = changes_between(list(dossier.submissions.order_by("-number")))
    assert Changed("Bản vẽ mặt bằng", "mat-bang.jpg", "mat-bang-moi.jpg") in changes
    assert latest_papers(dossier)[0].files.get().stored_file.name == "mat-bang-moi.jpg"


def test_two_rows_of_a_repeated_section_keep_their_own_files(
    agency: Agency, citizen: User, client: Client
) -> None:
    rows = {
        "key": "houses",
        "title": {"vi": "Các nhà"},
        "repeat": {"min": 0, "max": 4, "item": {"vi": "Nhà"}},
        "questions": [
            {"key": "name", "type": "short_text", "label": {"vi": "Tên"}},
            {"key": "photo", "type": "file", "label": {"vi": "Ảnh"}, "required": False},
        ],
    }
    form = definition("with-rows")
    form["sections"].append(rows)
    case = make_case("1.004364", form=publish(definition=form, by=None, now=LONG_AGO))
    case.required_documents.all().delete()
    draft = begin_draft(make_offer(case, agency), citizen, now=MONDAY)
    save_page(draft, "applicant", {"full_name": "H'Mok Siu", "email": ""}, now=MONDAY)
    save_page(draft, "copies", {"number": "2"}, now=MONDAY)

    def houses(
        *names: str, new: str, path: str, kept: dict[str, list[str]]
    ) -> dict[str, list[str]]:
        """Send the page: each house with the photographs it keeps, one of them with a new one."""
        raw = [{"name": name, "photo": kept.get(name, [])} for name in names]
        taken = form_files.take(
            draft=draft,
            section="houses",
            raw=raw,
            uploads={f"{path}-new": [photograph(new)]},
            by=citizen,
            now=MONDAY,
        )
        seen = getattr(draft.answers.filter(section="houses").first(), "revision", 0)
        save_page(draft, "houses", taken.raw, now=MONDAY, seen=seen, documents=taken.documents)
        return {row["name"]: row["photo"] for row in taken.raw}

    kept = houses("A", "B", new="b.jpg", path="houses-1.photo", kept={})
    houses("B", "C", new="c.jpg", path="houses-1.photo", kept=kept)  # A went, B is first now
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    papers = {
        paper.question: [part.stored_file.name for part in paper.files.all()]
        for paper in latest_papers(dossier)
    }
    assert papers == {"houses-0.photo": ["b.jpg"], "houses-1.photo": ["c.jpg"]}
