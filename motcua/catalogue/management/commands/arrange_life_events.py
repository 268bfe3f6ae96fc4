"""Arrange the life events of the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.catalogue.actions import life_events
from motcua.kit import clock
from motcua.kit.commands import FileCommand
from motcua.kit.sheets import OUTCOME_WORDS, read_json
from motcua.kit.wording import _, sentence

if TYPE_CHECKING:
    from pathlib import Path


class Command(FileCommand):
    help = (
        "Bring the life events to those of a JSON list of slug, title, title_en, procedures; "
        "events that it lacks go; may be repeated."
    )

    def handle(self, *, file: Path, **options: Any) -> None:
        events = life_events.stated_events(read_json(file))
        done = life_events.arrange(events=events, by=None, now=clock.now())
        for code in done.missing:
            self.say(sentence(_("Danh mục không có thủ tục {code}; đã bỏ qua."), code=code))
        words = _("{count} sự kiện. {outcome}.")
        self.say(sentence(words, count=len(events), outcome=OUTCOME_WORDS[done.outcome]))
