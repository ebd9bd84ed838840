"""In a real browser: a trainer changes a word, signs it, and goes back to the course as it came."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Browser
from tests.app.test_journey import WIDER_THAN_SCREEN

pytestmark = [pytest.mark.browser, pytest.mark.drill]
NEW = "Nói giá thật rõ, kèm đơn vị"
WORDS = "lessons?view=change&kind=criteria&which=criteria/price_with_unit.yaml&way=words"


def test_a_word_is_changed_signed_and_taken_back(browser: Browser) -> None:
    page = browser.page
    page.goto(f"{browser.base}/{WORDS}")
    field = page.get_by_label("Tiêu chí này là gì").first
    expect(field).to_have_value("Nói giá rõ kèm đơn vị")
    assert not page.evaluate(WIDER_THAN_SCREEN)
    field.fill(NEW)
    field.press("Tab")
    expect(page.get_by_text("Máy đọc được")).to_be_visible()
    page.goto(f"{browser.base}/lessons?view=sign")
    expect(page.get_by_text(NEW).first).to_be_visible()
    page.get_by_label("Sửa gì, vì sao").fill("dễ hiểu hơn")
    page.get_by_role("button", name="Ký và dùng từ bây giờ").click()
    expect(page.get_by_text("Từ bây giờ máy chấm theo bản này")).to_be_visible()
    page.goto(f"{browser.base}/{WORDS}")
    expect(page.get_by_label("Tiêu chí này là gì").first).to_have_value(NEW)
    page.goto(f"{browser.base}/lessons?view=versions")
    expect(page.get_by_text("dễ hiểu hơn")).to_be_visible()
    page.get_by_role("button", name="Quay về bài học gốc").click()
    expect(page.get_by_text("Đang dạy theo bài học gốc")).to_be_visible()
    assert browser.outside == []
