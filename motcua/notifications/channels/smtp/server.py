"""The SMTP server of a URL: smtp://user:password@host:587?tls=starttls, smtps://host."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where mail is handed in, and how."""

    host: str
    port: int
    tls: str
    """`implicit`, `starttls` (insisted on) or `none`."""
    user: str = ""
    password: str = ""
    timeout: timedelta = timedelta(seconds=20)
    """The longest wait for a single step of the conversation."""

    @classmethod
    def from_url(cls, url: str, *, timeout: int) -> Server:
        """Read EMAIL_URL; raises ImproperlyConfigured, never showing the password."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ImproperlyConfigured("The port in EMAIL_URL is not a number.") from None
        host = parts.hostname or ""
        if not host:
            raise ImproperlyConfigured("EMAIL_URL names no host: smtp://host:port.")
        implicit = parts.scheme == "smtps"
        usual = "implicit" if implicit else "none" if host in LOCAL else "starttls"
        tls = parse_qs(parts.query).get("tls", [usual])[-1]
        if tls not in ({"implicit"} if implicit else {"starttls", "none"}):
            raise ImproperlyConfigured(
                "tls in EMAIL_URL must be starttls or none (smtps: neither)."
            )
        if tls == "none" and parts.password and host not in LOCAL:
            raise ImproperlyConfigured("EMAIL_URL would send a password without encryption.")
        return cls(
            host=host,
            port=port or (465 if implicit else 25 if host in LOCAL else 587),
            tls=tls,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            timeout=timedelta(seconds=timeout),
        )
