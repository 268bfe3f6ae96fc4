"""Filing for an organisation: the same one is prefilled, sent and shown."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.accounts.enums import MandateKind, PartyKind
from motcua.accounts.models import Mandate, Party, User
from motcua.catalogue.models import ServiceOffer
from motcua.catalogue.queries.filing import filing_options
from motcua.dossiers.actions.drafts import submission
from motcua.dossiers.enums import FiledAs
from motcua.dossiers.queries.drafts.profile import profile_of
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted
from motcua.public.forms.filing import BeginForm
from tests.factories.dossiers import MONDAY, begin_draft, fill_draft

TODAY = local_date(MONDAY)
pytestmark = pytest.mark.django_db


def acting_for(user: User, name: str, valid_to: date | None = None) -> Party:
    party = Party.objects.create(kind=PartyKind.ORGANISATION, name=name)
    Mandate.objects.create(
        user=user,
        party=party,
        kind=MandateKind.EMPLOYEE,
        valid_from=date(2026, 1, 1),
        valid_to=valid_to,
    )
    return party


@pytest.fixture
def firms(citizen: User) -> tuple[Party, Party]:
    return acting_for(citizen, "Hợp tác xã Ia Nan"), acting_for(citizen, "Công ty Pơ Lang")


def test_chosen_organisation_is_prefilled_and_sent(
    offer: ServiceOffer, citizen: User, firms: tuple[Party, Party]
) -> None:
    draft = begin_draft(
        offer, citizen, now=MONDAY, filed_as=FiledAs.ORGANISATION, organisation=firms[1]
    )

    assert profile_of(draft, on=TODAY)["applicant.name"] == "Công ty Pơ Lang"
    fill_draft(draft, now=MONDAY, name="Công ty Pơ Lang")
    dossier = submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)
    assert dossier.applicant.party == firms[1]


def test_one_of_several_is_not_guessed(
    offer: ServiceOffer, citizen: User, firms: tuple[Party, Party]
) -> None:
    draft = begin_draft(offer, citizen, now=MONDAY, filed_as=FiledAs.ORGANISATION)

    assert "applicant.name" not in profile_of(draft, on=TODAY)
    fill_draft(draft, now=MONDAY, name="Công ty Pơ Lang")
    assert submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY).applicant.party is None


def test_organisation_with_an_end_ahead_is_prefilled_until_then(
    offer: ServiceOffer, citizen: User
) -> None:
    acting_for(citizen, "Công ty Pơ Lang", valid_to=date(2026, 12, 31))
    draft = begin_draft(offer, citizen, now=MONDAY, filed_as=FiledAs.ORGANISATION)

    assert profile_of(draft, on=TODAY)["applicant.name"] == "Công ty Pơ Lang"
    assert "applicant.name" not in profile_of(draft, on=date(2027, 1, 1))


def test_organisation_left_meanwhile_is_not_filed_for(
    offer: ServiceOffer, citizen: User, firms: tuple[Party, Party]
) -> None:
    draft = begin_draft(
        offer, citizen, now=MONDAY, filed_as=FiledAs.ORGANISATION, organisation=firms[0]
    )
    fill_draft(draft, now=MONDAY, name="Hợp tác xã Ia Nan")
    Mandate.objects.filter(party=firms[0]).update(valid_to=TODAY)

    assert "applicant.name" not in profile_of(draft, on=TODAY)
    assert submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY).applicant.party is None


@pytest.mark.parametrize("filed_as", [FiledAs.ORGANISATION, FiledAs.SELF])
def test_organisation_of_somebody_else_cannot_be_chosen(
    offer: ServiceOffer, citizen: User, filed_as: FiledAs
) -> None:
    theirs = Party.objects.create(kind=PartyKind.ORGANISATION, name="Công ty khác")

    with pytest.raises(NotPermitted):
        begin_draft(offer, citizen, now=MONDAY, filed_as=filed_as, organisation=theirs)


@pytest.mark.parametrize(
    ("subjects", "count", "usual"),
    [
        (["Công dân Việt Nam", "Doanh nghiệp"], 1, "SELF"),
        ([], 1, "SELF"),
        (["Doanh nghiệp"], 1, "ORGANISATION-{}"),
        (["Doanh nghiệp"], 2, None),
        (["Doanh nghiệp"], 0, None),
    ],
)
def test_first_page_chooses_whom_a_procedure_is_mostly_filed_for(
    offer: ServiceOffer,
    firms: tuple[Party, Party],
    subjects: list[str],
    count: int,
    usual: str | None,
) -> None:
    options = filing_options(offer.procedure.code, on=TODAY)
    options.cases[0].version.subjects = subjects

    form = BeginForm(options=options, organisations=firms[:count])

    assert form["filed_as"].value() == (usual and usual.format(firms[0].pk))


def test_first_page_asks_which_organisation(
    offer: ServiceOffer, citizen: User, firms: tuple[Party, Party]
) -> None:
    options = filing_options(offer.procedure.code, on=TODAY)
    answer = {"filed_as": f"ORGANISATION-{firms[1].pk}"}

    form = BeginForm(answer, options=options, organisations=firms)

    labels = [label for _key, label in form.fields["filed_as"].choices]
    assert labels[1:3] == ["Nộp cho Hợp tác xã Ia Nan", "Nộp cho Công ty Pơ Lang"]
    assert form.is_valid(), form.errors
    beginning = form.beginning(owner=citizen, language="vi")
    assert (beginning.filed_as, beginning.organisation) == (FiledAs.ORGANISATION, firms[1])
