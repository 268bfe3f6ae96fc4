"""Drawing the form of a case as a blank sheet, by whoever asks for it first."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from motcua.catalogue.models import BlankForm, ProcedureCase
from motcua.catalogue.queries.forms import form_version_of
from motcua.eforms.models import FormVersion
from motcua.eforms.queries.forms import definition_of
from motcua.eforms.rules.sheet import blank_sheet
from motcua.files import actions as files
from motcua.papers.rules.contents import BLANK_FORM
from motcua.papers.rules.rendering import Stamp, render
from motcua.places.queries.province import profile

if TYPE_CHECKING:
    from datetime import datetime

EDITION = 1
"""Rises when letters/blank_form.typ or eforms.rules.sheet draws otherwise."""

PURPOSE = "blank_form"
_MOST_LETTERS = 400


def ensure_drawn(*, case: ProcedureCase, now: datetime) -> BlankForm:
    """The blank sheet of a case's form, drawn unless that is done; safe to run side by side.

    Anybody may ask, so that drawing is paid for once a case and form: all that could be asked for
    in vain is as much as the catalogue is long. Call it outside any transaction.
    """
    form_version_id = form_version_of(case)
    known = _drawn(case, form_version_id)
    if known is not None:
        return known
    form_version = FormVersion.objects.get(pk=form_version_id)
    return _keep(case, form_version, _draw(case, form_version), now=now)


def _drawn(case: ProcedureCase, form_version_id: int) -> BlankForm | None:
    rows = BlankForm.objects.filter(case=case, form_version=form_version_id, edition=EDITION)
    return rows.select_related("file").first()


def _draw(case: ProcedureCase, form_version: FormVersion) -> bytes:
    definition = definition_of(form_version)
    code = case.version.procedure.code
    papers = case.required_documents.filter(is_note=False).order_by("-is_required", "position")
    content: dict[str, Any] = {
        "agency": profile().portal_name,
        "code": code,
        "title": definition.title.vi,
        "procedure": case.version.name,
        "case_name": case.name,
        "website": f"{settings.SITE_URL}/thu-tuc/{code}/",
        "sections": [asdict(section) for section in blank_sheet(definition)],
        "enclosures": [paper.name[:_MOST_LETTERS] for paper in papers],
    }
    stamp = Stamp(
        title=definition.title.vi,
        issued_at=form_version.published_at,
        form_name=f"Mẫu tờ khai để in và điền tay – {profile().portal_name}",
    )
    return render(BLANK_FORM, content, stamp=stamp)


@transaction.atomic
def _keep(
    case: ProcedureCase, form_version: FormVersion, pdf: bytes, *, now: datetime
) -> BlankForm:
    ProcedureCase.objects.select_for_update(no_key=True).get(pk=case.pk)
    quicker = _drawn(case, form_version.pk)
    if quicker is not None:  # this copy was never stored
        return quicker
    _let_go(case, now=now)
    code = case.version.procedure.code
    return BlankForm.objects.create(
        case=case,
        form_version=form_version,
        edition=EDITION,
        file=files.keep(
            content=pdf, name=f"to-khai-{code}.pdf", purpose=PURPOSE, by="catalogue", now=now
        ),
        drawn_at=now,
    )


def _let_go(case: ProcedureCase, *, now: datetime) -> None:
    """Sheets of this case drawn before, and of versions that are no longer current."""
    rows = BlankForm.objects.filter(case__version__procedure=case.version.procedure_id)
    for row in rows.select_related("file", "case__version"):
        if row.case_id == case.pk or not row.case.version.is_current:
            row.delete()
            files.delete(file=row.file, now=now)
