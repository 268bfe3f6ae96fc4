"""What search engines read: a procedure as schema.org GovernmentService."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from motcua.places.queries.province import profile

if TYPE_CHECKING:
    from motcua.catalogue.queries.procedures import ProcedurePage

_HTML = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def government_service(page: ProcedurePage, address: str) -> Markup:
    """JSON-LD for a script block; everything that could end the block is written as an escape."""
    province = profile()
    facts = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": page.name,
        "identifier": page.code,
        "url": address,
        "serviceType": page.facts["sector"],
        "areaServed": {"@type": "AdministrativeArea", "name": province.name},
        "provider": [
            {"@type": "GovernmentOrganization", "name": name}
            for name in dict.fromkeys(offer.agency_name for offer in page.offers)
        ][:10]
        or {"@type": "GovernmentOrganization", "name": province.office},
        "availableChannel": {"@type": "ServiceChannel", "serviceUrl": address},
        "audience": [
            {"@type": "Audience", "audienceType": name} for name in page.facts["subjects"][:10]
        ],
        "serviceOutput": [{"@type": "Thing", "name": result} for result in page.results[:10]],
    }
    text = json.dumps(facts, ensure_ascii=False)
    for character, escape in _HTML.items():
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - escaped above
