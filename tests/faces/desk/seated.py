"""Sitting down at the desk, and reading what it answers."""

from __future__ import annotations

from typing import Any

from django.test import Client

from motcua.accounts.models import Position, User


def at(who: Position | User) -> Client:
    """The browser of somebody who is signed in."""
    client = Client()
    client.force_login(who.user if isinstance(who, Position) else who)
    return client


def text(answer: Any) -> str:
    """The page of an answer."""
    page: str = answer.content.decode()
    return page
