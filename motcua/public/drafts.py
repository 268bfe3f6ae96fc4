"""Reaching a draft: only through the scope of whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.accounts.enums import Permission
from motcua.dossiers.actions.drafts.drafting import AlreadySent
from motcua.dossiers.actions.waiting.supplement import NoLongerAsked
from motcua.dossiers.queries.drafts import checking
from motcua.dossiers.queries.reach import scope
from motcua.kit import clock
from motcua.kit.errors import NotThere, SignInFirst
from motcua.public import sessions

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from motcua.accounts.models import Position, User
    from motcua.dossiers.models import Dossier, Draft

View = TypeVar("View", bound=Callable[..., Any])


class DraftNotThere(NotThere):
    """No such draft, or none for this person on this machine."""

    message = _("Không tìm thấy bản nháp này")
    template = "errors/no_draft.html"


def personal(view: View) -> View:
    """Open without signing in, yet about one person: the lock of an idle desk covers it too, and
    whatever else guards the desk where an officer files for somebody.
    """
    view.login_required = False  # type: ignore[attr-defined]
    view.is_personal = True  # type: ignore[attr-defined]
    view.is_at_counter = is_at_counter  # type: ignore[attr-defined]
    return view


def is_at_counter(request: HttpRequest, *, key: UUID | None = None, **others: object) -> bool:
    """Whether a request files at a counter: begins there, or goes on with what began there."""
    if key is not None:
        draft = request.mc_draft = open_to(request, key)  # type: ignore[attr-defined]
        return scope.is_counter_draft(key) if draft is None else draft.filer_position_id is not None
    return "quay" in request.GET or request.POST.get("filed_as", "").startswith("COUNTER-")


def user_of(request: HttpRequest) -> User | None:
    """The person, when signed in."""
    return request.user if request.user.is_authenticated else None  # type: ignore[return-value]


def filer_of(request: HttpRequest, draft: Draft) -> User | Position | None:
    """Who files: the officer at the counter, or the person; nobody before signing in."""
    user, today = user_of(request), clock.local_date(clock.now())
    return scope.seat_for(draft, user=user, today=today) or user


def open_to(request: HttpRequest, key: UUID) -> Draft | None:
    """The draft, if whoever asks may open it today."""
    return scope.draft_open_to(
        key,
        user=user_of(request),
        held=sessions.held_drafts(request),
        today=clock.local_date(clock.now()),
        is_whole=request.method == "GET",  # what a form changes is read once its row is taken
    )


def draft_of(request: HttpRequest, key: UUID) -> Draft:
    """The draft, if whoever asks may open it. Raises SignInFirst when nobody is signed in and it
    is somebody's, else DraftNotThere.
    """
    draft = _just_read(request, key) or open_to(request, key)
    if draft is not None:
        if draft.filer_position_id is not None:
            request.position = filer_of(request, draft)  # type: ignore[attr-defined]  # for the header of the page
        return draft
    if user_of(request) is None and scope.draft_with_owner(key) is not None:
        is_page = request.method == "GET"
        raise SignInFirst(
            back=request.get_full_path() if is_page else reverse("public:draft", args=[key])
        )
    raise DraftNotThere


def _just_read(request: HttpRequest, key: UUID) -> Draft | None:
    """What the guard of the desk read a moment ago, once: later in the request it may be stale."""
    draft: Draft | None = getattr(request, "mc_draft", None)
    request.mc_draft = None  # type: ignore[attr-defined]
    return draft if draft is not None and draft.key == key else None


def open_draft_of(request: HttpRequest, key: UUID) -> Draft:
    """The same while it is not sent. Raises AlreadySent, NoLongerAsked."""
    draft = draft_of(request, key)
    if draft.sent_at is not None:
        refusal = AlreadySent()
        refusal.onward = after_sending(draft)
        raise refusal
    if draft.is_over:
        raise NoLongerAsked
    return draft


def address_of(draft: Draft, stage: str) -> str:
    """The page of a stage."""
    if stage in (checking.PAPERS, checking.CHECK):
        return reverse(f"public:draft-{stage}", args=[draft.key])
    return reverse("public:draft-section", args=[draft.key, stage])


def after_sending(draft: Draft, dossier: Dossier | None = None) -> str:
    """Where to go once the draft is a dossier: to a page that whoever files may see."""
    if draft.filer_position is None:
        dossier = dossier or scope.dossier_of_draft(draft)
        return reverse("public:dossier", args=[dossier.code])
    if not draft.filer_position.may(Permission.DOSSIER_SEE):
        return reverse("public:draft-sent", args=[draft.key])
    return reverse("desk:dossier", args=[scope.dossier_of_draft(draft).code])
