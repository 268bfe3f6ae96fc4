"""Sessions that bring their user along: one statement instead of two on every signed-in page."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends import db
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.sessions.base_session import AbstractBaseSession

    from motcua.accounts.models import User

# Which account a session is of is known from the list of sessions that its owner can end.
_WITH_USER = """
    SELECT account.*, session.session_data, session.expire_date
    FROM django_session session
    LEFT JOIN usersessions_usersession listed ON listed.session_key = session.session_key
    LEFT JOIN accounts_user account ON account.id = listed.user_id
    WHERE session.session_key = %s AND session.expire_date > %s
"""
_brought: ContextVar[User | None] = ContextVar("brought", default=None)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read together with the account they are listed under."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        _brought.set(None)
        rows = get_user_model()._default_manager.raw(_WITH_USER, [self.session_key, timezone.now()])
        found: Any = next(iter(rows), None)
        if found is None:
            self._session_key = None
            return None
        if found.pk is not None:
            _brought.set(found)
        return self.model(
            session_key=self.session_key or "",
            session_data=found.session_data,
            expire_date=found.expire_date,
        )


class Backend(AuthenticationBackend):  # type: ignore[misc] # shipped without types
    """The accounts library's way to sign in; takes the user that the session has just brought."""

    def get_user(self, user_id: Any) -> User | None:
        brought = _brought.get()
        _brought.set(None)  # once: whoever asks again, later in the request, reads the row afresh
        if brought is None or str(brought.pk) != str(user_id):
            found: User | None = super().get_user(user_id)
            return found
        return brought if self.user_can_authenticate(brought) else None
