"""From Stop to the scorecard on the screen: browser, server and worker on this machine, real English sound.

`python -m bench.room stop 1 3 3 10` records takes of so many minutes one after the other and shows each wait;
`COACH_FOLLOW=false` before it: nobody follows, all is done after Stop. A voice (piper) speaks over and over
before a camera out of a file; the browser records, sends and shows as it does for anybody.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.figures import Figure, show
from tests.app import cameras
from tests.app.rooms import Room, Server

CAMERA_S, WHOLE_S = 20.0, 600.0  # of film and of sound; the browser begins them anew at their ends
FOLLOWED_S = 8.0
SHARE = 0.35  # of the take's length, where nobody follows
SERVE = "from coach.server import serve; serve({port}, False)"


class Whole(Server):
    """The app as it is opened, its own worker beside it."""

    def start(self) -> None:
        """Until it answers."""
        (self.data / ".demonstration").touch()  # nothing else is to run meanwhile
        told = {"COACH_DATA": str(self.data), "COACH_LANGUAGE": "en"}
        with (self.data / "server.log").open("ab") as log:
            command = [sys.executable, "-c", SERVE.format(port=self.port)]
            self.process = subprocess.Popen(command, env=os.environ | told, stdout=log, stderr=log)
        self.answers()


def main(minutes: list[float]) -> None:
    """One take after the other in one browser; each wait, then the longest of each length."""
    follows = os.environ.get("COACH_FOLLOW", "true") == "true"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        place = Path(folder)
        film, voice = place / "seller.mjpeg", place / "seller.wav"
        devices = cameras.camera(film, CAMERA_S), cameras.microphone(voice, WHOLE_S)
        (place / "data").mkdir()
        server = Whole(place / "data")
        server.start()
        room = Room(server, running, place, devices)
        try:
            waits = [(one, waited(room, one)) for one in minutes]
        finally:
            room.store.engine.dispose()
            server.process.terminate()
            server.process.wait(20)
            told(server.data, follows)
    for length in sorted(set(minutes)):
        took = [wait for one, wait in waits if one == length]
        show(worst(length, took, follows))


def waited(room: Room, minutes: float) -> float:
    """Seconds from the press on Stop until her points stand on the screen."""
    page = room.open("/room?lesson=L02&spoken=en")  # as the voice speaks, whatever the page does
    page.locator("button.open").click()
    page.wait_for_function("coachRoom.state === 'looking'")
    room.live_from_here()
    room.until_s(60 * minutes)
    began_s = time.monotonic()
    page.locator("button.stop").click()
    page.wait_for_url("**/scorecard?attempt=*", timeout=1_000_000)
    page.locator("video").first.wait_for()
    took_s = time.monotonic() - began_s
    sys.stderr.write(f"{minutes} min: {took_s:.1f} s\n")
    room.context.close()
    return took_s


def worst(minutes: float, took: list[float], follows: bool) -> Figure:
    """The longest wait of that length, as a time or as a share of it."""
    what = f"from Stop to the scorecard, {minutes:g} min, {len(took)} takes, longest"
    if follows:
        return Figure(what, max(took), "s", FOLLOWED_S)
    return Figure(f"{what}, nobody follows", max(took) / 60 / minutes, "of the length", SHARE)


def told(data: Path, follows: bool) -> None:
    """What the worker did, for whoever wonders about a figure."""
    kept = Path(tempfile.gettempdir()) / f"bench-stopping-{'followed' if follows else 'alone'}.log"
    kept.write_bytes((data / "scoring.log").read_bytes())


if __name__ == "__main__":
    main([float(one) for one in sys.argv[1:]] or [3.0])
