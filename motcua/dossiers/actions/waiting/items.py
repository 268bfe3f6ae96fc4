"""The items of a request for a supplement: what can be marked, and why it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models import RequiredDocument
from motcua.dossiers.enums import ItemKind
from motcua.dossiers.models import SupplementItem
from motcua.dossiers.queries.asking import reasons
from motcua.dossiers.queries.drafts import forms
from motcua.dossiers.rules.opening import WHOLE
from motcua.files.actions.receiving import label_of, receive
from motcua.files.models import StoredFile
from motcua.files.rules.limits import EXAMPLE_LIMITS
from motcua.kit.errors import Refusal
from motcua.kit.text_vi import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from motcua.accounts.models import Position
    from motcua.dossiers.models import Dossier, ProposedItem, Supplement, SupplementReason
    from motcua.eforms.rules.definition import Section

Row = TypeVar("Row", "SupplementItem", "ProposedItem")
EXAMPLE = "supplement-example"
LONGEST = 2000


class NothingAsked(Refusal):
    """No item was marked, or one without a word why."""

    message = _("Hãy đánh dấu ít nhất một câu trả lời hoặc giấy tờ cần bổ sung, kèm lý do.")


class ItemUnknown(Refusal):
    """An item is not part of this dossier."""

    message = _("Có mục không thuộc hồ sơ này. Hãy tải lại trang rồi đánh dấu lại.")


class ReasonUnknown(Refusal):
    """A coded reason of another agency, of another kind of item, or no longer in use."""

    message = _("Có lý do không dùng được cho mục đã đánh dấu, hoặc đã thôi dùng. Hãy chọn lại.")


class ReasonNotChosen(Refusal):
    """Reasons are there to be chosen from, and none was."""

    message = _("Hãy chọn lý do cho từng mục đã đánh dấu.")


class SentenceNeeded(Refusal):
    """The reason says nothing by itself."""

    message = _("Lý do khác thì phải ghi rõ bằng lời, cho từng mục.")


class SentenceTooLong(Refusal):
    """More than anybody reads."""

    message = _("Lời giải thích của một mục dài quá 2.000 ký tự. Hãy rút gọn.")


class ExampleUnknown(Refusal):
    """The example picture is gone, or another officer's."""

    message = _("Ảnh mẫu không còn. Hãy chọn lại ảnh.")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One item: a question (`section`, `question`; WHOLE of a repeated section) or a paper
    (`required_document_id`), with a coded reason, a sentence of one's own, or both, and perhaps a
    picture of how it should look.
    """

    reason: str = ""
    reason_id: int | None = None
    section: str = ""
    question: str = ""
    required_document_id: int | None = None
    example: UUID | None = None

    @property
    def target(self) -> tuple[str, str, int | None]:
        """What the item is about; the same target again is a repeat."""
        return self.section, self.question, self.required_document_id

    @property
    def kind(self) -> ItemKind:
        """An answer or a paper."""
        return ItemKind.QUESTION if self.question else ItemKind.DOCUMENT


def receive_example(*, upload: UploadedFile[Any], by: Position, now: datetime) -> StoredFile:
    """Keep a picture of how something should look. Raises FileRefused."""
    return receive(upload=upload, purpose=EXAMPLE, by=by, now=now, limits=EXAMPLE_LIMITS)


def check(dossier: Dossier, items: Sequence[Ask], *, by: Position, on: date) -> None:
    """Every item is part of the dossier, once, with a reason that its agency uses that day. Raises
    NothingAsked, ItemUnknown, ReasonUnknown, ReasonNotChosen, SentenceNeeded, SentenceTooLong.
    """
    if not items:
        raise NothingAsked
    if len({item.target for item in items}) != len(items):
        raise ItemUnknown
    sections = forms.definition_of(dossier.form_version_id).by_key
    papers = set(
        RequiredDocument.objects.filter(case_id=dossier.case_id).values_list("pk", flat=True)
    )
    for item in items:
        is_question = _is_markable(sections.get(item.section), item.question)
        is_paper = not item.question and item.required_document_id in papers
        if not (is_question if item.question else is_paper):
            raise ItemUnknown
    known = {one.pk: one for one in reasons.in_use(by.agency_id, on=on)}
    for item in items:
        _check_reason(item, known)


def rows(kind: type[Row], items: Sequence[Ask], *, by: Position, **owner: Any) -> list[Row]:
    """The rows of checked items, for their caller to insert. Raises ExampleUnknown."""
    return [
        kind(
            kind=item.kind,
            section=item.section,
            question=item.question,
            required_document_id=item.required_document_id,
            coded_reason_id=item.reason_id,
            reason=clean(item.reason, multiline=True),
            example=example_of(item.example, by=by) if item.example else None,
            **owner,
        )
        for item in items
    ]


def copies(proposed: Sequence[ProposedItem], asked: Supplement) -> list[SupplementItem]:
    """The rows of what was proposed and goes out as it is."""
    same = ("kind", "section", "question", "required_document_id", "coded_reason_id", "reason")
    return [
        SupplementItem(
            supplement=asked,
            example_id=item.example_id,
            **{name: getattr(item, name) for name in same},
        )
        for item in proposed
    ]


def example_of(key: UUID, *, by: Position) -> StoredFile:
    """A picture that this officer has just brought. Raises ExampleUnknown."""
    mine = StoredFile.objects.filter(purpose=EXAMPLE, created_by=label_of(by))
    found = mine.exclude(storage_name="").filter(key=key).first()
    if found is None:
        raise ExampleUnknown
    return found


def _check_reason(item: Ask, known: Mapping[int, SupplementReason]) -> None:
    sentence = clean(item.reason, multiline=True)
    if len(sentence) > LONGEST:
        raise SentenceTooLong
    fitting = [one for one in known.values() if one.kind in ("", item.kind)]
    if item.reason_id is None:
        if fitting:
            raise ReasonNotChosen
        if not sentence:
            raise NothingAsked
        return
    chosen = known.get(item.reason_id)
    if chosen is None or chosen not in fitting:
        raise ReasonUnknown
    if chosen.needs_sentence and not sentence:
        raise SentenceNeeded


def _is_markable(section: Section | None, question: str) -> bool:
    """A repeated section is marked as a whole, any other question by question."""
    if section is None:
        return False
    return question == WHOLE if section.repeat else question in section.by_key
