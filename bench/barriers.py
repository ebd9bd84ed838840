"""Home, lesson, card, practice room and the phone's page in a browser: barriers, weight, who else is asked.

axe-core looks at each page, light and dark, on a phone's and a laptop's screen. Streamlit's own markup is
counted apart: it is not ours to mend. A first visit is a browser that was never here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.browser import CHROMIUM
from bench.figures import Figure, show
from coach.app.recording import COOKIE
from coach.web.passes import issue_pass
from coach.web.tickets import tickets_kept_in
from tests.app.phones import Installation

HEAVIEST_MB = 1.3  # issue 6
SCREENS = ((390, 844), (1280, 800))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SETTLE_MS = 2500  # pages of Streamlit are drawn piece by piece
PAGES = {  # name -> address, what stands there once it is drawn; if that is pressed, what comes then
    "home": ("/", "text=Chốt Đơn"),
    "lesson": ("/lesson?lesson=L02", "text=Quay ngay"),
    "product": ("/lesson?lesson=L02", ".st-key-product button", "textarea"),
    "room": ("/room?lesson=L02", "button.open"),
    "drill": ("/drill?lesson=L02&part=origin_place", "button.open"),
}
Node = Mapping[str, Any]


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        made = Installation(Path(folder))
        made.start()
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", RESOLVES])
        for name, (address, *way) in PAGES.items():
            visited(name, made.laptop_url + address, way, made, browser)
        visited("phone", made.phone_page(), ["#open, #file"], made, browser)
        browser.close()
        made.stop()


RESOLVES = "--host-resolver-rules=MAP laptop.test 127.0.0.1"


def visited(name: str, address: str, way: Sequence[str], made: Installation, browser: Browser) -> None:
    """One page: weighed, then looked at in both schemes on both screens."""
    context = opened(made, browser)
    page = context.new_page()
    weight, hosts = weighed(page)
    page.goto(address)
    first, *further = way
    page.locator(first).first.wait_for(timeout=120_000)
    page.wait_for_timeout(SETTLE_MS)
    show(Figure(f"{name}_first_visit", sum(weight) / 1e6, "MB", at_most=HEAVIEST_MB))
    for ready in further:
        weight.clear()
        page.locator(first).first.click()
        page.locator(ready).first.wait_for(timeout=120_000)
        page.wait_for_timeout(SETTLE_MS)
        show(Figure(f"{name}_from_there", sum(weight) / 1e6, "MB"))
    show(Figure(f"{name}_other_hosts", len(hosts - {"localhost", "laptop.test"}), "hosts", at_most=0))
    found = list(barriers(page))
    ours = [told for told, is_ours in found if is_ours]
    show(Figure(f"{name}_axe_ours", len(ours), "findings", at_most=0))
    show(Figure(f"{name}_axe_streamlits", len(found) - len(ours), "findings"))
    for told in sorted(set(ours)):
        print(f"# {name}: {told}", flush=True)
    context.close()


def opened(made: Installation, browser: Browser) -> BrowserContext:
    """A browser that was never here, as the learner."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, ignore_https_errors=True, locale="vi-VN"
    )
    known = issue_pass(tickets_kept_in(made.data), made.learner, datetime.now(UTC))
    context.add_cookies([{"name": COOKIE, "value": known, "url": made.laptop_url, "sameSite": "Strict"}])
    return context


def weighed(page: Page) -> tuple[list[float], set[str | None]]:
    """Bytes as they come over the line, and hosts that are asked; both grow while the page is used."""
    weight, hosts = list[float](), set[str | None]()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))

    def asked(event: dict[str, Any]) -> None:
        address = urlsplit(event["request"]["url"])
        if address.scheme.startswith("http"):
            hosts.add(address.hostname)

    session.on("Network.requestWillBeSent", asked)
    return weight, hosts


def barriers(page: Page) -> Iterator[tuple[str, bool]]:
    """What axe finds: told in a line, and whether it is ours."""
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(300)
            for one in Axe().run(page).response["violations"]:
                for node in one["nodes"]:
                    yield f"{width} {scheme} {one['id']}: {node['html'][:140]}", is_ours(node)


def is_ours(node: Node) -> bool:
    """Not Streamlit's own markup: in a shadow tree of ours, or without its test id or generated class."""
    in_shadow = any(isinstance(target, list) for target in node["target"])
    theirs = 'data-testid="st' in node["html"] or "st-emotion-cache" in node["html"]
    return in_shadow or not theirs


if __name__ == "__main__":
    main()
