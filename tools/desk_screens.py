"""Keeps a picture of every page of the trainer's desk in docs/screens, to be looked at.

python -m tools.desk_screens [phone] [laptop]

A class with the results of the demonstration's takes, its trainer, and a learner who reads what was said.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from coach.assembly import Workplace, workplace
from coach.cli.demo import make
from coach.jobs.demonstration import SHOWN
from coach.settings import Settings
from coach.web.cookie import NAME
from tools.desk_class import Tokens, founded, shown
from tools.screens import TO, WIDTHS, photograph, server, settle, small

FIELD = "lessons?view=change&kind=criteria&which=criteria/price_with_unit.yaml"
LAST = "Quay lại"  # the last thing on a page
# A picture of a whole page is taken on a high screen, on which a film would be as high as nobody sees it.
AS_HIGH_AS_SEEN = """() => [...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)
  .flatMap(root => [...root.querySelectorAll('video')]).concat([...document.querySelectorAll('video')])
  .forEach(film => { film.style.height = film.getBoundingClientRect().height + 'px'; })"""


def main(names: Sequence[str]) -> None:
    """Every page at these widths, each over a copy of the same data folder."""
    TO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        tokens = prepared(Path(folder) / "class")
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in names:
            walked(browser, shutil.copytree(Path(folder) / "class", Path(folder) / name), name, tokens)
        browser.close()


def prepared(data: Path) -> Tokens:
    """A data folder with the demonstration class and a class of which nobody has shown anything."""
    at = workplace(Settings(data=data))
    (data / SHOWN).touch()
    make(at, datetime.now(UTC))
    tokens = founded(at, datetime.now(UTC))
    at.store.engine.dispose()
    return tokens


def walked(browser: Browser, data: Path, width: str, tokens: Tokens) -> None:
    """The whole walk over that folder."""
    at = workplace(Settings(data=data))
    with server(data) as base:
        Walk(browser, base, width, tokens).all(at)
    at.store.engine.dispose()


class Walk:
    """A trainer's day on one screen, a picture at each step."""

    def __init__(self, browser: Browser, base: str, width: str, tokens: Tokens) -> None:
        self.browser, self.base, self.width, self.tokens = browser, base, width, tokens

    def all(self, at: Workplace) -> None:
        trainer = self.signed_in("Thu")
        self.keep(trainer, "waiting", "empty")
        hoas = shown(at)
        self.keep(trainer, "waiting", "queue")
        self.reviewed(trainer, hoas)
        self.keep(trainer, "classroom", "classroom")
        self.keep(trainer, "calibration", "calibration")
        self.keep(trainer, "offers", "offers")
        self.edited(trainer)
        learner = self.signed_in("Hoa")
        self.keep(learner, f"scorecard?attempt={hoas}", "learner", whole=False)

    def signed_in(self, name: str) -> Page:
        width, height = WIDTHS[self.width]
        is_phone = self.width == "phone"
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            is_mobile=is_phone,
            has_touch=is_phone,
        )
        context.add_cookies([{"name": NAME, "value": self.tokens[name], "url": self.base}])
        page = context.new_page()
        page.set_default_timeout(120_000)
        return page

    def reviewed(self, page: Page, attempt: str) -> None:
        """A comment, a level with its reason, then the picture."""
        page.goto(f"{self.base}/review?attempt={attempt}")
        page.get_by_label("Lời nhắn ở giây này").wait_for()
        page.locator("h1").first.click()
        page.keyboard.type("Nói tên xã sớm hơn một chút nha cô")
        page.keyboard.press("Enter")
        page.locator(".notes .note p").first.wait_for()
        page.locator("[class*='st-key-skill_'] summary").first.click()
        page.locator("[class*='st-key-change_'] summary").first.click()
        page.locator("[class*='st-key-level_'] label").nth(1).click()
        page.get_by_label("Vì sao?").first.fill("mới nói tên tỉnh, chưa nói tên xã")
        page.get_by_role("button", name="Ghi mức này").first.click()
        page.get_by_text("Chị Thu sửa lại").first.wait_for()
        page.locator("[data-testid=stToast]").first.wait_for(state="detached")
        self.photograph(page, "review")

    def edited(self, page: Page) -> None:
        """A sentence is changed, then what waits to be signed."""
        page.goto(f"{self.base}/{FIELD}")
        field = page.get_by_label("Tiêu chí này là gì").first
        field.fill("Nói giá thật rõ, kèm đơn vị")
        field.press("Tab")
        page.get_by_text("Có 1 phần đã sửa").wait_for()
        self.photograph(page, "lessons")
        page.get_by_role("button", name="Xem chỗ đã sửa và ký").last.click()
        page.get_by_role("button", name="Ký và dùng từ bây giờ").wait_for()
        self.photograph(page, "sign")

    def keep(self, page: Page, address: str, name: str, whole: bool = True) -> None:
        """Keep that page once it is drawn to its end; of a learner's the first screen."""
        page.goto(f"{self.base}/{address}")
        page.locator("h1").first.wait_for()
        if whole:
            page.get_by_role("button", name=LAST).wait_for()
        self.photograph(page, name, whole)

    def photograph(self, page: Page, name: str, whole: bool = True) -> None:
        settle(page)
        page.evaluate(AS_HIGH_AS_SEEN)
        small(photograph(page, whole), TO / f"desk-{name}-{WIDTHS[self.width][0]}.png")


if __name__ == "__main__":
    main(sys.argv[1:] or list(WIDTHS))
