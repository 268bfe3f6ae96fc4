"""The words from which officers choose why something must be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.demo.loading import content
from motcua.dossiers.actions.upkeep import reason_sheet
from motcua.kit.sheets import Outcome, Row

if TYPE_CHECKING:
    from datetime import datetime


def load(*, now: datetime) -> None:
    """Bring the coded reasons of the province and its agencies."""
    rows = [Row(line, row) for line, row in enumerate(content.rows("reasons"), start=1)]
    for report in reason_sheet.keep(rows=rows, by=None, now=now):
        if report.outcome == Outcome.REFUSED:
            raise ValueError(f"{report.name}: {report.reason}")
