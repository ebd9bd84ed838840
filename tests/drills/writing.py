"""Writes into a store without end: `python -m tests.drills.writing FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from coach.store import open_store
from tests.drills.committing import NOON, write

if __name__ == "__main__":
    store = open_store(Path(sys.argv[1]))
    write(store, store.people.add("Hoa", "cô", NOON).id, sys.stdout.fileno())
