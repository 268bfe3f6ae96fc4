"""The agencies of a province from a file: a row each, parents before those they stand above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.kit.sheets import Outcome, RowRefused, keep_each
from motcua.kit.wording import sentence
from motcua.places.actions.agencies import AgencyDetails, DivisionDetails, bring
from motcua.places.actions.permits import permit
from motcua.places.enums import AgencyKind, AreaClass
from motcua.places.queries import agencies, units

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from motcua.audit.actions.recording import Actor
    from motcua.kit.sheets import Row, RowReport

NEEDED = ("code", "name", "kind")
COUNTER = "MC"
_TEXTS = ("short_name", "address", "phone", "email", "website")


@transaction.atomic
def keep(*, rows: Sequence[Row], by: Actor | None, now: datetime) -> list[RowReport]:
    """Set up or change the agencies of these rows; columns that the file lacks stay as they are,
    agencies that it lacks too.
    """
    permit(by)

    def keep_row(row: Row) -> Outcome:
        name = row.text("counter")
        rooms = [DivisionDetails(code=COUNTER, name=name, is_one_stop_counter=True)] if name else []
        return bring(details=_details(row), divisions=rooms, by=by, now=now)[1]

    return keep_each(rows, keep_row, name=lambda row: row.text("code"))


def _details(row: Row) -> AgencyDetails:
    code = row.needed("code")
    known = agencies.find(code)
    if known is not None and known.code != code:
        raise RowRefused(
            sentence(_("Mã này là mã cũ của cơ quan {code}."), code=known.code), field="code"
        )
    names = [name for name in AgencyDetails.__slots__ if name != "code"]
    values = {name: getattr(known, name) for name in names} if known else {}
    values |= {name: row.text(name) for name in _TEXTS if row.has(name)}
    values |= {"name": row.needed("name"), "kind": row.choice("kind", AgencyKind)}
    if row.has("parent"):
        values["parent"] = agencies.known(row.text("parent")) if row.text("parent") else None
    if row.has("unit"):
        values["unit"] = units.known(row.text("unit")) if row.text("unit") else None
    if row.text("area_class"):
        values["area_class"] = row.choice("area_class", AreaClass)
    values["former_codes"] = tuple(values.get("former_codes", ()))
    return AgencyDetails(code=code, **values)
