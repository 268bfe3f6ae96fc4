"""What a person says about himself and the organisations he acts for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from motcua.accounts.actions import profiles
from motcua.accounts.enums import Authority, IdentityKind, MandateKind, PartyKind
from motcua.accounts.models import Mandate, Party, User
from motcua.accounts.queries import parties
from tests.factories.accounts import make_user

NOW = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 14)


@pytest.fixture
def user(db: None) -> User:
    return make_user("bliêng@example.test".replace("ê", "e"), "")


def person(**more: object) -> profiles.PersonDetails:
    return profiles.PersonDetails(**{"name": "Rơ Châm H’Bliêng", **more})  # type: ignore[arg-type]


def company(**more: object) -> profiles.OrganisationDetails:
    details = {"name": "Công ty Cao nguyên Xanh", "tax_code": "0100 109 106", **more}
    return profiles.OrganisationDetails(**details)  # type: ignore[arg-type]


def events() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM audit_event ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_keep_person_first_time_makes_the_users_own_party(user: User) -> None:
    party = profiles.keep_person(user=user, details=person(born_year=1985), now=NOW)

    mandate = Mandate.objects.get(user=user)
    user.refresh_from_db()
    assert (party.kind, party.name, party.born_year) == (PartyKind.PERSON, "Rơ Châm H’Bliêng", 1985)
    assert (mandate.kind, mandate.authority, mandate.valid_from) == (
        MandateKind.OWNER,
        Authority.NONE,
        TODAY,
    )
    assert user.name == "Rơ Châm H’Bliêng"
    assert party.sort_key
    assert events() == ["accounts.party_entered", "accounts.mandate_given"]


def test_keep_person_again_changes_the_same_party(user: User) -> None:
    first = profiles.keep_person(user=user, details=person(), now=NOW)

    second = profiles.keep_person(user=user, details=person(phone="+84905123456"), now=NOW)

    assert second.pk == first.pk
    assert Party.objects.get().phone == "+84905123456"
    assert Mandate.objects.count() == 1
    assert events()[-1] == "accounts.party_changed"


def test_keep_person_without_change_records_nothing(user: User) -> None:
    profiles.keep_person(user=user, details=person(), now=NOW)
    before = events()

    profiles.keep_person(user=user, details=person(), now=NOW)

    assert events() == before


def test_keep_person_with_an_unfit_number_names_the_field_and_keeps_nothing(user: User) -> None:
    details = person(identity_kind=IdentityKind.CITIZEN_12, identity_number="123")

    with pytest.raises(profiles.UnfitNumber) as refusal:
        profiles.keep_person(user=user, details=details, now=NOW)

    assert refusal.value.field == "identity_number"
    assert "12 chữ số" in str(refusal.value)
    assert not Party.objects.exists()


def test_keep_organisation_gives_a_mandate_in_the_stated_capacity(user: User) -> None:
    party = profiles.keep_organisation(
        user=user, party=None, details=company(), kind=MandateKind.REPRESENTATIVE, now=NOW
    )

    mandate = parties.organisations_of(user=user, on=TODAY).get()
    assert party.tax_code == "0100109106"
    assert (mandate.party, mandate.kind, mandate.authority) == (
        party,
        MandateKind.REPRESENTATIVE,
        Authority.PLAIN,
    )


def test_keep_organisation_with_a_wrong_check_digit_names_the_field(user: User) -> None:
    with pytest.raises(profiles.UnfitNumber) as refusal:
        profiles.keep_organisation(
            user=user,
            party=None,
            details=company(tax_code="0100109107"),
            kind=MandateKind.OWNER,
            now=NOW,
        )

    assert refusal.value.field == "tax_code"


def test_leave_organisation_ends_the_mandate_and_keeps_the_party(user: User) -> None:
    party = profiles.keep_organisation(
        user=user, party=None, details=company(), kind=MandateKind.OWNER, now=NOW
    )

    profiles.leave_organisation(user=user, party=party, now=NOW)

    assert not parties.organisations_of(user=user, on=TODAY).exists()
    assert Mandate.objects.get(party=party).valid_to == TODAY
    assert Party.objects.filter(pk=party.pk).exists()
    assert events()[-1] == "accounts.mandate_ended"


def test_own_person_is_not_an_organisation_the_user_owns(user: User) -> None:
    profiles.keep_organisation(
        user=user, party=None, details=company(), kind=MandateKind.OWNER, now=NOW
    )

    assert parties.own_person(user=user) is None


def test_mandates_of_leaves_out_what_has_not_begun_or_has_ended(user: User) -> None:
    party = profiles.keep_person(user=user, details=person(), now=NOW)

    assert parties.mandates_of(user=user, on=TODAY).get().party == party
    assert not parties.mandates_of(user=user, on=TODAY - timedelta(days=1)).exists()


def test_enter_takes_in_a_party_nobody_signs_in_for(user: User) -> None:
    party = profiles.enter(details=person(), by=user, now=NOW)

    assert party.kind == PartyKind.PERSON
    assert not party.mandates.exists()


def test_doubt_about_reads_the_kept_party(user: User) -> None:
    party = profiles.keep_person(
        user=user,
        details=person(
            identity_kind=IdentityKind.CITIZEN_12, identity_number="064190001234", born_year=1985
        ),
        now=NOW,
    )

    assert "1990" in parties.doubt_about(party)
