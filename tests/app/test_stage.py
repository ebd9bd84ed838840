"""A whole workshop in three browsers at once: the stage, the host's remote, and a guest's phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.app.phones import Installation
from tests.app.rooms import CHROMIUM, QUIET

pytestmark = [
    pytest.mark.browser,
    pytest.mark.drill,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
LEAST_PX = 32  # of any text on the stage, to be read from 20 m
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')]
  .filter((one) => one.offsetParent)
  .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    one = Installation(tmp_path_factory.mktemp("stage"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def browser(devices: tuple[Path, Path]) -> Iterator[Browser]:
    video, sound = devices
    told = [
        *QUIET,
        "--use-fake-ui-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
        f"--use-file-for-fake-video-capture={video}",
        f"--use-file-for-fake-audio-capture={sound}",
    ]
    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=str(CHROMIUM), args=told)
        yield started
        started.close()


@dataclass
class Evening:
    """The three screens; `wrong` holds what went wrong in any of their scripts."""

    stage: Page
    host: Page
    phone: Page
    code: str
    wrong: list[str]

    def press(self, button: str, shows: str = "") -> None:
        """On the remote; then the stage shows it, in letters that can be read from afar."""
        self.host.locator(f"[data-do='{button}']").click(timeout=60_000)
        if shows:
            self.stage.wait_for_function(f"document.body.dataset.showing === '{shows}'", timeout=60_000)
            assert self.stage.evaluate(SMALLEST) >= LEAST_PX


@pytest.fixture
def evening(made: Installation, browser: Browser) -> Evening:
    wrong: list[str] = []
    stage, host, phone = (
        browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN").new_page()
        for width, height in ((1920, 1080), (1280, 800), (390, 844))
    )
    for page in (stage, host, phone):
        page.on("pageerror", lambda error: wrong.append(str(error)))
    host.goto(f"{made.laptop_url}/host")
    host.fill("#new_name", "Chi Lăng")
    host.fill("#new_communes", "Chi Lăng\nHữu Lũng")
    host.click("#open")
    host.wait_for_url("**/host/*")
    code = host.url.rpartition("/")[2]
    stage.goto(f"{made.laptop_url}/stage/{code}")
    phone.goto(f"http://localhost:{made.port + 2}/h/{code}")
    return Evening(stage, host, phone, code, wrong)


def test_a_whole_workshop(evening: Evening, made: Installation) -> None:
    stage, phone = evening.stage, evening.phone
    expect(stage.locator(".number")).to_have_text(evening.code, timeout=60_000)
    come_in(phone)
    expect(stage.locator("#came")).to_contain_text("1", timeout=30_000)
    a_volunteer(evening)
    evening.press("begin")
    stage.wait_for_function("take.recorder && take.t() > 4", timeout=60_000)
    write_and_hide(evening)
    evening.press("freeze", "frozen")
    assert stage.evaluate("mirror.paused")
    evening.press("go_on", "live")
    evening.press("stop", "applause")
    stage.wait_for_function("take.sending.attempt", timeout=60_000)
    evening.press("vote", "vote")
    phone.locator("#vote button").first.click(timeout=60_000)
    expect(stage.locator("#votes .bars b").first).to_have_text("1", timeout=30_000)
    evening.press("result", "result")
    expect(stage.locator("#machine")).not_to_be_empty()
    evening.press("next", "welcome")
    evening.press("practice", "practice")
    expect(stage.locator("#wall li").first).to_contain_text("Chi Lăng")
    evening.press("closing", "closing")
    assert made.store.attempts.get(stage.evaluate("take.sending.attempt")).lesson_id == "L02"
    assert evening.wrong == []


def test_a_rehearsal_with_nobody(evening: Evening, made: Installation) -> None:
    evening.press("rehearse")
    evening.press("samplepoor", "sample")
    stage = evening.stage
    stage.wait_for_function("film.currentTime > 1", timeout=60_000)
    expect(stage.locator("#comments li").first).to_be_visible(timeout=30_000)
    evening.press("stop", "applause")
    assert made.store.hall.guests(made.store.workshops.all()[0].id) == ()
    assert evening.wrong == []


def come_in(phone: Page) -> None:
    phone.fill("#name", "Mai")
    if phone.locator("#communes").is_visible():
        phone.select_option("#communes", "Chi Lăng")
    else:
        phone.fill("#commune", "Chi Lăng")
    phone.locator("#joining button").click()


def a_volunteer(evening: Evening) -> None:
    """Somebody without a phone, written down by the host, who agreed."""
    host = evening.host
    host.fill("#guest_name", "Hoa")
    host.fill("#guest_commune", "Hữu Lũng")
    host.select_option("#lesson", "L02")
    host.check("#agreed")
    host.click("#invite")
    evening.stage.wait_for_function("document.body.dataset.showing === 'live' && take.isOpen", timeout=60_000)
    expect(evening.stage.locator("#lights li").first).to_be_visible()
    assert evening.stage.evaluate(SMALLEST) >= LEAST_PX


def write_and_hide(evening: Evening) -> None:
    """A guest's comment comes to the wall, and goes at the host's press."""
    evening.phone.wait_for_selector("#writing:not([hidden]) #text", timeout=60_000)
    evening.phone.fill("#text", "na ngon quá chị ơi")
    evening.phone.locator("#writing button").click()
    wall = evening.stage.locator("#comments li", has_text="na ngon quá chị ơi")
    expect(wall).to_be_visible(timeout=30_000)
    evening.host.locator("#said li", has_text="na ngon").locator("button").click(timeout=30_000)
    expect(wall).to_have_count(0, timeout=30_000)
