"""Looking up by code and PIN: opened again at the counter after too many wrong tries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.accounts.enums import Permission
from motcua.desk.positions import at_desk
from motcua.dossiers.actions.looks import tracking
from motcua.dossiers.queries import desk
from motcua.kit import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from motcua.accounts.models import Position


@require_POST
@at_desk(Permission.DOSSIER_ACCEPT, Permission.DOSSIER_RETURN)
def unlock(request: HttpRequest, position: Position, code: str) -> HttpResponse:
    """Give the dossier a new PIN; the officer reads it out, and a new receipt shows it."""
    dossier = desk.dossier_for(position, code)
    pin = tracking.unlock(dossier_id=dossier.pk, by=position, now=clock.now())
    messages.success(
        request,
        _(
            "Đã mở khóa tra cứu. Mã tra cứu mới: %(pin)s. "
            "Mã cũ không còn dùng được; hãy in lại giấy hẹn (nếu đã có) cho người nộp."
        )
        % {"pin": pin},
    )
    return redirect("desk:dossier", code)
