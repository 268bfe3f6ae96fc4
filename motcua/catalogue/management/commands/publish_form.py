"""Publish a designed form and let a procedure be filed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.catalogue.actions import forms
from motcua.kit import clock
from motcua.kit.commands import FileCommand
from motcua.kit.sheets import read_json
from motcua.kit.wording import _, sentence

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from pathlib import Path


class Command(FileCommand):
    help = "Publish a form definition (JSON) and set it on a procedure; may be repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--procedure", required=True, metavar="CODE", help="such as 1.001193")
        parser.add_argument("--case", default="", metavar="NAME", help="one case; else all of them")

    def handle(self, *, file: Path, procedure: str, case: str, **options: Any) -> None:
        version = forms.install(
            definition=read_json(file), procedure=procedure, case=case, by=None, now=clock.now()
        )
        self.say(
            sentence(
                _("Thủ tục {code} dùng tờ khai {key}, phiên bản {number}."),
                code=procedure,
                key=version.key,
                number=version.number,
            )
        )
