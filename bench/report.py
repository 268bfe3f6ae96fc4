"""Runs measurements in order, prints the table, writes the JSON."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.registry import Figure, Measurement

if TYPE_CHECKING:
    from pathlib import Path

    from bench.place import Place

HEADER = ("what", "figure", "yardstick", "ratio", "budget", "")
WIDTHS = (44, 16, 16, 9, 10, 8)


@dataclass(frozen=True)
class Line:
    """One measurement's outcome."""

    measurement: Measurement
    figure: Figure
    yardstick: float | None

    @property
    def ratio(self) -> float | None:
        return self.figure.value / self.yardstick if self.yardstick else None

    @property
    def verdict(self) -> str:
        budget = self.measurement.budget
        if budget is None:
            return ""
        return "OK" if budget.allows(self.figure.value, self.ratio) else "MISSED"

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.measurement.name,
            "unit": self.measurement.unit,
            "value": self.figure.value,
            "yardstick": self.yardstick,
            "ratio": self.ratio,
            "budget": str(self.measurement.budget) if self.measurement.budget else None,
            "verdict": self.verdict,
            "note": self.figure.note,
        }

    def print(self) -> None:
        unit = self.measurement.unit
        cells = (
            self.measurement.name,
            f"{shown(self.figure.value)} {unit}",
            f"{shown(self.yardstick)} {unit}" if self.yardstick else "",
            f"{self.ratio:.3g}" if self.ratio else "",
            str(self.measurement.budget or ""),
            self.verdict,
        )
        print_row(cells, self.figure.note)


class Run:
    """The figures of one run; each measurement is taken once, yardsticks before what needs them."""

    def __init__(self, place: Place, measurements: dict[str, Measurement]) -> None:
        self.place = place
        self.measurements = measurements
        self.lines: dict[str, Line] = {}
        self.broken: dict[str, str] = {}

    def take(self, name: str) -> Line:
        """The outcome of a measurement, measured now unless it was already."""
        if name in self.lines:
            return self.lines[name]
        measurement = self.measurements[name]
        yardstick = measurement.yardstick
        if isinstance(yardstick, str):
            yardstick = self.take(yardstick).figure.value
        found = measurement.function(self.place)
        figure = found if isinstance(found, Figure) else Figure(found)
        line = self.lines[name] = Line(measurement, figure, yardstick)
        line.print()
        return line

    def take_all(self, only: str) -> None:
        """Everything whose name contains one of the words of `only`, apart by commas, and whose
        condition is met.
        """
        print_row(HEADER)
        for name, measurement in self.measurements.items():
            wanted = not measurement.only_when or os.environ.get(measurement.only_when) == "1"
            if wanted and any(word in name for word in only.split(",")):
                self.try_to_take(name)

    def try_to_take(self, name: str) -> None:
        """The same; one that breaks is said and the others are still taken."""
        try:
            self.take(name)
        except Exception as error:
            self.broken[name] = f"{type(error).__name__}: {error}"[:300]
            print_row((name, "", "", "", "", "BROKEN"), self.broken[name])

    def write(self, path: Path) -> None:
        """The whole run as JSON."""
        report = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": {"cpus": os.cpu_count(), "system": platform.platform()},
            "python": platform.python_version(),
            "load": os.getloadavg(),
            "figures": [line.as_json() for line in self.lines.values()],
            "broken": self.broken,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def shown(value: float | None) -> str:
    """Three significant digits, thousands apart."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def print_row(cells: tuple[str, ...], note: str = "") -> None:
    """One line of the table."""
    padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    sys.stdout.write(f"{''.join(padded)}{note}".rstrip() + "\n")
    sys.stdout.flush()
