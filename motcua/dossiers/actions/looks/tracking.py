"""Look-up by anyone who has code and PIN, with a lock after ten wrong tries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.audit.actions import record
from motcua.dossiers.actions.letters import issuing
from motcua.dossiers.actions.letters.telling import pin_of
from motcua.dossiers.codes import read_code, same_pin
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.reach.locking import lock
from motcua.dossiers.queries.tracking import is_locked, may_unlock
from motcua.kit.errors import NotPermitted, Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.accounts.models import Position


class NoSuchPair(Refusal):
    """Code and PIN do not belong together; which of them is wrong is not said."""

    message = _("Mã hồ sơ hoặc mã tra cứu không đúng. Hãy xem lại trong thư hoặc trên giấy hẹn.")


class Locked(Refusal):
    """Too many wrong PINs for this dossier."""

    message = _(
        "Hồ sơ này tạm khóa tra cứu vì nhập sai nhiều lần. "
        "Hãy đăng nhập để xem hồ sơ, hoặc liên hệ bộ phận một cửa."
    )


class NotLocked(Refusal):
    """Only a lock can be opened: a working PIN is never ended by mistake."""

    message = _("Hồ sơ này không bị khóa tra cứu.")


def look_up(*, code: str, pin: str) -> Dossier:
    """The dossier of a code and its PIN. Raises NoSuchPair and Locked; a wrong PIN is counted."""
    known = Dossier.objects.filter(code=read_code(code) or None).values_list("pk", flat=True)
    found = _compare(known[0], pin) if known else None
    if found is None:
        raise NoSuchPair
    return found


@transaction.atomic
def unlock(*, dossier_id: int, by: Position, now: datetime) -> str:
    """Let look-up work again under a new PIN, once the owner came to the counter; gives the PIN,
    which the receipt issued anew shows too. The old one ends. Raises NotLocked and NotPermitted.
    """
    dossier = lock(dossier_id)
    if not may_unlock(by, dossier):
        raise NotPermitted
    if not is_locked(dossier):
        raise NotLocked
    dossier.lookup_failures = 0
    dossier.pin_generation += 1
    dossier.save(update_fields=["lookup_failures", "pin_generation"])
    issuing.renew_receipt(dossier, because=str(_("Mã tra cứu đã được đổi")), by=by, now=now)
    record(
        "dossier.lookup_unlocked",
        by=by,
        now=now,
        object_kind="dossier",
        object_id=dossier.pk,
        after={"pin_generation": dossier.pin_generation},
    )
    return pin_of(dossier)


@transaction.atomic
def _compare(dossier_id: int, pin: str) -> Dossier | None:
    """The row is held while the PIN is compared, so that guesses at the same time count one by
    one. Raises Locked.
    """
    dossier = lock(dossier_id)
    if is_locked(dossier):
        raise Locked
    if same_pin(pin, pin_of(dossier)):
        if dossier.lookup_failures:
            Dossier.objects.filter(pk=dossier_id).update(lookup_failures=0)
        return dossier
    Dossier.objects.filter(pk=dossier_id).update(lookup_failures=F("lookup_failures") + 1)
    return None
