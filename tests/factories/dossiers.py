"""Dossiers for tests, made through the actions as a person would make them."""

from __future__ import annotations

import io
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.accounts.models import User
from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.actions import documents, drafting, submission
from motcua.dossiers.models import Dossier, Draft


def photograph(name: str = "giay-to.jpg", size: tuple[int, int] = (320, 240)) -> SimpleUploadedFile:
    """A small real photograph."""
    content = io.BytesIO()
    Image.new("RGB", size, (180, 60, 40)).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def make_draft(
    offer: ServiceOffer, owner: User, *, now: datetime, name: str = "H'Mok Siu"
) -> Draft:
    """A draft with every answer and paper, ready to be sent."""
    case = offer.procedure.versions.get(is_current=True).cases.get(is_default=True)
    draft = drafting.begin(
        offer=offer, case=case, beginning=drafting.Beginning(owner=owner), now=now
    )
    pages = {"applicant": {"full_name": name, "email": owner.email}, "copies": {"number": "2"}}
    for section, raw in pages.items():
        saved = drafting.save_section(
            draft_id=draft.pk, section=section, raw=raw, seen_revision=0, now=now
        )
        assert not saved.checked.errors
    for paper in case.required_documents.filter(is_required=True):
        documents.add_document(
            draft=draft, required_document_id=paper.pk, upload=photograph(), by=owner, now=now
        )
    return draft


def make_dossier(offer: ServiceOffer, owner: User, *, now: datetime) -> Dossier:
    """A dossier that has just been sent."""
    return submission.submit(draft_id=make_draft(offer, owner, now=now).pk, by=owner, now=now)
