"""Which agency offers which procedure, from a file: a row for each offer, from – to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.actions.offering import (
    OfferDetails,
    differs,
    end_offers,
    keep_offers,
    permit,
)
from motcua.catalogue.enums import FrontDoor, OfferLevel, ServiceClass
from motcua.catalogue.models import Procedure, ServiceOffer
from motcua.catalogue.rules import doors
from motcua.kit.sheets import Outcome, RowRefused, keep_each
from motcua.kit.wording import sentence
from motcua.places.models import Agency

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from motcua.accounts.models import Position
    from motcua.kit.sheets import Row, RowReport

NEEDED = ("agency", "procedure", "level", "from")
Pair = tuple[int, int]


@transaction.atomic
def keep(*, rows: Sequence[Row], by: Position | None, now: datetime) -> list[RowReport]:
    """Bring the offers to these rows; those without a row stay as they are."""
    permit(by)
    sheet = _Sheet()
    reports = keep_each(
        rows, sheet.take, name=lambda row: f"{row.text('agency')} {row.text('procedure')}"
    )
    keep_offers(offers=sheet.kept, by=by, now=now)
    end_offers(last_days=sheet.endings(), by=by, now=now)
    return reports


@dataclass
class _Sheet:
    """What the rows come to, told against the offers as they stand."""

    kept: list[OfferDetails] = field(default_factory=list)
    ended: dict[tuple[Pair, date], date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._agencies = dict(Agency.objects.values_list("code", "pk"))
        self._procedures = dict(
            Procedure.objects.filter(life__in=Procedure.SEARCHABLE).values_list("code", "pk")
        )
        self._known: dict[Pair, list[ServiceOffer]] = {}
        self._seen: set[Pair] = set()
        for offer in ServiceOffer.objects.order_by("valid_from"):
            self._known.setdefault((offer.agency_id, offer.procedure_id), []).append(offer)

    def take(self, row: Row) -> Outcome:
        """What the row asks for, noted; raises RowRefused."""
        wanted, ends = self._details(row), row.day("to")
        pair = (wanted.agency_id, wanted.procedure_id)
        if ends is not None and ends < wanted.valid_from:
            raise RowRefused(_("Ngày kết thúc phải sau ngày bắt đầu."))
        if pair in self._seen:
            raise RowRefused(_("Dịch vụ công này đã có ở một dòng trước."))
        self._seen.add(pair)
        known = self._known.get(pair, [])
        return self._end(known, wanted, ends) if ends else self._keep(known, wanted)

    def endings(self) -> dict[int, date]:
        """The last day of each offer that ends, by its key."""
        begun = {
            ((offer.agency_id, offer.procedure_id), offer.valid_from): offer.pk
            for offer in ServiceOffer.objects.filter(
                procedure_id__in={pair[1] for pair, _begins in self.ended}
            )
        }
        return {begun[offer]: last for offer, last in self.ended.items()}

    def _keep(self, known: list[ServiceOffer], wanted: OfferDetails) -> Outcome:
        current = next((offer for offer in known if offer.valid_to is None), None)
        if current is not None and not differs(current, wanted):
            return Outcome.UNCHANGED
        if current is None and any(offer.valid_from == wanted.valid_from for offer in known):
            raise RowRefused(_("Dịch vụ công này đã kết thúc; hãy ghi một ngày bắt đầu mới."))
        self.kept.append(wanted)
        return Outcome.NEW if current is None else Outcome.CHANGED

    def _end(self, known: list[ServiceOffer], wanted: OfferDetails, ends: date) -> Outcome:
        pair = (wanted.agency_id, wanted.procedure_id)
        offer = next((one for one in known if one.valid_from == wanted.valid_from), None)
        offer = offer or next((one for one in known if one.valid_to is None), None)
        if offer is None:
            self.kept.append(wanted)
        elif offer.valid_to == ends:
            return Outcome.UNCHANGED
        elif ends < offer.valid_from:
            raise RowRefused(_("Ngày kết thúc phải sau ngày bắt đầu."))
        self.ended[pair, offer.valid_from if offer else wanted.valid_from] = ends
        return Outcome.CHANGED if offer else Outcome.NEW

    def _details(self, row: Row) -> OfferDetails:
        level = _level(row)
        door = row.choice("front_door", FrontDoor) if row.text("front_door") else FrontDoor.HOSTED
        begins = row.day("from")
        if begins is None:
            row.needed("from")
            raise AssertionError("an empty cell refuses the row")
        return OfferDetails(
            agency_id=_key(self._agencies, row.needed("agency"), _("Chưa có cơ quan {code}.")),
            procedure_id=_key(
                self._procedures,
                row.needed("procedure"),
                _("Danh mục không có thủ tục {code} đang có hiệu lực."),
            ),
            level=level,
            service_class=_service_class(row, level),
            front_door=door,
            url=_url(row, door),
            collects_by_post=row.flag("collects_by_post"),
            returns_by_post=row.flag("returns_by_post"),
            valid_from=begins,
        )


def _key(known: dict[str, int], code: str, message: object) -> int:
    if code not in known:
        raise RowRefused(sentence(message, code=code))  # type: ignore[arg-type]
    return known[code]


def _level(row: Row) -> int:
    typed = row.needed("level")
    if typed not in {str(level.value) for level in OfferLevel}:
        raise RowRefused(_("Mức độ phải là 1, 2, 3 hoặc 4."))
    return int(typed)


def _service_class(row: Row, level: int) -> str:
    """Only a service that is filed online has a class."""
    if level >= OfferLevel.FILE_ONLINE:
        return row.choice("class", ServiceClass)
    if row.text("class"):
        raise RowRefused(_("Chỉ mức 3 và mức 4 mới ghi một phần hay toàn trình."))
    return ""


def _url(row: Row, door: str) -> str:
    url = row.text("url")
    if doors.leads_outside(door) and not url.startswith("https://"):
        raise RowRefused(_("Dịch vụ ở hệ thống khác cần địa chỉ bắt đầu bằng https://."))
    return url
