"""Keeps a picture of every scene of a workshop in docs/screens, light and dark, to be looked at.

python -m tools.stage_screens [folder]

A folder gets every picture; docs/screens keeps those of `KEPT`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from coach.assembly import workplace
from coach.settings import Settings
from tests.app import cameras, evenings
from tests.app.evenings import DEVICES, LAPTOP, PATIENCE_MS, PHONE, Evening
from tests.app.makers import NOON, result_for
from tests.app.phones import Installation
from tests.app.rooms import CHROMIUM, QUIET

TO = Path(__file__).parent.parent / "docs" / "screens"
COLOURS = 128  # a third of the bytes
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
KEPT = frozenset(
    [
        f"stage-{scene}-1920"
        for scene in ("welcome", "sample", "live", "vote", "result", "practice", "closing")
    ]
    + ["stage-live-1920-dark", "stage-sample-1920-dark", "stage-result-1920-dark", "host-live-1280-dark"]
    + [f"host-{scene}-{width}" for scene in ("door", "welcome", "live") for width in (1280, 390)]
    + ["hall-live-390-dark", "hall-vote-390", "hall-join-390", "hall-live-390", "hall-over-390"]
)
SAMPLE_S = 40.0  # of the good sample take: by then some lights are on


def main(folder: str = str(TO)) -> None:
    """Every scene, in Vietnamese."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as running:
        made = Installation(Path(place))
        made.start()
        try:
            browser = running.chromium.launch(executable_path=str(CHROMIUM), args=arguments(Path(place)))
            Pictures(made, browser, Path(folder)).take()
            browser.close()
        finally:
            made.stop()


def arguments(place: Path) -> list[str]:
    """A camera and a microphone out of files."""
    video, sound = cameras.camera(place / "c.mjpeg", 12), cameras.microphone(place / "m.wav", 12)
    files = (f"--use-file-for-fake-video-capture={video}", f"--use-file-for-fake-audio-capture={sound}")
    return [*QUIET, *DEVICES, *files]


class Pictures:
    """One evening, looked at scene by scene."""

    def __init__(self, made: Installation, browser: Browser, to: Path) -> None:
        self.made, self.browser, self.to = made, browser, to

    def take(self) -> None:
        """From the door to the end."""
        door = self.browser.new_page(viewport=LAPTOP, locale="vi-VN")
        door.goto(f"{self.made.laptop_url}/host", timeout=PATIENCE_MS)
        self.remote(door, "door")
        self.evening = evenings.opened(self.made, self.browser)
        self.keep(self.evening.phone, "hall-join-390")
        self.sample(self.evening)
        evenings.come_in(self.evening)
        self.everywhere("welcome")
        self.volunteer(self.evening)
        self.afterwards(self.evening)

    def sample(self, evening: Evening) -> None:
        """Nobody has come yet: the good take plays."""
        evening.press("rehearse")
        evening.press("samplegood", "sample")
        evening.sees("film.readyState > 2")
        evening.stage.evaluate(f"film.currentTime = {SAMPLE_S}")
        evening.stage.wait_for_timeout(2500)
        self.everywhere("sample")
        evening.press("stop", "applause")
        evening.press("next", "welcome")
        evening.press("for_real")  # twice, as it deletes
        evening.press("for_real", "welcome")

    def volunteer(self, evening: Evening) -> None:
        """She comes up, is asked, clapped for and voted about."""
        evenings.a_volunteer(evening)
        evening.stage.wait_for_timeout(2500)
        self.everywhere("ready")
        evening.press("begin")
        evening.sees("take.recorder && take.t() > 2")
        evenings.write(evening, "na ngon quá chị ơi")
        evening.phone.locator("#heart").click(click_count=3)
        evening.stage.wait_for_timeout(2500)
        self.everywhere("live")
        evening.press("freeze", "frozen")
        self.everywhere("frozen")
        evening.press("stop", "applause")
        evening.sees("take.sending.attempt")
        self.everywhere("applause")
        evening.press("vote", "vote")
        for question in ("1", "2"):
            evening.phone.locator(f"[data-question='{question}']").first.click(timeout=PATIENCE_MS)
        evening.stage.wait_for_timeout(2000)
        self.everywhere("vote")
        self.score(evening.stage.evaluate("take.sending.attempt"))
        evening.press("result", "result")
        evening.stage.wait_for_timeout(5000)
        self.everywhere("result")

    def afterwards(self, evening: Evening) -> None:
        """Everybody practises; the end."""
        evening.press("next", "welcome")
        for scene in ("practice", "closing"):
            evening.press(scene, scene)
            evening.phone.wait_for_timeout(5000)
            self.everywhere(scene)
        evening.host.locator("#end").click()
        evening.host.locator("#end").click()
        evening.phone.wait_for_timeout(6000)
        self.everywhere("over")

    def score(self, attempt_id: str) -> None:
        """A result that was made up stands in for the worker's."""
        store = self.made.store
        lesson = workplace(Settings(data=self.made.data)).course.lesson("L02")
        store.attempts.take_up(attempt_id, "worker", NOON)
        store.attempts.succeed(attempt_id, "worker", result_for(lesson), "{}", NOON)

    def everywhere(self, scene: str) -> None:
        """The three screens of that scene."""
        self.keep(self.evening.stage, f"stage-{scene}-1920")
        self.remote(self.evening.host, scene)
        if scene != "sample":
            self.keep(self.evening.phone, f"hall-{scene}-390")

    def remote(self, page: Page, scene: str) -> None:
        """On a laptop and on a phone, from top to bottom."""
        for screen in (PHONE, LAPTOP):
            page.set_viewport_size(screen)
            self.keep(page, f"host-{scene}-{screen['width']}", whole=True)

    def keep(self, page: Page, name: str, whole: bool = False) -> None:
        """Light and dark, small enough to be kept."""
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.wait_for_timeout(400)
            path = self.to / f"{name}{'-dark' * (theme == 'dark')}.png"
            if self.to == TO and path.stem not in KEPT:
                continue
            page.screenshot(path=path, full_page=whole)
            small = Image.open(path).convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS)
            small.save(path, optimize=True)
        page.emulate_media(color_scheme="light")


if __name__ == "__main__":
    main(*sys.argv[1:])
