"""Walks through the app with real takes and keeps a picture of every page: `just screens`.

python -m tools.screens [vi] [en] [id] [phone] [laptop]

Pictures go to docs/screens/ as NUMBER-PAGE-LANGUAGE-WIDTH.png, below 400 kB each. They are there to be looked
at: would a sixty-year-old farmer know what to press?
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from coach.app.main import NAMES
from coach.assembly import workplace
from coach.domain.people import DEMONSTRATION
from coach.i18n import LANGUAGES, Speaker
from coach.settings import Settings
from coach.store.attempts import Attempt, NewAttempt
from tools.practised import practised

ROOT = Path(__file__).parent.parent
TO = ROOT / "docs" / "screens"
TAKE = ROOT / "media" / "en_na_poor.mp4"  # small, and its evidence is there already
TAKES = 4  # of the demonstration class
WIDTHS = {"phone": (390, 844), "laptop": (1280, 800)}
LONGEST_PX = 9000  # of a whole page
COLOURS = 128  # enough for paper, ink and a portrait; a third of the bytes
LARGEST_BYTES = 400_000


def main(languages: Sequence[str], widths: Sequence[str]) -> None:
    """Every page in these languages and widths, over a data folder with the demonstration class in it."""
    TO.mkdir(parents=True, exist_ok=True)
    for old in TO.glob("[0-9]*.png"):
        if old.stem.split("-")[-2] in languages and old.stem.split("-")[-1] in widths:
            old.unlink()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with server(Path(folder)) as base:
            takes = demonstration(Path(folder))
            shown = {language: best_of(takes, language) for language in LANGUAGES}
            weeks = {language: practised(Path(folder), takes, language) for language in LANGUAGES}
            for name, (width, height) in ((one, WIDTHS[one]) for one in widths):
                for language in languages:
                    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
                    page = context.new_page()
                    page.set_default_timeout(120_000)
                    Walk(page, base, Path(folder), language, name).all(shown[language], weeks[language])
                    context.close()
        browser.close()


def demonstration(data: Path) -> list[Attempt]:
    """The takes of the demonstration class, which the app makes on its first start, once all are scored."""
    at = workplace(Settings(data=data))
    for _ in range(600):
        takes = [one for who in at.store.groups.ids_in(DEMONSTRATION) for one in at.store.attempts.of(who)]
        if len(takes) == TAKES and all(one.state == "done" for one in takes):
            at.store.engine.dispose()
            return takes
        time.sleep(1)
    raise SystemExit("the demonstration class was not made")


def best_of(takes: list[Attempt], language: str) -> Attempt:
    """The best take that is spoken in the language, else in English."""
    spoken = [one for one in takes if one.language == language]
    spoken = spoken or [one for one in takes if one.language == "en"]
    return max(spoken, key=lambda one: one.result["points"]["low"] if one.result else 0)


def listening(data: Path) -> str:
    """A take that is being listened to, as far as the page can tell; nobody scores it."""
    at = workplace(Settings(data=data))
    now = datetime.now(UTC)
    one = at.store.people.add("Hoa", "cô", now)
    with TAKE.open("rb") as film:
        taken = NewAttempt(one.id, "L02", "en", at.store.recordings.keep(film), TAKE.name)
    attempt = at.store.attempts.add(taken, now)
    at.store.workers.beat("screens", 1, at.store.workers.clock())
    at.store.attempts.take_up(attempt.id, "screens", now)
    at.store.attempts.progressed(attempt.id, "screens", "listening", 0.4, now)
    at.store.engine.dispose()
    return attempt.id


class Walk:
    """One language on one screen, from a name to a scorecard, a picture at each step."""

    def __init__(self, page: Page, base: str, data: Path, language: str, width: str) -> None:
        self.page, self.base, self.data = page, base, data
        self.say = Speaker(language).say
        self.language, self.width = language, width

    def all(self, shown: Attempt, newest: str) -> None:
        self.enter()
        self.hand_in()
        self.look(shown)
        self.grow(newest)

    def enter(self) -> None:
        """Give a name and consent."""
        page = self.page
        page.goto(f"{self.base}/?language={NAMES[self.language]}")
        first = page.locator("input[type=text]")
        newcomer = page.get_by_role("button", name=self.say("who.new"))
        newcomer.or_(first).first.wait_for()
        if newcomer.is_visible():
            newcomer.click()
        first.first.fill("Hoa")
        self.keep("1-who")
        page.locator("label:has(input[type=checkbox])").last.click()
        page.locator("button[kind=primary], button[kind=primaryFormSubmit]").last.click()

    def hand_in(self) -> None:
        """Choose a lesson and a file, and see how far the scoring of a take is."""
        page = self.page
        page.locator(".st-key-lessons button").first.wait_for()
        self.keep("2-lessons")
        page.locator(".st-key-lessons button").first.click()
        page.locator("input.file").wait_for(state="attached")
        self.keep("3-lesson")
        page.locator("input.file").set_input_files(TAKE)
        page.get_by_role("button", name=self.say("room.send")).wait_for()
        self.keep("4-send")
        page.goto(f"{self.base}/progress?attempt={listening(self.data)}&language={NAMES[self.language]}")
        page.locator("[data-testid=stProgress]").wait_for()
        self.keep("5-progress")

    def look(self, shown: Attempt) -> None:
        """The scorecard of the demonstration class, one moment opened, and the list of takes."""
        page = self.page
        page.goto(f"{self.base}/scorecard?attempt={shown.id}&language={NAMES[self.language]}")
        page.locator("video").first.wait_for(state="attached")
        self.keep("6-scorecard", whole=False)
        page.locator(".st-key-skill_story summary").click()
        page.locator(".st-key-skill_story .moment").first.wait_for()
        page.locator("summary.open").nth(1).click()
        if self.width == "phone":
            self.keep("7-whole-scorecard")
        else:
            page.locator("summary.open").nth(1).scroll_into_view_if_needed()
            self.keep("7-evidence", whole=False)
        page.get_by_role("button", name=self.say("card.earlier")).last.click()
        page.get_by_role("button", name=self.say("attempts.open"), exact=True).first.wait_for()
        self.keep("8-takes")

    def grow(self, newest: str) -> None:
        """Somebody who practised for weeks: two takes, report, progress, map, certificate."""
        page = self.page
        shown_in = f"language={NAMES[self.language]}"
        page.goto("about:blank")
        page.context.clear_cookies()
        page.goto(f"{self.base}/scorecard?attempt={newest}&{shown_in}")
        page.locator(".st-key-compare button").click()
        page.locator(".pair .play").first.wait_for()
        self.keep("9-compare", whole=False)
        page.locator(".st-key-back_to_card button").click()
        page.locator(".st-key-keep_report button").click()
        link = page.get_by_role("link", name=self.say("report.page"))
        link.wait_for()
        self.keep("10-report")
        paper = page.context.new_page()
        paper.set_viewport_size(page.viewport_size or {"width": 390, "height": 844})
        paper.goto(self.base + (link.get_attribute("href") or ""))
        self.keep("11-paper", whole=False, of=paper)
        paper.close()
        page.locator(".st-key-back_to_result button").click()
        page.locator(".st-key-earlier button").click()
        page.locator(".st-key-growth button").click()
        page.locator(".coach-plants").wait_for()
        self.keep("9-growth")
        page.get_by_role("link", name=self.say("certificate.download")).scroll_into_view_if_needed()
        self.keep("12-certificate", whole=False)
        page.locator(".st-key-course button").click()
        page.locator(".coach-map").wait_for()
        self.keep("13-map", whole=False)

    def keep(self, name: str, whole: bool = True, of: Page | None = None) -> None:
        """Keep what is on the screen; on a phone the whole page where asked."""
        page = of or self.page
        settle(page)
        whole = whole and self.width == "phone"
        small(photograph(page, whole), TO / f"{name}-{self.language}-{self.width}.png")


def settle(page: Page) -> None:
    """Wait until nothing moves any more."""
    page.wait_for_timeout(2500)


def photograph(page: Page, whole: bool) -> bytes:
    """PNG bytes of the screen, or of the whole page."""
    if not whole:
        return page.screenshot()
    before = page.viewport_size or {"width": 390, "height": 844}
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": before["width"], "height": min(height + 10, LONGEST_PX)})
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    page.wait_for_timeout(1200)
    taken = page.screenshot()
    page.set_viewport_size(before)
    return taken


def small(png: bytes, path: Path) -> None:
    """Keep a picture with few colours, and smaller where that is not enough."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    while True:
        image.quantize(COLOURS).save(path, optimize=True)
        if path.stat().st_size <= LARGEST_BYTES:
            return
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)


@contextmanager
def server(data: Path) -> Iterator[str]:
    """The app in a process of its own over that data folder."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", f"from coach.server import serve; serve({port}, False)"]
    process = subprocess.Popen(command, env=os.environ | {"COACH_DATA": str(data)})
    try:
        base = f"http://localhost:{port}"
        for _ in range(1500):  # a busy machine takes minutes
            try:
                urllib.request.urlopen(f"{base}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        yield base
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    asked = sys.argv[1:]
    main(
        [one for one in LANGUAGES if one in asked] or LANGUAGES,
        [one for one in WIDTHS if one in asked] or list(WIDTHS),
    )
