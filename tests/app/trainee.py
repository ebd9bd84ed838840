"""A trainee before a browser: name, choice, camera, result, once more, beside each other, report."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from coach.app.main import NAMES
from coach.i18n import Speaker
from tests.app.looking import barriers, faults, settled

LESSON = "L02"
LIVE_S = 6
SCORED_WITHIN_MS = 240_000  # two cores may be very busy, and the recogniser is loaded first


class Trainee:
    """One walk in one language; each page she comes to is looked at, and what stands in her way is kept."""

    def __init__(self, page: Page, base: str, language: str) -> None:
        self.page, self.base, self.language = page, base, language
        self.say = Speaker(language, "cô").say
        self.found: dict[str, list[str]] = {}
        self.outside: list[str] = []
        page.set_default_timeout(60_000)
        page.on("request", lambda one: self._asked(one.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, "blob:", "data:")):
            self.outside.append(url)

    def at(self, where: str) -> None:
        """Look at the page she is on."""
        wrong = [*faults(self.page), *barriers(self.page)]
        if wrong:
            self.found[where] = wrong

    def arrives(self, name: str) -> None:
        """Name, form of address, leave; then the lessons."""
        page = self.page
        page.goto(f"{self.base}/?language={NAMES[self.language]}")
        first, newcomer = page.locator("input[type=text]"), page.locator(".st-key-new_learner button")
        newcomer.or_(first).first.wait_for()
        if newcomer.is_visible():
            newcomer.click()
        first.first.fill(name)
        self.at("who")
        page.locator("label:has(input[type=checkbox])").last.click()
        page.locator(".st-key-start button").click()

    def chooses(self) -> None:
        """The second lesson of the course."""
        page = self.page
        page.locator(".st-key-lessons button").first.wait_for()
        self.at("lessons")
        page.locator(f".st-key-lesson_{LESSON} button").click()
        page.locator(".st-key-record button").wait_for()
        self.at("lesson")

    def records(self, look: bool = True) -> None:
        """A few seconds before the camera, then to the end of the scoring."""
        page = self.page
        page.locator(".st-key-record button").click()
        page.locator("button.open").click()
        page.wait_for_function("coachRoom.state === 'looking'")
        if look:
            self.at("room")
        page.evaluate("coachRoom.data = {...coachRoom.data, count_ms: 20}")
        page.locator("button.start").click()
        page.wait_for_function(f"coachRoom.state === 'live' && coachRoom.t() >= {LIVE_S}")
        page.locator("button.stop").click()
        page.wait_for_url("**/progress?*", timeout=60_000)

    def waits(self) -> str:
        """Until the result stands there; the attempt's id."""
        page = self.page
        page.locator(".st-key-meanwhile button").or_(
            page.locator(".st-key-keep_report button")
        ).first.wait_for()
        if page.locator(".st-key-meanwhile button").is_visible():
            self.at("waiting")
        page.locator(".st-key-keep_report button").wait_for(timeout=SCORED_WITHIN_MS)
        return page.url.partition("attempt=")[2].partition("&")[0]

    def reads(self) -> None:
        """The result: its first screen, then every skill opened."""
        page = self.page
        page.locator("video").first.wait_for(state="attached")
        page.locator(
            ".st-key-next, .st-key-unjudged"
        ).first.wait_for()  # what comes next, or why nothing can be told
        self.at("result")
        closed = page.locator("[class*=st-key-skill_] details:not(.proof):not([open]) > summary")
        for _ in range(closed.count()):
            closed.first.click()
            settled(page)
        self.at("every criterion")

    def tries_again(self) -> None:
        """That one part in a short drill, if a short take can show it; then the whole lesson once more."""
        page = self.page
        page.locator(".st-key-again button, .st-key-again_whole button").click()
        whole, record = page.locator(".st-key-whole button"), page.locator(".st-key-record button")
        whole.or_(record).first.wait_for()
        self.at("the part again")
        if whole.is_visible():
            whole.click()
        record.wait_for()

    def compares(self) -> None:
        """This take beside the one before, and back."""
        page = self.page
        page.locator(".st-key-compare button").click()
        page.locator(".st-key-back_to_card button").wait_for()
        self.at("compare")
        page.locator(".st-key-back_to_card button").click()
        page.locator(".st-key-keep_report button").wait_for()

    def keeps_a_report(self) -> Path:
        """The PDF as it was saved."""
        page = self.page
        page.locator(".st-key-keep_report button").click()
        link = page.get_by_role("link", name=self.say("report.pdf"))
        link.wait_for()
        self.at("report")
        with page.expect_download() as saved:
            link.click()
        return Path(saved.value.path())
