"""Closing an account at its owner's wish: what no law keeps is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Mandate, Party, User
from motcua.accounts.queries.holdings import holds_office
from motcua.audit.actions import record
from motcua.audit.actions.recording import forget
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

ERASED = "Đã xóa theo yêu cầu"
"""Stands where a name must: dossiers go on pointing at the row and keep their own snapshot."""

_NOTHING_LEFT = {
    "name": ERASED, "sort_key": "", "identity_kind": "", "identity_number": "", "born_on": None,
    "born_year": None, "tax_code": "", "phone": "", "email": "", "unit": None, "address_detail": "",
}  # fmt: skip


class InOffice(Refusal):
    """Somebody who holds a position signs what he does with this account."""

    message = _(
        "Tài khoản này đang giữ một vị trí công tác. "
        "Hãy nhờ quản trị hệ thống kết thúc vị trí đó trước khi xóa tài khoản."
    )


@transaction.atomic
def close(*, user: User, now: datetime) -> None:
    """Close a user's own account: address, name, ways to sign in, sessions, mandates and the
    parties that nobody else acts for are gone; the bare row stays, for what points at it.

    The address is free for a new account. Twice is once. Raises InOffice.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    if not row.is_active:
        return
    if holds_office(row, on=local_date(now)):
        raise InOffice
    _end_sign_in(row)
    record("accounts.closed", by=row, now=now, object_kind="user", object_id=row.pk)
    _let_parties_go(row, now=now)


def _end_sign_in(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.email, user.name, user.is_active = None, "", False
    user.set_unusable_password()
    user.save(update_fields=["email", "name", "is_active", "password"])


def _let_parties_go(user: User, *, now: datetime) -> None:
    """End what the user may act in; erase each party for whom nobody can act any more."""
    parties = set(Mandate.objects.filter(user=user).values_list("party_id", flat=True))
    still = Mandate.objects.filter(user=user, valid_to__isnull=True)
    still.update(valid_to=Greatest(F("valid_from"), Value(local_date(now))))
    still_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=local_date(now))
    kept = Mandate.objects.filter(still_or_later, party__in=parties).exclude(user=user)
    for party_id in sorted(parties - set(kept.values_list("party_id", flat=True))):
        Party.objects.filter(pk=party_id).update(**_NOTHING_LEFT)
        forget(subject=f"party:{party_id}", by=user, now=now)
