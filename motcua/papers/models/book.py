"""Number books: the running numbers of papers, by agency, kind and year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.papers.enums import Letter, NumberState
from motcua.papers.models.paper import Paper


class NumberBook(models.Model):
    """The last number taken; its row is locked only as long as taking one lasts."""

    agency_code = models.CharField(max_length=40)
    letter = models.CharField(max_length=24, choices=Letter.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agency_code", "letter", "year"), name="papers_one_book_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_code} · {self.letter} · {self.year}"


class BookNumber(models.Model):
    """One number: reserved for a paper, then issued with it or declared void."""

    book = models.ForeignKey(NumberBook, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=NumberState.choices, default=NumberState.RESERVED
    )
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="numbers")
    reserved_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    void_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("book", "number"), name="papers_number_once"),
            models.UniqueConstraint(
                fields=("paper",),
                condition=~Q(state=NumberState.VOID),
                name="papers_one_living_number",
            ),
            models.CheckConstraint(
                condition=Q(state=NumberState.RESERVED, settled_at__isnull=True)
                | (~Q(state=NumberState.RESERVED) & Q(settled_at__isnull=False)),
                name="papers_settled_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=NumberState.VOID) | ~Q(void_because=""),
                name="papers_void_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.book} · {self.number}"
