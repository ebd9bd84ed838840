"""How long the app takes from the command to its first page, in an empty folder and in one it knows.

`uv run coach` whole, as a person starts it: imports, tables or migrations, the first worker, the server. What
the imports alone take is measured in a process of its own and taken off, since the aim is told without them.
The server answers while tables are still being made, so these are timed by themselves too.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.figures import Figure, show
from tests.app.conftest import free_port

ROUNDS = 5
AIM_S = 6.0
PATIENCE_S = 300.0


TABLES = """
import sys, time
from pathlib import Path
from coach.store import open_store
began = time.perf_counter()
open_store(Path(sys.argv[1]))
print(time.perf_counter() - began)
"""


def main() -> None:
    """Each figure is the middle one of five starts; the first, cold one is not counted."""
    imports()
    alone_s = statistics.median(imports() for _ in range(ROUNDS))
    show(Figure("imports of the whole app alone, median", alone_s, "s"))
    made_s = statistics.median(tables() for _ in range(ROUNDS))
    show(Figure("all migrations of an empty folder, after imports, median", made_s, "s", AIM_S))
    new, known = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            new.append(start(Path(folder)))
            known.append(start(Path(folder)))
    for what, took in (("an empty folder, its tables made", new), ("a folder it knows", known)):
        middle = statistics.median(took)
        show(Figure(f"from command to first page, {what}, median", middle, "s"))
        show(Figure(f"the same without imports, {what}", middle - alone_s, "s", AIM_S))


def imports() -> float:
    """Seconds of a process that imports the app and ends."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "import coach.server"],
        check=True,
        stderr=subprocess.DEVNULL,
        env=_clean(Path(tempfile.gettempdir())),
    )
    return time.perf_counter() - began


def tables() -> float:
    """Seconds in which an empty folder gets its tables, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [sys.executable, "-c", TABLES, str(Path(folder) / "new")]
        told = subprocess.run(asked, check=True, capture_output=True, text=True, env=_clean(Path(folder)))
    return float(told.stdout)


def start(folder: Path) -> float:
    """Seconds from the command to the first page that answers; then it is stopped as by Ctrl-C."""
    port = free_port()
    asked = urllib.request.Request(f"http://localhost:{port}/", headers={"Accept": "text/html"})
    began = time.perf_counter()
    command = [sys.executable, "-m", "coach.cli", "--no-browser", "--port", str(port)]
    app = subprocess.Popen(
        command,
        env=_clean(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _answers(asked):
            if app.poll() is not None or time.perf_counter() - began > PATIENCE_S:
                raise SystemExit("the app did not come up")
            time.sleep(0.05)
        return time.perf_counter() - began
    finally:
        os.killpg(app.pid, signal.SIGINT)
        app.wait(60)


def _answers(asked: urllib.request.Request) -> bool:
    try:
        with urllib.request.urlopen(asked, timeout=10) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _clean(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COACH_")}
    return {**kept, "COACH_DATA": str(folder), "COACH_LANGUAGE": "vi"}


if __name__ == "__main__":
    main()
