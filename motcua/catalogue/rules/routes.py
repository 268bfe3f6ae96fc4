"""The internal route a case has until somebody designs one."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.kit.wording import Words, _


@dataclass(frozen=True)
class StepRecord:
    """A step of a route: who, for which agency, within how many working hours
    (None: not stated).
    """

    name: Words
    role: str
    agency_scope: str
    allowance_hours: int | None


_HOURS_TO_FORWARD = 4
_HOURS_TO_RETURN = 4


def default_route() -> tuple[StepRecord, ...]:
    """Counter, specialist, head, counter: the shortest route that keeps checking and deciding
    apart.
    """
    return (
        StepRecord(_("Tiếp nhận, chuyển hồ sơ"), "COUNTER", "RECEIVING", _HOURS_TO_FORWARD),
        StepRecord(_("Thẩm định hồ sơ, dự thảo kết quả"), "SPECIALIST", "RESPONSIBLE", None),
        StepRecord(_("Xem xét, quyết định"), "HEAD", "RESPONSIBLE", None),
        StepRecord(_("Trả kết quả"), "COUNTER", "RECEIVING", _HOURS_TO_RETURN),
    )
