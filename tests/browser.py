"""A real browser on a real server, for the journeys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tools import chromium

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
# A busy machine may be slow; what a page never shows is only known after this, in milliseconds.
PATIENCE = 30_000


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread, where Django would forbid its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for the run: the installed one."""
    with _playwright.chromium.launch(
        executable_path=chromium.ensure(), args=["--no-sandbox", "--disable-gpu"]
    ) as browser:
        yield browser


@pytest.fixture
def open_context(
    browser: Browser, live_server: LiveServer, settings: Any
) -> Iterator[Callable[..., BrowserContext]]:
    """`open_context(viewport=PHONE, java_script_enabled=False)`: the browser of one person."""
    settings.SITE_URL = live_server.url
    opened: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        options = {"viewport": PHONE, "locale": "vi-VN", "base_url": live_server.url, **options}
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page on a phone."""
    return open_context().new_page()
