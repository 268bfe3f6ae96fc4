"""Stopping, obligations and withdrawing, as officers and citizens see them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.accounts.enums import Role
from motcua.accounts.models import Position, User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.enums import Status, SubState
from motcua.dossiers.models import Dossier, Draft, Obligation
from motcua.kit import clock
from tests.faces.desk.seated import at, text
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.dossiers import make_dossier, photograph
from tests.factories.places import make_agency
from tests.unit.papers.reading import text_of

GROUNDS = {
    "kind": "COURT",
    "reason": "Thửa đất đang có tranh chấp",
    "legal_basis": "Quyết định 12/2026/QĐ-BPKCTT",
}


def notice(**changed: str) -> dict[str, Any]:
    today = clock.local_date(clock.now())
    return {
        "notice_number": "1234/TB",
        "issued_by": "Thuế cơ sở 1",
        "issued_on": f"{today:%d/%m/%Y}",
        "due_on": f"{today + timedelta(days=30):%d/%m/%Y}",
        "name_1": "Tiền sử dụng đất",
        "amount_1": "45.000.000 đ",
        "name_3": "Lệ phí trước bạ",
        "amount_3": "225000",
        **changed,
    }


# ── stopping ────────────────────────────────────────────────────────────────────────────────


def test_notice_of_stopping_is_opened_by_officer_and_citizen(
    dossier: Dossier, head: Position, citizen: User
) -> None:
    base = f"/mot-cua/ho-so/{dossier.code}/"
    at(head).post(f"{base}tam-dung/", GROUNDS)
    token = dossier.papers.get(letter="stop_notice").paper.token

    for client, page in ((at(head), base), (at(citizen), f"/ho-so/{dossier.code}/")):
        shown = text(client.get(page))
        assert "Thông báo dừng giải quyết hồ sơ" in shown
        assert token in shown
        pdf = b"".join(client.get(f"{page}giay/{token}/"))
        said = text_of(pdf)
        assert GROUNDS["legal_basis"] in said
        assert "Mẫu số 05 – TT 03/2025/TT-VPCP" in said
        assert "Số: 01/TBDHS" in said


def test_stop_and_go_on(dossier: Dossier, head: Position, citizen: User) -> None:
    base, leader = f"/mot-cua/ho-so/{dossier.code}/", at(head)
    assert "Tạm dừng xử lý" in text(leader.get(base))
    assert "không tính" in text(leader.get(f"{base}tam-dung/"))

    assert leader.post(f"{base}tam-dung/", GROUNDS).status_code == 302

    page = text(leader.get(base))
    assert GROUNDS["reason"] in page
    assert "Tiếp tục xử lý" in page
    mine = text(at(citizen).get(f"/ho-so/{dossier.code}/"))
    assert GROUNDS["legal_basis"] in mine
    assert dossier.code in text(leader.get("/mot-cua/?muc=cho-nguoi-nop"))
    assert leader.post(f"{base}tiep-tuc/", {"note": "Đã giải quyết xong"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.ACCEPTED


def test_stop_for_good(dossier: Dossier, head: Position, citizen: User) -> None:
    base, leader = f"/mot-cua/ho-so/{dossier.code}/", at(head)

    assert "không mở lại được" in text(leader.get(f"{base}dung-han/"))
    assert leader.post(f"{base}dung-han/", GROUNDS).status_code == 302

    dossier.refresh_from_db()
    assert dossier.substate == SubState.TERMINATED
    assert "Dừng hẳn" in text(leader.get(base))
    assert "Tạm dừng xử lý" not in text(leader.get(base))
    assert dossier.code in text(leader.get("/mot-cua/?muc=da-xong"))
    mine = text(at(citizen).get(f"/ho-so/{dossier.code}/"))
    assert "dừng hẳn" in mine
    assert "Rút hồ sơ này" not in mine


@pytest.mark.parametrize("missing", ["kind", "reason", "legal_basis"])
def test_stop_without_a_ground_keeps_what_was_typed(
    dossier: Dossier, head: Position, missing: str
) -> None:
    typed = {key: value for key, value in GROUNDS.items() if key != missing}

    answer = at(head).post(f"/mot-cua/ho-so/{dossier.code}/tam-dung/", typed)

    assert answer.status_code == 422
    kept = next(value for key, value in typed.items() if key != "kind")
    assert kept in text(answer)
    dossier.refresh_from_db()
    assert dossier.status == Status.ACCEPTED


@pytest.mark.parametrize("path", ["tam-dung", "tiep-tuc", "dung-han", "tra-loi-rut"])
def test_what_is_the_heads_is_refused_to_others(
    dossier: Dossier, specialist: Position, path: str
) -> None:
    address = f"/mot-cua/ho-so/{dossier.code}/{path}/"

    assert at(specialist).get(address).status_code == 403
    assert at(specialist).post(address, GROUNDS).status_code == 403


@pytest.mark.parametrize(
    "path", ["tam-dung", "tiep-tuc", "dung-han", "tra-loi-rut", "nghia-vu", "nghia-vu/xong"]
)
def test_head_of_another_agency_finds_nothing(dossier: Dossier, path: str) -> None:
    stranger = make_officer(Role.HEAD, make_agency("H21.18", "Sở Xây dựng"))

    assert at(stranger).get(f"/mot-cua/ho-so/{dossier.code}/{path}/").status_code == 404


def test_go_on_with_what_is_not_stopped_says_so(dossier: Dossier, head: Position) -> None:
    answer = at(head).post(f"/mot-cua/ho-so/{dossier.code}/tiep-tuc/", {"note": "Xong rồi"})

    assert answer.status_code == 422
    assert "trạng thái khác" in text(answer)
    assert "Xong rồi" in text(answer)


# ── obligations ─────────────────────────────────────────────────────────────────────────────


def test_obligation_from_notice_to_proof(
    dossier: Dossier, specialist: Position, counter_officer: Position, citizen: User
) -> None:
    base, expert = f"/mot-cua/ho-so/{dossier.code}/", at(specialist)
    assert "Khoản 1" in text(expert.get(f"{base}nghia-vu/"))

    sent = expert.post(f"{base}nghia-vu/", {**notice(), "file": photograph("thong-bao.jpg")})

    assert sent.status_code == 302
    owed = Obligation.objects.get()
    assert sum(owed.lines.values_list("amount_vnd", flat=True)) == 45_225_000
    mine = at(citizen)
    page = text(mine.get(f"/ho-so/{dossier.code}/"))
    assert "45.225.000" in page
    assert "1234/TB" in page
    assert owed.notice is not None
    shown = mine.get(f"/ho-so/{dossier.code}/tep/{owed.notice.key}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    stranger = at(make_citizen(email="la@demo.test", name="Người Lạ"))
    assert stranger.get(f"/ho-so/{dossier.code}/tep/{owed.notice.key}/").status_code == 404

    counter = at(counter_officer)
    assert "Ghi nhận nghĩa vụ tài chính" in text(counter.get(base))
    proven = counter.post(
        f"{base}nghia-vu/xong/", {"state": "FULFILLED", "proof_note": "Giấy nộp tiền số 88"}
    )
    assert proven.status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.ACCEPTED
    assert "Giấy nộp tiền số 88" in text(expert.get(base))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"notice_number": ""}, "Hãy ghi số thông báo"),
        ({"due_on": "31/02/2027"}, "Không có ngày 31/02/2027"),
        ({"due_on": "01/01/2020"}, "hạn nộp không được trước"),
        ({"amount_1": ""}, "Hãy ghi số tiền của khoản này"),
        ({"name_3": " "}, "Hãy ghi tên khoản phải nộp"),
        ({"amount_1": "1,5 triệu"}, "Không rõ số tiền này"),
        ({"amount_1": "0"}, "Số tiền phải lớn hơn 0"),
        (
            {"name_1": "", "amount_1": "", "name_3": "", "amount_3": ""},
            "Hãy ghi ít nhất một khoản phải nộp",
        ),
    ],
)
def test_obligation_with_a_mistake_keeps_what_was_typed(
    dossier: Dossier, specialist: Position, changed: dict[str, str], sentence: str
) -> None:
    address = f"/mot-cua/ho-so/{dossier.code}/nghia-vu/"

    answer = at(specialist).post(address, notice(**changed))

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Thuế cơ sở 1" in text(answer)
    assert not Obligation.objects.exists()


def test_obligation_with_a_file_that_cannot_be_taken_is_refused(
    dossier: Dossier, specialist: Position
) -> None:
    upload = SimpleUploadedFile("thong-bao.exe", b"MZ\x90\x00 not a paper", "image/jpeg")

    answer = at(specialist).post(
        f"/mot-cua/ho-so/{dossier.code}/nghia-vu/", {**notice(), "file": upload}
    )

    assert answer.status_code == 422
    assert not Obligation.objects.exists()


def test_proof_is_asked_for(dossier: Dossier, specialist: Position) -> None:
    base, expert = f"/mot-cua/ho-so/{dossier.code}/", at(specialist)
    expert.post(f"{base}nghia-vu/", notice())

    answer = expert.post(f"{base}nghia-vu/xong/", {"state": "EXEMPT", "proof_note": ""})

    assert answer.status_code == 422
    assert "chứng từ" in text(answer)


# ── withdrawing ─────────────────────────────────────────────────────────────────────────────


def test_withdraw_before_acceptance(offer: ServiceOffer, citizen: User) -> None:
    sent = make_dossier(offer, citizen, now=clock.now())
    mine = at(citizen)
    assert "Rút hồ sơ này" in text(mine.get(f"/ho-so/{sent.code}/"))
    assert "được rút ngay" in text(mine.get(f"/ho-so/{sent.code}/rut/"))

    answer = mine.post(f"/ho-so/{sent.code}/rut/", {"reason": "Nộp nhầm"}, follow=True)

    assert "Đã rút hồ sơ" in text(answer)
    sent.refresh_from_db()
    assert sent.status == Status.WITHDRAWN
    assert "Rút hồ sơ này" not in text(mine.get(f"/ho-so/{sent.code}/"))


@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        ({"answer": "YES"}, Status.WITHDRAWN, "đã được rút"),
        ({"answer": "NO", "reason": "Đã có dự thảo"}, Status.ACCEPTED, "Đã có dự thảo"),
    ],
)
def test_withdraw_after_acceptance_is_answered_by_the_head(
    dossier: Dossier,
    head: Position,
    citizen: User,
    answer: dict[str, str],
    status: Status,
    sentence: str,
) -> None:
    mine, leader, base = at(citizen), at(head), f"/mot-cua/ho-so/{dossier.code}/"
    mine.post(f"/ho-so/{dossier.code}/rut/", {"reason": "Đổi ý"})
    assert "Bạn đã xin rút hồ sơ" in text(mine.get(f"/ho-so/{dossier.code}/"))
    assert dossier.code in text(leader.get("/mot-cua/?muc=xin-rut"))
    assert "Đổi ý" in text(leader.get(base))
    assert "Đổi ý" in text(leader.get(f"{base}tra-loi-rut/"))

    assert leader.post(f"{base}tra-loi-rut/", answer).status_code == 302

    dossier.refresh_from_db()
    assert (dossier.status, dossier.substate) == (status, "")
    assert sentence in text(mine.get(f"/ho-so/{dossier.code}/"))


@pytest.mark.parametrize("typed", [{}, {"answer": "NO", "reason": ""}, {"answer": "MAYBE"}])
def test_half_an_answer_is_refused(
    dossier: Dossier, head: Position, citizen: User, typed: dict[str, str]
) -> None:
    at(citizen).post(f"/ho-so/{dossier.code}/rut/")

    answer = at(head).post(f"/mot-cua/ho-so/{dossier.code}/tra-loi-rut/", typed)

    assert answer.status_code == 422
    dossier.refresh_from_db()
    assert dossier.substate == SubState.WITHDRAWAL_ASKED


def test_withdraw_twice_says_that_it_was_asked(dossier: Dossier, citizen: User) -> None:
    mine = at(citizen)
    mine.post(f"/ho-so/{dossier.code}/rut/")

    again = mine.post(f"/ho-so/{dossier.code}/rut/", {"reason": "Lần hai"})

    assert again.status_code == 422
    assert "Đã có yêu cầu rút" in text(again)
    assert "Lần hai" in text(again)


def test_strangers_dossier_cannot_be_withdrawn(dossier: Dossier) -> None:
    stranger = at(make_citizen(email="la@demo.test", name="Người Lạ"))

    assert stranger.get(f"/ho-so/{dossier.code}/rut/").status_code == 404
    assert stranger.post(f"/ho-so/{dossier.code}/rut/").status_code == 404


def test_counter_passes_on_a_wish(dossier: Dossier, counter_officer: Position) -> None:
    counter, base = at(counter_officer), f"/mot-cua/ho-so/{dossier.code}/"
    assert "Người nộp xin rút hồ sơ" in text(counter.get(base))
    assert "chính người nộp" in text(counter.get(f"{base}xin-rut/"))

    assert counter.post(f"{base}xin-rut/", {"reason": ""}).status_code == 302

    dossier.refresh_from_db()
    assert dossier.substate == SubState.WITHDRAWAL_ASKED
    assert "Không ghi lý do" in text(counter.get(base))


def test_page_of_a_closed_supplement_leads_back_to_the_dossier(
    dossier: Dossier, specialist: Position, head: Position, citizen: User
) -> None:
    base = f"/mot-cua/ho-so/{dossier.code}/"
    at(specialist).post(
        f"{base}bo-sung/",
        {
            "question:copies.number": "1",
            "reason:question:copies.number": "Sai",
            "answer_by": f"{clock.now() + timedelta(days=9):%d/%m/%Y}",
        },
    )
    draft = Draft.objects.get(supplement__dossier=dossier)
    at(head).post(f"{base}dung-han/", GROUNDS)
    mine = at(citizen)

    assert mine.get(f"/nop/{draft.key}/").url == f"/ho-so/{dossier.code}/"
    late = mine.post(
        f"/nop/{draft.key}/trang/copies/", {"copies.number": "3", "_revision": "1"}, follow=True
    )
    assert late.status_code == 409
    assert "không cần bổ sung nữa" in text(late)
    sent = mine.post(f"/nop/{draft.key}/gui/", follow=True)
    assert "không cần bổ sung nữa" in text(sent)
    dossier.refresh_from_db()
    assert dossier.submissions.count() == 1
