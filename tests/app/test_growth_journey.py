"""Progress, report and certificate in a real browser with the network cut, on a phone and on a laptop."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from coach.assembly import workplace
from coach.settings import Settings
from tests.app.conftest import Browser
from tests.app.makers import NOON, attempt_in, learner_in, result_for
from tests.app.test_journey import SMALL, WIDER_THAN_SCREEN

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def number(data: Path, film: Path) -> str:
    """Cô Lan with two takes of the real course, who holds a certificate; its number."""
    at = workplace(Settings(data=data))
    lan = learner_in(at, "Lan")
    for content in (film.read_bytes(), film.read_bytes() + b"again"):
        attempt_in(at, lan, content, result=result_for(at.course.lesson("L02")))
    held = at.store.certificates.issue(lan, 14, NOON)
    at.store.engine.dispose()
    return held.number


def barriers(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def test_from_progress_to_paper(number: str, browser: Browser) -> None:
    page = browser.page
    page.goto(browser.base)
    page.get_by_role("button", name="Cô Lan").click()
    page.get_by_role("button", name="Tiến bộ của tôi").click()
    page.get_by_text("Kể chuyện").first.wait_for()
    page.get_by_role("link", name="Tải chứng nhận").wait_for()
    assert barriers(page) == []
    assert page.evaluate(SMALL) == []
    assert not page.evaluate(WIDER_THAN_SCREEN)
    page.get_by_role("button", name="Xem các lần tập trước").click()
    page.get_by_role("button", name="Lấy phiếu giữ lại").first.click()
    link = page.get_by_role("link", name="Tải phiếu (PDF)")
    link.wait_for()
    assert barriers(page) == []
    address = urljoin(page.url, link.get_attribute("href") or "")
    with page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename.startswith("chot-don-L02-")
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")
    page.goto(address.replace("/report/pdf", "/report/page"))
    page.get_by_role("button", name="In trang này").wait_for()
    assert barriers(page) == []
    page.goto(f"{browser.base}/certificate")
    page.get_by_label("Số ghi trên chứng nhận").fill(number.lower())
    page.get_by_role("button", name="Kiểm tra").click()
    page.get_by_text("Chứng nhận này là thật.").wait_for()
    assert barriers(page) == []
    assert browser.outside == []
