"""Look-up by anyone who has code and PIN, with a lock after ten wrong tries."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.actions.telling import pin_of
from motcua.dossiers.codes import read_code, same_pin
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.locking import lock
from motcua.kit.errors import Refusal

MOST_FAILURES = 10


class NoSuchPair(Refusal):
    """Code and PIN do not belong together; which of them is wrong is not said."""

    message = _("Mã hồ sơ hoặc mã tra cứu không đúng. Hãy xem lại trong thư hoặc trên giấy hẹn.")


class Locked(Refusal):
    """Too many wrong PINs for this dossier."""

    message = _(
        "Hồ sơ này tạm khóa tra cứu vì nhập sai nhiều lần. "
        "Hãy đăng nhập để xem hồ sơ, hoặc liên hệ bộ phận một cửa."
    )


def look_up(*, code: str, pin: str) -> Dossier:
    """The dossier of a code and its PIN. Raises NoSuchPair and Locked; a wrong PIN is counted."""
    known = Dossier.objects.filter(code=read_code(code) or None).values_list("pk", flat=True)
    found = _compare(known[0], pin) if known else None
    if found is None:
        raise NoSuchPair
    return found


@transaction.atomic
def unlock(*, dossier_id: int) -> None:
    """Let look-up work again under a new PIN, for example after the owner came to the counter."""
    Dossier.objects.filter(pk=dossier_id).update(
        lookup_failures=0, pin_generation=F("pin_generation") + 1
    )


@transaction.atomic
def _compare(dossier_id: int, pin: str) -> Dossier | None:
    """The row is held while the PIN is compared, so that guesses at the same time count one by
    one. Raises Locked.
    """
    dossier = lock(dossier_id)
    if dossier.lookup_failures >= MOST_FAILURES:
        raise Locked
    if same_pin(pin, pin_of(dossier)):
        return dossier
    Dossier.objects.filter(pk=dossier_id).update(lookup_failures=F("lookup_failures") + 1)
    return None
