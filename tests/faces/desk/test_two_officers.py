"""Two officers on one dossier: the second is told who did what, and loses nothing typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.enums import Moment, Status
from motcua.dossiers.models import Dossier
from motcua.kit import clock
from motcua.places.models import Agency
from tests.faces.desk.seated import at, text
from tests.factories.accounts import make_officer
from tests.factories.dossiers import make_dossier

REASON = "Thửa đất ở xã khác, mời ông bà nộp tại đó."
_SEEN = re.compile(r'name="seen" value="(\d+)"')


@pytest.fixture
def sent(offer: ServiceOffer, citizen: User) -> Dossier:
    return make_dossier(offer, citizen, now=clock.now())


def opened(client: Client, address: str) -> dict[str, Any]:
    """What a page carries along from the moment it was opened."""
    found = _SEEN.search(text(client.get(address)))
    assert found
    return {"seen": found[1]}


def test_second_officer_is_told_who_did_what_and_keeps_what_was_typed(
    sent: Dossier, agency: Agency, counter_officer: Position
) -> None:
    second = at(make_officer(Role.COUNTER, agency, name="Kpă Lan", email="kpa.lan@example.test"))
    page = f"/mot-cua/ho-so/{sent.code}/"
    typed = opened(second, f"{page}khong-tiep-nhan/") | {"reason": REASON}
    at(counter_officer).post(f"{page}viec/tiep-nhan/")

    answer = second.post(f"{page}khong-tiep-nhan/", typed)

    sent.refresh_from_db()
    assert (answer.status_code, sent.status) == (422, Status.ACCEPTED)
    assert f"{counter_officer.user}: {Moment.ACCEPT.label}" in text(answer)
    assert REASON in text(answer)


def test_move_that_is_still_right_is_made_at_the_second_press(
    dossier: Dossier, specialist: Position, head: Position
) -> None:
    page, note = f"/mot-cua/ho-so/{dossier.code}/", "Đủ điều kiện, trình ký."
    client = at(specialist)
    stale = opened(client, f"{page}chuyen-buoc/") | {"note": note}
    client.post(f"{page}viec/nhan-viec/", opened(client, page))

    told = client.post(f"{page}chuyen-buoc/", stale)
    again = client.post(
        f"{page}chuyen-buoc/",
        {"note": note, "seen": _SEEN.search(text(told))[1]},  # type: ignore[index]
    )

    assert told.status_code == 422
    assert note in text(told)
    assert again.status_code == 302
    assert dossier.timeline.filter(moment=Moment.FORWARD_STEP, note=note).count() == 1


def test_button_of_a_page_that_is_out_of_date_does_nothing_and_says_why(
    sent: Dossier, agency: Agency, counter_officer: Position
) -> None:
    second = at(make_officer(Role.COUNTER, agency, name="Kpă Lan", email="kpa.lan@example.test"))
    page = f"/mot-cua/ho-so/{sent.code}/"
    seen = opened(second, page)
    at(counter_officer).post(f"{page}viec/tiep-nhan/")

    answer = second.post(f"{page}viec/huy-tiep-nhan/", seen, follow=True)

    sent.refresh_from_db()
    assert sent.status == Status.ACCEPTED
    assert f"{counter_officer.user}: {Moment.ACCEPT.label}" in text(answer)


def test_note_is_written_whatever_happened_meanwhile(
    sent: Dossier, counter_officer: Position, specialist: Position
) -> None:
    page = f"/mot-cua/ho-so/{sent.code}/"
    typed = opened(at(specialist), f"{page}ghi-chu/") | {"text": "Đã gọi ông Trung."}
    at(counter_officer).post(f"{page}viec/tiep-nhan/")

    assert at(specialist).post(f"{page}ghi-chu/", typed).status_code == 302
    assert sent.internal_notes.get().text == "Đã gọi ông Trung."


def test_result_that_cannot_be_taken_is_said_beside_its_box(
    dossier: Dossier, specialist: Position, head: Position
) -> None:
    page = f"/mot-cua/ho-so/{dossier.code}/"
    at(specialist).post(f"{page}chuyen-buoc/")
    wrong = SimpleUploadedFile("kq.pdf", b"", content_type="application/pdf")

    answer = at(head).post(
        f"{page}quyet-dinh/", {"decision": "GRANTED", "title": "Giấy phép", "stored_file": wrong}
    )

    assert 'href="#id_stored_file"' in text(answer)
    assert 'id="id_stored_file-error"' in text(answer)


def test_settled_dossier_gets_no_new_appointment(
    dossier: Dossier, head: Position, specialist: Position, counter_officer: Position
) -> None:
    page = f"/mot-cua/ho-so/{dossier.code}/"
    assert f"{page}xin-loi/" in text(at(head).get(page))
    at(specialist).post(f"{page}chuyen-buoc/")
    decision = {"decision": "GRANTED", "title": "Giấy phép", "body": "Đồng ý."}
    at(head).post(f"{page}quyet-dinh/", decision)

    for status in (Status.DECIDED, Status.RETURNED):
        dossier.refresh_from_db()
        shown = text(at(head).get(page))
        assert dossier.status == status
        assert f"{page}xin-loi/" not in shown
        assert f"{page}keo-dai/" not in shown
        at(counter_officer).post(f"{page}tra-ket-qua/", {"taker_name": "Rah Lan Thuyên"})
