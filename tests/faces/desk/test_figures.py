"""The page of figures about supplements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from motcua.accounts.models import Position, User
from motcua.dossiers.models import Dossier
from motcua.kit import clock
from motcua.places.models import Agency
from tests.factories.catalogue import make_case, make_offer
from tests.factories.dossiers import make_dossier

PAGE = "/mot-cua/so-lieu/bo-sung/"


@pytest.fixture
def asked(agency: Agency, citizen: User, counter_officer: Position) -> Dossier:
    dossier = make_dossier(make_offer(make_case(), agency), citizen, now=clock.now())
    User.objects.filter(pk=counter_officer.user_id).update(name="=HYPERLINK(1)")
    at(counter_officer).post(
        f"/mot-cua/ho-so/{dossier.code}/bo-sung/",
        {
            "question:copies.number": "1",
            "reason:question:copies.number": "Sai",
            "answer_by": f"{clock.now() + timedelta(days=9):%d/%m/%Y}",
        },
    )
    return dossier


def at(position: Position) -> Client:
    client = Client()
    client.force_login(position.user)
    return client


def test_head_reads_the_month_and_takes_it_along(asked: Dossier, head: Position) -> None:
    leader = at(head)

    page = leader.get(PAGE).content.decode()
    file = leader.get(f"{PAGE}?tai=csv")

    assert asked.procedure.code in page
    assert file["Content-Type"].startswith("text/csv")
    text = file.content.decode()
    assert text.startswith("\ufeffNhóm,Mã,Tên")
    assert f"Theo thủ tục,{asked.procedure.code}," in text
    assert "\"'=HYPERLINK(1)" in text or "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("tu=32/13/2026&den=1/12/2026", "Không có ngày"),
        ("tu=&den=", "Hãy ghi ngày"),
        ("tu=02/12/2026&den=01/12/2026", "Ngày kết thúc phải từ"),
        ("tu=01/01/2020&den=01/12/2026", "366 ngày"),
    ],
)
def test_wrong_days_are_said(head: Position, days: str, words: str) -> None:
    answer = at(head).get(f"{PAGE}?{days}&tai=csv")

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_only_head_and_control(specialist: Position, counter_officer: Position) -> None:
    for position in (specialist, counter_officer):
        assert at(position).get(PAGE).status_code == 403


def test_answer_is_new_until_somebody_who_works_on_it_looks(
    asked: Dossier, counter_officer: Position, head: Position, citizen: User
) -> None:
    draft = asked.supplements.get().draft
    mine = Client()
    mine.force_login(citizen)
    mine.post(f"/nop/{draft.key}/trang/copies/", {"copies.number": "3", "_revision": "1"})
    mine.post(f"/nop/{draft.key}/gui/")
    new = "/mot-cua/?muc=moi-bo-sung"

    assert asked.code in at(counter_officer).get(new).content.decode()
    at(counter_officer).get(f"/mot-cua/ho-so/{asked.code}/")
    assert asked.code not in at(counter_officer).get(new).content.decode()
