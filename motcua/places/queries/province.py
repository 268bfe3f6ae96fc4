"""Who this installation serves, asked on every page and so remembered for a minute."""

from __future__ import annotations

import time
from dataclasses import dataclass

from motcua.places.models.province import ProvinceProfile

_KEEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Province:
    """What pages say about the province."""

    name: str = ""
    portal_name: str = "Cổng dịch vụ công"
    office: str = ""
    address: str = ""
    hotline: str = ""
    email: str = ""
    unit_code: str = ""


class _Remembered:
    value = Province()
    until = 0.0


def profile() -> Province:
    """The province, at most a minute old here; plain words before a profile is stored."""
    now = time.monotonic()
    if now >= _Remembered.until:
        row = ProvinceProfile.objects.values(*Province.__slots__).first()
        _Remembered.value = Province(**row) if row else Province()
        _Remembered.until = now + _KEEP_SECONDS
    return _Remembered.value


def forget() -> None:
    """Read the row again at the next question; whoever changes it calls this."""
    _Remembered.until = 0.0
