"""Offering many procedures at once: what an import took, by the agencies that are to file it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.actions.offering import OfferDetails, keep_offers
from motcua.catalogue.enums import OfferLevel
from motcua.catalogue.models import Procedure
from motcua.kit.clock import local_date
from motcua.kit.errors import Refusal
from motcua.kit.wording import sentence
from motcua.places.models import Agency

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from motcua.accounts.models import Position


class UnknownAgency(Refusal):
    """No agency has this code."""

    message = _("Không có cơ quan nào mang mã này.")


class ClassMissing(Refusal):
    """From level 3 on an offer has a class, below it has none."""

    message = _("Từ mức 3 trở lên phải nói rõ một phần hay toàn trình; dưới mức 3 thì không.")


def check(*, agency_codes: Collection[str], level: int, service_class: str) -> list[int]:
    """The keys of the agencies. Raises UnknownAgency and ClassMissing."""
    known = dict(Agency.objects.filter(code__in=agency_codes).values_list("code", "pk"))
    for code in agency_codes:
        if code not in known:
            raise UnknownAgency(sentence(_("Không có cơ quan nào mang mã {code}."), code=code))
    if (level >= OfferLevel.FILE_ONLINE) != bool(service_class):
        raise ClassMissing
    return list(known.values())


@transaction.atomic
def offer_all(
    *,
    codes: Collection[str],
    agency_codes: Collection[str],
    level: int,
    service_class: str,
    by: Position | None,
    now: datetime,
) -> int:
    """Let agencies offer procedures on the portal from today on; answers how many offers are new
    or changed. Again the same changes nothing. Raises what `check` and `keep_offers` raise.
    """
    agencies = check(agency_codes=agency_codes, level=level, service_class=service_class)
    procedures = Procedure.objects.filter(
        code__in=codes, life__in=Procedure.SEARCHABLE, ended_on__isnull=True
    )
    offers = [
        OfferDetails(
            agency_id=agency_id,
            procedure_id=procedure_id,
            level=level,
            service_class=service_class,
            valid_from=local_date(now),
        )
        for procedure_id in procedures.values_list("pk", flat=True)
        for agency_id in agencies
    ]
    return keep_offers(offers=offers, by=by, now=now)
