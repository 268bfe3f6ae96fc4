"""What every page must be: without axe violations, as wide as the screen, easy to touch."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALL = """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".mc-hide, .mc-choice"))
    .filter((one) => one.getBoundingClientRect().height < 43.5)
    .map((one) => one.outerHTML.slice(0, 100))"""


def problems(page: Page) -> list[str]:
    """Everything wrong with the page that is open, in words."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] + misfits(page)


def misfits(page: Page) -> list[str]:
    """What does not fit the screen or the thumb."""
    told = []
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        told.append("scrolls sideways")
    return told + [f"too small to touch: {one}" for one in page.evaluate(SMALL)]
