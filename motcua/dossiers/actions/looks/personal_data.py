"""What a person asks about the own data: to have it, and to have it gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.actions import closing
from motcua.accounts.models import User
from motcua.audit.actions import record
from motcua.audit.actions.recording import record_access
from motcua.dossiers.models import Draft
from motcua.dossiers.queries import holdings
from motcua.kit.errors import Refusal
from motcua.notifications.actions.notifying import notify

if TYPE_CHECKING:
    from datetime import datetime


class DossiersUnderWay(Refusal):
    """Questions and results of open dossiers come to this account."""

    message = _(
        "Bạn còn hồ sơ đang giải quyết hoặc kết quả chưa nhận. Hãy chờ xong, nhận kết quả, "
        "hoặc rút hồ sơ, rồi xóa tài khoản."
    )


@transaction.atomic
def hand_out(*, user: User, language: str, now: datetime) -> dict[str, Any]:
    """Everything held about a user, for that user; recorded as a look at all of it."""
    record_access(by=user, now=now, object_kind="user", object_id=user.pk, purpose="own data")
    record("accounts.data_handed_out", by=user, now=now, object_kind="user", object_id=user.pk)
    return holdings.held_about(user, language=language)


@transaction.atomic
def close_account(*, user: User, now: datetime) -> None:
    """Close a user's own account, drafts included, and tell the address it had; dossiers stay as
    long as the law keeps them. Twice is once. Raises DossiersUnderWay and closing.InOffice.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    if not row.is_active:
        return
    if holdings.under_way(row).exists():
        raise DossiersUnderWay
    email, name, language = row.email, row.name, row.language
    kept = holdings.dossiers_about(row).count()
    _let_drafts_go(row)
    closing.close(user=row, now=now)
    facts = {"closed_at": now, "dossiers": kept}
    notify("closing.done", to_email=email, to_name=name, language=language, context=facts, now=now)


def _let_drafts_go(user: User) -> None:
    """Drafts go; an answer to an open supplement of somebody else's dossier stays with that."""
    drafts = Draft.objects.filter(owner=user)
    drafts.filter(supplement__isnull=False, supplement__closed_at__isnull=True).update(owner=None)
    drafts.delete()
