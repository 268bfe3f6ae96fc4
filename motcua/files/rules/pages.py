"""Draws pages in a process of its own: a file made to crash, hang or swell ends only that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SCRIPT = Path(__file__).with_name("page_process.py")
_TIMEOUT = 15  # seconds of wall clock; the process bounds its own CPU time and memory


class DrawingFailed(Exception):
    """The page could not be drawn."""


def draw(content: bytes, *, is_picture: bool, page: int, width: int) -> bytes:
    """One page (from 1) as JPEG bytes, `width` pixels wide; raises DrawingFailed."""
    kind = "picture" if is_picture else "pdf"
    try:
        done = subprocess.run(  # noqa: S603 - our own script; content comes on its input
            [sys.executable, "-I", str(_SCRIPT), kind, str(page), str(width)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=True,
            env={},
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise DrawingFailed(str(error)) from error
    return done.stdout
