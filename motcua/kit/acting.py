"""Which program acts when no person does; the trail names it."""

from __future__ import annotations

from contextvars import ContextVar

program: ContextVar[str] = ContextVar("program", default="")
