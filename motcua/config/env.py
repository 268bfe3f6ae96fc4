"""Typed reading of the environment; a bad value stops the start with one clear sentence."""

from __future__ import annotations

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The value of a variable; without a default a missing one stops the start."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(
            f"{name} is not set. See docs/reference/environment-variables.md."
        )
    return default


def need(*names: str) -> None:
    """Stop the start with all of these variables that are missing, not with the first of them."""
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        raise ImproperlyConfigured(
            "\n".join(f"{name} is not set." for name in missing)
            + "\nSee docs/reference/environment-variables.md. On the developer's own database: "
            ".venv/bin/python -m tools.develop <command>."
        )


def boolean(name: str, default: bool = False) -> bool:
    """1/true/yes/on or 0/false/no/off."""
    value = os.environ.get(name)
    if value is None:
        return default
    lowered = value.strip().lower()
    if lowered in _TRUE:
        return True
    if lowered in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def integer(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "")
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or list(default)


# Statements go to the server with their values apart and are planned once per connection: planning
# the joins anew each time cost more than running them. A pooler in transaction mode cannot do this.
_PLANNED_ONCE = {"server_side_binding": True, "prepare_threshold": 3}


def database(name: str) -> dict[str, object]:
    """A PostgreSQL address, postgresql://user:password@host:port/name?option=…, for Django."""
    url = urlsplit(text(name))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{name} must begin with postgresql://; only PostgreSQL is supported."
        )
    options: dict[str, object] = {**_PLANNED_ONCE, **dict(parse_qsl(url.query))}
    host = str(options.pop("host", "")) or unquote(url.hostname or "")
    return {
        "ENGINE": "motcua.config.postgres",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", "") or url.port or ""),
        "OPTIONS": options,
    }
