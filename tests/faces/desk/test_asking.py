"""Asking for a supplement on the desk: choosing, pictures, and what is said when it goes wrong."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.dossiers.enums import ItemKind, Status
from motcua.dossiers.models import Dossier, Draft, SupplementItem, SupplementReason
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.accounts import make_citizen
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier, photograph


@pytest.fixture
def dossier(agency: Agency, citizen: User) -> Dossier:
    return make_dossier(make_offer(make_case(), agency), citizen, now=clock.now())


@pytest.fixture
def blurred(db: None) -> SupplementReason:
    return SupplementReason.objects.create(
        code="MO", words_vi="Ảnh mờ", kind=ItemKind.DOCUMENT, valid_from=date(2026, 1, 1)
    )


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(dossier: Dossier, **more: object) -> dict[str, object]:
    name = f"paper:{dossier.case.required_documents.get().pk}"
    by = f"{clock.now() + timedelta(days=9):%d/%m/%Y}"
    more = {key.replace("__", f":{name}"): value for key, value in more.items()}
    return {name: "1", "answer_by": by, **more}


def test_example_picture_reaches_its_citizen_and_nobody_else(
    dossier: Dossier, counter_officer: Position, citizen: User, blurred: SupplementReason
) -> None:
    sent = at(counter_officer.user).post(
        f"/mot-cua/ho-so/{dossier.code}/bo-sung/",
        typed(dossier, code__=blurred.pk, reason__="Chụp lại.", example__=photograph()),
    )

    assert sent.status_code == 302
    item, draft = SupplementItem.objects.get(), Draft.objects.get(supplement__dossier=dossier)
    mine, other = at(citizen), at(make_citizen("khac@example.test", "Rơ Lan"))
    page = mine.get(f"/nop/{draft.key}/giay-to/").content.decode()
    picture = f"/nop/{draft.key}/anh-mau/{item.pk}/"
    assert "Ảnh mờ. Chụp lại." in page
    assert picture in page
    assert mine.get(picture)["Content-Type"] == "image/jpeg"
    assert mine.get(f"/nop/{draft.key}/anh-mau/{item.pk + 1}/").status_code == 404
    assert other.get(picture).status_code == 404
    own = f"/ho-so/{dossier.code}/tep/{item.example.key}/"
    assert own in mine.get(f"/ho-so/{dossier.code}/").content.decode()
    assert b"".join(mine.get(own).streaming_content).startswith(b"\xff\xd8")
    assert other.get(own).status_code == 404


def test_refused_request_keeps_everything_with_the_picture(
    dossier: Dossier, counter_officer: Position, blurred: SupplementReason
) -> None:
    page, officer = f"/mot-cua/ho-so/{dossier.code}/bo-sung/", at(counter_officer.user)

    refused = officer.post(page, typed(dossier, reason__="Chụp lại.", example__=photograph()))

    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Hãy chọn lý do" in text
    assert 'value="Chụp lại."' in text
    kept = re.search(r'name="kept:[^"]+" value="([^"]+)"', text)
    assert kept is not None
    again = officer.post(page, typed(dossier, code__=blurred.pk, kept__=kept[1]))
    assert again.status_code == 302
    assert str(SupplementItem.objects.get().example.key) == kept[1]


def test_wrong_picture_is_named_and_nothing_is_sent(
    dossier: Dossier, counter_officer: Position, blurred: SupplementReason
) -> None:
    broken = photograph("mau.jpg")
    broken.file.truncate(40)

    refused = at(counter_officer.user).post(
        f"/mot-cua/ho-so/{dossier.code}/bo-sung/",
        typed(dossier, code__=blurred.pk, example__=broken),
    )

    assert refused.status_code == 422
    assert "mau.jpg" in refused.content.decode()
    dossier.refresh_from_db()
    assert dossier.status == Status.SUBMITTED


def test_second_officer_loses_nothing(
    dossier: Dossier, counter_officer: Position, head: Position, blurred: SupplementReason
) -> None:
    page = f"/mot-cua/ho-so/{dossier.code}/bo-sung/"
    seen = re.search(r'name="seen" value="(\d+)"', at(head.user).get(page).content.decode())
    assert seen is not None
    at(counter_officer.user).post(page, typed(dossier, code__=blurred.pk))

    refused = at(head.user).post(
        page, {**typed(dossier, code__=blurred.pk, reason__="Thiếu dấu"), "seen": seen[1]}
    )

    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Rơ Châm Thủy: Yêu cầu bổ sung hồ sơ" in text
    assert 'value="Thiếu dấu"' in text


def test_hostile_field_names_are_refused_not_failed(
    dossier: Dossier, counter_officer: Position
) -> None:
    hostile = {"paper:9" * 40: "1", "question:..": "1", "seen": "9" * 400, "answer_by": "1/1/2030"}

    refused = at(counter_officer.user).post(f"/mot-cua/ho-so/{dossier.code}/bo-sung/", hostile)

    assert refused.status_code == 422


def test_new_item_goes_over_the_head(
    dossier: Dossier, counter_officer: Position, head: Position, citizen: User
) -> None:
    page, officer = f"/mot-cua/ho-so/{dossier.code}/bo-sung/", at(counter_officer.user)
    by = typed(dossier)["answer_by"]
    first = {"question:copies.number": "1", "reason:question:copies.number": "Sai"}
    officer.post(page, {**first, "answer_by": by})
    draft = Draft.objects.get(supplement__dossier=dossier)
    mine = at(citizen)
    mine.post(f"/nop/{draft.key}/trang/copies/", {"copies.number": "3", "_revision": "1"})
    mine.post(f"/nop/{draft.key}/gui/")
    shown = officer.get(page).content.decode()
    assert "đã yêu cầu trước" in shown
    assert "Việc này đã bị trả lại 1 lần" in shown

    refused = officer.post(page, typed(dossier, reason__="Mờ"))
    assert "Hãy ghi lý do nay mới yêu cầu" in refused.content.decode()
    officer.post(page, {**typed(dossier, reason__="Mờ"), "new_because": "Quy định mới"})

    leader, answer = at(head.user), f"/mot-cua/ho-so/{dossier.code}/de-nghi-bo-sung/"
    assert dossier.code in leader.get("/mot-cua/?muc=cho-duyet-bo-sung").content.decode()
    assert "Quy định mới" in leader.get(answer).content.decode()
    wrong = leader.post(answer, {"decline": "1", "reason": ""})
    assert wrong.status_code == 422
    assert leader.post(answer, {"answer_by": by}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.AWAITING_SUPPLEMENT
    assert "Quy định mới" not in mine.get(f"/ho-so/{dossier.code}/").content.decode()
