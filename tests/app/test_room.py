"""Bad days in the practice room, in a real browser with a camera and a microphone out of files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Route

from tests.app.rooms import Room, Server

pytestmark = pytest.mark.browser
NEAR_S = 0.5  # of the length by her own clock


def whole(room: Room, seconds: float) -> None:
    """Exactly one attempt came of it, as long as she was live; every frame can be decoded."""
    film = room.film(room.handed_in())
    assert film.duration_s == pytest.approx(seconds, abs=NEAR_S)
    assert film.sound_s == pytest.approx(seconds, abs=NEAR_S)
    assert film.pictures > 4 * seconds
    assert room.outside == []


def test_a_line_that_is_cut_loses_nothing_and_asks_nothing(room: Room) -> None:
    page = room.open()
    room.ready()
    page.get_by_text("Ổn rồi, bắt đầu thôi!").wait_for()
    room.live_from_here()
    room.until_s(2)
    room.context.set_offline(True)
    page.get_by_text("vẫn đang quay").wait_for()
    room.until_s(7)
    room.context.set_offline(False)
    room.until_s(9)
    whole(room, room.stop())


@pytest.mark.drill
def test_a_server_that_is_killed_while_she_records(room: Room, room_server: Server) -> None:
    page = room.open()
    room.live()
    room.until_s(2)
    room_server.kill()
    page.get_by_text("vẫn đang quay").wait_for()
    room_server.start()
    page.wait_for_function("coachRoom.sending.line === 'ok'")
    room.until_s(room.value("coachRoom.t()") + 2)
    whole(room, room.stop())


@pytest.mark.drill
def test_a_browser_that_is_killed_before_anything_was_sent(room: Room) -> None:
    page = room.open()
    page.route("**/api/rec*", lambda route: route.abort())
    page.route("**/api/rec/**", lambda route: route.abort())
    room.live()
    room.until_s(5)
    held = room.value("coachRoom.source.size")
    assert held > 0
    assert room.value("coachRoom.sending.have") == 0
    room.kill_browser()
    room.open()
    attempt = room.handed_in()
    assert room.store.recordings.path(attempt.recording_sha256).stat().st_size >= held
    assert room.film(attempt).duration_s > 3.5


def test_pieces_out_of_order_repeated_and_spoilt(room: Room) -> None:
    page, spoilt = room.open(), list[str]()

    def spoil(route: Route) -> None:
        asked = route.request
        if asked.method != "PATCH" or len(spoilt) > 3:
            return route.continue_()
        body, headers = asked.post_data_buffer or b"", dict(asked.headers)
        spoilt.append(("spoil", "early", "again", "cut")[len(spoilt)])
        if spoilt[-1] == "spoil":
            return route.continue_(post_data=body[:-1] + b"?")
        if spoilt[-1] == "early":
            return route.continue_(headers=headers | {"upload-offset": "999999"})
        if spoilt[-1] == "again":
            route.fetch()
            return route.continue_()
        return route.abort()

    page.route(re.compile("/api/rec/[0-9a-f]+$"), spoil)
    room.live()
    room.until_s(9)
    seconds = room.stop()
    whole(room, seconds)
    assert len(spoilt) >= 3  # a slow machine sends fewer pieces in nine seconds


@pytest.mark.drill
def test_half_a_film_goes_on_after_a_reload(room: Room, tmp_path: Path, devices: tuple[Path, Path]) -> None:
    chosen = tmp_path / "vườn na.mp4"
    chosen.write_bytes(devices[0].read_bytes())  # two megabytes of anything
    page, let = room.open("/lesson?lesson=L02"), list[int]()

    def two_pieces(route: Route) -> None:
        let.append(int(route.request.headers.get("upload-offset", "0")))
        if route.request.method == "PATCH" and len(let) > 2:
            route.abort()
        else:
            route.continue_()

    page.route(re.compile("/api/rec/[0-9a-f]+$"), two_pieces)
    page.locator("input.file").set_input_files(chosen)
    page.get_by_role("button", name="Chấm bài này").click()
    page.get_by_text("Chưa gửi được").wait_for()
    sent = room.value("coachDesk.sending.have")
    assert 0 < sent < chosen.stat().st_size
    page.close()
    page = room.page_at("/lesson?lesson=L02")
    page.get_by_text(f"{100 * sent // chosen.stat().st_size} %").wait_for()
    first = list[int]()
    page.on("request", lambda one: first.append(int(one.headers.get("upload-offset", "-1"))))
    page.locator("input.file").set_input_files(chosen)
    page.get_by_role("button", name="Chấm bài này").click()
    attempt = room.handed_in()
    assert room.store.recordings.path(attempt.recording_sha256).read_bytes() == chosen.read_bytes()
    assert min(offset for offset in first if offset >= 0) == sent
    assert room.outside == []
