"""Translations: extract texts, list what is untranslated, compile what changed.

python -m tools.messages [update | check | compile]

Our own texts are written in Vietnamese and translated in locale/en. Texts of vendors come in
English and are translated in locale/vi where the vendor lacks Vietnamese.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
KEYWORDS = {
    **dict.fromkeys(
        ("_", "gettext", "gettext_lazy", "gettext_noop", "lazy_", "now_", "_now"), None
    ),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
CODE = [("**/migrations/**", "ignore"), ("**.py", "python")]
TEMPLATES = [("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}}
# Only what people can meet: the parts of allauth that this house uses.
VENDOR_PARTS = ("account", "core", "mfa", "usersessions")
# Django's own Vietnamese is behind its English here: whoever chose a bad password was told so in
# English.
DJANGO_PARTS = [("password_validation.py", "python")]


def catalogs() -> dict[str, Catalog]:
    """What must be translated: ours into English, the vendors' into Vietnamese."""
    ours = Catalog(locale="en", project="Một Cửa", charset="utf-8")
    _collect(ours, ROOT / "motcua", CODE)
    _collect(ours, ROOT / "templates", TEMPLATES)
    vendors = Catalog(locale="vi", project="Một Cửa", charset="utf-8")
    for part in VENDOR_PARTS:
        _collect(vendors, _folder_of("allauth") / part, CODE)
    _collect(vendors, _folder_of("django") / "contrib" / "auth", DJANGO_PARTS)
    return {"en": ours, "vi": vendors}


def _folder_of(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"{package} is not installed.")
    return Path(found.origin).parent


def update() -> None:
    """Bring locale/*/LC_MESSAGES/django.po up to date; translations that exist stay."""
    for language, template in catalogs().items():
        path = po_path(language)
        catalog = _read(path) if path.exists() else Catalog(locale=language, charset="utf-8")
        catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            write_po(
                target, catalog, width=100, sort_output=True, no_location=True, ignore_obsolete=True
            )


def untranslated() -> Iterator[tuple[str, str]]:
    """(language, text) of every text that is not translated yet, or changed since."""
    for language, template in catalogs().items():
        known = _read(po_path(language))
        for message in template:
            found = known.get(message.id, message.context) if message.id else None
            if message.id and not _is_done(found):
                yield language, message.id if isinstance(message.id, str) else message.id[0]


def compile_changed() -> list[Path]:
    """Write the .mo beside every .po that is newer than it; returns the files written."""
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".{id(source)}.new")
        with unfinished.open("wb") as compiled:
            write_mo(compiled, _read(source))
        unfinished.replace(target)
        written.append(target)
    return written


def po_path(language: str) -> Path:
    """Where the translations into a language stand."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _collect(catalog: Catalog, folder: Path, methods: list[tuple[str, str]]) -> None:
    for _file, _line, text, _comments, context in extract_from_dir(
        str(folder), methods, OPTIONS, KEYWORDS
    ):
        catalog.add(text, context=context)


def _read(path: Path) -> Catalog:
    with path.open("rb") as texts:
        return read_po(texts, charset="utf-8")


def _is_done(message: object) -> bool:
    if message is None or getattr(message, "fuzzy", False):
        return False
    text = getattr(message, "string", "")
    return all(text) if isinstance(text, tuple | list) else bool(text)


def main(task: str) -> int:
    """Do the task named on the command line."""
    if task == "update":
        update()
    elif task == "compile":
        compile_changed()
    else:
        missing = list(untranslated())
        for language, text in missing:
            sys.stdout.write(f"{language}: {text}\n")
        return int(bool(missing))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else "compile"))
