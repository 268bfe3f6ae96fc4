"""What the trail says about one thing, without the sealed values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.audit.models import Access, Event

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 1000


def happened_to(kind: str, key: object) -> list[dict[str, Any]]:
    """The latest events about one thing: what and when."""
    rows = Event.objects.filter(object_kind=kind, object_id=str(key)).order_by("-pk")
    return [{"name": row.name, "at": row.at} for row in rows.only("name", "at")[:_MOST]]


def looks_at(kind: str, keys: Iterable[object]) -> list[Access]:
    """The latest looks at personal values of some things of one kind, in order of time."""
    rows = Access.objects.filter(object_kind=kind, object_id__in=[str(key) for key in keys])
    return sorted(rows.order_by("-pk")[:_MOST], key=lambda look: look.at)
