"""A draft whose procedure is announced anew with its cases in another order."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.accounts.models import User
from motcua.catalogue.models import ProcedureCase, RequiredDocument, ServiceOffer
from motcua.dossiers.actions.drafts import drafting, submission
from motcua.dossiers.models import Draft
from tests.factories.dossiers import MONDAY, begin_draft, case_of, fill_draft, new_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(offer: ServiceOffer, citizen: User) -> Draft:
    """Begun for the case "Trẻ em", the second of two."""
    first = case_of(offer)
    ProcedureCase.objects.filter(pk=first.pk).update(name="Người lớn")
    second = ProcedureCase.objects.create(
        version=first.version, number=2, name="Trẻ em", form_version=first.form_version
    )
    RequiredDocument.objects.create(case=second, position=1, name="Giấy tờ tùy thân", copy_count=1)
    draft = begin_draft(offer, citizen, now=MONDAY)
    draft.case = second
    draft.save()
    return fill_draft(draft, now=MONDAY, name="H'Mok Siu")


def announce(offer: ServiceOffer, *names: str) -> list[ProcedureCase]:
    """The procedure anew, with these cases in this order."""
    first = new_version(offer)
    ProcedureCase.objects.filter(pk=first.pk).update(name=names[0])
    first.refresh_from_db()
    more = [
        ProcedureCase.objects.create(
            version=first.version, number=number, name=name, form_version=first.form_version
        )
        for number, name in enumerate(names[1:], start=2)
    ]
    return [first, *more]


def test_case_is_found_by_its_name_wherever_it_stands(draft: Draft, offer: ServiceOffer) -> None:
    same, _other = announce(offer, "Trẻ em", "Người lớn")

    carriage = drafting.carry_to_current(draft_id=draft.pk)

    draft.refresh_from_db()
    assert draft.case == same
    assert carriage is not None
    assert carriage.lost_case is None


def test_owner_is_told_when_the_case_is_gone(
    draft: Draft, offer: ServiceOffer, citizen: User, client: Client
) -> None:
    default, _other = announce(offer, "Người lớn", "Người cao tuổi")
    client.force_login(citizen)

    page = client.get(f"/nop/{draft.key}/", follow=True).content.decode()

    draft.refresh_from_db()
    assert draft.case == default
    assert "không còn trường hợp “Trẻ em”" in page
    assert draft.answers.count() == 2


def test_gone_case_is_not_sent_unseen(draft: Draft, offer: ServiceOffer, citizen: User) -> None:
    announce(offer, "Người lớn", "Người cao tuổi")

    with pytest.raises(submission.CaseGone):
        submission.submit(draft_id=draft.pk, by=citizen, now=MONDAY)

    draft.refresh_from_db()
    assert draft.sent_at is None
