"""Walks through the app with a real take and keeps a picture of every page: `just screens`.

Pictures go to docs/screens/ as NAME-LANGUAGE-WIDTH.png. They are there to be looked at: would a sixty-year-old
farmer know what to press?
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools import takes

ROOT = Path(__file__).parent.parent
TO = ROOT / "docs" / "screens"
WIDTHS = {"phone": (390, 844), "laptop": (1280, 800)}
NEWCOMER = {"vi": "Tôi là người mới", "en": "I am new here"}
TITLE = {"vi": "Tiếng Việt", "en": "English"}


def main() -> None:
    """One walk with real scoring on the laptop; then every page in each language and width."""
    TO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as base, sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (width, height) in WIDTHS.items():
            for language in TITLE:
                page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
                page.set_default_timeout(300_000)
                walk(page, base, f"{language}-{name}", language)
                page.close()
        browser.close()


def walk(page: Page, base: str, kept_as: str, language: str) -> None:
    """From a name to a scorecard and the list of takes, a picture at each step."""
    page.goto(base)
    page.get_by_text(TITLE[language], exact=True).click()
    first = page.locator("input[type=text]")
    newcomer = page.get_by_role("button", name=NEWCOMER[language])
    newcomer.or_(first).first.wait_for()
    if newcomer.is_visible():
        newcomer.click()
    first.first.fill("Hoa")
    settle(page)
    picture(page, f"1-who-{kept_as}")
    page.locator("label:has(input[type=checkbox])").last.click()
    page.locator("button[kind=primary], button[kind=primaryFormSubmit]").last.click()
    page.locator("input[type=file]").wait_for(state="attached")
    settle(page)
    picture(page, f"2-lesson-{kept_as}")
    page.locator("input[type=file]").set_input_files(takes.take(next(good())))
    page.locator("label:has(input[type=radio])").last.click()
    settle(page)
    page.locator("button[kind=primary]").last.click()
    page.wait_for_url("**/progress**")
    settle(page)
    picture(page, f"3-progress-{kept_as}")
    page.wait_for_url("**/scorecard**")
    page.locator("video").first.wait_for(state="attached")
    settle(page)
    picture(page, f"4-scorecard-{kept_as}", whole=False)
    picture(page, f"5-whole-scorecard-{kept_as}")


def good() -> Iterator[Path]:
    """The script of the good take."""
    return (script for script in takes.scripts() if script.stem == "en_na_excellent")


def settle(page: Page) -> None:
    """Wait until nothing moves any more."""
    page.wait_for_timeout(2500)


def picture(page: Page, name: str, whole: bool = True) -> None:
    """Keep what is on the screen; the whole page when asked."""
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        before = page.viewport_size or {"width": 390, "height": 844}
        page.set_viewport_size({"width": before["width"], "height": min(height + 10, 6000)})
        page.wait_for_timeout(800)
        page.screenshot(path=TO / f"{name}.png")
        page.set_viewport_size(before)
    else:
        page.screenshot(path=TO / f"{name}.png")


@contextmanager
def server(data: Path) -> Iterator[str]:
    """The app in a process of its own with an empty data folder."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", f"from coach.server import serve; serve({port}, False)"]
    process = subprocess.Popen(command, env=os.environ | {"COACH_DATA": str(data)})
    try:
        base = f"http://localhost:{port}"
        for _ in range(300):
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
    main()
