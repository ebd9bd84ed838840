"""Without a mouse: from a name to the last criterion of a result with the tabulator and the enter key."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.app.conftest import Browser
from tests.app.looking import focused, settled
from tests.app.test_journey import scored

__all__ = ["scored"]
pytestmark = [pytest.mark.browser, pytest.mark.drill]
MOST_STOPS = 90


def stops(page: Page, until: str) -> list[dict[str, Any]]:
    """What holds the focus at each press of the tabulator, up to the part with that key."""
    held: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        held.append(focused(page))
        if held[-1]["key"].startswith(until):
            return held
    raise AssertionError((until, [one["key"] or one["name"] for one in held]))


def press(page: Page, key: str) -> list[dict[str, Any]]:
    """On to the part with that key, and press it; what was passed on the way."""
    held = stops(page, key)
    page.keyboard.press("Enter")
    return held


def unseen(held: list[dict[str, Any]]) -> list[str]:
    """Stops at which nobody sees where she is; a film draws its own.

    Where Streamlit draws anew what held the focus, one press finds the page itself, the next goes on from it.
    """
    own = ("video", "body")
    return [str(one) for one in held if not (one["seen"] and one["there"]) and one["tag"] not in own]


def test_from_a_name_to_the_last_criterion(scored: str, browser: Browser) -> None:
    page = browser.page
    page.goto(browser.base)
    page.locator("[class*=st-key-learner_]").first.wait_for()
    settled(page)
    passed = press(page, "learner_")
    page.locator(".st-key-earlier button").wait_for()
    settled(page)
    passed += press(page, "earlier")
    page.locator(f".st-key-open_{scored} button").wait_for()
    settled(page)
    passed += press(page, f"open_{scored}")
    page.locator(".transcript span[data-at]").first.wait_for()
    settled(page)
    result = stops(page, "skill_")
    page.keyboard.press("Enter")
    page.locator("[class*=st-key-criterion_]").first.wait_for()
    assert next(one["key"] for one in result if one["key"] in ("again", "aloud", "player")) == "again"
    assert {"video", "canvas"} <= {one["tag"] for one in result}
    assert unseen([*passed, *result]) == []
    assert browser.outside == []
