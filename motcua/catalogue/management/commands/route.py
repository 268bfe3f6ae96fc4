"""Write a case's internal route to a file, or let the case follow the route of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from motcua.catalogue.actions.routing import FlawedRoute, set_route
from motcua.catalogue.queries.naming import known
from motcua.catalogue.queries.routes import case_of, definition_of
from motcua.catalogue.rules.routing.bpmn.reading import Unreadable, read
from motcua.catalogue.rules.routing.bpmn.writing import write
from motcua.kit import clock
from motcua.kit.commands import HouseCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    help = "Export or set the internal route of a case: JSON, or BPMN 2.0 in a .bpmn file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        for act, words in (("export", "write the route"), ("set", "follow the route of a file")):
            one = acts.add_parser(act, help=words)
            one.add_argument("code", help="of the procedure")
            one.add_argument("file", type=Path, metavar="FILE")
            one.add_argument("--case", type=int, default=0, help="its number; else the default")

    def handle(self, *, act: str, code: str, file: Path, case: int, **options: Any) -> None:
        followed = case_of(known(code), case)
        is_bpmn = file.suffix == ".bpmn"
        if act == "export":
            held = definition_of(followed)
            text = json.dumps(held, ensure_ascii=False, indent=1) + "\n"
            file.write_bytes(write(held) if is_bpmn else text.encode())
            self.say(f"{file}: {len(held['steps'])} bước")
            return
        try:
            content = file.read_bytes()
            definition = read(content) if is_bpmn else json.loads(content)
            set_route(case=followed, definition=definition, by=None, now=clock.now())
        except (OSError, ValueError, RecursionError) as error:
            raise CommandError(f"{file}: {error}") from error
        except Unreadable as flawed:
            raise CommandError("\n".join(map(str, flawed.problems))) from flawed
        except FlawedRoute as flawed:
            lines = (f"{one.path or '–'}: {one.message}" for one in flawed.problems)
            raise CommandError("\n".join(lines)) from flawed
        self.say(f"{code}: {len(definition['steps'])} bước")
