"""The demo's mailbox: what would have been mailed, for everyone to read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.notifications.queries import mailbox as letters

PER_PAGE = 25
_ADDRESS_IN_TEXT = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Piece:
    """Part of a letter; an address is shown as a link."""

    text: str
    is_address: bool


def pieces_of(body: str) -> list[Piece]:
    """A letter's text in order, cut where web addresses begin and end."""
    found: list[Piece] = []
    end = 0
    for match in _ADDRESS_IN_TEXT.finditer(body):
        found += [Piece(body[end : match.start()], False), Piece(match.group(), True)]
        end = match.end()
    return [piece for piece in (*found, Piece(body[end:], False)) if piece.text]


@require_safe
@login_not_required
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Letters, newest first; `q` looks for an address, a name, a subject or a code."""
    words = request.GET.get("q", "")
    before = _key(request.GET.get("truoc", ""))
    found = letters.letters(words=words)
    rows = list((found.filter(pk__lt=before) if before else found)[: PER_PAGE + 1])
    return render(
        request,
        "demo/mailbox/index.html",
        {
            "words": words,
            "letters": rows[:PER_PAGE],
            "addresses": letters.addresses(at_most=12) if not (words or before) else [],
            "following": rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None,
        },
    )


@require_safe
@login_not_required
@never_cache
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """One letter with its links."""
    found = letters.letter(number) if number <= _LARGEST_KEY else None
    if found is None:
        raise Http404(_("Không có thư này."))
    return render(
        request, "demo/mailbox/letter.html", {"letter": found, "pieces": pieces_of(found.body)}
    )


def _key(raw: str) -> int | None:
    is_number = raw.isascii() and raw.isdigit() and len(raw) < 30
    return min(int(raw), _LARGEST_KEY) if is_number else None
