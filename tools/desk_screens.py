"""Keeps a picture of every page of the trainer's desk in docs/screens, to be looked at.

python -m tools.desk_screens [phone] [laptop]

A class with the results of the demonstration's takes, its trainer, and a learner who reads what was said.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from coach.assembly import Workplace, workplace
from coach.cli.demo import make
from coach.domain.people import Consent
from coach.settings import Settings
from coach.store.attempts import Attempt, NewAttempt
from coach.store.founding import Founder
from coach.web.cookie import NAME
from tools.screens import TO, WIDTHS, photograph, server, settle, small

PEOPLE = (("Hoa", "cô"), ("Tuyết", "chị"), ("Mai", "em"), ("Hạnh", "cô"), ("Cúc", "bác"), ("Lan", "chị"))
PASSWORD = "na ngon chi lang"
FIELD = "lessons?view=change&kind=criteria&which=criteria/price_with_unit.yaml"
# A picture of a whole page is taken on a high screen, on which a film would be as high as nobody sees it.
AS_HIGH_AS_SEEN = """() => [...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)
  .flatMap(root => [...root.querySelectorAll('video')]).concat([...document.querySelectorAll('video')])
  .forEach(film => { film.style.height = film.getBoundingClientRect().height + 'px'; })"""
Tokens = Mapping[str, str]


def main(names: Sequence[str]) -> None:
    """Every page at these widths."""
    TO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in names:
            data = Path(folder) / name
            at = workplace(Settings(data=data))
            (data / ".demonstration").touch()
            made, now = make(at, datetime.now(UTC)), datetime.now(UTC)
            tokens = founded(at, now)
            with server(data) as base:
                Walk(browser, base, name, tokens).all(at, made)
            at.store.engine.dispose()
        browser.close()


def founded(at: Workplace, now: datetime) -> Tokens:
    """A trainer, a second one and six learners, each signed in; by name."""
    who = at.store.who
    first = who.founding.found(Founder("Thu", "chị", "thu", PASSWORD, "HTX Na"), now)
    (group,) = at.store.groups.of_kind("class")
    second = at.store.people.add("Bình", "anh", now)
    at.store.groups.join(group.id, second.id, "trainer")
    tokens = {one.name: who.signed_in.begin(one.id, "test", now) for one in (first, second)}
    for name, address in PEOPLE:
        one = at.store.people.add(name, address, now)
        at.store.groups.join(group.id, one.id, "learner")
        for purpose in ("record_and_analyse", "show_trainer"):
            at.store.consents.keep(Consent(one.id, purpose, "1", "vi", "text", now))
        tokens[name] = who.signed_in.begin(one.id, "test", now)
    return tokens


def shown(at: Workplace, made: Sequence[Attempt]) -> str:
    """Every learner has shown takes like those of the demonstration; Cúc asked for help. Hoa's newest."""
    now, newest = datetime.now(UTC), {}
    spoken = [one for one in made if one.language == "vi" and one.result]
    rising = sorted(spoken, key=lambda one: one.result["points"]["low"] if one.result else 0)
    known = {one.name: one.id for one in at.store.people.all() if one.id not in _invented(at)}
    for order, (name, _) in enumerate(PEOPLE):
        for take, like in enumerate(rising[: 1 + order % 2] if order else rising):
            asked = NewAttempt(known[name], like.lesson_id, "vi", like.recording_sha256, like.file_name)
            at_ = now - timedelta(hours=50 - 6 * order - take)
            newest[name] = at.store.attempts.add(asked, at_).id
            at.store.attempts.take_up(newest[name], "screens", now)
            content = at.course.contents[like.lesson_id]
            at.store.attempts.succeed(newest[name], "screens", dict(like.result or {}), content, now)
            at.store.showing.show(newest[name], known[name], at_ + timedelta(hours=1))
    at.store.desk.help.ask(newest["Cúc"], now)
    return newest["Hoa"]


def _invented(at: Workplace) -> frozenset[str]:
    return at.store.groups.ids_in("demonstration")


class Walk:
    """A trainer's day on one screen, a picture at each step."""

    def __init__(self, browser: Browser, base: str, width: str, tokens: Tokens) -> None:
        self.browser, self.base, self.width, self.tokens = browser, base, width, tokens

    def all(self, at: Workplace, made: Sequence[Attempt]) -> None:
        trainer = self.signed_in("Thu")
        self.keep(trainer, "waiting", "empty")
        hoas = shown(at, made)
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
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
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
        page.get_by_text("Đã ghi lại.").first.wait_for()
        self.photograph(page, "review")

    def edited(self, page: Page) -> None:
        """A sentence is changed, then what waits to be signed."""
        page.goto(f"{self.base}/{FIELD}")
        field = page.get_by_label("Tiêu chí này là gì").first
        field.fill("Nói giá thật rõ, kèm đơn vị")
        field.press("Tab")
        page.get_by_text("Có 1 phần đã sửa").wait_for()
        self.photograph(page, "lessons")
        page.get_by_role("button", name="Xem chỗ đã sửa và ký").click()
        page.get_by_role("button", name="Ký và dùng từ bây giờ").wait_for()
        self.photograph(page, "sign")

    def keep(self, page: Page, address: str, name: str, whole: bool = True) -> None:
        page.goto(f"{self.base}/{address}")
        page.locator("h1").first.wait_for()
        self.photograph(page, name, whole)

    def photograph(self, page: Page, name: str, whole: bool = True) -> None:
        settle(page)
        page.evaluate(AS_HIGH_AS_SEEN)
        small(photograph(page, whole), TO / f"desk-{name}-{WIDTHS[self.width][0]}.png")


if __name__ == "__main__":
    main(sys.argv[1:] or list(WIDTHS))
