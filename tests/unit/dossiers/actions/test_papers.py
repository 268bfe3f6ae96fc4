"""The official papers of a dossier: whose head and whose number book they carry."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.accounts.enums import PartyKind, Role
from motcua.accounts.models import Position
from motcua.audit.models import Event
from motcua.dossiers.actions.handling import reception
from motcua.dossiers.actions.letters import issuing
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.actions.looks import tracking
from motcua.dossiers.actions.waiting import supplement
from motcua.dossiers.actions.waiting.items import Ask
from motcua.dossiers.enums import FiledAs
from motcua.dossiers.models import Applicant, Dossier, DossierPaper
from motcua.dossiers.queries.tracking import MOST_FAILURES
from motcua.kit.errors import NotPermitted
from motcua.papers.models import Paper
from motcua.places.enums import AgencyKind, Tier
from motcua.places.models import AdministrativeUnit, Agency
from tests.factories.accounts import make_officer
from tests.factories.catalogue import make_offer
from tests.factories.dossiers import HOUR, MONDAY, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def forwarded(
    submitted: Dossier, elsewhere: Agency, counter_officer: Position, stranger: Position
) -> Dossier:
    """Sent to one department and passed on to the one that is competent."""
    make_offer(submitted.case, elsewhere)
    return reception.forward_to_agency(
        dossier_id=submitted.pk,
        agency=elsewhere,
        reason="Thuộc thẩm quyền Sở Xây dựng",
        by=counter_officer,
        now=MONDAY,
    )


@pytest.fixture
def their_desk(stranger: Position, elsewhere: Agency) -> Desk:
    return Desk(
        stranger, make_officer(Role.SPECIALIST, elsewhere), make_officer(Role.HEAD, elsewhere)
    )


def issuer(paper: Paper) -> tuple[str, str]:
    """The agency above the paper and the one whose book numbers it."""
    return paper.content["agency"], paper.agency_code


def paper_of(dossier: Dossier, letter: str) -> Paper:
    return DossierPaper.objects.get(dossier=dossier, letter=letter, is_valid=True).paper


def test_papers_after_forwarding_are_of_the_competent_agency(
    forwarded: Dossier, elsewhere: Agency, their_desk: Desk
) -> None:
    their_desk.decide(their_desk.forward(their_desk.accept(forwarded)))

    for letter in ("receipt", "result"):
        assert issuer(paper_of(forwarded, letter)) == (elsewhere.name, elsewhere.code)


def test_refusal_after_forwarding_is_of_the_agency_that_refuses(
    forwarded: Dossier, elsewhere: Agency, stranger: Position
) -> None:
    reception.refuse(dossier_id=forwarded.pk, reason="Sai mẫu", by=stranger, now=MONDAY + HOUR)

    paper = paper_of(forwarded, "refusal")
    assert issuer(paper) == (elsewhere.name, elsewhere.code)
    assert paper.content["contact"].startswith(elsewhere.name)


def test_supplement_request_after_forwarding_is_of_the_competent_agency(
    forwarded: Dossier, elsewhere: Agency, stranger: Position
) -> None:
    document = forwarded.case.required_documents.get()
    supplement.ask(
        dossier_id=forwarded.pk,
        items=[Ask(required_document_id=document.pk, reason="Ảnh mờ")],
        answer_by=date(2026, 11, 30),
        by=stranger,
        now=MONDAY + HOUR,
    )

    assert issuer(paper_of(forwarded, "supplement_request")) == (elsewhere.name, elsewhere.code)


def test_papers_of_an_organisation_name_its_tax_code(submitted: Dossier, desk: Desk) -> None:
    Applicant.objects.filter(dossier=submitted).update(
        kind=PartyKind.ORGANISATION, tax_code="5900189082", identity_number="064123456789"
    )

    desk.accept(Dossier.objects.get(pk=submitted.pk))

    content = paper_of(submitted, "receipt").content
    assert (content["identity"], content["is_organisation"]) == ("5900189082", True)


def test_letterhead_names_the_governing_body_of_a_department_only(
    submitted: Dossier, counter_officer: Position
) -> None:
    province = Agency.objects.create(
        code="H21", name="Ủy ban nhân dân tỉnh Gia Lai", kind=AgencyKind.PROVINCE
    )
    around = AdministrativeUnit.objects.create(
        code="52", tier=Tier.PROVINCE, name="Tỉnh Gia Lai", short_name="Gia Lai"
    )
    commune = AdministrativeUnit.objects.create(
        code="23575", tier=Tier.COMMUNE, name="Phường Pleiku", short_name="Pleiku", parent=around
    )
    agency = submitted.responsible_agency
    agency.parent, agency.unit = province, commune

    heads = {}
    for kind in (AgencyKind.DEPARTMENT, AgencyKind.COMMUNE):
        agency.kind = kind
        heads[kind] = issuing.issue_result(
            submitted, title="Kết quả", number="", body="Đồng ý.", by=counter_officer, now=MONDAY
        ).content

    assert heads[AgencyKind.DEPARTMENT]["parent_agency"] == "Ủy ban nhân dân tỉnh Gia Lai"
    assert heads[AgencyKind.COMMUNE]["parent_agency"] == ""
    assert heads[AgencyKind.COMMUNE]["place"] == "Pleiku"


# ── the PIN for looking up ──────────────────────────────────────────────────────────────────


def lock_out(dossier: Dossier) -> None:
    for _try in range(MOST_FAILURES):
        with pytest.raises(tracking.NoSuchPair):
            tracking.look_up(code=dossier.code or "", pin="AAAAAAAA")
    dossier.refresh_from_db()


def test_receipt_says_the_pin(accepted: Dossier) -> None:
    pin = paper_of(accepted, "receipt").content["pin"]

    assert tracking.look_up(code=accepted.code or "", pin=pin) == accepted


def test_unlocking_ends_the_old_pin_and_prints_the_new_one(
    accepted: Dossier, counter_officer: Position
) -> None:
    code, before = accepted.code or "", paper_of(accepted, "receipt")
    lock_out(accepted)

    pin = tracking.unlock(dossier_id=accepted.pk, by=counter_officer, now=MONDAY + 2 * HOUR)

    after = paper_of(accepted, "receipt")
    before.refresh_from_db()
    assert (before.revoked_at, before.replaced_by) == (MONDAY + 2 * HOUR, after)
    due = [datetime.fromisoformat(paper.content.pop("due_at")) for paper in (after, before)]
    assert due[0] == due[1]
    assert after.content == {**before.content, "pin": pin}
    assert tracking.look_up(code=code, pin=pin) == accepted
    with pytest.raises(tracking.NoSuchPair):
        tracking.look_up(code=code, pin=before.content["pin"])
    assert Event.objects.filter(name="dossier.lookup_unlocked", position_id=counter_officer.pk)


def test_unlocking_before_acceptance_makes_no_receipt(
    submitted: Dossier, counter_officer: Position
) -> None:
    lock_out(submitted)

    pin = tracking.unlock(dossier_id=submitted.pk, by=counter_officer, now=MONDAY + HOUR)

    assert not DossierPaper.objects.filter(dossier=submitted).exists()
    assert tracking.look_up(code=submitted.code or "", pin=pin) == submitted


def test_pin_that_works_is_not_ended(accepted: Dossier, counter_officer: Position) -> None:
    pin = pin_of(accepted)

    with pytest.raises(tracking.NotLocked):
        tracking.unlock(dossier_id=accepted.pk, by=counter_officer, now=MONDAY + 2 * HOUR)

    assert tracking.look_up(code=accepted.code or "", pin=pin) == accepted


@pytest.mark.parametrize("who", ["stranger", "specialist", "administrator"])
def test_unlocking_is_for_the_counter_of_the_agency(
    accepted: Dossier, who: str, request: pytest.FixtureRequest
) -> None:
    lock_out(accepted)

    with pytest.raises(NotPermitted):
        tracking.unlock(
            dossier_id=accepted.pk, by=request.getfixturevalue(who), now=MONDAY + 2 * HOUR
        )


def receipt_of(dossier: Dossier, **changed: str) -> dict[str, object]:
    """The content of a receipt once the applicant's row was changed."""
    Applicant.objects.filter(dossier=dossier).update(**changed)
    dossier.refresh_from_db()
    counter = make_officer(Role.COUNTER, dossier.holder_agency, email="quay.hai@example.test")
    reception.accept(dossier_id=dossier.pk, by=counter, now=MONDAY + HOUR)
    return dict(paper_of(dossier, "receipt").content)


def test_receipt_of_what_was_sent_online_counts_copies(submitted: Dossier) -> None:
    papers = receipt_of(submitted)["papers"]

    assert isinstance(papers, list)
    assert [(one["original"], one["copy"]) for one in papers] == [(0, 1)] * len(papers)
    assert papers


@pytest.mark.parametrize(
    ("filed_as", "filer_name", "signs"),
    [
        (FiledAs.SELF, "moi@example.test", "applicant"),
        (FiledAs.COUNTER, "Nguyễn Thị Quầy", "applicant"),
        (FiledAs.ANOTHER, "Rơ Lan Con", "filer"),
        (FiledAs.ORGANISATION, "Trần Quốc Bảo", "filer"),
    ],
)
def test_receipt_is_signed_by_whoever_hands_in(
    submitted: Dossier, filed_as: FiledAs, filer_name: str, signs: str
) -> None:
    content = receipt_of(submitted, filed_as=filed_as, filer_name=filer_name)

    name = submitted.applicant.name if signs == "applicant" else filer_name
    assert content["filer"] == name
