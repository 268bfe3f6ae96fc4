"""Papers of drafts and dossiers, slot by slot."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Q, Subquery
from django.utils.translation import gettext as _

from motcua.catalogue.enums import PaperAsked
from motcua.catalogue.models import RequiredDocument
from motcua.dossiers.enums import Channel
from motcua.dossiers.models import (
    DocumentFile,
    Dossier,
    Draft,
    DraftDocument,
    Submission,
)
from motcua.dossiers.queries.drafts import forms
from motcua.dossiers.queries.drafts.marked import items_of, why
from motcua.dossiers.queries.drafts.summary import sections_of
from motcua.dossiers.queries.reach.contents import documents_of
from motcua.dossiers.rules.completeness import Slot, missing
from motcua.dossiers.rules.opening import WHOLE
from motcua.eforms.rules.scene import visible_sections
from motcua.files.enums import FileState
from motcua.kit.errors import NotThere
from motcua.kit.prepared import Prepared, prepared
from motcua.kit.rows import hand_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from motcua.dossiers.models import DossierDocument, SupplementItem
    from motcua.files.models import StoredFile

_ASKED = {
    Channel.ONLINE: "asked_online",
    Channel.POST: "asked_postal",
    Channel.COUNTER: "asked_direct",
}
_PLACE = ("position", "pk")


@dataclass
class PaperSlot:
    """A paper that is asked for, with what was put into it so far."""

    required_document: RequiredDocument
    documents: list[DraftDocument] = field(default_factory=list)
    item: SupplementItem | None = None
    """What an officer asked for here."""
    asked: str = PaperAsked.SCAN
    absence: str = ""
    """Why the paper cannot be had, in its owner's words."""

    @property
    def reason(self) -> str:
        """Why it is asked for again; empty where it is not."""
        return why(self.item) if self.item else ""

    @property
    def wants_original(self) -> str:
        """How the original comes into it, in words; empty where a scan is enough."""
        if self.asked in (PaperAsked.SCAN, PaperAsked.CERTIFIED_COPY):
            return ""
        return str(PaperAsked(self.asked).label)

    @property
    def is_filled(self) -> bool:
        """Whether at least one file is there that was not refused."""
        return any(is_usable(document.stored_file) for document in self.documents)

    @property
    def is_settled(self) -> bool:
        """Whether it is there, or its absence is explained."""
        return self.is_filled or bool(self.absence)


def is_usable(file: StoredFile) -> bool:
    """Whether a file can be read, now or once it has been scanned."""
    return file.state in (FileState.RECEIVED, FileState.READY)


def slots_of(draft: Draft) -> list[PaperSlot]:
    """The papers of the draft's case in order; of a supplement draft only the marked ones."""
    if getattr(draft, "case_without_papers", None) == draft.case_id:
        return []
    channel = Channel.COUNTER if draft.filer_position_id else Channel.ONLINE
    papers = papers_asked(draft.case_id, channel)
    marked = {one.required_document_id: one for one in items_of(draft) if not one.question}
    if draft.supplement_id:
        papers = papers.filter(pk__in=[key for key in marked if key])
    slots = {
        paper.pk: PaperSlot(
            paper,
            item=marked.get(paper.pk),
            asked=_asked(paper, channel),
            absence=draft.absences.get(str(paper.pk), ""),
        )
        for paper in papers
    }
    if not slots:
        return []
    for document in documents_of(draft):
        if document.required_document_id in slots:
            slots[document.required_document_id].documents.append(document)
    return list(slots.values())


def papers_asked(case_id: int, channel: str) -> QuerySet[RequiredDocument]:
    """The papers that a case asks for in a way of filing, in order; notes are not papers."""
    papers = RequiredDocument.objects.filter(case_id=case_id, is_note=False)
    not_asked = {_ASKED[Channel(channel)]: PaperAsked.NOT_ASKED}
    return papers.exclude(**not_asked).order_by("position")


def _asked(paper: RequiredDocument, channel: str) -> str:
    asked: str = getattr(paper, _ASKED[Channel(channel)])
    return asked


def document_of(draft: Draft, document_id: int) -> DraftDocument:
    """One file of a draft. Raises NotThere."""
    found = draft.documents.filter(pk=document_id).select_related("stored_file").first()
    if found is None:
        raise NotThere
    return found


def missing_slots(slots: list[PaperSlot]) -> list[PaperSlot]:
    """The required papers that are still empty, without a word why."""
    return [slot for slot in slots if slot.required_document.is_required and not slot.is_settled]


def latest_papers(
    dossier: Dossier, *, beside: tuple[str, ...] = ("required_document", "joined")
) -> list[DossierDocument]:
    """For each slot the paper of the latest submission that brought one, in order, with what is
    wanted beside it; files of questions are those of the latest submission, which holds them all.
    """
    papers: dict[tuple[int | None, str], DossierDocument] = {}
    parts = _latest_files(beside)(dossier=dossier.pk)
    in_order = sorted(parts, key=attrgetter("document.submission_id", "document_id", *_PLACE))
    for _key, files in groupby(in_order, key=attrgetter("document_id")):
        of_one = list(files)
        paper = of_one[0].document
        hand_over(paper, "files", of_one)
        papers[(paper.required_document_id, paper.question)] = paper
    return sorted(papers.values(), key=attrgetter(*_PLACE))


@cache
def _latest_files(beside: tuple[str, ...]) -> Prepared[DocumentFile]:
    @prepared
    def latest_files(*, dossier: int) -> QuerySet[DocumentFile]:
        numbers = Submission.objects.filter(dossier=dossier).order_by("-number").values("number")
        of_last = Q(document__submission__number=Subquery(numbers[:1]))
        return (
            DocumentFile.objects.filter(document__submission__dossier=dossier)
            .filter(Q(document__question="") | of_last)
            .select_related("stored_file", "document", *(f"document__{name}" for name in beside))
            .order_by()
        )

    return latest_files


def missing_papers(dossier: Dossier) -> list[Slot]:
    """The required papers of the case of which no file is there that can be read, and of which
    nobody said why.
    """
    slots = [
        Slot(key, title, required)
        for key, title, required in papers_asked(dossier.case_id, dossier.channel).values_list(
            "pk", "name", "is_required"
        )
    ]
    supplied = {
        paper.required_document_id
        for paper in latest_papers(dossier)
        if any(is_usable(part.stored_file) for part in paper.files.all())
    }
    explained = {paper.pk for paper, _reason in absent_papers(dossier)}
    return missing(slots, supplied | explained)


def absent_papers(dossier: Dossier) -> list[tuple[RequiredDocument, str]]:
    """Papers that the applicant cannot hand in, with the reason given last."""
    said: dict[str, str] = {}
    for absences in dossier.submissions.order_by("number").values_list("absences", flat=True):
        said |= absences
    if not said:
        return []
    papers = RequiredDocument.objects.filter(pk__in=said).order_by("position")
    return [(paper, said[str(paper.pk)]) for paper in papers]


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
    """Every paper and answer of a dossier in order, papers first, since they are what is mostly
    wrong; those that were not sent stand there too.
    """
    submission = dossier.submissions.order_by("-number")[0]
    marks = []
    sent = {paper.required_document_id: paper for paper in latest_papers(dossier)}
    for paper in papers_asked(dossier.case_id, dossier.channel):
        count = sent[paper.pk].files.count() if paper.pk in sent else 0
        marks.append(Mark(f"paper:{paper.pk}", paper.name, str(count), ""))
    return [*marks, *_markable_answers(submission, language)]


def _markable_answers(submission: Submission, language: str) -> Iterator[Mark]:
    """Question by question; a section that repeats as a whole, since its items may come and go."""
    pages = sections_of(submission.form_version_id, submission.answers, language)
    definition = forms.definition_of(submission.form_version_id)
    for section in visible_sections(definition, submission.answers):
        own = [page for page in pages if page.key == section.key]
        title = section.title.in_language(language)
        if section.repeat:
            count = _("%(count)s mục") % {"count": len(own)}
            yield Mark(f"question:{section.key}.{WHOLE}", title, count, title)
            continue
        for page in own:
            for row in page.rows:
                yield Mark(f"question:{row.path}", row.label, row.text, title)
