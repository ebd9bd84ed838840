"""An app of a drill: holds a worker beside itself until it is ended. `python -m tests.drills.an_app`, with COACH_DATA."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from coach.jobs.embedded import Embedded

COMMAND = (sys.executable, "-m", "tests.drills.a_worker", "1", "beside-app")

if __name__ == "__main__":
    worker = Embedded(Path(os.environ["COACH_DATA"]), {}, COMMAND)
    while True:
        time.sleep(1)
