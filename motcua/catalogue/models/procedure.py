"""A procedure, its sector, its former codes and its immutable versions."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.enums import ProcedureLife


class Sector(models.Model):
    """A field of administration (lĩnh vực)."""

    name = models.CharField(_("tên lĩnh vực"), max_length=300)
    slug = models.SlugField(_("đường dẫn"), max_length=120, unique=True)
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)

    class Meta:
        verbose_name = _("lĩnh vực")
        ordering = ("sort_key", "id")

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính), whatever its version."""

    SEARCHABLE = (ProcedureLife.ANNOUNCED, ProcedureLife.IN_FORCE)

    code = models.CharField(_("mã thủ tục"), max_length=40, unique=True)
    name = models.TextField(_("tên thủ tục"))
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="procedures")
    life = models.CharField(
        _("tình trạng"),
        max_length=12,
        choices=ProcedureLife.choices,
        default=ProcedureLife.IN_FORCE,
    )
    in_force_on = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    ended_on = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    life_decision_no = models.CharField(_("quyết định công bố"), max_length=120, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    keywords = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("thủ tục")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="procedure_named"),
            models.CheckConstraint(
                condition=Q(life=ProcedureLife.REPLACED, replaced_by__isnull=False)
                | (~Q(life=ProcedureLife.REPLACED) & Q(replaced_by__isnull=True))
                | Q(life__in=["ANNOUNCED", "IN_FORCE"], ended_on__isnull=False),
                name="procedure_replaced_by_another",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="procedure_not_own_successor",
            ),
            models.CheckConstraint(
                condition=~Q(life__in=[ProcedureLife.REPLACED, ProcedureLife.REPEALED])
                | Q(ended_on__isnull=False),
                name="procedure_end_dated",
            ),
            models.CheckConstraint(
                condition=Q(in_force_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("in_force_on")),
                name="procedure_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_in_force(self) -> bool:
        return self.life == ProcedureLife.IN_FORCE


class FormerCode(models.Model):
    """A code under which a procedure was known before; its address still leads to the procedure."""

    code = models.CharField(max_length=60, unique=True)
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="former_codes")

    class Meta:
        verbose_name = _("mã cũ")

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """The text of a procedure as announced once; the database refuses to change it."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    valid_from = models.DateField()
    name = models.TextField()
    kind = models.TextField(blank=True)
    decision_no = models.TextField(blank=True)
    levels = ArrayField(models.TextField(), default=list, blank=True)
    promulgated_by = models.TextField(blank=True)
    subjects = ArrayField(models.TextField(), default=list, blank=True)
    executing_agencies = ArrayField(models.TextField(), default=list, blank=True)
    competent_authority = models.TextField(blank=True)
    authorized_agency = models.TextField(blank=True)
    coordinating_agencies = models.TextField(blank=True)
    receiving_address = models.TextField(blank=True)
    steps = models.TextField(blank=True)
    requirements = models.TextField(blank=True)
    legal_basis = ArrayField(models.TextField(), default=list, blank=True)
    source_url = models.TextField(blank=True)
    record_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("phiên bản thủ tục")
        ordering = ("procedure_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_numbered_once"),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(is_current=True), name="version_one_current"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.number}"


class ResultKind(models.Model):
    """A paper or entry that a version of a procedure ends in."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    code = models.TextField(blank=True)
    name = models.TextField()

    class Meta:
        verbose_name = _("kết quả")
        ordering = ("version_id", "position")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="result_placed_once")
        ]

    def __str__(self) -> str:
        return self.name
