"""Keeps a picture of every state of the phone's light page in docs/screens, to be looked at.

python -m tools.phone_screens
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from coach.app.recording import COOKIE
from coach.assembly import workplace
from coach.settings import Settings
from coach.web.passes import issue_pass
from coach.web.tickets import tickets_kept_in
from tests.app import cameras
from tests.app.makers import NOON, result_for
from tests.app.phones import Installation
from tests.app.rooms import CHROMIUM

TO = Path(__file__).parent.parent / "docs" / "screens"
PHONE: ViewportSize = {"width": 390, "height": 844}
COLOURS = 128  # a third of the bytes
LINES = 2  # of what viewers type, before the picture is taken


def main() -> None:
    """Every state, in Vietnamese."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        made = Installation(Path(folder))
        made.start()
        devices = cameras.camera(Path(folder) / "c.mjpeg", 12), cameras.microphone(Path(folder) / "m.wav", 12)
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=arguments(*devices))
        laptop(made, browser)
        plain(made, browser)
        recorded(made, browser)
        browser.close()
        made.stop()


def arguments(video: Path, sound: Path) -> list[str]:
    """A browser with a camera and a microphone out of files, for which the laptop has a name."""
    return [
        "--no-sandbox",
        "--host-resolver-rules=MAP laptop.test 127.0.0.1, MAP * ~NOTFOUND , EXCLUDE localhost",
        *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
        f"--use-file-for-fake-video-capture={video}",
        f"--use-file-for-fake-audio-capture={sound}",
    ]


def phone(browser: Browser) -> Page:
    """A phone's page."""
    context = browser.new_context(
        viewport=PHONE, ignore_https_errors=True, locale="vi-VN", is_mobile=True, has_touch=True
    )
    return context.new_page()


def stage(page: Page, state: str) -> None:
    """Wait until the page is in that state."""
    page.wait_for_function(f"document.body.dataset.state === '{state}'", timeout=60_000)


def laptop(made: Installation, browser: Browser) -> None:
    """The code on the laptop, on a wide and on a narrow screen."""
    ticket = issue_pass(tickets_kept_in(made.data), made.learner, datetime.now(UTC))
    for width, height in ((1280, 800), (390, 844)):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
        context.add_cookies([{"name": COOKIE, "value": ticket, "url": made.laptop_url, "sameSite": "Strict"}])
        page = context.new_page()
        page.goto(f"{made.laptop_url}/lesson?lesson=L02")
        page.get_by_role("button", name="Quay bằng điện thoại").click(timeout=60_000)
        page.get_by_alt_text("Mã để mở trên điện thoại").first.wait_for(timeout=60_000)
        keep(page, f"code-{width}")
        context.close()


def plain(made: Installation, browser: Browser) -> None:
    """By plain http: the phone's own camera."""
    page = phone(browser)
    page.goto(made.phone_page(secure=False))
    stage(page, "plain")
    keep(page, "plain-390")


def recorded(made: Installation, browser: Browser) -> None:
    """From the ticket to the result."""
    page = phone(browser)
    page.goto(made.phone_page())
    stage(page, "ready")
    keep(page, "ready-390")
    page.locator("#open").click()
    page.locator("#start").click(timeout=60_000)
    stage(page, "live")
    page.locator("#feed p").nth(LINES - 1).wait_for(timeout=90_000)
    keep(page, "live-390")
    page.locator("#stop").click()
    stage(page, "scoring")
    keep(page, "scoring-390")
    score(made)
    stage(page, "done")
    keep(page, "done-390")


def score(made: Installation) -> None:
    """A result that was made up stands in for the worker's."""
    take = made.take()
    lesson = workplace(Settings(data=made.data)).course.lesson(take.lesson_id)
    made.store.attempts.take_up(take.id, "worker", NOON)
    made.store.attempts.succeed(take.id, "worker", result_for(lesson), "{}", NOON)


def keep(page: Page, name: str) -> None:
    """One picture, small enough to be kept."""
    page.wait_for_timeout(600)
    path = TO / f"phone-{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
