"""What the rules ask of whoever knows the country: provinces, communes, old addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Unit:
    """A province or a commune of today: GSO code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commune of today that an address may mean.

    `became_of` names the former unit, if one was named; `detail` are the words before the commune.
    """

    commune: Unit
    province: Unit
    became_of: str = ""
    detail: str = ""


class AddressResolver(Protocol):
    """Knows the units of today and what became of the former ones."""

    def provinces(self) -> Sequence[Unit]:
        """Every province of today, in the order to show."""

    def communes_of(self, province_code: str) -> Sequence[Unit]:
        """The communes of a province of today, in the order to show; empty for an unknown code."""

    def commune(self, code: str) -> Sequence[Candidate]:
        """What a commune code means today: itself, what it became (one or several), or nothing."""

    def read(self, text: str, province_code: str = "") -> Sequence[Candidate]:
        """What a typed address may mean, old ones with districts included; the likeliest first."""


class NoPlaces:
    """Knows no unit at all; for checks in which no address can occur."""

    def provinces(self) -> Sequence[Unit]:
        """None."""
        return ()

    def communes_of(self, province_code: str) -> Sequence[Unit]:
        """None."""
        return ()

    def commune(self, code: str) -> Sequence[Candidate]:
        """Nothing."""
        return ()

    def read(self, text: str, province_code: str = "") -> Sequence[Candidate]:
        """Nothing."""
        return ()
