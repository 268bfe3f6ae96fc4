"""The route of a dossier as officers see it drawn."""

from __future__ import annotations

from motcua.accounts.models import Position, User
from motcua.catalogue.actions.routing import set_route
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.models import Dossier
from motcua.kit import clock
from tests.faces.desk.seated import at, text
from tests.factories.catalogue import route
from tests.factories.dossiers import make_dossier


def test_picture_shows_where_the_dossier_is_and_what_it_does_not_need(
    offer: ServiceOffer, citizen: User, counter_officer: Position, specialist: Position
) -> None:
    dossier = make_dossier(offer, citizen, now=clock.now())
    definition = route(
        *("COUNTER", "SPECIALIST", "SPECIALIST", "HEAD", "COUNTER"),
        b2={"allowance_hours": 16},
        b3={"when": {"not": {"q": "copies.number", "op": "answered"}}},
    )
    set_route(case=dossier.case, definition=definition, by=None, now=clock.now())
    reception.accept(dossier_id=dossier.pk, by=counter_officer, now=clock.now())

    page = text(at(specialist).get(f"/mot-cua/ho-so/{dossier.code}/quy-trinh/"))

    assert page.count("mc-picture__box mc-picture--current") == 1
    assert page.count("mc-picture__box mc-picture--skipped") == 1
    assert page.count("mc-picture__box mc-picture--done") == 1
    assert "được 16 giờ làm việc" in page
    drawn, told = page.split("</svg>", 1)
    assert "hồ sơ này không cần" in drawn
    assert told.count("<li>") == 5  # the same steps in words
    assert "hồ sơ này không cần" in told


def test_owner_sees_the_stages_in_picture_and_words(dossier: Dossier, citizen: User) -> None:
    page = text(at(citizen).get(f"/ho-so/{dossier.code}/"))

    assert page.count("mc-picture__dot mc-picture--done") == 2
    assert "Giải quyết: đang ở đây; Kết quả: chưa tới" in page
