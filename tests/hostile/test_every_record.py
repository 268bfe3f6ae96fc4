"""Whatever an import takes can be filed, accepted, decided and returned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from motcua.accounts.enums import Role
from motcua.catalogue.actions.importing import import_file
from motcua.catalogue.actions.offering import OfferDetails, keep_offers
from motcua.catalogue.models import Procedure, ProcedureCase, ServiceOffer
from motcua.dossiers.actions.drafts import documents, drafting
from motcua.dossiers.actions.drafts.submission import follow_up, submit
from motcua.dossiers.actions.handling import decision, processing, reception, returning
from motcua.dossiers.actions.handling.decision import Outcome
from motcua.dossiers.actions.handling.returning import Taker
from motcua.dossiers.enums import Decision, FiledAs, Status
from motcua.dossiers.models import Dossier, DraftDocument
from motcua.dossiers.queries.clocks import route
from motcua.dossiers.queries.drafts import forms
from motcua.eforms.queries import places
from motcua.files.actions import receive
from motcua.kit import clock
from motcua.places.actions.units import UnitRecord, load
from motcua.places.enums import Tier
from tests.factories.accounts import make_citizen, make_officer
from tests.factories.dossiers import photograph
from tests.factories.places import make_agency

if TYPE_CHECKING:
    from motcua.dossiers.models import Draft

# Committed as in service: thousands of savepoints in one transaction would be measured instead.
pytestmark = pytest.mark.django_db(transaction=True)

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "procedures_local_2026.jsonl.gz"
NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # Monday, 09:00 in Viet Nam
SAMPLE = 10  # procedures with several cases, in each half
PROVINCE = UnitRecord(Tier.PROVINCE, "52", "Tỉnh Gia Lai", False)
COMMUNE = UnitRecord(Tier.COMMUNE, "23602", "Xã Gào", False, PROVINCE.ref)
APPLICANT: dict[str, Any] = {
    "kind": "PERSON",
    "name": "Ksor H'Bri",
    "organisation_name": "Hợp tác xã Ia Gào",
    "representative": "Ksor H'Bri",
    "birth_date": {"day": "2", "month": "3", "year": "1985"},
    "identity": {"kind": "CITIZEN_12", "number": "064185001234"},
    "address": {"province": "52", "commune": "23602", "detail": "Làng Wâu"},
    "phone": "0905 123 456",
}
ANSWERS = {"applicant": APPLICANT, "matter": {"request": "Đề nghị giải quyết.", "truth": "on"}}


class Office:
    """One agency that offers everything, its people, and a citizen who files everything."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.citizen = make_citizen()
        self.staff = {
            role: make_officer(role, self.agency)
            for role in (Role.COUNTER, Role.SPECIALIST, Role.HEAD)
        }

    @cached_property
    def paper(self) -> Any:
        """The one photograph that stands in every slot."""
        return receive(upload=photograph(), purpose="dossier", by=self.citizen, now=NOW)

    def offer(self, procedures: list[int]) -> None:
        keep_offers(
            offers=[
                OfferDetails(
                    agency_id=self.agency.pk,
                    procedure_id=pk,
                    level=4,
                    service_class="TOAN_TRINH",
                    valid_from=clock.local_date(NOW),
                )
                for pk in procedures
            ],
            by=None,
            now=NOW,
        )

    def file(self, offer: ServiceOffer, case: ProcedureCase) -> Dossier:
        """Answer every page, fill every required slot, send."""
        beginning = drafting.Beginning(owner=self.citizen, filed_as=FiledAs.ANOTHER)
        draft = drafting.begin(offer=offer, case=case, beginning=beginning, now=NOW)
        for section, raw in ANSWERS.items():
            saved = drafting.save_section(
                draft_id=draft.pk, section=section, raw=raw, seen_revision=0, now=NOW
            )
            assert not saved.checked.errors, dict(saved.checked.errors)
        self._fill_slots(draft)
        dossier = submit(draft_id=draft.pk, by=self.citizen, now=NOW)
        follow_up(dossier_id=dossier.pk, now=NOW)
        return dossier

    def _fill_slots(self, draft: Draft) -> None:
        """The first of all by the action, the others in bulk: thousands of locks and photographs
        would test nothing more.
        """
        asked = draft.case.required_documents.filter(is_required=True, is_note=False)
        keys = list(asked.values_list("pk", flat=True))
        if keys and not DraftDocument.objects.exists():
            first = keys.pop(0)
            documents.add_document(
                draft=draft,
                required_document_id=first,
                upload=photograph(),
                by=self.citizen,
                now=NOW,
            )
        DraftDocument.objects.bulk_create(
            DraftDocument(draft=draft, required_document_id=pk, stored_file=self.paper)
            for pk in keys
        )

    def settle(self, dossier: Dossier) -> None:
        """Accept, walk the route to the last step, decide, hand over."""
        at = NOW + timedelta(hours=1)
        pk = dossier.pk
        reception.accept(dossier_id=pk, by=self.staff[Role.COUNTER], now=at)
        for step in route.steps_of(dossier)[:-1]:
            processing.forward(dossier_id=pk, by=self.staff[Role(step.role)], now=at)
        granted = Outcome(decision=Decision.GRANTED, title="Kết quả", body="Đồng ý.")
        decision.decide(dossier_id=pk, outcome=granted, by=self.staff[Role.HEAD], now=at)
        returning.return_at_counter(
            dossier_id=pk, taker=Taker(name="Ksor H'Bri"), by=self.staff[Role.COUNTER], now=at
        )


def default_cases() -> list[tuple[ServiceOffer, ProcedureCase]]:
    """The default case of every procedure on offer."""
    offers = ServiceOffer.objects.select_related("procedure", "agency").order_by("pk")
    cases = {
        case.version.procedure_id: case
        for case in ProcedureCase.objects.filter(
            version__is_current=True, is_default=True
        ).select_related("version")
    }
    return [(offer, cases[offer.procedure_id]) for offer in offers]


def other_cases() -> list[tuple[ServiceOffer, ProcedureCase]]:
    """Every other case of some procedures on offer that have several, drawn over the catalogue."""
    offers = {
        offer.procedure_id: offer
        for offer in ServiceOffer.objects.select_related("procedure", "agency")
    }
    cases = ProcedureCase.objects.filter(
        version__is_current=True, is_default=False, version__procedure__in=offers
    ).select_related("version")
    found: dict[int, list[ProcedureCase]] = {}
    for case in cases.order_by("version__procedure__code", "number"):
        found.setdefault(case.version.procedure_id, []).append(case)
    drawn = list(found)[:: max(1, len(found) // SAMPLE)]
    return [(offers[procedure], case) for procedure in drawn for case in found[procedure]]


@pytest.mark.parametrize("half", [0, 1])  # two processes share the work
def test_every_imported_record_can_be_filed_accepted_and_returned(half: int) -> None:
    if not SHARED.exists():
        pytest.skip("shared data absent: procedures_local_2026.jsonl.gz")
    load([PROVINCE, COMMUNE], [], by=None, now=NOW)
    places.forget()
    with SHARED.open("rb") as stream:
        report = import_file(stream=stream, by=None, now=NOW)
    office = Office()
    taken = list(Procedure.objects.order_by("code").values_list("pk", flat=True))
    office.offer(taken[half::2])

    stuck: dict[str, str] = {}
    wanted = [*default_cases(), *other_cases()]
    for offer, case in wanted:
        try:
            office.settle(office.file(offer, case))
        except Exception as error:
            stuck[f"{offer.procedure.code} {case.number}"] = f"{type(error).__name__}: {error}"

    returned = Dossier.objects.filter(status=Status.RETURNED)
    kinds = {forms.definition_of(one.form_version_id).key for one in returned}
    assert stuck == {}
    assert returned.count() == len(wanted) > len(taken[half::2])
    assert {one.case_id for one in returned} == {case.pk for _offer, case in wanted}
    assert len(taken) == len(report.records) > 800, "none is lost"
    assert len(kinds) == 3, "every default form was filled"
    assert not returned.filter(due_at__lte=NOW).exists()
