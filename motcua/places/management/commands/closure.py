"""Close an agency or an area by an order, and end a closure earlier or later."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.kit import clock
from motcua.kit.commands import HouseCommand
from motcua.places.actions import calendar
from motcua.places.queries import agencies, units
from motcua.places.queries.calendar import closure_numbered, closures_since

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from motcua.places.models import Closure


def moment(typed: str) -> datetime:
    """Date and time as the clocks of Viet Nam show them."""
    return datetime.fromisoformat(typed).replace(tzinfo=clock.HANOI)


class Command(HouseCommand):
    help = "Declare a closure (flood, power or network down), change its end, or list closures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        declare = acts.add_parser("declare", help="close an agency or an area")
        where = declare.add_mutually_exclusive_group(required=True)
        where.add_argument("--agency", metavar="CODE")
        where.add_argument("--unit", metavar="CODE", help="province or commune")
        declare.add_argument("--from", dest="starts", type=moment, required=True)
        declare.add_argument("--to", dest="ends", type=moment, required=True)
        declare.add_argument("--reason", required=True)
        declare.add_argument("--order", required=True, help="number of the order")
        declare.add_argument(
            "--clock-runs", action="store_true", help="people are told, but the office works on"
        )
        end = acts.add_parser("end", help="end a closure earlier or later")
        end.add_argument("number", type=int)
        end.add_argument("--at", type=moment, required=True)
        acts.add_parser("list", help="closures that have not ended yet")

    def handle(self, *, act: str, **options: Any) -> None:
        getattr(self, f"_{act}")(options)

    def _declare(self, told: dict[str, Any]) -> None:
        place = agencies.known(told["agency"]) if told["agency"] else units.known(told["unit"])
        closure = calendar.declare_closure(
            place=place,
            span=(told["starts"], told["ends"]),
            reason=told["reason"],
            order_number=told["order"],
            stops_agency_clock=not told["clock_runs"],
            by=None,
            now=clock.now(),
        )
        self._show(closure)

    def _end(self, told: dict[str, Any]) -> None:
        closure = closure_numbered(told["number"])
        self._show(
            calendar.change_closure_end(
                closure=closure, ends_at=told["at"], by=None, now=clock.now()
            )
        )

    def _list(self, told: dict[str, Any]) -> None:
        for closure in closures_since(clock.now()):
            self._show(closure)

    def _show(self, closure: Closure) -> None:
        starts, ends = (
            f"{at.astimezone(clock.HANOI):%H:%M %d/%m/%Y}"
            for at in (closure.starts_at, closure.ends_at)
        )
        place = closure.agency or closure.unit
        self.say(f"{closure.pk:>5}  {place}  {starts} – {ends}  {closure.reason}")
