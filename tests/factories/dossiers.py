"""Dossiers for tests, made through the actions as a person would make them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.accounts.models import Position, User
from motcua.catalogue.models import (
    ProcedureCase,
    ProcedureVersion,
    RequiredDocument,
    ServiceOffer,
)
from motcua.dossiers.actions.drafts import documents, drafting, submission
from motcua.dossiers.actions.drafts.drafting import Beginning
from motcua.dossiers.actions.handling import decision, processing, reception
from motcua.dossiers.actions.handling.decision import Outcome
from motcua.dossiers.enums import Decision, FiledAs
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.queries.drafts import checking
from tests.factories.catalogue import LONG_AGO, make_form

MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # 09:00 in Viet Nam
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GRANTED = Outcome(decision=Decision.GRANTED, title="Trích lục khai sinh", body="Cấp hai bản sao.")


_shades = count(step=16)


@lru_cache
def _jpeg(size: tuple[int, int], shade: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, (180, 60, shade)).save(content, "JPEG")
    return content.getvalue()


def photograph(
    name: str = "giay-to.jpg", size: tuple[int, int] = (320, 240), shade: int | None = None
) -> SimpleUploadedFile:
    """A small real photograph, each time another one unless its shade is given."""
    shade = next(_shades) % 256 if shade is None else shade
    return SimpleUploadedFile(name, _jpeg(size, shade), "image/jpeg")


def case_of(offer: ServiceOffer) -> ProcedureCase:
    """The default case of the version in force."""
    return offer.procedure.versions.get(is_current=True).cases.get(is_default=True)


def new_version(offer: ServiceOffer, **form: Any) -> ProcedureCase:
    """The procedure is published anew, with a form and papers of its own."""
    old = case_of(offer)
    ProcedureVersion.objects.filter(pk=old.version_id).update(is_current=False)
    version = ProcedureVersion.objects.create(
        procedure=offer.procedure,
        number=2,
        valid_from=date(2026, 11, 16),
        name=old.version.name,
        record_digest="1" * 64,
        created_at=LONG_AGO,
    )
    case = ProcedureCase.objects.create(
        version=version, number=1, is_default=True, form_version=make_form(**form)
    )
    RequiredDocument.objects.create(case=case, position=1, name="Giấy tờ tùy thân", copy_count=1)
    return case


def begin_draft(
    offer: ServiceOffer, filer: User | Position | None, *, now: datetime, **more: Any
) -> Draft:
    """An empty draft of a person, of an officer at the counter, or of nobody yet."""
    if isinstance(filer, Position):
        more = {"filer_position": filer, "filed_as": FiledAs.COUNTER, **more}
    else:
        more = {"owner": filer, **more}
    return drafting.begin(offer=offer, case=case_of(offer), beginning=Beginning(**more), now=now)


def save_page(
    draft: Draft, section: str, raw: Any, *, now: datetime, seen: int = 0, **more: Any
) -> None:
    """Keep one page that is right."""
    saved = drafting.save_section(
        draft_id=draft.pk, section=section, raw=raw, seen_revision=seen, now=now, **more
    )
    assert not saved.checked.errors


def fill_draft(draft: Draft, *, now: datetime, name: str, email: str = "") -> Draft:
    """Every answer and every required paper."""
    save_page(draft, "applicant", {"full_name": name, "email": email}, now=now)
    save_page(draft, "copies", {"number": "2"}, now=now)
    for paper in draft.case.required_documents.filter(is_required=True, is_note=False):
        add_photograph(draft, paper.pk, now=now)
    return draft


def add_photograph(draft: Draft, paper_id: int, *, now: datetime) -> None:
    """One photograph into a slot."""
    documents.add_document(
        draft=draft, required_document_id=paper_id, upload=photograph(), by=draft.owner, now=now
    )


def make_draft(
    offer: ServiceOffer,
    owner: User | Position,
    *,
    now: datetime,
    name: str = "H'Mok Siu",
    email: str | None = None,
    **more: Any,
) -> Draft:
    """A draft with every answer and paper, ready to be sent; `email` is what the form says."""
    draft = begin_draft(offer, owner, now=now, **more)
    stated = email if email is not None else getattr(owner, "email", "") or ""
    return fill_draft(draft, now=now, name=name, email=stated)


def make_dossier(
    offer: ServiceOffer, owner: User | Position, *, now: datetime, **more: Any
) -> Dossier:
    """A dossier that has just been sent."""
    draft = make_draft(offer, owner, now=now, **more)
    return submission.submit(draft_id=draft.pk, by=owner, now=now)


def to_send(draft: Draft, return_way: str = "ONLINE") -> dict[str, str]:
    """The fields of the form that sends a draft, as its page to check shows them now."""
    draft = Draft.objects.get(pk=draft.pk)
    review = checking.review(draft, language="vi", today=MONDAY.date())
    return {"_seen": review.seen, "return_way": return_way}


@dataclass(frozen=True)
class Desk:
    """Walks a dossier as far as a test needs it, at plain times after its sending."""

    counter: Position
    specialist: Position
    head: Position

    def accept(self, dossier: Dossier, at: datetime = MONDAY + HOUR) -> Dossier:
        """Received at the counter."""
        return reception.accept(dossier_id=dossier.pk, by=self.counter, now=at)

    def forward(self, dossier: Dossier, at: datetime = MONDAY + DAY) -> Dossier:
        """Checked by the specialist, passed to the head."""
        processing.forward(dossier_id=dossier.pk, by=self.specialist, now=at)
        dossier.refresh_from_db()
        return dossier

    def decide(
        self, dossier: Dossier, outcome: Outcome = GRANTED, at: datetime = MONDAY + 2 * DAY
    ) -> Dossier:
        """Decided by the head."""
        return decision.decide(dossier_id=dossier.pk, outcome=outcome, by=self.head, now=at)
