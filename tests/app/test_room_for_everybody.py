"""No barriers in the room or where films are handed in: in any state, on any screen, light or dark."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.app.rooms import Room

pytestmark = pytest.mark.browser
SCREENS = ((390, 844), (1280, 800))
SMALL = """() => {
  const pressed = 'button, label.pick, label.native, summary, select, a';
  const all = [...document.querySelectorAll('*')].flatMap(one =>
    one.shadowRoot ? [...one.shadowRoot.querySelectorAll(pressed)] : []);
  return all.filter(one => one.checkVisibility())
    .map(one => [one.textContent, one.getBoundingClientRect().height])
    .filter(([, height]) => height > 2 && height < 47.5);
}"""


def barriers(room: Room) -> list[str]:
    """What axe finds inside our own parts, which live in shadow trees, on both screens, light and dark."""
    found = []
    for width, height in SCREENS:
        room.page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            room.page.emulate_media(color_scheme=scheme)
            for one in Axe().run(room.page).response["violations"]:
                ours = [node for node in one["nodes"] if _is_ours(node)]
                found += [f"{width} {scheme} {one['id']}: {node['html'][:120]}" for node in ours]
        found += [f"{width} too small: {one}" for one in room.value(SMALL)]
    return found


def _is_ours(node: dict[str, Any]) -> bool:
    return any(isinstance(target, list) for target in node["target"])


@pytest.mark.drill
def test_nothing_stands_in_anybodys_way(room: Room) -> None:
    page = room.open("/lesson?lesson=L02")
    page.get_by_role("button", name="Quay ngay").wait_for()
    page.locator("input.file").set_input_files(room.devices[0])
    page.get_by_role("button", name="Chấm bài này").wait_for()
    assert barriers(room) == []
    page.get_by_role("button", name="Quay ngay").click()
    page.get_by_role("button", name="Bật camera").wait_for()
    assert barriers(room) == []
    room.ready()
    page.get_by_text("Ổn rồi, bắt đầu thôi!").wait_for()
    assert barriers(room) == []
    room.live_from_here()
    assert barriers(room) == []
    room.context.set_offline(True)
    page.get_by_text("vẫn đang quay").wait_for()
    room.stop()
    page.get_by_text("Chưa gửi được").wait_for()
    assert barriers(room) == []
    room.context.set_offline(False)
    room.handed_in()
