"""From the host's press on "Hide" to the comment being gone from the projector, in real browsers.

`python -m bench.stage veto 20`: so many comments, one after the other.
"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import sync_playwright

from bench.figures import Figure, show
from coach.domain.hall import Guest, HallComment
from tests.app import evenings
from tests.app.evenings import DEVICES, PATIENCE_MS, Evening
from tests.app.phones import Installation
from tests.app.rooms import CHROMIUM, QUIET

COMMENTS, WITHIN_S = 20, 1.0


def main(number: str = str(COMMENTS)) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        made = Installation(Path(folder))
        made.start()
        try:
            browser = running.chromium.launch(executable_path=str(CHROMIUM), args=[*QUIET, *DEVICES])
            took_s = sorted(measured(made, evenings.opened(made, browser), int(number)))
            browser.close()
        finally:
            made.stop()
    show(Figure(f"host's veto, {number} comments, half gone within", took_s[len(took_s) // 2], "s"))
    show(Figure(f"host's veto, {number} comments, the slowest", took_s[-1], "s", WITHIN_S))


def measured(made: Installation, evening: Evening, number: int) -> list[float]:
    """Seconds of each veto, while a volunteer is on the stage and filmed."""
    evenings.come_in(evening)
    evenings.a_volunteer(evening)
    evening.press("begin")
    evening.sees("take.recorder && take.t() > 1")
    of = made.store.workshops.by_code(evening.code)
    assert of is not None
    guest = made.store.hall.guests(of.id)[0]
    return [veto(made, evening, guest, n) for n in range(number)]


def veto(made: Installation, evening: Evening, guest: Guest, number: int) -> float:
    """One comment comes to the wall and is taken off."""
    text, now = f"câu số {number} xong", datetime.now(UTC)
    take = made.store.workshops.state(guest.workshop_id).take_id
    made.store.hall.comment(
        HallComment(uuid4().hex, guest.id, guest.first_name, text, now, now, take, 1.0 + number),
        guest.workshop_id,
    )
    stands = (
        f"[...document.querySelectorAll('#comments li')].some((one) => one.textContent.includes('{text}'))"
    )
    evening.sees(stands)
    button = evening.host.locator("#said li", has_text=text).locator("button")
    button.wait_for(timeout=PATIENCE_MS)
    began_s = time.monotonic()
    button.click()
    evening.stage.wait_for_function(f"!{stands}", polling=25, timeout=PATIENCE_MS)
    return time.monotonic() - began_s
