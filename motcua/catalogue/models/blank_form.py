"""The form of a case as a blank sheet to print, drawn once and kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models.case import ProcedureCase


class BlankForm(models.Model):
    """The PDF of one form for one case. `edition` is that of the drawing: when the sheet is drawn
    otherwise, it rises and every form is drawn again when it is next asked for.
    """

    case = models.ForeignKey(ProcedureCase, on_delete=models.CASCADE, related_name="blank_forms")
    form_version = models.ForeignKey(
        "eforms.FormVersion", on_delete=models.PROTECT, related_name="+"
    )
    edition = models.PositiveSmallIntegerField()
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mẫu tờ khai để in")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "form_version", "edition"], name="blank_form_drawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.form_version_id}"
