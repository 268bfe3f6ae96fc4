"""A dossier not yet sent: answers page by page, papers slot by slot."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Party, Position, User
from motcua.catalogue.models import ProcedureCase, RequiredDocument, ServiceOffer
from motcua.dossiers.enums import FiledAs, ReturnWay
from motcua.dossiers.models.supplement import Supplement
from motcua.eforms.models import FormVersion
from motcua.files.models import StoredFile


class Draft(models.Model):
    """Begun by anyone, signed in or not; an anonymous one is known by its key alone, held in the
    session.

    With `supplement` it is the answer to a supplement request, in which only the marked items are
    open. `absences` says of required papers that cannot be had why not: key of the paper → reason.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts"
    )
    filer_position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    offer = models.ForeignKey(ServiceOffer, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(ProcedureCase, on_delete=models.PROTECT, related_name="+")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    supplement = models.OneToOneField(
        Supplement, null=True, blank=True, on_delete=models.CASCADE, related_name="draft"
    )
    filed_as = models.CharField(max_length=14, choices=FiledAs, default=FiledAs.SELF)
    organisation = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    return_way = models.CharField(max_length=8, choices=ReturnWay, default=ReturnWay.ONLINE)
    absences = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, default="vi")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hồ sơ đang soạn")
        indexes: ClassVar = [
            models.Index(
                name="draft_of_owner",
                fields=["owner", "-changed_at"],
                condition=models.Q(sent_at__isnull=True),
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="draft_filed_as_known", condition=models.Q(filed_as__in=FiledAs.values)
            ),
            models.CheckConstraint(
                name="draft_expires_later",
                condition=models.Q(expires_at__gt=models.F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_over(self) -> bool:
        """Sent, or an answer to a supplement that is no longer awaited."""
        return self.sent_at is not None or (
            self.supplement is not None and self.supplement.closed_at is not None
        )


class DraftAnswer(models.Model):
    """The answers of one page, canonical; what was typed wrongly is kept as typed until it is
    mended. `set_aside` is a list of what other devices had typed there.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="answers")
    section = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    typed = models.JSONField(null=True, blank=True)
    set_aside = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("câu trả lời đang soạn")
        constraints: ClassVar = [
            models.UniqueConstraint(name="draft_answer_once", fields=["draft", "section"]),
        ]

    def __str__(self) -> str:
        return f"{self.section} r{self.revision}"


class DraftDocument(models.Model):
    """One file in one slot: a paper of the case, or a file question of the form (`question`)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="documents")
    required_document = models.ForeignKey(
        RequiredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.CharField(max_length=160, blank=True)
    stored_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("giấy tờ đang soạn")
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="draft_document_one_slot",
                condition=models.Q(required_document__isnull=False) ^ ~models.Q(question=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.stored_file)
