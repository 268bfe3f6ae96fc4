"""Two officers on one dossier: whoever comes second is told who did what meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.dossiers.queries.timeline import entries_since
from motcua.kit.clock import HANOI
from motcua.kit.errors import Refusal

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, TimelineEntry


class ChangedMeanwhile(Refusal):
    """Something happened to the dossier since the page was opened."""

    def __init__(self, entries: list[TimelineEntry]) -> None:
        self.done = "; ".join(_said(entry) for entry in entries)
        message = _(
            "Trong lúc bạn viết, hồ sơ đã thay đổi: %(done)s. Chưa gửi gì đi. "
            "Những gì bạn viết vẫn còn dưới đây; hãy xem lại hồ sơ rồi gửi nếu vẫn cần."
        )
        super().__init__(message % {"done": self.done})


def check_unchanged(dossier: Dossier, seen: int | None) -> None:
    """Nothing was entered after the entry that the officer saw last; None asks for nothing. The
    row must be locked. Raises ChangedMeanwhile.
    """
    if seen is None:
        return
    since = entries_since(dossier, seen)
    if since:
        raise ChangedMeanwhile(since)


def _said(entry: TimelineEntry) -> str:
    who = entry.position.user if entry.position else _("Người nộp")
    at = entry.happened_at.astimezone(HANOI)
    return f"{who}: {entry.get_moment_display()} ({at:%H:%M %d/%m/%Y})"
