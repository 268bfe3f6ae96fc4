"""Every template is used, every component is shown, every message has its pair."""

from __future__ import annotations

import re

from tests.house.source import ROOT, modules

TEMPLATES = ROOT / "templates"
NAMED = re.compile(r"""["']([\w./<>-]+\.(?:html|txt|xml))["']""")
# Vendors look these up by name themselves.
INLINE = re.compile(
    r"""<script(?![^>]*\b(?:src=|type="application/(?:ld\+)?json"))[^>]*>|\sstyle="|\son\w+=\""""
)
LOOKED_UP = re.compile(r"^(account|mfa|usersessions|messages|errors)/")


def all_templates() -> set[str]:
    return {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*") if path.is_file()}


def named_somewhere() -> set[str]:
    """Names in quotation marks in code and in other templates."""
    found = set()
    for module in modules():
        found |= set(NAMED.findall(module.path.read_text(encoding="utf-8")))
    for path in TEMPLATES.rglob("*.html"):
        found |= set(NAMED.findall(path.read_text(encoding="utf-8")))
    return found


def test_every_template_is_used() -> None:
    kept = {name for name in all_templates() if not LOOKED_UP.match(name)}
    assert sorted(kept - named_somewhere()) == []


def test_every_template_that_is_named_exists() -> None:
    code = {name for name in named_somewhere() if "/" in name and not LOOKED_UP.match(name)}
    first_folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}

    missing = {
        name
        for name in code - all_templates()
        if name.partition("/")[0] in first_folders and "<" not in name
    }

    assert sorted(missing) == []


def test_every_component_is_in_the_gallery() -> None:
    gallery = "\n".join(
        path.read_text(encoding="utf-8") for path in (TEMPLATES / "public/gallery").rglob("*.html")
    )

    unseen = [
        path.stem
        for path in sorted((TEMPLATES / "components").glob("*.html"))
        if f"components/{path.name}" not in gallery
    ]

    assert unseen == []


def test_pages_use_no_inline_script_or_style() -> None:
    """The content security policy forbids both; what is written inline would not run."""

    found = [
        str(path.relative_to(ROOT))
        for path in TEMPLATES.rglob("*.html")
        if INLINE.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []
