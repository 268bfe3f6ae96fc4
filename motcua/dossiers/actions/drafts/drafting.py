"""Beginning a dossier and keeping what is typed, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import User
from motcua.accounts.queries.parties import organisations_of
from motcua.catalogue.queries.forms import form_version_of
from motcua.dossiers.actions.moves.permits import permit_filing
from motcua.dossiers.enums import RETURN_WAYS, FiledAs, ReturnWay
from motcua.dossiers.models import Draft, DraftAnswer, DraftDocument
from motcua.dossiers.queries.drafts import forms, pages
from motcua.dossiers.queries.reach import contents
from motcua.dossiers.queries.reach.locking import lock_draft
from motcua.dossiers.rules.opening import WHOLE
from motcua.eforms.queries.places import CountryResolver
from motcua.eforms.rules.answers.checking import Checked, check_section
from motcua.eforms.rules.answers.raw import is_blank, tidy
from motcua.eforms.rules.carrying import Carried, Change, carry
from motcua.files.actions.receiving import scan_later
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted, NotThere, Refusal
from motcua.kit.rows import insert_together

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import Model

    from motcua.accounts.models import Party, Position
    from motcua.catalogue.models import ProcedureCase, ServiceOffer

MOST_SET_ASIDE = 5
"""What other devices had typed on a page is kept beside it, the newest few."""
KEEP_FOR = timedelta(days=60)
"""A draft is deleted after this long without a change; its owner is warned a week before."""

_TOUCH = """
    UPDATE dossiers_draft SET changed_at = %s, expires_at = %s, warned_at = NULL
    WHERE id = %s RETURNING *
"""


class NotOpenForFiling(Refusal):
    """The service is not filed here."""

    message = _(
        "Dịch vụ này hiện không nhận hồ sơ trên cổng. Hãy xem trang thủ tục để biết nơi nộp."
    )


class AlreadySent(Refusal):
    """The draft has become a dossier."""

    message = _("Hồ sơ này đã được gửi nên không sửa được nữa.")


class WayNotOffered(Refusal):
    """The result does not come this way."""

    message = _("Chưa nhận kết quả theo cách này được. Hãy chọn một cách khác rồi gửi lại.")


class NotDiscardable(Refusal):
    """The answer to a supplement request stays until it is sent."""

    message = _("Phần bổ sung này không xóa được. Bạn có thể để đó và làm tiếp sau.")


class LockedAnswer(NotPermitted):
    """The answer is not among those asked to be mended."""

    message = _("Nội dung này đã được khóa. Bạn chỉ sửa được những mục cán bộ yêu cầu.")


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """How a draft begins: for whom (which organisation of several), in which language, filed by
    whom.
    """

    filed_as: FiledAs = FiledAs.SELF
    organisation: Party | None = None
    language: str = "vi"
    owner: User | None = None
    filer_position: Position | None = None


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of a page: its checked answers, its new revision, whether another device had
    changed it, and now the answers of every page.
    """

    checked: Checked
    revision: int
    conflict: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carriage:
    """A draft went over to a newer version; `changes` may be empty when only the procedure's
    text changed. `lost_case` names the chosen case where the new version knows it no more; the
    draft then stands at the default one.
    """

    changes: tuple[Change, ...]
    lost_case: str | None = None


@transaction.atomic
def begin(
    *, offer: ServiceOffer, case: ProcedureCase, beginning: Beginning, now: datetime
) -> Draft:
    """Begin a draft for an offered procedure; nobody needs to be signed in. Raises
    NotOpenForFiling, and NotPermitted for an officer who may not file for others and for an
    organisation that its owner does not act for.
    """
    counter = beginning.filer_position
    if counter is not None:
        permit_filing(counter, on=local_date(now))
    _permit_organisation(beginning, on=local_date(now))
    if case.version.procedure_id != offer.procedure_id:
        raise NotOpenForFiling
    check_open(offer, at_counter=counter is not None, on=local_date(now))
    return Draft.objects.create(
        owner=beginning.owner,
        filer_position=beginning.filer_position,
        offer=offer,
        case=case,
        form_version_id=form_version_of(case),
        filed_as=beginning.filed_as,
        organisation=beginning.organisation,
        return_way=ReturnWay.COUNTER if beginning.filer_position else ReturnWay.ONLINE,
        language=beginning.language,
        created_at=now,
        changed_at=now,
        expires_at=now + KEEP_FOR,
    )


@transaction.atomic
def save_section(
    *,
    draft_id: int,
    section: str,
    raw: Any,
    seen_revision: int,
    documents: Sequence[DraftDocument] = (),
    now: datetime,
) -> Saved:
    """Keep one page: right answers as values, wrong ones as typed, and the new files that they
    name. Never loses what either device typed.

    `seen_revision` is the revision the page was shown with, 0 for a page not answered before.
    """
    draft = _touched(draft_id, now=now)
    definition = forms.definition_of(draft.form_version_id)
    if section not in definition.by_key:
        raise NotThere
    rows = {row.section: row for row in draft.answers.all()}
    answers = {key: row.values for key, row in rows.items()}
    if draft.supplement_id is not None:
        raw = _only_marked(draft, section, raw, kept=answers.get(section))
    checked = check_section(
        definition,
        section,
        raw,
        answers=answers,
        resolver=CountryResolver(),
        today=local_date(now),
        files={*forms.file_names(draft), *(str(one.stored_file.key) for one in documents)},
    )
    row = rows.get(section) or DraftAnswer(draft=draft, section=section, revision=0)
    kept = row.typed if row.typed is not None else row.values
    brought = checked.raw if checked.errors else checked.values
    conflict = row.pk is not None and row.revision != seen_revision and kept != brought
    if conflict:
        row.set_aside = [*(row.set_aside or ()), kept][-MOST_SET_ASIDE:]
    elif row.revision == seen_revision:
        row.set_aside = None  # it stood beside the page that was now sent
    row.values = checked.values
    row.typed = checked.raw if checked.errors else None
    row.revision += 1
    row.changed_at = now
    _store(draft, row, documents)
    return Saved(
        checked=checked,
        revision=row.revision,
        conflict=conflict,
        answers={**answers, section: checked.values},
    )


@transaction.atomic
def choose(*, draft_id: int, return_way: ReturnWay, now: datetime) -> Draft:
    """Choose how the result comes. Raises WayNotOffered."""
    draft = open_draft(draft_id)
    check_way(return_way)
    draft.return_way = return_way
    draft.save(update_fields=["return_way"])
    touch(draft, now=now)
    return draft


@transaction.atomic
def claim(*, keys: list[UUID], owner: User, now: datetime) -> int:
    """Give drafts begun before signing in to the person who signed up or in; they are kept anew
    from then.

    One that was given to an account nobody has signed in to yet is taken over, since its address
    may have been mistyped; those of others are left alone.
    """
    return Draft.objects.filter(
        key__in=keys,
        owner__last_login__isnull=True,
        filer_position__isnull=True,
        sent_at__isnull=True,
    ).update(owner=owner, expires_at=now + KEEP_FOR, warned_at=None)


@transaction.atomic
def release(*, owner: User) -> int:
    """Take drafts away again from an account nobody has signed in to; the session they were begun
    in still opens them.
    """
    unseen = User.objects.filter(pk=owner.pk, last_login__isnull=True)
    return Draft.objects.filter(owner__in=unseen, sent_at__isnull=True).update(owner=None)


@transaction.atomic
def discard(*, draft_id: int) -> None:
    """Throw a draft away at its owner's wish, answers and papers included. Raises AlreadySent
    and NotDiscardable.
    """
    draft = open_draft(draft_id)
    if draft.supplement_id is not None:
        raise NotDiscardable
    draft.delete()


@transaction.atomic
def carry_to_current(*, draft_id: int) -> Carriage | None:
    """Carry a draft to the version now in force; gives what changed, nothing when it is current
    already.
    """
    return carry_locked(open_draft(draft_id))


def carry_locked(draft: Draft) -> Carriage | None:
    """The same for a draft whose row is held and which is not sent."""
    if draft.supplement_id:
        return None
    former = draft.case
    case, is_same = forms.current_case(former)
    version_id = form_version_of(case)
    if case.pk == draft.case_id and version_id == draft.form_version_id:
        return None
    carried = carry(
        forms.definition_of(draft.form_version_id),
        forms.definition_of(version_id),
        forms.answers_of(draft),
    )
    _carry_answers(draft, carried, to=version_id)
    _carry_papers(draft, case)
    draft.case, draft.form_version_id, draft.absences = case, version_id, {}
    draft.save(update_fields=["case", "form_version", "absences"])
    lost = None if is_same else former.name or former.version.name
    return Carriage(carried.changes, lost_case=lost)


def check_open(offer: ServiceOffer, *, at_counter: bool, on: date) -> None:
    """The procedure is in force and offered on a day, online unless at a counter; never where its
    front door leads outside. Raises NotOpenForFiling.
    """
    if not (offer.holds_on(on) and offer.procedure.is_in_force):
        raise NotOpenForFiling
    if offer.leads_outside:
        raise NotOpenForFiling
    if not at_counter and not offer.can_file_here:
        raise NotOpenForFiling


def check_way(return_way: str) -> None:
    """The result can be brought this way. Raises WayNotOffered."""
    if return_way not in RETURN_WAYS:
        raise WayNotOffered(field="return_way")


def touch(draft: Draft, *, now: datetime) -> None:
    """A change keeps the draft for another while."""
    Draft.objects.filter(pk=draft.pk).update(
        changed_at=now, expires_at=now + KEEP_FOR, warned_at=None
    )


def _permit_organisation(beginning: Beginning, *, on: date) -> None:
    chosen, owner = beginning.organisation, beginning.owner
    if chosen is None:
        return
    if owner is None or beginning.filed_as != FiledAs.ORGANISATION:
        raise NotPermitted
    if not organisations_of(user=owner, on=on).filter(party=chosen.pk).exists():
        raise NotPermitted


def _only_marked(draft: Draft, section: str, raw: Any, *, kept: Any) -> Any:
    """What was typed for the open questions over what was sent before. Raises LockedAnswer."""
    keys = pages.open_questions(draft).get(section)
    if not keys:
        raise LockedAnswer
    if WHOLE in keys or not isinstance(raw, Mapping):
        return raw
    kept = kept if isinstance(kept, Mapping) else {}
    questions = forms.definition_of(draft.form_version_id).by_key[section].by_key
    for key, typed in raw.items():
        if key in keys or key not in questions:
            continue
        if not is_blank(questions[key], tidy(questions[key], typed)):
            raise LockedAnswer
    return {**kept, **{key: raw[key] for key in keys if key in raw}}


def _touched(draft_id: int, *, now: datetime) -> Draft:
    """The open draft's row, held and kept for another while in one statement. Raises NotThere and
    AlreadySent.
    """
    rows = Draft.objects.raw(_TOUCH, [now, now + KEEP_FOR, draft_id])
    draft: Draft | None = next(iter(rows), None)
    if draft is None:
        raise NotThere
    if draft.sent_at is not None:
        raise AlreadySent
    contents.bring(draft)
    return draft


def _store(draft: Draft, row: DraftAnswer, documents: Sequence[DraftDocument]) -> None:
    """Write a page with its new files."""
    new: list[Model] = [] if row.pk else [row]
    for document in documents:
        document.draft = draft
        new += [document.stored_file, document]
    if row.pk:
        row.save()
    if new:
        insert_together(*new)
    for document in documents:
        scan_later(document.stored_file)


def open_draft(draft_id: int) -> Draft:
    """The draft's row, held, while it can still be changed. Raises AlreadySent."""
    draft = lock_draft(draft_id)
    if draft.sent_at is not None:
        raise AlreadySent
    return draft


def _carry_answers(draft: Draft, carried: Carried, *, to: int) -> None:
    """Each page in the new form's shape; what was typed wrongly or set aside goes along, and the
    revision moves on, so that a device which still shows the old page is told.
    """
    sections = forms.definition_of(to).by_key
    rows = {row.section: row for row in draft.answers.all()}
    DraftAnswer.objects.filter(draft=draft).exclude(section__in=carried.answers).delete()
    for section, values in carried.answers.items():
        row = rows[section]
        repeats = bool(sections[section].repeat)
        fits = [kept for kept in row.set_aside or () if isinstance(kept, list) is repeats]
        row.typed = row.typed if isinstance(row.typed, list) is repeats else None
        row.values, row.set_aside = values, fits or None
        row.revision += 1
        row.save()


def _carry_papers(draft: Draft, case: ProcedureCase) -> None:
    """Papers of the same name keep their files; files of papers no longer asked for are let go."""
    by_name = {paper.name: paper for paper in case.required_documents.all()}
    for document in draft.documents.select_related("required_document"):
        if document.required_document is None:
            continue
        now_asked = by_name.get(document.required_document.name)
        if now_asked is None:
            document.delete()
        else:
            document.required_document = now_asked
            document.save(update_fields=["required_document"])
