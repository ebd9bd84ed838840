"""Keeps a picture of every state of the practice room in docs/screens, to be looked at.

python -m tools.room_screens [phone] [laptop]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.app import cameras
from tests.app.rooms import Room, Server

TO = Path(__file__).parent.parent / "docs" / "screens"
WIDTHS = {"phone": (390, 844), "laptop": (1280, 800)}
SCORING_MS = 300_000  # by the machine itself; it speaks English, so most cannot be judged as Vietnamese
SETTLING_MS = 3000  # until a page of results is drawn whole
SAID = """[
  {id: '1', name: 'Chị Mai', text: 'Na này bao nhiêu một cân vậy em?'},
  {id: '2', name: 'minhduc92', text: 'co ship ha noi ko shop'}]"""  # stands in for what viewers type


def main(names: Sequence[str]) -> None:
    """Every state on these screens."""
    TO.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        devices = cameras.camera(Path(folder) / "c.mjpeg", 12), cameras.microphone(Path(folder) / "m.wav", 12)
        server = Server(Path(folder))
        server.start()
        for name, screen in ((name, WIDTHS[name]) for name in names):
            room = Room(server, running, Path(folder) / name, devices)
            room.screen = screen
            before(room, name)
            on_air(room, name)
            after(room, name)
            trouble(room, name)
            drill(room, name)
            room.close()
        server.kill()


def before(room: Room, width: str) -> None:
    """From the lesson to the look before the start."""
    page = room.open("/lesson?lesson=L02")
    page.get_by_role("button", name="Quay ngay").scroll_into_view_if_needed()
    keep(room, "lesson", width)
    page.locator("input.file").set_input_files(room.devices[0])
    page.get_by_role("button", name="Chấm bài này").scroll_into_view_if_needed()
    keep(room, "film", width)
    page.get_by_role("button", name="Quay ngay").click()
    page.get_by_role("button", name="Bật camera").wait_for()
    keep(room, "closed", width)
    room.ready()
    page.evaluate("coachRoom.looking = null")
    page.wait_for_timeout(2500)  # a look that is under way still answers
    page.evaluate("coachRoom.advice = 'preflight.face_the_light'; coachRoom.draw()")
    keep(room, "red", width)
    page.evaluate("Object.assign(coachRoom, { advice: 'preflight.ready', ready: true }); coachRoom.draw()")
    keep(room, "green", width)


def on_air(room: Room, width: str) -> None:
    """From the counting to the press on Stop, with the line cut."""
    page = room.page
    page.locator("button.start").click()
    page.wait_for_function("coachRoom.state === 'counting' && coachRoom.count === 2")
    keep(room, "counting", width, 0)
    page.wait_for_function("coachRoom.state === 'live'")
    page.evaluate(f"coachRoom.shown.push(...{SAID}.map(one => ({{...one, at_s: 1, intent: 'price'}})))")
    room.until_s(4)
    keep(room, "live", width)
    room.context.set_offline(True)
    page.get_by_text("vẫn đang quay").wait_for()
    keep(room, "cut", width)
    page.evaluate("coachRoom.fail('microphone_lost')")
    keep(room, "microphone", width)
    page.evaluate("coachRoom.fail('')")
    room.stop()
    page.get_by_text("Chưa gửi được").wait_for()
    keep(room, "stopped", width)


def after(room: Room, width: str) -> None:
    """From the take that is sent to its result."""
    page = room.page
    room.context.set_offline(False)
    room.handed_in()
    page.get_by_text("Xóa lần tập này").wait_for()
    keep(room, "waiting", width)
    page.wait_for_url("**/scorecard?attempt=*", timeout=SCORING_MS)
    page.wait_for_timeout(SETTLING_MS)
    keep(room, "scored", width)


def drill(room: Room, width: str) -> None:
    """One thing alone."""
    room.page_at("/drill?lesson=L02&part=origin_place")
    room.page.get_by_role("button", name="Bật camera").wait_for()
    keep(room, "drill", width)


def trouble(room: Room, width: str) -> None:
    """A camera that is refused."""
    room.known()
    room.page_at("/room?lesson=L02")
    room.page.get_by_role("button", name="Quay lại bài tập").wait_for()
    room.page.evaluate("coachRoom.fail('refused')")
    keep(room, "refused", width)


def keep(room: Room, state: str, width: str, wait_ms: int = 600) -> None:
    """One picture, small enough to be kept."""
    room.page.wait_for_timeout(wait_ms)
    path = TO / f"room-{state}-vi-{width}.png"
    room.page.screenshot(path=path)
    Image.open(path).convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:] or list(WIDTHS))
