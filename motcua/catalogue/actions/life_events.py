"""Arranging the life events of the home page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.catalogue.models import LifeEvent, LifeEventProcedure, Procedure
from motcua.kit.errors import NotPermitted, Refusal
from motcua.kit.sheets import Outcome

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


@dataclass(frozen=True, slots=True)
class Arranged:
    """Whether anything changed, and the codes that the catalogue does not have."""

    outcome: Outcome
    missing: tuple[str, ...]


class UnusableEvents(Refusal):
    """Something else than a list of life events, or two under one slug."""

    message = _(
        "Tệp cần là một danh sách JSON; mỗi sự kiện có slug (a–z, 0–9, dấu gạch), title,"
        " procedures và, nếu có, title_en."
    )


@transaction.atomic
def arrange(*, events: Sequence[EventDetails], by: Position | None, now: datetime) -> Arranged:
    """Bring the life events to these, in this order; codes that the catalogue lacks are left out.

    Doing it again changes and records nothing. Raises NotPermitted.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted
    codes = {code for event in events for code in event.procedures}
    keys = dict(Procedure.objects.filter(code__in=codes).values_list("code", "pk"))
    missing = tuple(sorted(codes - set(keys)))
    wanted = [replace(one, procedures=_known(one, keys)) for one in events]
    if wanted == _arranged():
        return Arranged(Outcome.UNCHANGED, missing)
    _write(wanted, keys)
    after = {"events": [event.slug for event in events], "missing": list(missing)}
    record("catalogue.life_events_arranged", by=by, now=now, object_kind="life_event", after=after)
    return Arranged(Outcome.CHANGED, missing)


def stated_events(stated: Any) -> list[EventDetails]:
    """The life events that a file states; raises UnusableEvents."""
    if not isinstance(stated, list) or not all(map(_is_event, stated)):
        raise UnusableEvents
    events = [EventDetails(**one | {"procedures": tuple(one["procedures"])}) for one in stated]
    if len({event.slug for event in events}) < len(events):
        raise UnusableEvents
    return events


def _is_event(stated: Any) -> bool:
    texts = {"slug", "title", "title_en"}
    return (
        isinstance(stated, dict)
        and {"slug", "title", "procedures"} <= set(stated) <= texts | {"procedures"}
        and all(isinstance(stated[name], str) for name in texts & set(stated))
        and re.fullmatch(r"[a-z0-9-]+", stated["slug"]) is not None
        and isinstance(stated["procedures"], list)
        and all(isinstance(code, str) for code in stated["procedures"])
    )


def _known(event: EventDetails, keys: dict[str, int]) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(event.procedures) if code in keys)


def _arranged() -> list[EventDetails]:
    """The life events as they stand."""
    return [
        EventDetails(
            slug=event.slug,
            title=event.title,
            title_en=event.title_en,
            procedures=tuple(place.procedure.code for place in event.places.all()),
        )
        for event in LifeEvent.objects.order_by("position").prefetch_related(
            Prefetch(
                "places",
                LifeEventProcedure.objects.order_by("position").select_related("procedure"),
            )
        )
    ]


def _write(events: Sequence[EventDetails], keys: dict[str, int]) -> None:
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
        LifeEventProcedure.objects.bulk_create(
            LifeEventProcedure(life_event=event, procedure_id=keys[code], position=place)
            for place, code in enumerate(details.procedures, start=1)
        )
