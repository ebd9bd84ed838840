"""The workshop: `python -m bench.stage hall` (one part), `python -m bench.stage` (all parts)."""

from __future__ import annotations

import sys
from importlib import import_module

PARTS = {
    "hall": "bench.hall",
    "lights": "bench.stage_lights",
    "veto": "bench.stage_veto",
}  # each a module whose `main` takes what follows on the command line


def main(*asked: str) -> None:
    """Run the parts asked for, each with what follows its name."""
    parts = asked[:1] or tuple(PARTS)
    for one in parts:
        import_module(PARTS[one]).main(*asked[1:])


if __name__ == "__main__":
    main(*sys.argv[1:])
