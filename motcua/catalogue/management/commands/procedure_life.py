"""Announce, repeal or replace a procedure by a decision, from a day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.catalogue.actions import lifecycle
from motcua.catalogue.queries.naming import known
from motcua.kit import clock
from motcua.kit.commands import HouseCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from motcua.catalogue.models import Procedure


class Command(HouseCommand):
    help = "Announce, repeal or replace a procedure from a day on, by a decision."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        for act, words in (
            ("announce", "let it hold from a day on"),
            ("repeal", "let it end with the eve of a day"),
            ("replace", "let another procedure take its place from a day on"),
        ):
            one = acts.add_parser(act, help=words)
            one.add_argument("code")
            if act == "replace":
                one.add_argument("--successor", required=True, metavar="CODE")
            one.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
            one.add_argument("--decision", required=True, help="number of the decision")

    def handle(self, *, act: str, **told: Any) -> None:
        decided = {
            "procedure": known(told["code"]),
            "on": told["on"],
            "decision_no": told["decision"],
            "by": None,
            "now": clock.now(),
        }
        if act == "replace":
            done = lifecycle.replace(successor=known(told["successor"]), **decided)
        else:
            done = {"announce": lifecycle.announce, "repeal": lifecycle.repeal}[act](**decided)
        self._say(done)

    def _say(self, procedure: Procedure) -> None:
        on = procedure.ended_on or procedure.in_force_on
        self.say(f"{procedure}: {procedure.get_life_display()}, {on:%d/%m/%Y}")
