"""Who may act on which dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.dossiers.queries.clocks import route
from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from datetime import date

    from motcua.accounts.models import Position
    from motcua.catalogue.enums import StepAct
    from motcua.dossiers.models import Assignment, Dossier


class NotYourAgency(NotPermitted):
    """The dossier lies with another agency."""

    message = _("Hồ sơ này đang do cơ quan khác giữ. Bạn không thể xử lý thay.")


class NotYourStep(NotPermitted):
    """The step belongs to another role or person."""

    message = _("Bước này đang do người khác thực hiện. Bạn chỉ có thể xem hồ sơ.")


class NotAtThisStep(NotPermitted):
    """The route does not let this be done at the open step."""

    message = _("Quy trình của thủ tục này không cho làm việc đó ở bước hiện tại.")


class NoLongerInOffice(NotPermitted):
    """The position has ended, or not begun."""

    message = _("Vị trí công tác này không còn hiệu lực nên bạn không thể làm việc này.")


def permit_filing(by: Position, *, on: date) -> None:
    """The position may file for others and is held that day. Raises NotPermitted."""
    if not by.may(Permission.DOSSIER_FILE_FOR_OTHERS):
        raise NotPermitted
    if not by.holds_on(on):
        raise NoLongerInOffice


def permit(by: Position, permission: Permission, dossier: Dossier) -> None:
    """The position has the permission, and the dossier lies with its agency. Raises
    NotPermitted.
    """
    if not by.may(permission):
        raise NotPermitted
    if by.agency_id != dossier.holder_agency_id:
        raise NotYourAgency


def permit_reception(by: Position, permission: Permission, dossier: Dossier) -> None:
    """The position has the permission, and its counter receives the dossier; any counter of the
    province may receive for another agency. Raises NotPermitted.
    """
    if not by.may(permission):
        raise NotPermitted
    if not dossier.is_received_by(by.agency_id):
        raise NotYourAgency


def permit_step(by: Position, assignment: Assignment, *, on: date) -> None:
    """The open step is this position's: same agency and role, and held by nobody else who is in
    office that day. Raises NotPermitted.
    """
    if by.agency_id != assignment.agency_id:
        raise NotYourAgency
    if not assignment.is_open_to(by, on):
        raise NotYourStep


def permit_act(dossier: Dossier, current: Assignment, act: StepAct) -> None:
    """The route lets this be done at the open step. Raises NotAtThisStep."""
    if act not in route.acts_of(dossier, current):
        raise NotAtThisStep
