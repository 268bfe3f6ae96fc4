"""What the tests of a dossier's life begin with: an offer, and a dossier at each stage.

Models can be imported only once Django is set up, which is after this file is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from motcua.accounts.models import Position, User
    from motcua.catalogue.models import ServiceOffer
    from motcua.dossiers.models import Dossier
    from motcua.places.models import Agency
    from tests.factories.dossiers import Desk


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    """The agency offers one procedure: two pages of questions, one paper, five working days."""
    from tests.factories.catalogue import make_case, make_offer

    return make_offer(make_case(), agency)


@pytest.fixture
def elsewhere(db: None) -> Agency:
    """Another department."""
    from tests.factories.places import make_agency

    return make_agency("H21.18", "Sở Xây dựng tỉnh Gia Lai")


@pytest.fixture
def stranger(elsewhere: Agency) -> Position:
    """A counter officer of the other department."""
    from motcua.accounts.enums import Role
    from tests.factories.accounts import make_officer

    return make_officer(Role.COUNTER, elsewhere, name="Đinh Văn Ngoài")


@pytest.fixture
def desk(counter_officer: Position, specialist: Position, head: Position) -> Desk:
    from tests.factories.dossiers import Desk

    return Desk(counter_officer, specialist, head)


@pytest.fixture
def submitted(offer: ServiceOffer, citizen: User) -> Dossier:
    from tests.factories.dossiers import MONDAY, make_dossier

    return make_dossier(offer, citizen, now=MONDAY)


@pytest.fixture
def accepted(submitted: Dossier, desk: Desk) -> Dossier:
    return desk.accept(submitted)


@pytest.fixture
def at_head(accepted: Dossier, desk: Desk) -> Dossier:
    return desk.forward(accepted)


@pytest.fixture
def decided(at_head: Dossier, desk: Desk) -> Dossier:
    return desk.decide(at_head)
