"""Every address is private unless reviewers agreed that it is public."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = Path(__file__).with_name("public_urls.txt")


def addresses(
    patterns: list[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every pattern with its whole route, language prefixes left out."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, pattern


def is_public(pattern: URLPattern) -> bool:
    return not getattr(pattern.callback, "login_required", True)


def test_public_addresses_are_those_agreed_on() -> None:
    found = {
        route or "/"
        for route, pattern in addresses(get_resolver().url_patterns)
        if is_public(pattern)
    }
    agreed = {
        line
        for line in GOLDEN.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }

    assert sorted(found - agreed) == [], "public, but not in tests/house/public_urls.txt"
    assert sorted(agreed - found) == [], "in tests/house/public_urls.txt, but not public"


def test_every_address_of_the_desk_asks_for_a_permission() -> None:
    unguarded = [
        route
        for route, pattern in addresses(get_resolver().url_patterns)
        if pattern.callback.__module__.startswith("motcua.desk.")
        and not getattr(pattern.callback, "permissions", None)
    ]

    assert unguarded == []


def test_no_two_addresses_share_a_name() -> None:
    def names(
        patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = ()
    ) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
                yield from names(pattern.url_patterns, inner)
            elif pattern.name:
                yield ":".join((*spaces, pattern.name))

    found = list(names(get_resolver().url_patterns))

    assert sorted({name for name in found if found.count(name) > 1}) == []
