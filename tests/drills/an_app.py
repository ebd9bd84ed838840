"""An app of a drill, as a process with COACH_DATA: holds a worker beside itself until it is ended."""

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
