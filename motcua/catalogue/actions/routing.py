"""The internal route that a case follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.catalogue.models import ProcedureCase, RouteVersion
from motcua.catalogue.rules.routing.problems import route_problems
from motcua.eforms.actions import FlawedDefinition
from motcua.eforms.rules.canonical import digest_of
from motcua.eforms.rules.parsing import parse
from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position


class FlawedRoute(FlawedDefinition):
    """The route has problems, all of which are in `problems`."""

    words = _("Quy trình chưa dùng được, có {count} chỗ cần sửa. Chỗ đầu tiên ({path}): {message}")


@transaction.atomic
def set_route(
    *, case: ProcedureCase, definition: dict[str, Any], by: Position | None, now: datetime
) -> RouteVersion:
    """Let a case follow a route from now on; dossiers accepted before keep theirs.

    `by` is the position that answers for it, or None for the house itself (commands). Raises
    NotPermitted and FlawedRoute.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    asked = ProcedureCase.objects.select_for_update(of=("self",)).select_related("form_version")
    held = asked.get(pk=case.pk)
    form = parse(held.form_version.definition) if held.form_version else None
    if problems := route_problems(definition, form):
        raise FlawedRoute(problems)
    digest = digest_of(definition)
    RouteVersion.objects.bulk_create(
        [RouteVersion(definition=definition, digest=digest, published_at=now)],
        ignore_conflicts=True,
    )
    version = RouteVersion.objects.get(digest=digest)
    if held.route_version_id == version.pk:
        return version
    before = held.route_version
    held.route_version = case.route_version = version
    held.save(update_fields=["route_version"])
    record(
        "catalogue.route_set",
        by=by,
        now=now,
        object_kind="case",
        object_id=case.pk,
        before={"digest": before.digest if before else ""},
        after={"digest": digest},
    )
    return version
