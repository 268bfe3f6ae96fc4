"""Issuing, revoking and replacing papers; the PDF itself is made later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.audit.actions import record
from motcua.kit import jobs, text_vi
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal
from motcua.papers.enums import Letter, NumberState
from motcua.papers.models import BookNumber, Paper
from motcua.papers.rules import contents
from motcua.papers.rules.form_sets import form_set_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from motcua.audit.actions.recording import Actor


class AlreadyRevoked(Refusal):
    """A paper is revoked once."""

    message = _("Giấy này đã được thu hồi trước đó.")


@transaction.atomic
def issue(
    *,
    letter: str,
    agency_code: str,
    about: str,
    content: Mapping[str, Any],
    by: Actor | None,
    now: datetime,
    language: str = "vi",
) -> Paper:
    """Issue a paper in the form set of its day; the job `papers.render` numbers and draws it.

    `content` is one of the shapes of rules.contents, `about` the key of the dossier. Official
    papers are Vietnamese; `language` is for the applicant's own copy. Raises contents.WrongContent.
    """
    contents.check(letter, content)
    paper = Paper.objects.create(
        letter=Letter(letter),
        form_set=form_set_on(local_date(now)),
        agency_code=agency_code,
        about=about,
        language=language if letter == Letter.SENT_COPY else "vi",
        content=_storable(content),
        issued_at=now,
    )
    jobs.defer("papers.render", token=paper.token)
    record(
        "papers.issued",
        by=by,
        now=now,
        object_kind="paper",
        object_id=paper.pk,
        after={"letter": letter, "about": about, "agency": agency_code},
    )
    return paper


@transaction.atomic
def revoke(*, paper: Paper, reason: str, by: Actor | None, now: datetime) -> Paper:
    """Take a paper back: verification says so from now on; a number only reserved becomes void."""
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    if row.revoked_at is not None:
        raise AlreadyRevoked
    row.revoked_at = now
    row.revoked_because = text_vi.clean(reason)[:200]
    row.save(update_fields=["revoked_at", "revoked_because"])
    BookNumber.objects.filter(paper=row, state=NumberState.RESERVED).update(
        state=NumberState.VOID, settled_at=now, void_because=row.revoked_because
    )
    record(
        "papers.revoked",
        by=by,
        now=now,
        object_kind="paper",
        object_id=row.pk,
        after={"because": row.revoked_because},
    )
    return row


@transaction.atomic
def replace(
    *, paper: Paper, content: Mapping[str, Any], reason: str, by: Actor | None, now: datetime
) -> Paper:
    """Revoke a paper and issue another instead; the old points at the new, which is returned."""
    old = revoke(paper=paper, reason=reason, by=by, now=now)
    new = issue(
        letter=old.letter,
        agency_code=old.agency_code,
        about=old.about,
        content=content,
        by=by,
        now=now,
        language=old.language,
    )
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    return new


def _storable(value: Any) -> Any:
    """The content as JSON values, with control characters taken out of every text."""
    return _cleaned(json.loads(json.dumps(value, cls=DjangoJSONEncoder)))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return text_vi.clean(value, multiline=True)
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return value
