"""What search reads: one narrow row per procedure, the vocabulary, everyday words
and life events.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models.procedure import Procedure, Sector


class SearchEntry(models.Model):
    """Everything the search list needs of a procedure, so that it reads no other table.

    The texts hold words of `rules.words` joined by blanks: folded, or as written; `around` is the
    sector and the results.
    """

    procedure = models.OneToOneField(
        Procedure, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    code = models.CharField(max_length=40)
    title = models.TextField()
    title_folded = models.TextField()
    title_written = models.TextField()
    keywords_folded = models.TextField(blank=True)
    around_folded = models.TextField(blank=True)
    words = SearchVectorField()
    sector = models.ForeignKey(Sector, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)
    agency_ids = ArrayField(models.BigIntegerField(), default=list)
    audiences = ArrayField(models.CharField(max_length=20), default=list)
    weight = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("mục tìm kiếm")
        indexes = [
            GinIndex(fields=["words"], name="search_words"),
            models.Index(fields=["code"], name="search_by_code"),
            models.Index(fields=["-weight", "procedure"], name="search_browse"),
            models.Index(fields=["sector", "-weight"], name="search_by_sector"),
            GinIndex(fields=["agency_ids"], name="search_by_agency"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchTerm(models.Model):
    """A word of the catalogue and in how many procedures it stands; spelling is mended against this
    list.
    """

    term = models.CharField(max_length=40, primary_key=True)
    procedures = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("từ trong danh mục")

    def __str__(self) -> str:
        return self.term


class SearchEdition(models.Model):
    """One row whose mark changes whenever the search index does, so that processes know what they
    may keep.
    """

    mark = models.UUIDField()

    class Meta:
        verbose_name = _("ấn bản chỉ mục")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="search_edition_single")]

    def __str__(self) -> str:
        return str(self.mark)


class Synonym(models.Model):
    """An everyday phrase and the official words or procedure codes that it means."""

    phrase = models.CharField(_("người dân nói"), max_length=120, unique=True)
    expansion = models.CharField(_("tên chính thức"), max_length=300, blank=True)
    procedure_codes = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        verbose_name = _("từ đồng nghĩa")
        ordering = ("phrase",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(expansion="") | ~Q(procedure_codes=[]), name="synonym_means_something"
            )
        ]

    def __str__(self) -> str:
        return self.phrase


class LifeEvent(models.Model):
    """An event in the life of a person or a business, and the procedures it brings."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("sự kiện"), max_length=200)
    title_en = models.CharField(_("sự kiện (tiếng Anh)"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("sự kiện trong đời")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title


class LifeEventProcedure(models.Model):
    """A procedure's place among those of a life event."""

    life_event = models.ForeignKey(LifeEvent, on_delete=models.CASCADE, related_name="places")
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("thủ tục của sự kiện")
        ordering = ("life_event_id", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["life_event", "procedure"], name="life_event_names_procedure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.life_event_id} {self.procedure_id}"
