"""A new appointment, as the head gives it and the citizen reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.accounts.models import Position, User
from motcua.dossiers.models import Dossier
from motcua.kit import clock
from tests.faces.desk.seated import at, text

LONGER = {
    "value": "30",
    "unit": "WORKING_DAY",
    "legal_basis": "Điều 12 Nghị định 123/2015/NĐ-CP",
    "reason": "Phải xác minh tại nơi cư trú cũ",
}


def weekday_after(dossier: Dossier, days: int) -> str:
    assert dossier.due_at is not None
    on = clock.local_date(dossier.due_at) + timedelta(days=days)
    while on.weekday() > 4:
        on += timedelta(days=1)
    return f"{on:%d/%m/%Y}"


def test_apologise_and_read_it_on_both_sides(
    dossier: Dossier, head: Position, citizen: User
) -> None:
    base, leader = f"/mot-cua/ho-so/{dossier.code}/", at(head)
    on = weekday_after(dossier, 10)
    assert "Xin lỗi và hẹn lại" in text(leader.get(base))

    sent = leader.post(f"{base}xin-loi/", {"new_date": on, "reason": "Mưa lũ chia cắt đường"})

    assert sent.status_code == 302
    for page in (text(leader.get(base)), text(at(citizen).get(f"/ho-so/{dossier.code}/"))):
        assert "Mưa lũ chia cắt đường" in page
        assert on in page
        assert "Phiếu xin lỗi" in page
    assert f"{base}xin-loi/" not in text(leader.get(base))


def test_longer_limit_gives_a_new_receipt(dossier: Dossier, head: Position, citizen: User) -> None:
    base, leader = f"/mot-cua/ho-so/{dossier.code}/", at(head)

    assert leader.post(f"{base}keo-dai/", LONGER).status_code == 302

    mine = text(at(citizen).get(f"/ho-so/{dossier.code}/"))
    assert LONGER["legal_basis"] in mine
    assert "Kéo dài thời hạn theo quy định" in mine


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("xin-loi", {"new_date": "31/02/2027", "reason": "Mưa lũ"}, "Không có ngày 31/02/2027"),
        ("xin-loi", {"new_date": "", "reason": "Mưa lũ"}, "ngày hẹn mới"),
        ("xin-loi", {"new_date": "01/01/2020", "reason": "Mưa lũ"}, "sau hôm nay"),
        ("xin-loi", {"new_date": "31/12/9999", "reason": ""}, "lý do"),
        ("keo-dai", LONGER | {"value": "0"}, "từ 1 trở lên"),
        ("keo-dai", LONGER | {"value": "ba mươi"}, "bằng số"),
        ("keo-dai", LONGER | {"value": "99999999999"}, "dài hơn mọi quy định"),
        ("keo-dai", LONGER | {"value": "1"}, "sau ngày hẹn cũ"),
        ("keo-dai", LONGER | {"unit": "CENTURY"}, "Hãy chọn"),
        ("keo-dai", LONGER | {"legal_basis": ""}, "điều khoản"),
    ],
)
def test_mistake_is_named_and_what_was_typed_is_kept(
    dossier: Dossier, head: Position, path: str, typed: dict[str, str], said: str
) -> None:
    due = dossier.due_at

    answer = at(head).post(f"/mot-cua/ho-so/{dossier.code}/{path}/", typed)

    assert answer.status_code == 422
    assert said in text(answer)
    assert typed["reason"] in text(answer)
    dossier.refresh_from_db()
    assert dossier.due_at == due


@pytest.mark.parametrize("path", ["xin-loi", "keo-dai"])
def test_pages_are_the_heads(dossier: Dossier, specialist: Position, path: str) -> None:
    address = f"/mot-cua/ho-so/{dossier.code}/{path}/"

    assert at(specialist).get(address).status_code == 403
