"""Making the PDF of an issued paper, by the job or by whoever opens it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.files import actions as files
from motcua.kit.errors import Refusal
from motcua.kit.wording import in_language
from motcua.papers.actions import numbering
from motcua.papers.enums import FormSet, Letter, NumberState
from motcua.papers.models import BookNumber, Paper
from motcua.papers.rules import form_sets, numbers, rendering

if TYPE_CHECKING:
    from datetime import datetime

PURPOSE = "paper"


class PaperRevoked(Refusal):
    """A paper that was revoked before its PDF was made is never made."""

    message = _("Giấy này đã được thu hồi nên không còn bản để mở.")


def ensure_rendered(*, paper: Paper, now: datetime) -> Paper:
    """Number the paper and make its PDF unless that is done; safe to run twice or side by side.

    Call it outside any transaction: nothing is locked while the PDF is made. Raises PaperRevoked.
    """
    if paper.is_rendered:
        return paper
    if not paper.is_valid:
        raise PaperRevoked
    number = str(paper.content.get("number", ""))
    if numbers.is_numbered(paper.letter, paper.content):
        number = numbers.written(paper.letter, numbering.reserve(paper=paper, now=now).number)
    pdf = rendering.render(paper.letter, paper.content, stamp=_stamp(paper, number))
    return _attach(paper, pdf, number=number, now=now)


def _stamp(paper: Paper, number: str) -> rendering.Stamp:
    letter, form_set = Letter(paper.letter), FormSet(paper.form_set)
    with in_language(paper.language):
        title = form_sets.title(letter, form_set)
    return rendering.Stamp(
        title=title,
        issued_at=paper.issued_at,
        form_name=form_sets.form_name(letter, form_set),
        form_set=paper.form_set,
        number=number,
        verify_url=f"{settings.SITE_URL}/xac-thuc/{paper.token}/",
        language=paper.language,
    )


@transaction.atomic
def _attach(paper: Paper, pdf: bytes, *, number: str, now: datetime) -> Paper:
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    if row.is_rendered:  # somebody was quicker; this copy was never stored
        return row
    row.file = files.keep(
        content=pdf,
        name=f"{Letter(row.letter).label} {row.content['code']}.pdf",
        purpose=PURPOSE,
        by="papers",
        now=now,
    )
    row.rendered_at = now
    row.save(update_fields=["file", "rendered_at"])
    BookNumber.objects.filter(paper=row, state=NumberState.RESERVED).update(
        state=NumberState.ISSUED, settled_at=now
    )
    return row
