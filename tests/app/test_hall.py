"""A guest's phone in the browser: in by the code, told kindly what cannot be shown, and herself again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from coach.domain.hall import QUESTIONS, Workshop
from tests.app import evenings
from tests.app.evenings import DEVICES
from tests.app.phones import Installation
from tests.app.rooms import CHROMIUM, QUIET

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    one = Installation(tmp_path_factory.mktemp("hall"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*QUIET, *DEVICES])
        yield started
        started.close()


@pytest.fixture
def phone(browser: Browser) -> Page:
    return browser.new_context(viewport=evenings.PHONE, locale="vi-VN").new_page()


def stage(made: Installation, of: Workshop, **what: object) -> None:
    made.store.workshops.change(of.id, made.store.workshops.state(of.id).version, **what)


def test_an_evening_on_a_guests_phone(made: Installation, phone: Page) -> None:
    one = made.store.workshops.open("Ea Kao", "vi", datetime.now(UTC))
    made.store.workshops.offer(one.id, ("Ea Kao", "Hòa Thuận"))
    phone.goto(f"http://localhost:{made.port + 2}/h/")
    phone.fill("#code", f"{one.code[:3]} {one.code[3:]}")
    phone.click("#typing button")
    phone.fill("#name", "0912345678")
    phone.select_option("#communes", "Ea Kao")
    phone.click("#joining button")
    phone.wait_for_function("document.getElementById('say').textContent.includes('số điện thoại')")
    phone.fill("#name", "Hoa")
    phone.click("#joining button")
    phone.wait_for_selector("#leave:not([hidden])")
    stage(made, one, showing="live", take_id="t" * 32)
    phone.wait_for_selector("#writing:not([hidden])")
    phone.fill("#text", "gọi 0912 345 678")
    phone.click("#writing button")
    phone.wait_for_function("document.getElementById('say').textContent.includes('số điện thoại')")
    assert phone.input_value("#text") == "gọi 0912 345 678"  # nothing she typed is lost
    assert Axe().run(phone).violations_count == 0
    stage(made, one, showing="vote")
    phone.wait_for_selector("#vote:not([hidden])")
    for question in QUESTIONS:
        phone.click(f"[data-question='{question}'] >> nth=0")
    phone.wait_for_selector("[data-question='2'][aria-pressed='true']")
    phone.reload()
    phone.wait_for_selector("#hello:not([hidden])")
    assert phone.inner_text("#hello") == "Chào Hoa!"
    (guest,) = made.store.hall.guests(one.id)
    told = made.store.hall.tally(one.id, "t" * 32)
    assert [told[number][answers[0]] for number, answers in QUESTIONS.items()] == [1, 1]
    stage(made, one, showing="practice")
    phone.wait_for_selector("#practice:not([hidden])")
    assert Axe().run(phone).violations_count == 0
    phone.click("#practise")
    assert made.store.hall.get(guest.id) == guest  # nothing was ticked: no learner, nothing recorded
    assert phone.url.endswith(f"/h/{one.code}?language=vi")


def test_hearts_wait_while_the_line_is_cut_and_come_once(made: Installation, phone: Page) -> None:
    one = made.store.workshops.open("Ea Kao", "vi", datetime.now(UTC))
    phone.goto(f"http://localhost:{made.port + 2}/h/{one.code}")
    phone.fill("#name", "Hoa")
    phone.fill("#commune", "Ea Kao")
    phone.click("#joining button")
    stage(made, one, showing="live", take_id="t" * 32)
    phone.wait_for_selector("#heart:not([hidden])")
    phone.route("**/heart", lambda route: route.abort())
    for _ in range(3):
        phone.click("#heart")
    phone.wait_for_timeout(2500)
    assert (phone.evaluate("hearts"), made.store.hall.hearts(one.id, "t" * 32)) == (3, 0)
    phone.unroute("**/heart")
    phone.wait_for_function("hearts === 0", timeout=evenings.PATIENCE_MS)
    assert made.store.hall.hearts(one.id, "t" * 32) == 3


def test_a_comment_comes_to_the_wall_and_goes_at_the_hosts_press(
    made: Installation, browser: Browser
) -> None:
    """Stage, remote and phone at once; the whole evening is in test_stage.py."""
    evening = evenings.opened(made, browser)
    evenings.come_in(evening)
    evenings.a_volunteer(evening)
    evening.press("begin")
    evenings.write(evening, "na ngon quá chị ơi")
    evenings.veto(evening, "na ngon quá chị ơi")
    evening.press("freeze", "frozen")
    evening.press("stop", "applause")
    evening.press("next", "welcome")
    evening.press("closing", "closing")
    assert evening.wrong == []
