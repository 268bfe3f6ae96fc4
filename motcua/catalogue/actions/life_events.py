"""Arranging the life events of the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.catalogue.models import LifeEvent, LifeEventProcedure, Procedure
from motcua.kit.errors import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.accounts.models import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetails:
    """A life event and the codes of its procedures, in order."""

    slug: str
    title: str
    title_en: str = ""
    procedures: tuple[str, ...] = ()


@transaction.atomic
def arrange(*, events: Sequence[EventDetails], by: Position | None, now: datetime) -> None:
    """Bring the life events to these, in this order; codes that the catalogue lacks are left out.

    Raises NotPermitted.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    codes = {code for event in events for code in event.procedures}
    keys = dict(Procedure.objects.filter(code__in=codes).values_list("code", "pk"))
    LifeEvent.objects.exclude(slug__in=[event.slug for event in events]).delete()
    for position, details in enumerate(events, start=1):
        event, _is_new = LifeEvent.objects.update_or_create(
            slug=details.slug,
            defaults={
                "title": details.title,
                "title_en": details.title_en,
                "position": position,
            },
        )
        event.places.all().delete()
        known = [keys[code] for code in details.procedures if code in keys]
        LifeEventProcedure.objects.bulk_create(
            LifeEventProcedure(life_event=event, procedure_id=key, position=place)
            for place, key in enumerate(known, start=1)
        )
    after = {"events": [event.slug for event in events]}
    record("catalogue.life_events_arranged", by=by, now=now, object_kind="life_event", after=after)
