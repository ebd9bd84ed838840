"""A whole workshop in three browsers at once: the stage, the host's remote, and a guest's phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.app import evenings
from tests.app.evenings import DEVICES, PATIENCE_MS, Evening
from tests.app.phones import Installation
from tests.app.rooms import CHROMIUM, QUIET

pytestmark = [
    pytest.mark.browser,
    pytest.mark.drill,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    one = Installation(tmp_path_factory.mktemp("stage"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def browser(devices: tuple[Path, Path]) -> Iterator[Browser]:
    video, sound = devices
    files = (f"--use-file-for-fake-video-capture={video}", f"--use-file-for-fake-audio-capture={sound}")
    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=str(CHROMIUM), args=[*QUIET, *DEVICES, *files])
        yield started
        started.close()


@pytest.fixture
def evening(made: Installation, browser: Browser) -> Evening:
    return evenings.opened(made, browser)


def test_a_whole_workshop(evening: Evening, made: Installation) -> None:
    stage, phone = evening.stage, evening.phone
    evenings.come_in(evening)
    evenings.a_volunteer(evening)
    evening.press("begin")
    evening.sees("take.recorder && take.t() > 4")
    evenings.write(evening, "na ngon quá chị ơi")
    evenings.veto(evening, "na ngon quá chị ơi")
    evening.press("freeze", "frozen")
    assert stage.evaluate("mirror.paused")
    evening.press("go_on", "live")
    evening.press("stop", "applause")
    evening.sees("take.sending.attempt")
    evening.press("vote", "vote")
    phone.locator("#vote button").first.click(timeout=PATIENCE_MS)
    expect(stage.locator("#votes .bars b").first).to_have_text("1", timeout=PATIENCE_MS)
    evening.press("result", "result")
    expect(stage.locator("#machine")).not_to_be_empty()
    evening.press("next", "welcome")
    evening.press("practice", "practice")
    expect(stage.locator("#wall li").first).to_contain_text("Chi Lăng")
    assert made.store.attempts.get(stage.evaluate("take.sending.attempt")).lesson_id == "L02"
    evening.host.locator("#end").click()
    evening.host.locator("#end").click()
    expect(evening.host.locator("#end")).to_be_hidden(timeout=PATIENCE_MS)
    over = made.store.workshops.by_code(evening.code)
    assert over is not None
    assert over.ended_at is not None
    evening.sees("document.body.dataset.showing === 'closing'")  # by itself, as everybody goes home
    assert evening.stage.evaluate(evenings.SMALLEST) >= evenings.LEAST_PX
    expect(evening.host.locator("#keys button, #extra, #planned").locator("visible=true")).to_have_count(0)
    assert evening.wrong == []


def test_a_rehearsal_with_nobody(evening: Evening, made: Installation) -> None:
    evening.press("rehearse")
    evening.press("samplepoor", "sample")
    evening.sees("film.currentTime > 1")
    expect(evening.stage.locator("#comments li").first).to_be_visible(timeout=PATIENCE_MS)
    evening.press("stop", "applause")
    of = made.store.workshops.by_code(evening.code)
    assert of is not None
    assert made.store.hall.guests(of.id) == ()
    evening.press("next", "welcome")
    evenings.a_volunteer(evening, "en")
    evening.press("begin")
    evening.sees("take.recorder && take.t() > 1 && now.record.language === 'en'")
    evening.press("stop", "applause")
    evening.sees("take.sending.attempt")
    evening.press("result", "result")
    expect(evening.stage.locator("#voted")).to_be_visible()  # forty simulated guests have voted
    evening.press("for_real")
    evening.press("for_real", "welcome")
    expect(evening.host.locator("#guest option")).to_have_count(1, timeout=PATIENCE_MS)  # she is gone
    assert made.store.hall.guests(of.id) == ()
    assert evening.wrong == []


def test_a_phone_films_the_volunteer(evening: Evening, made: Installation, browser: Browser) -> None:
    evenings.a_volunteer(evening)
    evening.host.locator("#camera").click()
    expect(evening.host.locator("#camera_code")).to_be_visible(timeout=PATIENCE_MS)
    of = made.store.workshops.by_code(evening.code)
    assert of is not None
    volunteer = made.store.workshops.state(of.id).volunteer_id
    ticket = made.store.who.keys.for_phone(volunteer, f"L02.vi.{of.id}", datetime.now(UTC))  # as in the code
    context = browser.new_context(viewport=evenings.PHONE, locale="vi-VN", ignore_https_errors=True)
    phone = context.new_page()
    phone.goto(f"https://localhost:{made.port + 1}/m/?language=vi#t={ticket}", timeout=PATIENCE_MS)
    phone.locator("#open").click(timeout=PATIENCE_MS)
    phone.locator("#start").click(timeout=PATIENCE_MS)
    evening.sees("now.phase === 'rolling' && film.currentTime > 2 && film.videoWidth > 0")
    assert evening.stage.evaluate("!take.isOpen && !incoming.failed")
    evening.press("freeze", "frozen")
    assert evening.stage.evaluate("film.paused")
    evening.press("go_on", "live")
    evening.press("stop", "applause")
    take = evening.stage.evaluate("now.take")
    phone.locator("#stop").click(timeout=PATIENCE_MS)
    phone.wait_for_function("document.body.dataset.state === 'ended'", timeout=PATIENCE_MS)
    assert phone.evaluate("localStorage.getItem(KNOWN)") is None
    assert made.store.attempts.get(take).learner_id == volunteer
    assert evening.wrong == []
