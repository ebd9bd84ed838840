"""A whole workshop's screens in one browser: the stage, the host's remote, and a guest's phone."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.app.phones import Installation

STAGE: ViewportSize = {"width": 1920, "height": 1080}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
LEAST_PX = 32  # of any text on the stage, to be read from 20 m
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')]
  .filter((one) => one.offsetParent)
  .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
PATIENCE_MS = 60_000  # two cores may be busy with other things
DEVICES = ("--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required")


@dataclass
class Evening:
    """The three screens; `wrong` holds what went wrong in any of their scripts."""

    stage: Page
    host: Page
    phone: Page
    code: str = ""
    wrong: list[str] = field(default_factory=list)

    def press(self, button: str, shows: str = "") -> None:
        """On the remote; then the stage shows it, in letters that can be read from afar."""
        self.host.locator(f"[data-do='{button}']").click(timeout=PATIENCE_MS)
        if shows:
            self.sees(f"document.body.dataset.showing === '{shows}'")
            assert self.stage.evaluate(SMALLEST) >= LEAST_PX

    def sees(self, what: str) -> None:
        """Wait until that is so on the stage."""
        self.stage.wait_for_function(what, timeout=PATIENCE_MS)


def opened(made: Installation, browser: Browser) -> Evening:
    """The host opens a workshop at her laptop; the stage stands on the projector, a phone at the door."""
    stage, host, phone = (
        browser.new_context(viewport=screen, locale="vi-VN").new_page() for screen in (STAGE, LAPTOP, PHONE)
    )
    evening = Evening(stage, host, phone)
    for page in (stage, host, phone):
        page.on("pageerror", lambda error: evening.wrong.append(str(error)))
    host.goto(f"{made.laptop_url}/host", timeout=PATIENCE_MS)
    host.fill("#new_name", "Chi Lăng")
    host.fill("#new_communes", "Chi Lăng\nHữu Lũng")
    host.click("#open")
    host.wait_for_url("**/host/*", timeout=PATIENCE_MS)
    evening.code = host.url.rpartition("/")[2]
    stage.goto(f"{made.laptop_url}/stage/{evening.code}", timeout=PATIENCE_MS)
    phone.goto(f"http://localhost:{made.port + 2}/h/{evening.code}", timeout=PATIENCE_MS)
    expect(stage.locator(".number")).to_have_text(evening.code, timeout=PATIENCE_MS)
    return evening


def come_in(evening: Evening) -> None:
    """Mai of Chi Lăng, with her phone."""
    phone = evening.phone
    phone.fill("#name", "Mai")
    phone.select_option("#communes", "Chi Lăng")
    phone.locator("#joining button").click()
    expect(evening.stage.locator("#came")).to_contain_text("1", timeout=PATIENCE_MS)


def a_volunteer(evening: Evening, spoken: str = "") -> None:
    """Somebody without a phone, written down by the host, who agreed. `spoken`: where not as usual."""
    host = evening.host
    host.fill("#guest_name", "Hoa")
    host.fill("#guest_commune", "Hữu Lũng")
    host.select_option("#lesson", "L02")
    if spoken:
        host.select_option("#spoken", spoken)
    host.check("#agreed")
    host.click("#invite")
    evening.sees("document.body.dataset.showing === 'live' && take.isOpen")
    expect(evening.stage.locator("#lights li").first).to_be_visible()
    assert evening.stage.evaluate(SMALLEST) >= LEAST_PX


def write(evening: Evening, text: str) -> None:
    """A guest's comment comes to the wall."""
    evening.phone.wait_for_selector("#writing:not([hidden]) #text", timeout=PATIENCE_MS)
    evening.phone.fill("#text", text)
    evening.phone.locator("#writing button").click()
    expect(evening.stage.locator("#comments li", has_text=text)).to_be_visible(timeout=PATIENCE_MS)


def veto(evening: Evening, text: str) -> None:
    """And goes at the host's press."""
    evening.host.locator("#said li", has_text=text).locator("button").click(timeout=PATIENCE_MS)
    expect(evening.stage.locator("#comments li", has_text=text)).to_have_count(0, timeout=PATIENCE_MS)
