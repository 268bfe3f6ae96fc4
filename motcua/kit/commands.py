"""Commands of the people who run the server: each calls one action and says what was done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError

from motcua.kit.acting import program
from motcua.kit.errors import Refusal
from motcua.kit.sheets import OUTCOME_WORDS, Outcome
from motcua.kit.wording import _, sentence

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from motcua.kit.sheets import RowReport


class HouseCommand(BaseCommand):
    """A command whose name stands in the trail; a refusal is its last sentence."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        name = type(self).__module__.rpartition(".")[2]
        before = program.set(f"manage.py {name}")
        try:
            return super().execute(*args, **options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except (DataError, IntegrityError) as error:
            words = _("Cơ sở dữ liệu không nhận giá trị này: {error}")
            raise CommandError(str(sentence(words, error=error))) from error
        finally:
            program.reset(before)

    def say(self, words: object) -> None:
        """One line for whoever runs the command."""
        self.stdout.write(str(words))


class FileCommand(HouseCommand):
    """A command that reads one file."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")


class SheetCommand(FileCommand):
    """A command that takes a file row by row; the status tells whether every row was taken."""

    def tell(self, reports: Sequence[RowReport]) -> None:
        """What became of each row that was not as before, and how many of each there were."""
        for report in reports:
            if report.outcome != Outcome.UNCHANGED:
                words = OUTCOME_WORDS[report.outcome]
                self.say(
                    f"{report.line:>6}  {words!s:<12}  {report.name}  {report.reason}".rstrip()
                )
        for outcome, words in OUTCOME_WORDS.items():
            number = sum(report.outcome == outcome for report in reports)
            self.say(f"{words!s:<14}{number:>6}")
        refused = sum(report.outcome == Outcome.REFUSED for report in reports)
        if refused:
            raise CommandError(
                str(sentence(_("{count} dòng bị từ chối; các dòng khác đã nhập."), count=refused))
            )
