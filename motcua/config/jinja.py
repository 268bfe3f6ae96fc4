"""The Jinja2 environment: translation, addresses, static files and the house's filters."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from motcua.config.forms import control_attrs, error_pairs, field_errors
from motcua.config.spoken import SpokenEnvironment
from motcua.kit.browsers import browser_vi
from motcua.kit.clock import HANOI
from motcua.kit.phones import spaced
from motcua.places.queries.province import profile

_ADDRESSES_KEPT = 2048  # a list repeats its agencies' addresses; finding one costs more than a row


def date_vi(value: date | datetime | None) -> str:
    """dd/mm/yyyy in Viet Nam's time; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(HANOI)
    return f"{value:%d/%m/%Y}"


def datetime_vi(value: datetime | None) -> str:
    """hh:mm dd/mm/yyyy in Viet Nam's time."""
    return "" if value is None else f"{value.astimezone(HANOI):%H:%M %d/%m/%Y}"


def money_vi(amount: int | None) -> str:
    """1.234.000 đ."""
    return "" if amount is None else f"{amount:,}".replace(",", ".") + " đ"


def lower_first(text: object) -> str:
    """“Người con” inside a sentence: “người con”; the rest stays as it is."""
    words = str(text)
    return words[:1].lower() + words[1:]


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, in the language of the moment."""
    return _address(
        settings.ROOT_URLCONF, translation.get_language(), name, args, tuple(kwargs.items())
    )


@lru_cache(maxsize=_ADDRESSES_KEPT, typed=True)
def _address(
    urlconf: str,
    language: str | None,
    name: str,
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
) -> str:
    return reverse(name, urlconf=urlconf, args=args or None, kwargs=dict(kwargs) or None)


def environment(**options: Any) -> Environment:
    """Jinja2 with autoescape and strict undefined names: a misspelt name fails in a test.

    `language` is the one its templates speak.
    """
    # Django sets a lenient one before it calls us, so a default would come too late.
    options["undefined"] = StrictUndefined
    options["extensions"] = [*options.get("extensions", []), "jinja2.ext.i18n"]
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = SpokenEnvironment(**options)  # Django passes autoescape=True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(
        static=cache(static),
        url=url,
        province=profile,
        get_messages=get_messages,
        error_pairs=error_pairs,
        field_errors=field_errors,
        control_attrs=control_attrs,
        settings_demo=settings.DEMO,
        staff_idle_minutes=settings.STAFF_IDLE_MINUTES,
        SITE_URL=settings.SITE_URL,
    )
    env.filters.update(
        date_vi=date_vi,
        datetime_vi=datetime_vi,
        money_vi=money_vi,
        lower_first=lower_first,
        browser_vi=browser_vi,
        phone_vi=spaced,
    )
    return env
