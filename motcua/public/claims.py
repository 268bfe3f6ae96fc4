"""Drafts begun before signing in go to the account at the moment there is one.

The moments come from the accounts library and from Django as their own signals; signing up claims
at once, because the confirming mail may be opened on another device whose session holds no draft.
An address may be mistyped, though: until its account is signed in to, the draft stays open to the
session it was begun in, and a new password by mail, which is how a stranger who owns that address
would get in, lets the draft go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.signals import password_reset, user_signed_up
from django.contrib.auth.signals import user_logged_in

from motcua.dossiers.actions.drafts import drafting
from motcua.kit import clock
from motcua.public import sessions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from motcua.accounts.models import User


def claim_held(sender: object, request: HttpRequest | None, user: User, **more: object) -> None:
    """Give the drafts of this browser to whoever signed up or in."""
    if request is None or not hasattr(request, "session"):
        return
    keys = sessions.held_drafts(request)
    if keys:
        drafting.claim(keys=[UUID(key) for key in keys], owner=user, now=clock.now())


def release_unseen(sender: object, user: User, **more: object) -> None:
    """A password was set by mail; whoever did so need not be the one who signed up."""
    drafting.release(owner=user)


def listen() -> None:
    """Connect to the moments."""
    password_reset.connect(release_unseen, dispatch_uid="release drafts at a new password")
    user_signed_up.connect(claim_held, dispatch_uid="claim drafts at sign-up")
    user_logged_in.connect(claim_held, dispatch_uid="claim drafts at sign-in")
