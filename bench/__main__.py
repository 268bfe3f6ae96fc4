"""python -m bench: ONLY=parts of names, FULL=1 the large fill, CLONE=1 also a whole fresh clone."""

from __future__ import annotations

import importlib
import os
import pkgutil
import signal
import sys

from bench import measurements
from bench.place import Place
from bench.registry import registered
from bench.report import Run
from tools.postgres import ROOT
from tools.run import is_free


def main() -> int:
    """Take every measurement; the status is 0 even where a budget is missed, for it is a report."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended then, too
    os.environ["MOTCUA_VAR"] = str(ROOT / "var" / "bench")
    os.environ.setdefault("PORT", str(next(port for port in range(8700, 8800) if is_free(port))))
    for module in sorted(found.name for found in pkgutil.iter_modules(measurements.__path__)):
        importlib.import_module(f"bench.measurements.{module}")
    with Place(port=int(os.environ["PORT"])) as place:
        run = Run(place, registered())
        try:
            run.take_all(os.environ.get("ONLY", ""))
        finally:
            run.write(ROOT / "var" / "bench.json")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
