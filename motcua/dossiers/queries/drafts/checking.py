"""How far a draft has come: its stages, what is still missing, and everything in words before it
is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.dossiers.enums import OPEN, Status
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.drafts import forms
from motcua.dossiers.queries.drafts.documents import PaperSlot, missing_slots, slots_of
from motcua.dossiers.queries.drafts.pages import marked_questions, saved_anew, sections_of
from motcua.dossiers.queries.reach.scope import dossiers_of
from motcua.dossiers.rules import seen
from motcua.dossiers.rules.applicant import applicant_of
from motcua.dossiers.rules.opening import WHOLE
from motcua.eforms.rules.settling import missing, settle
from motcua.eforms.rules.summary import SummarySection, summarise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from motcua.dossiers.models import Draft
    from motcua.dossiers.queries.drafts.forms import Kept
    from motcua.dossiers.rules.applicant import ApplicantFacts
    from motcua.eforms.rules.definition import Section

PAPERS, CHECK = "papers", "check"


@dataclass(frozen=True, slots=True)
class Stage:
    """One page on the way: a section of the form, the papers or the check; done when nothing is
    missing.
    """

    key: str
    title: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer asked to be mended, with his reason: a question of a page or a paper. It is
    mended once its page is saved, or its slot is filled, anew.
    """

    stage: str
    label: str
    reason: str
    is_mended: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that would be sent, what still stands in the way, and a sign of what is seen
    here, to be handed in when it is sent.
    """

    sections: list[SummarySection]
    slots: list[PaperSlot]
    problems: list[tuple[str, str]]
    twin: Dossier | None
    open_sections: frozenset[str] = frozenset()
    seen: str = ""
    asked: tuple[Asked, ...] = ()

    @property
    def can_send(self) -> bool:
        """Whether nothing is missing."""
        return not self.problems


def stages(draft: Draft) -> list[Stage]:
    """The pages of the draft in order."""
    kept = forms.kept_of(draft)
    answers, lacking, slots = kept.answers, _lacking(draft, kept), slots_of(draft)
    by_key = forms.definition_of(draft.form_version_id).by_key
    found = [
        Stage(key, str(by_key[key].title), key in answers and key not in lacking)
        for key in sections_of(draft, answers)
    ]
    if slots:
        found.append(Stage(PAPERS, _("Giấy tờ"), not _empty(draft, slots)))
    return [*found, Stage(CHECK, _("Kiểm tra và gửi"), is_done=False)]


def first_open_stage(draft: Draft) -> str:
    """Where to go on: the first page that is not done."""
    return next(stage.key for stage in stages(draft) if not stage.is_done)


def stage_after(draft: Draft, key: str, answers: Mapping[str, Any] | None = None) -> str:
    """The page after this one; conditions may have changed which that is. Answers that are at
    hand need not be read.
    """
    if answers is None:
        answers = forms.answers_of(draft)
    keys = sections_of(draft, answers)
    if key not in keys:
        return first_open_stage(draft)
    following = keys[keys.index(key) + 1 :]
    return following[0] if following else PAPERS if slots_of(draft) else CHECK


def review(draft: Draft, *, language: str, today: date) -> Review:
    """Everything in words, with what is missing as (stage, sentence)."""
    kept = forms.kept_of(draft)
    answers, slots = kept.answers, slots_of(draft)
    definition = forms.definition_of(draft.form_version_id)
    lacking = _lacking(draft, kept)
    problems = [(key, sentence) for key, sentence in lacking.items()]
    problems += [
        (PAPERS, _("Chưa có giấy tờ: %(name)s") % {"name": slot.required_document.name})
        for slot in _empty(draft, slots)
    ]
    return Review(
        sections=summarise(definition, settle(definition, answers), language),
        slots=slots,
        problems=problems,
        twin=None if draft.supplement_id else open_twin(draft, answers, today=today),
        open_sections=frozenset(sections_of(draft, answers)),
        seen=sign_of(draft, kept.revisions, slots),
        asked=tuple(asked_of(draft, kept, slots)),
    )


def asked_of(draft: Draft, kept: Kept, slots: list[PaperSlot]) -> list[Asked]:
    """Everything a supplement asks for, pages first; nothing of a draft that is none. A page that
    is not asked any more, because of another answer, need not be mended.
    """
    if draft.supplement_id is None:
        return []
    by_key = forms.definition_of(draft.form_version_id).by_key
    marked, saved = marked_questions(draft), saved_anew(draft, kept.revisions)
    found = [
        Asked(key, _name_of(by_key[key], question), reason, key in saved)
        for key in sections_of(draft, kept.answers)
        for question, reason in marked.get(key, {}).items()
    ]
    return found + [
        Asked(PAPERS, slot.required_document.name, slot.reason, slot.is_settled) for slot in slots
    ]


def sign_of(draft: Draft, revisions: Mapping[str, int], slots: list[PaperSlot]) -> str:
    """What stands for the draft as it is now, to tell at sending whether that is what was read."""
    return seen.sign_of(
        case_id=draft.case_id,
        form_version_id=draft.form_version_id,
        revisions=revisions,
        papers=[
            (
                slot.required_document.pk,
                [one.stored_file.received_sha256 for one in slot.documents] or [slot.absence],
            )
            for slot in slots
        ],
    )


def open_twin(
    draft: Draft, answers: Mapping[str, Any] | None = None, *, today: date
) -> Dossier | None:
    """Another open dossier of the same matter, to warn of filing twice. A citizen is told of those
    that he may see, for the same name or number; a counter of any for the same number, whoever
    filed it.
    """
    definition = forms.definition_of(draft.form_version_id)
    applicant = applicant_of(definition, forms.answers_of(draft) if answers is None else answers)
    same = _same_number(applicant)
    if draft.owner is not None:
        same |= Q(applicant__name=applicant.name or draft.owner.name)
        known = dossiers_of(draft.owner, today=today)
    elif draft.filer_position_id is not None and same:
        known = Dossier.objects.all()
    else:
        return None
    still_open = [status for status in OPEN if status != Status.STOPPED]
    found = known.filter(same, procedure=draft.case.version.procedure_id, status__in=still_open)
    return found.order_by("-submitted_at").first()


def _same_number(applicant: ApplicantFacts) -> Q:
    """Of the same identity paper or the same tax code; nothing where neither is stated."""
    same = Q()
    if applicant.identity_number:
        same |= Q(applicant__identity_number=applicant.identity_number)
    if applicant.tax_code:
        same |= Q(applicant__tax_code=applicant.tax_code)
    return same


def _name_of(section: Section, question: str) -> str:
    return str(section.title if question == WHOLE else section.by_key[question].label)


def _lacking(draft: Draft, kept: Kept) -> dict[str, str]:
    """Section → sentence for pages with missing or wrong answers, and those of a supplement that
    are still as they were sent.
    """
    answers, wrong = kept.answers, kept.wrong
    definition = forms.definition_of(draft.form_version_id)
    titles = {key: str(section.title) for key, section in definition.by_key.items()}
    keys = sections_of(draft, answers)
    found: dict[str, str] = {}
    for section in sorted(wrong):  # what was typed there is kept, so nothing of it is "missing"
        title = titles.get(section, section)
        found[section] = _("Trang “%(title)s” còn chỗ cần sửa.") % {"title": title}
    for key in keys:
        if key not in answers:
            found.setdefault(key, _("Chưa điền trang “%(title)s”.") % {"title": titles[key]})
    for one in missing(definition, answers):
        words = {"title": titles[one.section], "sentence": one.message}
        found.setdefault(one.section, _("Trang “%(title)s”: %(sentence)s") % words)
    for asked in asked_of(draft, kept, []):
        if not asked.is_mended:
            found.setdefault(asked.stage, _("Chưa sửa: %(name)s") % {"name": asked.label})
    return {key: found[key] for key in sorted(found, key=[*titles, *found].index)}


def _empty(draft: Draft, slots: list[PaperSlot]) -> list[PaperSlot]:
    """The slots that must still be filled; of a supplement every marked paper."""
    if draft.supplement_id:
        return [slot for slot in slots if not slot.is_settled]
    return missing_slots(slots)
