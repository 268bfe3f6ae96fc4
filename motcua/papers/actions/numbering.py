"""Number books: a number is reserved before a paper is made and issued with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from motcua.kit.clock import local_date
from motcua.papers.enums import NumberState
from motcua.papers.models import BookNumber, NumberBook, Paper

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def reserve(*, paper: Paper, now: datetime) -> BookNumber:
    """Reserve the next number of the paper's book; a paper that has one keeps it.

    The book is locked only for this short transaction: call it outside any longer one.
    """
    Paper.objects.select_for_update().get(
        pk=paper.pk
    )  # two renderings of one paper take one number
    living = BookNumber.objects.filter(paper=paper).exclude(state=NumberState.VOID).first()
    if living is not None:
        return living
    book, _ = NumberBook.objects.select_for_update().get_or_create(
        agency_code=paper.agency_code, letter=paper.letter, year=local_date(paper.issued_at).year
    )
    book.last += 1
    book.save(update_fields=["last"])
    return BookNumber.objects.create(book=book, number=book.last, paper=paper, reserved_at=now)
