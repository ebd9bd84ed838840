"""The trainer's desk in a browser: three takes reviewed, the class seen, a learner reads and hears it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import ne
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from coach.course import load
from coach.course.course import Course
from coach.domain.people import Consent
from coach.domain.rubric import Lesson
from coach.settings import shipped
from coach.store.attempts import NewAttempt
from tests.app.conftest import CHROMIUM, QUIET
from tests.app.test_journey import WIDER_THAN_SCREEN
from tests.app.test_sign_in_browser import server
from tests.web.who_makers import PASSWORD, PIN, Installation, asking

__all__ = ["server"]
pytestmark = [pytest.mark.browser, pytest.mark.drill]  # minutes on a busy machine
SPEAKS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
WORDS = ["Na", "này", "em", "trồng", "ở", "xã", "Chi", "Lăng", "nha", "cả", "nhà"]
SPEAKING = re.compile(r"0:(0[1-9]|[1-5]\d) / 1:00")  # a busy machine may leave seconds out
CLAIM = {"rule": "cures", "severity": "block", "confirmed": None, "start_s": 4.0, "end_s": 5.0,
         "quote": "ăn vào là khỏi bệnh", "safer": ["ăn ngon miệng"]}  # fmt: skip


@pytest.fixture(scope="module")
def made(data: Path) -> Iterator[Installation]:
    """Binh signs in with a password; Hoa's trainers may see what she shows."""
    one, now = asking(data), datetime.now(UTC)
    one.store.who.accounts.add(one.ids["Binh"], "binh", PASSWORD, now)
    one.store.consents.keep(Consent(one.ids["Hoa"], "show_trainer", "1", "vi", "text", now))
    yield one
    one.store.engine.dispose()


@pytest.fixture(scope="module")
def course() -> Course:
    return load(shipped("lessons"))


@pytest.fixture
def shown(made: Installation, course: Course, film: Path) -> Installation:
    """Hoa has shown three takes that nobody has looked at, on each screen anew."""
    one, now = made, datetime.now(UTC)
    with film.open("rb") as stream:
        sha256 = one.store.recordings.keep(stream)
    for n in range(3):
        taken = NewAttempt(one.ids["Hoa"], "L02", "vi", sha256, "na.mp4")
        take = one.store.attempts.add(taken, now - timedelta(hours=3 - n)).id
        one.store.attempts.take_up(take, "w", now)
        result = scored(course.lesson("L02"), claims=n == 0)
        one.store.attempts.succeed(take, "w", result, course.contents["L02"], now)
        one.store.showing.show(take, one.ids["Hoa"], now + timedelta(minutes=n))
        one.take = one.take if n else take
    return one


def scored(lesson: Lesson, claims: bool) -> dict[str, Any]:
    """A result in which the machine gave every criterion the second level."""
    words = [
        {"text": word, "start_s": 1 + n / 2, "end_s": 1.4 + n / 2, "probability": 0.9}
        for n, word in enumerate(WORDS)
    ]
    judgements = [
        {"criterion": use.criterion.id, "weight": use.weight, "gate": use.gate, "state": "judged", "level": 2,
         "level_low": 2, "level_high": 2, "top": 4, "certainty": 0.9, "evidence": [], "reason_text": "",
         "reason": {"id": "reason.reached", "values": {"level": 2, "top": 4}}}
        for use in lesson.uses
    ]  # fmt: skip
    return {
        "lesson": {"id": lesson.id, "digest": lesson.digest},
        "recording": {"sha256": "0", "duration_s": 8.0, "width_px": 160, "height_px": 120},
        "points": {"low": 50.0, "high": 50.0, "out_of": 100, "cap": 100},
        "passes": False, "observers": {}, "judgements": judgements, "claims": [CLAIM] if claims else [],
        "notices": [], "not_observed": [], "transcript": {"language": "vi", "words": words},
    }  # fmt: skip


@dataclass
class Visitor:
    """Somebody before a browser of her own."""

    page: Page
    base: str

    def teacher(self) -> None:
        self.page.goto(self.base)
        self.page.get_by_role("button", name="Tôi là người dạy").click()
        self.page.get_by_label("Tên đăng nhập").fill("binh")
        self.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        self.press("Vào", exact=True)

    def learner(self, code: str) -> None:
        self.page.goto(self.base)
        self.page.get_by_label("Mã lớp").fill(code)
        self.press("Tiếp tục")
        self.press("Cô Hoa")
        for digit in PIN:
            self.press(f"Số {digit}")
        self.press("Vào", exact=True)

    def press(self, name: str, exact: bool = False) -> None:
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def comment(self, text: str) -> None:
        """She types wherever she is: the letters fall into the box, and Enter keeps them."""
        self.page.get_by_label("Lời nhắn ở giây này").wait_for()
        self.page.locator("h1").first.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.page.locator(".notes .note p", has_text=text).wait_for()

    def looked_through(self) -> None:
        self.press("Đã xem xong bài này", exact=True)
        self.sees("Anh Binh đã xem xong bài này")

    def fits(self) -> None:
        assert not self.page.evaluate(WIDER_THAN_SCREEN)


@pytest.fixture(
    params=[(390, 844), pytest.param((1280, 800), marks=pytest.mark.drill)], ids=["phone", "laptop"]
)
def visitors(request: pytest.FixtureRequest, server: str) -> Iterator[list[Visitor]]:
    """A trainer, a learner and a stranger."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    width, height = request.param
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=[*QUIET, *SPEAKS])
        found = []
        for _ in range(3):
            page = opened.new_context(
                viewport={"width": width, "height": height}, locale="vi-VN", permissions=["microphone"]
            ).new_page()
            page.set_default_timeout(60_000)
            found.append(Visitor(page, server))
        yield found
        opened.close()


def test_a_trainer_reviews_three_takes_a_learner_reads_it_and_a_stranger_sees_nothing(
    shown: Installation, visitors: list[Visitor]
) -> None:
    trainer, learner, stranger = visitors
    trainer.teacher()
    trainer.press("Bài chờ xem")
    trainer.sees("3 bài")
    trainer.fits()
    trainer.page.locator("button.take").first.click()  # risky words come first
    reviews(trainer)
    speaks(trainer)
    trainer.looked_through()
    for text in ("Chậm lại một nhịp", "Nhìn vào máy nha"):
        before = trainer.page.url
        trainer.press("Bài tiếp theo")
        trainer.page.wait_for_url(partial(ne, before))
        trainer.page.get_by_role("button", name="Đã xem xong bài này", exact=True).wait_for()
        trainer.comment(text)
        trainer.looked_through()
    trainer.page.goto(f"{trainer.base}/classroom")
    trainer.page.locator("th[scope=row]", has_text="Cô Hoa").wait_for()
    trainer.fits()
    learner.learner(shown.class_code)
    learner.page.get_by_role("button", name="Thoát").wait_for()
    learner.page.goto(f"{learner.base}/scorecard?attempt={shown.take}")
    learner.sees("Anh Binh đã xem lần tập này")
    learner.sees("Nói giá sớm hơn nha")
    learner.sees("máy cho mức 2, Anh Binh cho mức 4 trên 4. Vì: nghe rõ tên xã")
    heard = learner.page.locator(".spoken audio").first.get_attribute("src")
    assert learner.page.evaluate("async (src) => (await fetch(src)).status", heard) == 200
    learner.fits()
    for path in (f"/scorecard?attempt={shown.take}", "/classroom", "/waiting", heard or ""):
        answer = stranger.page.goto(f"{stranger.base}{path}")
        assert answer is not None
        assert answer.status == 403
    assert learner.page.request.get(f"{learner.base}/api/take/{shown.take}/voice").status in (403, 405)


def reviews(trainer: Visitor) -> None:
    """The first take: words at a second, another level with its reason, the claim confirmed."""
    page = trainer.page
    trainer.comment("Nói giá sớm hơn nha")
    trainer.press("Đúng là hứa quá")
    trainer.sees("Anh Binh: đúng là hứa quá.")
    page.locator(".st-key-skill_story summary").click()
    page.locator("[class*='st-key-change_'] summary").first.click()
    page.locator("[class*='st-key-level_'] label", has_text="4 ·").first.click()
    page.get_by_label("Vì sao?").first.fill("nghe rõ tên xã")
    trainer.press("Ghi mức này")
    trainer.sees("Anh Binh cho mức 4 trên 4")
    trainer.fits()


def speaks(trainer: Visitor) -> None:
    """Two seconds of her voice, heard once more and kept."""
    trainer.press("Nói lời nhận xét")
    trainer.page.get_by_text(SPEAKING).first.wait_for()
    trainer.press("Dừng ghi")
    trainer.press("Lưu lời này")
    trainer.page.locator(".spoken audio").first.wait_for()
