"""The settings as mypy's Django plugin reads them: no secret, no running database."""

import os

os.environ.setdefault("MOTCUA_DEMO", "1")
os.environ.setdefault("DATABASE_URL", "postgresql://motcua@/motcua")

from motcua.config.settings import *  # noqa: F403
