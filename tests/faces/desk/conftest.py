"""What the tests of the desk begin with: an offer of the agency, and a dossier accepted there.

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


@pytest.fixture
def offer(agency: Agency) -> ServiceOffer:
    from tests.factories.catalogue import make_case, make_offer

    return make_offer(make_case(), agency)


@pytest.fixture
def dossier(offer: ServiceOffer, citizen: User, counter_officer: Position) -> Dossier:
    """Sent and accepted just now."""
    from motcua.dossiers.actions.handling import reception
    from motcua.kit import clock
    from tests.factories.dossiers import make_dossier

    now = clock.now()
    sent = make_dossier(offer, citizen, now=now)
    return reception.accept(dossier_id=sent.pk, by=counter_officer, now=now)
