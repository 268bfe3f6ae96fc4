"""Rows of the database in fewer statements."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.accounts.enums import MandateKind
from motcua.accounts.models import Mandate, Party, User
from motcua.kit.rows import hand_over, insert_together
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def family(user: User) -> tuple[Party, Mandate]:
    """Two rows that are not stored yet, the second of which refers to the first."""
    party = Party(name="H'Mok Siu", identity_kind="", phone="100% 'đúng'")
    mandate = Mandate(user=user, party=party, kind=MandateKind.OWNER, valid_from=date(2026, 1, 1))
    return party, mandate


def test_rows_that_refer_to_each_other_are_inserted_in_one_statement() -> None:
    party, mandate = family(make_user())

    with CaptureQueriesContext(connection) as asked:
        insert_together(party, mandate)

    assert len(asked) == 1
    stored = Mandate.objects.select_related("party", "user").get()
    assert (stored, stored.party) == (mandate, party)
    assert stored.party.phone == "100% 'đúng'"
    assert stored.party.created_at == party.created_at
    assert (mandate.party, mandate.party_id) == (party, party.pk)


def test_inserted_rows_can_be_changed_like_any_other() -> None:
    party, mandate = family(make_user())
    insert_together(party, mandate)

    party.name = "H'Mok Rơ Mah"
    party.save()

    assert Party.objects.get().name == "H'Mok Rơ Mah"


def test_row_that_the_database_refuses_takes_the_others_along() -> None:
    party, mandate = family(make_user())
    party.name = ""

    with pytest.raises(IntegrityError, match="party_has_name"), transaction.atomic():
        insert_together(party, mandate)

    assert not Mandate.objects.exists()


def test_rows_handed_over_are_not_asked_for_again() -> None:
    party, mandate = family(make_user())
    insert_together(party, mandate)

    hand_over(party, "mandates", [mandate])

    with CaptureQueriesContext(connection) as asked:
        assert list(party.mandates.all()) == [mandate]
    assert len(asked) == 0
    assert party.mandates.filter(kind=MandateKind.OWNER).get() == mandate
