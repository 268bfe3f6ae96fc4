"""Numbers and dates as they are written in Viet Nam."""

from __future__ import annotations

from decimal import Decimal


def written_number(value: float | Decimal) -> str:
    """1.234,5; whole numbers without decimals."""
    exact = Decimal(str(value))
    whole, _dot, fraction = f"{abs(exact):f}".partition(".")
    fraction = fraction.rstrip("0")
    sign = "-" if exact < 0 else ""
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def written_date(value: str) -> str:
    """31/05/2026, 05/2026 or 2026, from the same parts of an ISO date."""
    return "/".join(reversed(value.split("-")))
