"""Publishing a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit import actions as audit
from motcua.eforms.models import FormVersion
from motcua.eforms.rules.canonical import digest_of
from motcua.eforms.rules.problems import Problem, definition_problems
from motcua.kit.errors import NotPermitted, Refusal
from motcua.kit.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.accounts.models import Position


class FlawedDefinition(Refusal):
    """The definition has problems, all of which are in `problems`."""

    status = 422
    words = _("Tờ khai chưa dùng được, có {count} chỗ cần sửa. Chỗ đầu tiên ({path}): {message}")

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        told = {"path": first.path or "–", "message": first.message}
        super().__init__(sentence(self.words, count=len(self.problems), **told))


@transaction.atomic
def publish(*, definition: dict[str, Any], by: Position | None, now: datetime) -> FormVersion:
    """Publish a definition as the next version of its form; the same content again gives the
    version it has.

    `by` is the position that answers for it, or None for the house itself (commands). Raises
    FlawedDefinition and NotPermitted.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    problems = definition_problems(definition)
    if problems:
        raise FlawedDefinition(problems)
    digest = digest_of(definition)
    _queue_for(definition["key"])
    known = FormVersion.objects.filter(digest=digest).first()
    if known:
        return known
    newest = FormVersion.objects.filter(key=definition["key"]).order_by("-number").first()
    version = FormVersion.objects.create(
        key=definition["key"],
        number=newest.number + 1 if newest else 1,
        definition=definition,
        digest=digest,
        published_at=now,
    )
    audit.record(
        "eforms.form_published",
        by=by,
        now=now,
        object_kind="form_version",
        object_id=version.pk,
        after={"key": version.key, "number": version.number, "digest": digest},
    )
    return version


def _queue_for(key: str) -> None:
    """Let publications of one form go one after another, so that numbers do not collide."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"eforms.publish:{key}"])
