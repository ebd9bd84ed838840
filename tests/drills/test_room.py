"""The practice room's long and rare bad days, in a real browser with a camera out of a file."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from coach.domain.people import Consent
from tests.app import cameras
from tests.app.rooms import CHROMIUM, Room, Server

pytestmark = [pytest.mark.browser, pytest.mark.drill]
NEAR_S = 0.5
HELD_UP = """(held_up_ms) => {
  const real = URL.createObjectURL.bind(URL);
  const hold = `const heed = onmessage;
  const stand = (ms) => { for (const since = performance.now(); performance.now() - since < ms;); };
  onmessage = (told) => {
    stand(told.data.from ? ${held_up_ms / 2} : 0);
    heed(told);
    stand(told.data.from ? ${held_up_ms / 2} : 0);
  };`;
  URL.createObjectURL = (what) =>
    real(what.type === 'text/javascript' ? new Blob([what, hold], { type: what.type }) : what);
}"""  # the worker that hands her sound on stands still, just as it is given her microphone


@pytest.fixture(scope="module")
def devices(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("devices")
    return cameras.camera(folder / "seller.mjpeg", 12), cameras.microphone(folder / "seller.wav", 12)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(tmp_path_factory.mktemp("room-data"))
    one.start()
    yield one
    one.kill()


@pytest.fixture
def room(server: Server, tmp_path: Path, devices: tuple[Path, Path]) -> Iterator[Room]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as running:
        one = Room(server, running, tmp_path, devices)
        yield one
        one.close()


def whole(room: Room, seconds: float, patience_s: float = 60) -> None:
    """Exactly one attempt came of it, as long as she was live; every frame can be decoded."""
    film = room.film(room.handed_in(patience_s))
    assert film.duration_s == pytest.approx(seconds, abs=NEAR_S)
    assert film.sound_s == pytest.approx(seconds, abs=NEAR_S)
    assert room.outside == []


def test_ten_minutes_with_two_cuts_and_a_server_that_is_killed(room: Room, server: Server) -> None:
    room.open()
    room.live()
    room.until_s(120)
    room.context.set_offline(True)
    room.until_s(165)
    room.context.set_offline(False)
    room.until_s(300)
    server.kill()
    time.sleep(3)
    server.start()
    room.until_s(420)
    room.context.set_offline(True)
    room.until_s(440)
    room.context.set_offline(False)
    room.until_s(600)
    whole(room, room.stop(), 120)
    (attempt,) = room.store.attempts.of(room.learner)
    assert room.film(attempt).holes_s == ()


def test_a_line_that_is_cut_for_45_seconds(room: Room) -> None:
    room.open()
    room.live()
    room.until_s(5)
    room.context.set_offline(True)
    room.until_s(50)
    room.context.set_offline(False)
    room.until_s(55)
    whole(room, room.stop())


def test_she_thinks_better_of_it_before_it_begins(room: Room) -> None:
    """While it counts and while the machine is slow to begin she can go back; then she begins anew."""
    room.open()
    room.ready()
    room.page.locator("button.start").click()
    room.page.locator("button.cancel").click()
    room.page.wait_for_function("coachRoom.state === 'looking'")
    room.page.evaluate("() => { MediaRecorder.prototype.begin = MediaRecorder.prototype.start; }")
    room.page.evaluate("() => { MediaRecorder.prototype.start = () => {}; }")  # it does not come to begin
    room.page.evaluate("coachRoom.data = {...coachRoom.data, count_ms: 20}")
    room.page.locator("button.start").click()
    room.page.wait_for_function("coachRoom.recorder")
    assert room.page.locator(".say").inner_text().startswith("Máy đang mở máy quay")
    room.page.locator("button.cancel").click()
    room.page.wait_for_function("coachRoom.state === 'looking' && !coachRoom.recorder")
    room.page.evaluate("() => { MediaRecorder.prototype.start = MediaRecorder.prototype.begin; }")
    room.live_from_here()
    room.until_s(4)
    whole(room, room.stop())


def test_a_laptop_that_sleeps_and_a_clock_that_jumps(room: Room) -> None:
    page = room.open()
    room.live()
    room.until_s(3)
    page.evaluate("const real = Date.now; Date.now = () => real() + 3 * 3600e3")
    asleep = room.family()
    for one in asleep:
        os.kill(one, signal.SIGSTOP)
    time.sleep(8)
    for one in asleep:
        os.kill(one, signal.SIGCONT)
    room.until_s(15)
    seconds = room.stop()
    film = room.film(room.handed_in())
    assert film.duration_s == pytest.approx(seconds, abs=1)


def test_two_tabs_one_room(room: Room) -> None:
    first = room.open()
    room.live()
    second = room.page_at("/room?lesson=L02")
    second.get_by_role("button", name="Bật camera").click()
    second.get_by_text("đang mở ở một thẻ khác").wait_for()
    assert first.evaluate("coachRoom.state") == "live"
    second.close()
    room.page = first
    room.until_s(5)
    whole(room, room.stop())


def test_a_pass_that_ends_while_she_records(room: Room) -> None:
    page = room.open()
    room.live()
    page.evaluate("old => { coachRoom.take.pass = old; }", room.ticket(ago=timedelta(hours=5)))
    page.wait_for_function("coachRoom.sending.have > 0")  # Chromium hands over its first four seconds at once
    whole(room, room.stop())


def test_somebody_elses_pass_is_told_and_loses_nothing(room: Room) -> None:
    hoa = room.store.people.add("Hoa", "cô", datetime.now(UTC)).id
    room.store.people.agree(Consent(hoa, "record_and_analyse", "1", "vi", "text", datetime.now(UTC)))
    page = room.open()
    room.live()
    room.until_s(3)
    page.evaluate("other => { coachRoom.take.pass = other; }", room.ticket(hoa))
    page.get_by_text("không nhận bài này dưới tên").wait_for()
    room.until_s(6)
    seconds = room.stop()
    page.wait_for_function("coachRoom.source.ended")
    assert room.store.attempts.of(room.learner) == () == room.store.attempts.of(hoa)
    page.close()
    room.page_at("/room?lesson=L02")
    whole(room, seconds)


def test_a_full_disk_on_the_server(room: Room, server: Server) -> None:
    page = room.open()
    room.live()
    room.until_s(2)
    server.full.touch()
    try:
        page.get_by_text("Máy chấm bài hết chỗ chứa").wait_for()
        room.until_s(6)
        seconds = room.stop()
        page.get_by_text("Máy chấm bài hết chỗ chứa").wait_for()
    finally:
        server.full.unlink()
    whole(room, seconds)


@pytest.mark.parametrize("cut", [False, True])
def test_a_full_browser(room: Room, cut: bool) -> None:
    page = room.open()
    quota = {"origin": room.server.url, "quotaSize": 300_000}
    room.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
    room.live()
    if cut:
        room.context.set_offline(True)
    room.until_s(12)
    page.wait_for_function("coachRoom.source.short")
    room.context.set_offline(False)
    whole(room, room.stop())


@pytest.mark.parametrize("held_up_ms", [0, 3000])
def test_a_microphone_that_comes_loose(room: Room, held_up_ms: int) -> None:
    page = room.open()
    page.get_by_role("button", name="Bật camera").wait_for()
    page.evaluate(HELD_UP, held_up_ms)
    room.live()
    room.until_s(3)
    page.evaluate("""() => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      let gone = 2;
      navigator.mediaDevices.getUserMedia = (what) =>
        gone-- > 0 ? Promise.reject(new DOMException('gone', 'NotFoundError')) : ask(what);
      const [track] = coachRoom.stream.getAudioTracks();
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }""")
    page.get_by_text("Micro vừa tuột").wait_for()
    page.wait_for_function("coachRoom.trouble === ''")
    room.until_s(10)
    whole(room, room.stop())


def test_a_page_that_is_kept_busy_loses_no_sound(room: Room) -> None:
    """As on a cheap laptop: the page works a sixth as fast, and nine tenths of the time not at all."""
    page = room.open()
    room.ready()
    room.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    room.live_from_here()
    page.evaluate("""() => setInterval(() => {
      const since = performance.now();
      while (performance.now() - since < 90);
    }, 100)""")
    room.until_s(11)
    seconds = room.stop()
    film = room.film(room.handed_in(120))
    assert film.sound_s == pytest.approx(seconds, abs=NEAR_S)
    assert film.holes_s == ()


@pytest.mark.parametrize("held_up_ms", [3000, 7000, 12_000])
def test_a_hand_that_is_held_up_as_it_begins(room: Room, held_up_ms: int) -> None:
    """As on a machine short of everything: what was heard before she was live is no part of the take."""
    page = room.open()
    page.get_by_role("button", name="Bật camera").wait_for()
    page.evaluate(HELD_UP, held_up_ms)
    room.ready()
    room.live_from_here()
    room.until_s(5)
    whole(room, room.stop())


def test_a_microphone_that_says_nothing_at_first(room: Room) -> None:
    page = room.open()
    room.ready()
    page.evaluate("""() => {
      const { wire } = coachRoom;
      const real = wire.own;
      wire.own = new MediaStreamTrackGenerator({ kind: 'audio' });
      setTimeout(() => wire.connect(real), 8000);
    }""")
    room.live_from_here()
    room.until_s(10)
    whole(room, room.stop())


def test_a_camera_that_goes_away(room: Room) -> None:
    page = room.open()
    room.live()
    room.until_s(3)
    page.evaluate("""() => {
      const [track] = coachRoom.stream.getVideoTracks();
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }""")
    page.get_by_text("Camera vừa mất hình").wait_for()
    room.until_s(6)
    seconds = room.stop()
    film = room.film(room.handed_in())
    assert film.sound_s == pytest.approx(seconds, abs=1)


def test_a_camera_at_four_pictures_a_second(server: Server, tmp_path: Path) -> None:
    slow = cameras.camera(tmp_path / "slow.mjpeg", 12, fps=4)
    with sync_playwright() as running:
        room = Room(server, running, tmp_path, (slow, cameras.microphone(tmp_path / "seller.wav", 12)))
        room.open()
        room.live()
        room.until_s(12)
        whole(room, room.stop())
        room.close()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("NotAllowedError", "bấm vào hình ổ khóa"),
        ("NotReadableError", "đang bận"),
        ("NotFoundError", "chưa có camera"),
    ],
)
def test_a_camera_that_is_not_to_be_had(room: Room, error: str, said: str) -> None:
    room.init = f"""
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{error}'));
      navigator.mediaDevices.enumerateDevices = () => Promise.resolve([]);"""
    page = room.open()
    page.get_by_role("button", name="Bật camera").click()
    page.get_by_text(said).wait_for()
    assert page.get_by_text("Chọn video đã quay").is_visible()  # a laptop; on a phone its own camera


def test_a_browser_that_says_no(room: Room) -> None:
    room.allowed = False
    page = room.open()
    page.get_by_role("button", name="Bật camera").click()
    page.get_by_text("bấm vào hình ổ khóa").wait_for()


def test_a_page_opened_over_plain_http_sends_what_the_phone_recorded(room: Room) -> None:
    room.init = """
      Object.defineProperty(window, 'isSecureContext', { value: false });
      Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });"""
    page = room.open()
    page.get_by_role("button", name="Bật camera").click()
    page.get_by_text("trình duyệt không cho quay").wait_for()
    page.locator(".native input").set_input_files(room.devices[0])
    kept = room.store.recordings.path(room.handed_in().recording_sha256)
    assert kept.read_bytes() == room.devices[0].read_bytes()
