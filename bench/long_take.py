"""A long take in a real browser with the line cut twice and the server killed: what is kept of it.

Camera and microphone come out of files, as for the drills. `python -m bench.long_take 60` takes a minute.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.figures import Figure, show
from tests.app import cameras
from tests.app.rooms import Film, Room, Server

WHOLE_S = 600.0
NEAR_S = 0.5  # issue 6
CUTS = ((0.2, 0.275), (0.7, 0.733))  # shares of the take: 45 and 20 seconds of ten minutes
KILLED_AT = 0.5
DEAD_S = 3.0
LOOP_S = 12  # of the files, which begin again


def main(seconds: float) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        here = Path(folder)
        devices = cameras.camera(here / "c.mjpeg", LOOP_S), cameras.microphone(here / "m.wav", LOOP_S)
        server = Server(here)
        server.start()
        room = Room(server, running, here, devices)
        room.open()
        room.live()
        lived_s = spoilt(room, server, seconds)
        told(room.film(room.handed_in(120)), lived_s)
        room.close()
        server.kill()
    show(Figure("load average of the last 15 minutes", os.getloadavg()[2], ""))


def spoilt(room: Room, server: Server, seconds: float) -> float:
    """Live through both cuts and the kill; how long she was live by her own clock."""
    events: list[tuple[float, Callable[[], object]]] = [(KILLED_AT, lambda: killed(server))]
    for begin, end in CUTS:
        events += [
            (begin, lambda: room.context.set_offline(True)),
            (end, lambda: room.context.set_offline(False)),
        ]
    for share, happens in sorted(events, key=lambda one: one[0]):
        room.until_s(share * seconds)
        happens()
    room.until_s(seconds)
    return room.stop()


def killed(server: Server) -> None:
    """As when the power fails for a moment."""
    server.kill()
    time.sleep(DEAD_S)
    server.start()


def told(film: Film, lived_s: float) -> None:
    """Every frame of it was decoded to know this."""
    show(Figure("her own clock", lived_s, "s"))
    show(Figure("length, off by", abs(film.duration_s - lived_s), "s", at_most=NEAR_S))
    show(Figure("sound, off by", abs(film.sound_s - lived_s), "s", at_most=NEAR_S))
    show(Figure("gaps in the sound", len(film.holes_s), "gaps", at_most=0))
    show(Figure("gaps in the sound together", sum(film.holes_s), "s"))
    show(Figure("pictures", film.pictures, "pictures"))
    show(Figure("longest between two pictures", film.gap_s, "s"))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else WHOLE_S)
