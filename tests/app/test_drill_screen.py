"""Before the camera of a drill: what ends it is on the screen, and one calm line says that it is enough."""

from __future__ import annotations

import pytest

from tests.app.looking import barriers, faults
from tests.app.rooms import Room

pytestmark = [pytest.mark.browser, pytest.mark.drill]
SCREENS = [(390, 844), (1280, 800)]
DRILL = "/drill?lesson=L01&part=hook_first15"
SEEN = """name => {
  const box = coachRoom.root.querySelector(name).getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""


def is_on_screen(room: Room, name: str) -> bool:
    """Whether that part of the room can be seen whole without scrolling."""
    return bool(room.page.evaluate(SEEN, name))


@pytest.mark.parametrize("screen", SCREENS)
def test_what_ends_a_drill_is_on_the_screen_and_it_says_when_it_is_enough(
    screen: tuple[int, int], room: Room
) -> None:
    room.screen = screen
    page = room.open(DRILL)
    room.ready()
    assert is_on_screen(room, "button.start")
    page.evaluate("coachRoom.data = {...coachRoom.data, shortest_s: 3}")
    room.live_from_here()
    assert is_on_screen(room, "button.stop")
    assert is_on_screen(room, "video")
    assert page.locator(".cue").inner_text() == ""
    page.get_by_text("Đủ dài rồi, cô dừng lúc nào cũng được.").wait_for()
    assert [*faults(page), *barriers(page)] == []
    room.stop()
    page.locator(".st-key-whole button").click()
    page.locator(".st-key-record button").wait_for()
    assert "part=" not in page.url
    assert room.outside == []
