"""How long a jump takes in a ten-minute take: from the press on a word to its picture, Python not asked."""

from __future__ import annotations

import random
import statistics
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Page, WebSocket, sync_playwright

from bench.browser import CHROMIUM, serving, take
from bench.figures import Figure, show

MINUTES = 10
JUMPS = 60
LONGEST_S = 130e-3  # what feels at once; measured 126 ms in docs/web.md section 3
WIDTH_PX, HEIGHT_PX = 640, 480


def film(to: Path) -> Path:
    """Ten minutes as a browser records them: 15 pictures a second, a key picture every two seconds."""
    made = [
        "ffmpeg", "-v", "error", "-y",
        "-f", "lavfi", "-i", f"testsrc2=size={WIDTH_PX}x{HEIGHT_PX}:rate=15",
        "-f", "lavfi", "-i", "sine=frequency=220:sample_rate=48000",
        "-t", str(60 * MINUTES), "-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-b:v", "500k",
        "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart", str(to),
    ]  # fmt: skip
    subprocess.run(made, check=True)
    return to


class Watched:
    """Counts what goes over the page's websocket."""

    def __init__(self, page: Page) -> None:
        self.sent = 0
        page.on("websocket", self._follow)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda _: self._count())

    def _count(self) -> None:
        self.sent += 1


def jumps(page: Page, watched: Watched) -> tuple[list[float], int]:
    """Milliseconds of each jump, and messages that Python got meanwhile."""
    page.locator(".transcript span[data-at]").first.wait_for(state="attached")
    page.wait_for_timeout(3000)
    words = page.locator(".transcript span[data-at]")
    count, before = words.count(), watched.sent
    chance = random.Random(7)
    for n in range(JUMPS):
        words.nth(chance.randrange(count)).evaluate("one => one.click()")
        page.wait_for_function(f"() => (window.coachSeeks || []).length > {n}")
        page.wait_for_timeout(120)
    return [float(one["ms"]) for one in page.evaluate("window.coachSeeks")], watched.sent - before


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        data = Path(folder) / "data"
        attempt = take(data, film(Path(folder) / "take.mp4"), MINUTES)
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serving(data) as base:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(120_000)
            watched = Watched(page)
            page.goto(f"{base}/scorecard?attempt={attempt.id}")
            took, messages = jumps(page, watched)
        browser.close()
    show(Figure("seek_p50", statistics.median(took) / 1000, "s"))
    show(Figure("seek_p95", statistics.quantiles(took, n=20)[18] / 1000, "s", at_most=LONGEST_S))
    show(Figure("messages_to_python", messages, "", at_most=0))


if __name__ == "__main__":
    main()
