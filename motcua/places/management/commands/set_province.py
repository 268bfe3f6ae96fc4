"""Say which province this installation serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.kit import clock
from motcua.kit.commands import FileCommand
from motcua.kit.sheets import OUTCOME_WORDS, read_json
from motcua.places.actions import agencies

if TYPE_CHECKING:
    from pathlib import Path


class Command(FileCommand):
    help = (
        "Set the names and contacts on every page from JSON: name, portal_name, office, and if "
        "wanted address, hotline, email, unit_code; may be repeated."
    )

    def handle(self, *, file: Path, **options: Any) -> None:
        profile = agencies.stated_profile(read_json(file))
        outcome = agencies.set_profile(profile=profile, by=None, now=clock.now())
        self.say(f"{profile.name}: {OUTCOME_WORDS[outcome]}")
