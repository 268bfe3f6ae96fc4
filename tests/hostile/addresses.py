"""Every address of the house, filled with what exists and with what does not."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from motcua.catalogue.models import ServiceOffer
from motcua.dossiers.models import DocumentFile, DraftDocument
from motcua.dossiers.models.submission import DossierDocument
from motcua.papers.models import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.world import World

WRONG = ("khong-co", "0", "-1", "9" * 30, "\x00", "\u202e", "%", "a" * 600, "'; --", "{{7*7}}", "é")
WRONG_NUMBERS = ("0", "9" * 18, "9" * 25, "9" * 5000, "٣")
UNKNOWN_KEY = str(UUID(int=7))
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
_REGEX_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Whole routes without the prefix of a language."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def addresses(world: World, *, of_each: int, seed: int) -> list[str]:
    """Paths for every route: all real values at least once, then a draw of wrong ones."""
    chance = random.Random(seed)
    found: list[str] = []
    for route in sorted(set(routes(get_resolver().url_patterns))):
        real, wrong = _values(world, route)
        names = _names(route)
        if not names:
            found.append(f"/{route}")
            continue
        filled = [_filled(route, dict(zip(names, one, strict=True))) for one in _real(names, real)]
        for _ in range(of_each):
            values = {name: chance.choice(real.get(name) or ["x"]) for name in names}
            bad = chance.choice(names)
            filled.append(_filled(route, {**values, bad: chance.choice(wrong.get(bad, WRONG))}))
        found += dict.fromkeys(filled)
    return found


def _names(route: str) -> list[str]:
    return [name for _kind, name in _PARAMETER.findall(route)] or _REGEX_GROUP.findall(route)


def _filled(route: str, values: dict[str, str]) -> str:
    path = _PARAMETER.sub(lambda found: quote(values[found[2]], safe=""), route)
    path = _REGEX_GROUP.sub(lambda found: quote(values[found[1]], safe=""), path)
    return "/" + path.replace("^", "").replace("$", "")


def _real(names: list[str], real: dict[str, list[str]]) -> Iterator[list[str]]:
    """Each real value of the first parameter, with the others turning round beside it."""
    longest = max((len(real.get(name, ())) for name in names), default=0)
    for turn in range(longest):
        yield [(real.get(name) or ["x"])[turn % len(real.get(name) or "x")] for name in names]


def _values(world: World, route: str) -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]]]:
    files = [str(one.stored_file.key) for one in DocumentFile.objects.all()[:3]]
    joined = [str(one.joined.key) for one in DossierDocument.objects.filter(joined__isnull=False)]
    real = {
        "code": _codes(world, route),
        "key": [*files, *joined],
        "document": [str(one.pk) for one in DraftDocument.objects.order_by("pk")[:3]],
        "section": ["applicant", "copies", "person", "spouse", "family", "witnesses", "end"],
        "token": list(Paper.objects.values_list("token", flat=True)[:3]),
        "offer": [str(pk) for pk in ServiceOffer.objects.values_list("pk", flat=True)],
        "move": ["tiep-nhan", "nhan-viec", "huy-tiep-nhan", "huy-tu-choi", "huy-tra"],
        "number": ["1", "2"],
        "page": ["1"],
        "pk": ["1"],
        "slug": ["khai-sinh"],
        "province": ["52"],
        "uidb36": ["1"],
    }
    if route.startswith("nop/"):
        real["key"] = [str(draft.key) for draft in world.drafts.values()]
    if "xac-nhan-thu" in route or "mat-khau" in route:
        real["key"] = ["abc-def", "set-password"]
    numbers = dict.fromkeys(("document", "offer", "number", "page", "pk"), WRONG_NUMBERS)
    return real, {**numbers, "key": (UNKNOWN_KEY, "khong-co", "\x00")}


def _codes(world: World, route: str) -> list[str]:
    if "co-quan/" in route:
        return ["H21.16"]
    if "ho-so/" in route:
        return [str(dossier.code) for dossier in world.dossiers.values()]
    return ["2.000635", "1.000099", "1.000100", "1.001193.000.00.00.H21"]
