"""A learner's way through the app in a real browser with the network cut, on a phone and on a laptop."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from coach.assembly import workplace
from coach.settings import Settings
from tests.app.conftest import Browser
from tests.app.makers import attempt_in, learner_in, result_for

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]
SCORED_WITHIN_MS = 180_000  # a slow laptop that loads the recogniser for the first time
IN_VIDEO = """() => {
  for (const one of document.querySelectorAll('*')) {
    const video = one.shadowRoot && one.shadowRoot.querySelector('video');
    if (video) return { at_s: video.currentTime, width_px: video.videoWidth, take: video.dataset.take };
  }
}"""
SMALL = """() => [...document.querySelectorAll('button, label:has(input)')]
  .filter(one => one.checkVisibility() && !one.closest('[data-testid=stFileChip]'))
  .map(one => [one.textContent, one.getBoundingClientRect()])
  .filter(([_, box]) => box.width > 2 && box.height < 47.5)
  .map(([text, box]) => `${text}: ${box.height} px`)"""
SETTLED = """() => !document.querySelector('[data-stale=true]')
  && !document.querySelector('[data-testid=stStatusWidget]')"""
WIDER_THAN_SCREEN = """() => document.querySelector('[data-testid=stMain]').scrollWidth
  > document.documentElement.clientWidth"""


@pytest.mark.whisper
@pytest.mark.slow
def test_from_a_name_to_a_scorecard(browser: Browser, film: Path) -> None:
    page = browser.page
    page.goto(browser.base)
    newcomer = page.get_by_role("button", name="Tôi là người mới")
    newcomer.or_(page.get_by_label("Tên bạn là gì?")).wait_for()
    if newcomer.is_visible():
        newcomer.click()
    page.get_by_label("Tên bạn là gì?").fill("Hoa")
    page.get_by_text("cô", exact=True).click()
    page.get_by_text("Tôi đồng ý", exact=True).click()
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_role("button", name="Câu chuyện vườn nhà").click()
    page.get_by_text("Chào cô Hoa!").wait_for()
    page.locator("input.file").set_input_files(film)
    page.get_by_role("button", name="Chấm bài này").click()
    page.get_by_text("Máy đang chấm bài").wait_for()
    address = page.url
    page.goto("about:blank")  # the browser is closed and opened again
    page.goto(address)
    page.get_by_text("trên 100 điểm").wait_for(timeout=SCORED_WITHIN_MS)
    page.get_by_text("điều máy chưa chấm được").wait_for()  # nobody speaks in this film
    page.get_by_text("Chưa chấm được").or_(page.get_by_text("Mức 0 trên 4")).first.wait_for()
    assert browser.outside == []


@pytest.fixture(scope="module")
def scored(data: Path, film: Path) -> str:
    """A finished attempt of the real lesson in the server's data folder, by somebody called cô Lan."""
    at = workplace(Settings(data=data))
    attempt = attempt_in(
        at, learner_in(at, "Lan"), film.read_bytes(), result=result_for(at.course.lesson("L02"))
    )
    at.store.engine.dispose()
    return attempt.id


def test_a_quote_shows_its_moment_and_the_way_back(scored: str, browser: Browser) -> None:
    page = browser.page
    page.goto(f"{browser.base}/scorecard?attempt={scored}")
    open_skills(page)
    page.get_by_role("button", name=re.compile("0:05 «Bố em»")).last.click()
    page.wait_for_function(f"() => Math.abs(({IN_VIDEO})().at_s - 4.6) < 2")
    assert page.evaluate(IN_VIDEO)["width_px"] == 160
    page.get_by_role("button", name="Quay lại chỗ đang đọc").click()
    page.get_by_text("Lăng", exact=True).click()
    page.wait_for_function(f"() => ({IN_VIDEO})().at_s < 4")
    picture = page.locator("img.picture").last
    picture.scroll_into_view_if_needed()
    picture.evaluate("image => image.decode()")
    assert picture.evaluate("image => image.naturalWidth") == 160
    assert browser.outside == []


def test_words_the_wave_and_the_keys_lead_through_the_take(scored: str, browser: Browser) -> None:
    page = browser.page
    page.goto(f"{browser.base}/scorecard?attempt={scored}")
    wave = page.get_by_role("slider", name=re.compile("phím mũi tên"))
    wave.wait_for()
    page.wait_for_function(f"() => ({IN_VIDEO})() && ({IN_VIDEO})().width_px")
    wave.focus()
    wave.press("End")
    page.wait_for_function(f"() => ({IN_VIDEO})().at_s > 7")
    wave.press("Home")
    page.wait_for_function(f"() => ({IN_VIDEO})().at_s < 2")
    assert int(wave.get_attribute("aria-valuemax") or 0) == 8
    assert browser.outside == []


def test_what_nobody_can_have_said_is_refused_and_nothing_typed_is_judged(
    scored: str, browser: Browser
) -> None:
    page = browser.page
    page.goto(f"{browser.base}/scorecard?attempt={scored}")
    page.get_by_role("button", name="Sửa chữ máy nghe sai").click()
    page.locator(".change:visible").first.click()
    page.get_by_label("Cô đã nói đúng như thế nào?").fill("na ngọt " * 60)
    page.get_by_role("button", name="Lưu và chấm lại").click()
    page.get_by_text("không ai nói kịp từng ấy chữ").first.wait_for()
    assert not page.evaluate(WIDER_THAN_SCREEN)
    assert browser.outside == []


def test_a_machine_without_a_voice_writes_what_it_would_say(scored: str, browser: Browser) -> None:
    page = browser.page
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    page.goto(f"{browser.base}/scorecard?attempt={scored}")
    page.get_by_role("button", name="Nghe đọc kết quả").click()
    page.get_by_text("Máy này chưa có giọng đọc tiếng Việt").wait_for()
    assert "Cô làm tốt" in page.locator(".none .text").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_of_ours_is_in_the_way_of_a_screen_reader(
    scored: str, browser: Browser, scheme: Scheme
) -> None:
    page = browser.page
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{browser.base}/scorecard?attempt={scored}")
    page.get_by_role("button", name="Sửa chữ máy nghe sai").click()
    page.locator(".change:visible").first.click()
    open_skills(page)
    page.wait_for_function(SETTLED)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


def open_skills(page: Page) -> None:
    """Open every skill: what is closed is not on the page."""
    closed = page.locator("[class*=st-key-skill_] summary:not(.open)")  # not those of moments within
    closed.first.wait_for()
    for one in closed.all():
        one.click()
        page.wait_for_timeout(800)  # opening asks Python; the next press must not meet a page in motion


def test_every_moment_can_be_opened_seen_and_heard(scored: str, browser: Browser) -> None:
    page = browser.page
    page.goto(f"{browser.base}/scorecard?attempt={scored}")
    opened = page.locator("details.proof").last
    page.locator("video").first.wait_for(state="attached")
    page.wait_for_timeout(2000)  # Streamlit may lay the page out again while it loads
    opened.locator("summary").click()
    opened.locator("img").evaluate("image => image.decode()")
    audio = opened.locator("audio")
    assert audio.evaluate("one => one.preload") == "none"
    audio.evaluate("one => { one.muted = true; return one.play(); }")
    page.wait_for_function("one => one.currentTime > 0.2", arg=audio.element_handle())
    assert 1 <= audio.evaluate("one => one.duration") <= 8
    assert not page.evaluate(WIDER_THAN_SCREEN)
    assert browser.outside == []


def test_every_page_fits_speaks_every_language_and_can_be_pressed(scored: str, browser: Browser) -> None:
    page = browser.page
    page.goto(browser.base)
    page.get_by_role("button", name="Cô Lan").click()
    fits(browser, "Hôm nay cô muốn tập bài nào?")
    page.get_by_role("button", name="Câu chuyện vườn nhà").click()
    fits(browser, "Cách khác để gửi bài")
    page.get_by_role("button", name="Xem các lần tập trước").click()
    fits(browser, "Các lần tập trước")
    page.get_by_role("button", name="Xem", exact=True).click()
    fits(browser, "Từng điều một")
    page.get_by_text("Indonesia", exact=True).click()
    fits(browser, "Satu per satu")
    assert page.evaluate("document.documentElement.lang") == "id"
    page.get_by_text("English", exact=True).click()
    fits(browser, "One thing at a time")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    fits(browser, "One thing at a time")
    page.get_by_role("button", name="Practise the lesson again").first.click()
    page.get_by_role("button", name="Record now").wait_for()
    assert browser.outside == []


def fits(browser: Browser, words: str) -> None:
    """The words are there, nothing is wider than the screen, and nothing to press is smaller than a thumb."""
    browser.page.get_by_text(words, exact=True).wait_for()
    browser.page.wait_for_timeout(500)
    assert not browser.page.evaluate(WIDER_THAN_SCREEN)
    assert browser.page.evaluate(SMALL) == []


def test_the_letters_are_ours(browser: Browser) -> None:
    page = browser.page
    page.goto(browser.base)
    page.get_by_text("Tập bán hàng livestream").wait_for()
    page.wait_for_function(
        "() => [...document.fonts].some(f => f.family.includes('Be Vietnam Pro') && f.status === 'loaded')"
    )
    assert page.evaluate("document.documentElement.lang") == "vi"
