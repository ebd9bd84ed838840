"""A phone hands in a take, in a real browser: the code on the laptop, the light page, the result on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, sync_playwright

from coach.app.recording import COOKIE
from coach.web.passes import issue_pass
from coach.web.tickets import tickets_kept_in
from tests.app.phones import Installation
from tests.app.rooms import CHROMIUM, QUIET

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]
FILM = Path(__file__).parents[2] / "media" / "vi_na_poor.mp4"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    one = Installation(tmp_path_factory.mktemp("phones"))
    one.start()
    yield one
    one.stop()


@pytest.fixture
def browser(devices: tuple[Path, Path]) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers; a phone's has a camera and a microphone out of files, and clicked the warning away."""
    video, sound = devices
    told = [
        *(one for one in QUIET if "host-resolver" not in one),
        "--host-resolver-rules=MAP laptop.test 127.0.0.1, MAP * ~NOTFOUND , EXCLUDE localhost",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
        f"--use-file-for-fake-audio-capture={sound}",
    ]
    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=str(CHROMIUM), args=told)

        def opened(width: int = 390, height: int = 844, **more: Any) -> BrowserContext:
            screen: Any = {"width": width, "height": height}
            return started.new_context(viewport=screen, ignore_https_errors=True, locale="vi-VN", **more)

        yield opened
        started.close()


def stage(page: Page, state: str, patience_s: float = 60) -> None:
    page.wait_for_function(f"document.body.dataset.state === '{state}'", timeout=patience_s * 1000)


def barriers(page: Page) -> list[str]:
    """What axe finds on the whole page, light and dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [one["id"] for one in Axe().run(page).response["violations"]]
    return found


def test_recorded_on_the_phone_the_laptop_goes_on_by_itself(
    made: Installation, browser: Callable[..., BrowserContext]
) -> None:
    laptop = browser(1280, 900)
    ticket = issue_pass(tickets_kept_in(made.data), made.learner, datetime.now(UTC))
    laptop.add_cookies([{"name": COOKIE, "value": ticket, "url": made.laptop_url, "sameSite": "Strict"}])
    screen = laptop.new_page()
    screen.goto(f"{made.laptop_url}/lesson?lesson=L02")
    screen.get_by_role("button", name="Quay bằng điện thoại").click(timeout=60_000)
    screen.get_by_alt_text("Mã để mở trên điện thoại").first.wait_for(timeout=60_000)
    screen.get_by_text("Trang này đang đợi điện thoại.").wait_for(timeout=60_000)
    phone = browser(is_mobile=True, has_touch=True).new_page()
    sockets: list[str] = []
    phone.on("websocket", lambda one: sockets.append(one.url))
    phone.goto(made.phone_page())
    stage(phone, "ready")
    assert "#" not in phone.url  # the ticket is used up, and gone from the address
    assert barriers(phone) == []
    phone.locator("#open").click()
    phone.locator("#start").click(timeout=60_000)
    stage(phone, "live")
    phone.wait_for_timeout(3000)
    phone.locator("#stop").click()
    stage(phone, "scoring")
    screen.wait_for_url("**/progress?attempt=*", timeout=60_000)
    take = made.take()
    assert take.id in screen.url
    kept = made.store.recordings.path(take.recording_sha256)
    assert kept.stat().st_size > 50_000
    assert sockets == []
    assert barriers(phone) == []
    made.store.forgetting.forget_take(take.id)


@pytest.mark.drill
def test_viewers_type_on_the_phone_and_what_was_shown_goes_with_the_take(
    made: Installation, browser: Callable[..., BrowserContext]
) -> None:
    phone = browser(is_mobile=True, has_touch=True).new_page()
    phone.goto(made.phone_page())
    stage(phone, "ready")
    phone.locator("#open").click()
    phone.locator("#start").click(timeout=60_000)
    stage(phone, "live")
    phone.locator("#feed p").nth(1).wait_for(timeout=60_000)
    seen = phone.locator("#feed p").all_text_contents()
    assert "khách" in str(phone.locator("#crowd").text_content())
    assert barriers(phone) == []
    phone.locator("#stop").click()
    stage(phone, "scoring")
    take = made.take()
    shown = [f"{one.name} {one.text}" for one in take.comments]
    assert shown[: len(seen)] == seen
    assert [one.at_s for one in take.comments] == sorted(one.at_s for one in take.comments)
    made.store.forgetting.forget_take(take.id)


@pytest.mark.drill
def test_over_plain_http_a_film_is_sent_and_goes_on_after_a_reload(
    made: Installation, browser: Callable[..., BrowserContext]
) -> None:
    phone = browser(is_mobile=True, has_touch=True).new_page()
    phone.goto(made.phone_page(secure=False))
    stage(phone, "plain")
    assert phone.evaluate("window.isSecureContext") is False
    assert phone.locator("#film input").get_attribute("capture") == "user"
    assert phone.locator("#open").is_hidden()
    phone.reload()
    stage(phone, "plain")  # still let in: the phone keeps its pass
    phone.locator("#film input").set_input_files(FILM)
    stage(phone, "scoring")
    take = made.take()
    assert made.store.recordings.path(take.recording_sha256).read_bytes() == FILM.read_bytes()


@pytest.mark.drill
def test_a_code_that_was_used_says_where_to_get_another(
    made: Installation, browser: Callable[..., BrowserContext]
) -> None:
    where = made.phone_page()
    first, second = (browser().new_page() for _ in range(2))
    first.goto(where)
    stage(first, "ready")
    second.goto(where)
    stage(second, "shut")
    assert "mã mới" in str(second.locator("#say").text_content())
