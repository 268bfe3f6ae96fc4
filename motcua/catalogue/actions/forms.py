"""The default forms, and setting a designed form on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit.actions import record as audit
from motcua.catalogue.models import ProcedureCase
from motcua.catalogue.rules import default_form
from motcua.eforms.actions import publish
from motcua.kit.errors import NotPermitted, Refusal
from motcua.kit.wording import sentence

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position
    from motcua.eforms.models import FormVersion


def publish_default_forms(*, by: Position | None, now: datetime) -> list[FormVersion]:
    """Publish the default forms as they are in this release; nothing happens where they already
    are.
    """
    return [
        publish(definition=default_form.build(key), by=by, now=now) for key in default_form.KEYS
    ]


class NoSuchCase(Refusal):
    """The catalogue has no such procedure, or the procedure no such case."""


@transaction.atomic
def install(
    *,
    definition: dict[str, Any],
    procedure: str,
    case: str = "",
    by: Position | None,
    now: datetime,
) -> FormVersion:
    """Publish a designed form and let a procedure be filed with it: one case by its name, or all
    of them. Doing it again changes nothing.

    Raises NotPermitted, NoSuchCase and what `eforms.actions.publish` raises.
    """
    cases = ProcedureCase.objects.filter(
        version__procedure__code=procedure, version__is_current=True
    ).order_by("pk")
    if case:
        cases = cases.filter(name=case)
    if not cases:
        raise NoSuchCase(
            sentence(_("Danh mục không có thủ tục {code}, hoặc trường hợp đó."), code=procedure)
        )
    version = publish(definition=definition, by=by, now=now)
    for one in cases:
        if one.form_version_id != version.pk:
            set_form(case=one, form_version=version, by=by, now=now)
    return version


@transaction.atomic
def set_form(
    *, case: ProcedureCase, form_version: FormVersion | None, by: Position | None, now: datetime
) -> None:
    """Let a case be filed with a designed form; None gives it the default form again."""
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    before = case.form_version_id
    case.form_version = form_version
    case.save(update_fields=["form_version"])
    audit(
        "catalogue.form_set",
        by=by,
        now=now,
        object_kind="case",
        object_id=case.pk,
        before={"form_version": before},
        after={"form_version": case.form_version_id},
    )
