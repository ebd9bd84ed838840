"""What a page must be on any screen: nothing in a screen reader's way, nothing cut off, nothing too small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKING = Path(__file__).with_name("looking.js").read_text("utf-8").strip()
STILL = """() => !document.querySelector(
  '[data-stale=true], [data-testid=stStatusWidget], [data-testid=stSkeleton], [data-testid=stAppSkeleton]')"""


def settled(page: Page) -> None:
    """Wait until Streamlit has drawn all."""
    page.wait_for_function(STILL)
    page.wait_for_timeout(500)  # our own parts come a little after Streamlit's


def faults(page: Page) -> list[str]:
    """Words that are cut off or stick out, what is too small for a thumb, a page wider than the screen."""
    settled(page)
    return list(page.evaluate(f"{LOOKING}.faults()"))


def barriers(page: Page) -> list[str]:
    """What axe finds."""
    settled(page)
    return [f"{one['id']}: {_node(one)}" for one in Axe().run(page).response["violations"]]


def focused(page: Page) -> dict[str, Any]:
    """What holds the focus: tag, name, the key of its part, whether that is seen, whether it is there."""
    return dict(page.evaluate(f"{LOOKING}.focused()"))


def _node(violation: dict[str, Any]) -> str:
    return str(violation["nodes"][0]["html"])[:120]
