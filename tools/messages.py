"""Translations: compile what changed in locale/."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_changed() -> list[Path]:
    """Write the .mo beside every .po that is newer than it; returns the files written."""
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".{id(source)}.new")
        with source.open("rb") as texts, unfinished.open("wb") as compiled:
            write_mo(compiled, read_po(texts))
        unfinished.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_changed()
