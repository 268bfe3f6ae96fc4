"""What a case needs beside its record: the internal route, and how its papers are asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission, Role
from motcua.accounts.rules.roles import permissions_of
from motcua.audit.actions import record
from motcua.catalogue.enums import AgencyScope
from motcua.catalogue.models import ProcedureCase, RequiredDocument, RouteStep
from motcua.kit.errors import NotPermitted, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.accounts.models import Position


class NobodyDecides(Refusal):
    """The last step of work, after which only the counter hands over, belongs to a role that may
    not decide.
    """

    message = _(
        "Bước xử lý cuối cùng phải do vai trò có quyền ra quyết định thực hiện, ví dụ lãnh đạo."
    )


_ASKED = ("asked_online", "asked_postal", "asked_direct")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDetails:
    """One step of a route: who takes it at which agency, within how many working hours."""

    name: str
    role: str
    agency_scope: str = AgencyScope.RESPONSIBLE
    division_kind: str = ""
    allowance_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDetails:
    """How one paper of a case is asked for, by the name it has there."""

    name: str
    asked_online: str
    asked_postal: str
    asked_direct: str


@transaction.atomic
def set_route(
    *, case: ProcedureCase, steps: Sequence[StepDetails], by: Position | None, now: datetime
) -> None:
    """Replace the route of a case; dossiers under way keep the assignments they have.

    `by` is the position that answers for it, or None for the house itself (commands). Raises
    NotPermitted and NobodyDecides.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    _check_end(steps)
    ProcedureCase.objects.select_for_update().get(pk=case.pk)
    wanted = [asdict(step) for step in steps]
    before = list(case.route.order_by("position").values(*StepDetails.__slots__))
    if before == wanted:
        return
    case.route.all().delete()
    RouteStep.objects.bulk_create(
        RouteStep(case=case, position=position, **step)
        for position, step in enumerate(wanted, start=1)
    )
    record(
        "catalogue.route_set",
        by=by,
        now=now,
        object_kind="case",
        object_id=case.pk,
        before={"steps": before},
        after={"steps": wanted},
    )


@transaction.atomic
def ask_papers(
    *, case: ProcedureCase, papers: Sequence[PaperDetails], by: Position | None, now: datetime
) -> None:
    """Say how these papers of a case are asked for in each way of filing; the others stay.

    Raises NotPermitted.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    wanted = {paper.name: paper for paper in papers}
    changed = []
    for document in case.required_documents.filter(name__in=wanted).select_for_update():
        paper = wanted[document.name]
        if any(getattr(document, name) != getattr(paper, name) for name in _ASKED):
            for name in _ASKED:
                setattr(document, name, getattr(paper, name))
            changed.append(document)
    if not changed:
        return
    RequiredDocument.objects.bulk_update(changed, _ASKED)
    record(
        "catalogue.papers_asked",
        by=by,
        now=now,
        object_kind="case",
        object_id=case.pk,
        after={"papers": [asdict(wanted[document.name]) for document in changed]},
    )


def _check_end(steps: Sequence[StepDetails]) -> None:
    working = [step.role for step in steps if step.role != Role.COUNTER]
    if working and Permission.DOSSIER_DECIDE not in permissions_of(working[-1:]):
        raise NobodyDecides
