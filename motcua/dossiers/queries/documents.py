"""Papers of drafts and dossiers, slot by slot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from motcua.catalogue.models import RequiredDocument
from motcua.dossiers.models import (
    Dossier,
    DossierDocument,
    Draft,
    DraftDocument,
    SupplementItem,
)
from motcua.dossiers.queries.summary import sections_of
from motcua.dossiers.rules.completeness import Slot, missing
from motcua.files.enums import FileState
from motcua.kit.errors import NotThere

if TYPE_CHECKING:
    from motcua.files.models import StoredFile


@dataclass
class PaperSlot:
    """A paper that is asked for, with what was put into it so far."""

    required_document: RequiredDocument
    documents: list[DraftDocument] = field(default_factory=list)
    reason: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether at least one file is there that was not refused."""
        return any(is_usable(document.stored_file) for document in self.documents)


def is_usable(file: StoredFile) -> bool:
    """Whether a file can be read, now or once it has been scanned."""
    return file.state in (FileState.RECEIVED, FileState.READY)


def slots_of(draft: Draft) -> list[PaperSlot]:
    """The papers of the draft's case in order; of a supplement draft only the marked ones."""
    papers = RequiredDocument.objects.filter(case_id=draft.case_id, is_note=False).order_by(
        "position"
    )
    reasons: dict[int | None, str] = {}
    if draft.supplement_id:
        asked = SupplementItem.objects.filter(supplement=draft.supplement_id)
        reasons = dict(asked.values_list("required_document_id", "reason"))
        papers = papers.filter(pk__in=[key for key in reasons if key])
    slots = {paper.pk: PaperSlot(paper, reason=reasons.get(paper.pk, "")) for paper in papers}
    held = draft.documents.filter(required_document__isnull=False).select_related("stored_file")
    for document in held:
        if document.required_document_id in slots:
            slots[document.required_document_id].documents.append(document)
    return list(slots.values())


def document_of(draft: Draft, document_id: int) -> DraftDocument:
    """One file of a draft. Raises NotThere."""
    found = draft.documents.filter(pk=document_id).select_related("stored_file").first()
    if found is None:
        raise NotThere
    return found


def missing_slots(slots: list[PaperSlot]) -> list[PaperSlot]:
    """The required papers that are still empty."""
    return [slot for slot in slots if slot.required_document.is_required and not slot.is_filled]


def latest_papers(dossier: Dossier) -> list[DossierDocument]:
    """For each slot the paper of the latest submission that brought one, in order."""
    papers: dict[tuple[int | None, str], DossierDocument] = {}
    rows = (
        DossierDocument.objects.filter(submission__dossier=dossier)
        .select_related("required_document", "joined", "submission")
        .prefetch_related("files__stored_file")
        .order_by("submission__number", "position", "id")
    )
    for row in rows:
        papers[(row.required_document_id, row.question)] = row
    return sorted(papers.values(), key=lambda row: row.position)


def missing_papers(dossier: Dossier) -> list[Slot]:
    """The required papers of the case that no submission brought."""
    slots = [
        Slot(key, title, required)
        for key, title, required in RequiredDocument.objects.filter(
            case_id=dossier.case_id, is_note=False
        )
        .order_by("position")
        .values_list("pk", "name", "is_required")
    ]
    supplied = set(
        DossierDocument.objects.filter(
            submission__dossier=dossier, required_document__isnull=False
        ).values_list("required_document_id", flat=True)
    )
    return missing(slots, supplied)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a supplement can ask to be mended: its input name, its words, what was
    sent.
    """

    name: str
    label: str
    value: str
    group: str


def markable(dossier: Dossier, language: str) -> list[Mark]:
    """Every answer and paper of a dossier in order; papers that were not sent stand there too."""
    submission = dossier.submissions.order_by("-number")[0]
    marks = [
        Mark(f"question:{row.path}", row.label, row.text, section.title)
        for section in sections_of(submission.form_version_id, submission.answers, language)
        if section.number in (None, 0)
        for row in section.rows
    ]
    sent = {paper.required_document_id: paper for paper in latest_papers(dossier)}
    asked = RequiredDocument.objects.filter(case_id=dossier.case_id, is_note=False)
    for paper in asked.order_by("position"):
        count = sent[paper.pk].files.count() if paper.pk in sent else 0
        marks.append(Mark(f"paper:{paper.pk}", paper.name, str(count), ""))
    return marks
