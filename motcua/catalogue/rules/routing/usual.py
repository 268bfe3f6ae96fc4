"""The internal route a case has until somebody designs one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from motcua.catalogue.rules.routing.definition import SCHEMA_VERSION, parse

if TYPE_CHECKING:
    from motcua.catalogue.rules.routing.definition import Route

USUAL: dict[str, Any] = {
    "schema": SCHEMA_VERSION,
    "name": {"vi": "Quy trình chung", "en": "Usual route"},
    "steps": [
        {
            "key": "tiep-nhan",
            "name": {"vi": "Tiếp nhận, chuyển hồ sơ", "en": "Reception, passing on"},
            "role": "COUNTER",
            "agency": "RECEIVING",
            "allowance_hours": 4,
        },
        {
            "key": "tham-dinh",
            "name": {
                "vi": "Thẩm định hồ sơ, dự thảo kết quả",
                "en": "Examination, draft of the result",
            },
            "role": "SPECIALIST",
        },
        {
            "key": "quyet-dinh",
            "name": {"vi": "Xem xét, quyết định", "en": "Review, decision"},
            "role": "HEAD",
        },
        {
            "key": "tra-ket-qua",
            "name": {"vi": "Trả kết quả", "en": "Handing over the result"},
            "role": "COUNTER",
            "agency": "RECEIVING",
            "allowance_hours": 4,
        },
    ],
}
"""Counter, specialist, head, counter: the shortest route that keeps checking and deciding apart."""


@cache
def usual_route() -> Route:
    """The usual route, parsed."""
    return parse(USUAL)
