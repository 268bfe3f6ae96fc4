"""An official paper: what it says, the file it became, and the token by which it is verified."""

from __future__ import annotations

import secrets

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from motcua.papers.enums import FormSet, Letter


def new_token() -> str:
    """128 bits in 22 characters that are safe in an address and in a QR code."""
    return secrets.token_urlsafe(16)


class Paper(models.Model):
    """One paper as issued. The content is kept so that the same paper can be printed again."""

    letter = models.CharField(max_length=24, choices=Letter.choices)
    form_set = models.CharField(max_length=12, choices=FormSet.choices)
    agency_code = models.CharField(max_length=40)
    about = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="vi")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    token = models.CharField(max_length=32, default=new_token, unique=True, editable=False)
    file = models.OneToOneField(
        "files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_at = models.DateTimeField()
    rendered_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField(max_length=200, blank=True)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(file__isnull=True, rendered_at__isnull=True)
                | Q(file__isnull=False, rendered_at__isnull=False),
                name="papers_file_and_time_together",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(revoked_at__isnull=False),
                name="papers_replaced_is_revoked",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_because=""),
                name="papers_revoked_says_why",
            ),
        )
        indexes = (models.Index(fields=("about", "issued_at"), name="papers_by_about"),)

    def __str__(self) -> str:
        return f"{self.letter} · {self.about}"

    @property
    def is_rendered(self) -> bool:
        return self.rendered_at is not None

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None
