"""The coded reasons of supplement requests from a file: a row each, in the order of choosing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.audit.actions import record
from motcua.dossiers.enums import ItemKind
from motcua.dossiers.models import SupplementReason
from motcua.kit.clock import local_date
from motcua.kit.errors import NotPermitted
from motcua.kit.sheets import Outcome, RowRefused, keep_each
from motcua.kit.wording import sentence
from motcua.places.queries import agencies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from motcua.accounts.models import Position
    from motcua.kit.sheets import Row, RowReport

NEEDED = ("code", "vi")
LONGEST = 300
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,39}")


@transaction.atomic
def keep(*, rows: Sequence[Row], by: Position | None, now: datetime) -> list[RowReport]:
    """Bring the reasons of these rows; those that the file lacks stay as they are, columns that it
    lacks too. A reason goes out of use by a last day, never by being taken away. Raises
    NotPermitted.
    """
    if by is not None and not by.may(Permission.MANAGE_CATALOGUE):
        raise NotPermitted

    def keep_row(row: Row) -> Outcome:
        return _bring(row, by=by, now=now)

    return keep_each(rows, keep_row, name=lambda row: f"{row.text('agency')} {row.text('code')}")


def _bring(row: Row, *, by: Position | None, now: datetime) -> Outcome:
    code = row.needed("code").upper()
    if not _CODE.fullmatch(code):
        raise RowRefused(_("Mã lý do chỉ gồm chữ cái không dấu, chữ số và dấu gạch dưới."))
    agency = agencies.known(row.text("agency")) if row.text("agency") else None
    found = SupplementReason.objects.select_for_update().filter(agency=agency, code=code).first()
    reason = found or SupplementReason(agency=agency, code=code)
    changed = _fill(reason, _values(row, reason, on=local_date(now)))
    if found is not None and not changed:
        return Outcome.UNCHANGED
    if reason.valid_to is not None and reason.valid_to < reason.valid_from:
        raise RowRefused(_("Ngày kết thúc phải sau ngày bắt đầu."))
    reason.save()
    record(
        "reason.changed" if found else "reason.brought",
        by=by,
        now=now,
        object_kind="supplement_reason",
        object_id=reason.pk,
        after={name: str(value) for name, value in changed.items()},
    )
    return Outcome.CHANGED if found else Outcome.NEW


def _values(row: Row, reason: SupplementReason, *, on: date) -> dict[str, Any]:
    values: dict[str, Any] = {"words_vi": _bounded(row, "vi"), "position": min(row.line, 9999)}
    if row.has("en"):
        values["words_en"] = _bounded(row, "en")
    if row.has("kind"):
        values["kind"] = row.choice("kind", ItemKind) if row.text("kind") else ""
    if row.has("own_words"):
        values["needs_sentence"] = row.flag("own_words")
    if row.text("from") or reason.pk is None:
        values["valid_from"] = row.day("from") or on
    if row.has("to"):
        values["valid_to"] = row.day("to")
    return values


def _bounded(row: Row, column: str) -> str:
    words = row.needed(column) if column == "vi" else row.text(column)
    if len(words) > LONGEST:
        refused = _("Lời ở cột “{column}” dài quá {most} ký tự.")
        raise RowRefused(sentence(refused, column=column, most=LONGEST))
    return words


def _fill(reason: SupplementReason, values: dict[str, Any]) -> dict[str, Any]:
    """Set what differs and answer it."""
    changed = {name: value for name, value in values.items() if getattr(reason, name) != value}
    for name, value in changed.items():
        setattr(reason, name, value)
    return changed
