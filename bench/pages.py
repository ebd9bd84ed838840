"""The result page in a browser: what a first visit weighs, how soon it can be pressed, who else is asked."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import CHROMIUM, serving, take
from bench.figures import Figure, show
from bench.seek import film

HEAVIEST_MB = 1.3
LONGEST_S = 1.0
VISITS = 5
# Interactive: the first button and the transcript are there, and the film knows its length.
PRESSABLE = """() => {
  const all = [...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean);
  const video = all.map((root) => root.querySelector('video')).find(Boolean);
  const word = all.some((root) => root.querySelector('.transcript span[data-at]'));
  return document.querySelector('.st-key-again button') && word && video && video.readyState > 0;
}"""


class Weighed:
    """Counts bytes as they came over the wire, the film and its pictures apart, and hosts."""

    def __init__(self, page: Page) -> None:
        self.page_bytes = 0.0
        self.hosts: set[str | None] = set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        self._paths: dict[str, str] = {}
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict) -> None:  # type: ignore[type-arg]
        address = urlsplit(event["request"]["url"])
        self._paths[event["requestId"]] = address.path
        if address.scheme.startswith("http"):
            self.hosts.add(address.hostname)

    def _came(self, event: dict) -> None:  # type: ignore[type-arg]
        if not self._paths.get(event["requestId"], "").startswith("/api/take/"):
            self.page_bytes += event["encodedDataLength"]


def first_visit(browser: Browser, address: str) -> Weighed:
    """A browser that was never here."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(120_000)
    weighed = Weighed(page)
    page.goto(address)
    page.wait_for_function(PRESSABLE)
    page.wait_for_timeout(3000)
    context.close()
    return weighed


def from_the_list(browser: Browser, base: str, attempt_id: str) -> list[float]:
    """Seconds from the press on "See" in the open app to a result that can be pressed."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{base}/scorecard?attempt={attempt_id}")
    page.wait_for_function(PRESSABLE)
    took = []
    for _ in range(VISITS):
        page.locator(".st-key-earlier button").click()
        see = page.locator(f".st-key-open_{attempt_id} button")
        see.wait_for()
        page.wait_for_timeout(1500)
        begun = time.perf_counter()
        see.click()
        page.wait_for_function(PRESSABLE)
        took.append(time.perf_counter() - begun)
    context.close()
    return took


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        data = Path(folder) / "data"
        attempt = take(data, film(Path(folder) / "take.mp4"), 10)
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serving(data) as base:
            address = f"{base}/scorecard?attempt={attempt.id}"
            first_visit(browser, address)  # packs the scripts, which later visitors find packed
            weighed = first_visit(browser, address)
            took = sorted(from_the_list(browser, base, attempt.id))
        browser.close()
    show(Figure("first_visit", weighed.page_bytes / 1e6, "MB", at_most=HEAVIEST_MB))
    show(Figure("hosts_outside", len(weighed.hosts - {"localhost"}), "", at_most=0))
    show(Figure("interactive_p50", took[len(took) // 2], "s", at_most=LONGEST_S))
    show(Figure("interactive_worst", took[-1], "s"))


if __name__ == "__main__":
    main()
