from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.domain.media import Span
from coach.store import Store, open_store
from coach.store.attempts import NewAttempt
from coach.web.pieces_of_film import PIECE_BYTES, first_piece
from coach.web.takes import Takes, film_address, picture_address, sound_address, wave_address
from coach.web.tickets import tickets_kept_in

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
FILM = b"\x00\x00\x00\x20ftypisom" + bytes(range(256)) * 4


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


def picture(path: Path, at_s: float) -> bytes | None:
    return f"jpeg of {at_s}".encode() if at_s < 60 else None


def sound(path: Path, span: Span) -> bytes | None:
    return f"wav of {span.start_s}-{span.end_s}".encode() if span.end_s < 60 else None


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def attempt_id(store: Store) -> str:
    learner = store.people.add("Hoa", "cô", NOON)
    sha256 = store.recordings.keep(BytesIO(FILM))
    return store.attempts.add(NewAttempt(learner.id, "L02", "vi", sha256, "../x.html"), NOON).id


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(store: Store, clock: Clock) -> TestClient:
    return TestClient(Starlette(routes=Takes(lambda: store, picture, sound, clock).routes()))


@pytest.fixture
def film(store: Store, attempt_id: str) -> str:
    return film_address(tickets_kept_in(store.folder), attempt_id, NOON)


def test_the_film_comes_whole(web: TestClient, film: str) -> None:
    answer = web.get(film)
    assert answer.status_code == 200
    assert answer.content == FILM
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["cache-control"].startswith("private")


def test_a_browser_may_jump_in_it(web: TestClient, film: str) -> None:
    answer = web.get(film, headers={"Range": "bytes=100-199"})
    assert answer.status_code == 206
    assert answer.content == FILM[100:200]


def test_without_a_ticket_nothing(web: TestClient, attempt_id: str, film: str) -> None:
    assert web.get(f"/api/take/{attempt_id}").status_code == 403
    assert web.get(film[:-1]).status_code == 403
    assert web.get(f"/api/take/{attempt_id}/picture?at=1").status_code == 403


def test_a_ticket_ends(web: TestClient, film: str, clock: Clock) -> None:
    clock.now = NOON + timedelta(hours=3)
    assert web.get(film).status_code == 403


def test_a_take_that_is_not_there(web: TestClient, store: Store) -> None:
    assert web.get(film_address(tickets_kept_in(store.folder), "nobody", NOON)).status_code == 404


def test_a_picture_at_a_moment(web: TestClient, store: Store, attempt_id: str) -> None:
    tickets = tickets_kept_in(store.folder)
    answer = web.get(picture_address(tickets, attempt_id, 12.345, NOON))
    assert answer.content == b"jpeg of 12.35"
    assert answer.headers["content-type"] == "image/jpeg"
    assert web.get(picture_address(tickets, attempt_id, 99, NOON)).status_code == 404


@pytest.mark.parametrize("at", ["", "nan", "inf", "-1", "1e9", "x"])
def test_a_wild_moment_is_refused(web: TestClient, store: Store, attempt_id: str, at: str) -> None:
    right = picture_address(tickets_kept_in(store.folder), attempt_id, 1, NOON)
    assert web.get(right.replace("at=1", f"at={at}")).status_code == 400


def test_the_sound_of_a_moment(web: TestClient, store: Store, attempt_id: str) -> None:
    tickets = tickets_kept_in(store.folder)
    answer = web.get(sound_address(tickets, attempt_id, 1.234, 5.5, NOON))
    assert answer.content == b"wav of 1.23-5.5"
    assert answer.headers["content-type"] == "audio/wav"
    assert web.get(sound_address(tickets, attempt_id, 70, 80, NOON)).status_code == 404


def test_a_sound_is_never_longer_than_half_a_minute(web: TestClient, store: Store, attempt_id: str) -> None:
    asked = sound_address(tickets_kept_in(store.folder), attempt_id, 2, 4000, NOON)
    assert web.get(asked).content == b"wav of 2.0-32.0"


@pytest.mark.parametrize(("start", "end"), [("5", "5"), ("5", "2"), ("-1", "2"), ("x", "2"), ("nan", "2")])
def test_a_stretch_that_is_none_is_refused(
    web: TestClient, store: Store, attempt_id: str, start: str, end: str
) -> None:
    asked = sound_address(tickets_kept_in(store.folder), attempt_id, 1, 2, NOON)
    wrong = asked.replace("from=1", f"from={start}").replace("to=2", f"to={end}")
    assert web.get(wrong).status_code == 400
    assert web.get(f"/api/take/{attempt_id}/sound?from=1&to=2").status_code == 403


def test_the_wave_is_found_once_and_kept(store: Store, attempt_id: str, clock: Clock) -> None:
    asked: list[Path] = []

    def wave(path: Path) -> tuple[int, ...]:
        asked.append(path)
        return (0, 50, 100)

    takes = Takes(lambda: store, picture, sound, clock, wave)
    web = TestClient(Starlette(routes=takes.routes()))
    address = wave_address(tickets_kept_in(store.folder), attempt_id, NOON)
    assert [web.get(address).json() for _ in range(2)] == [[0, 50, 100]] * 2
    assert len(asked) == 1
    assert web.get(f"/api/take/{attempt_id}/wave").status_code == 403


@given(st.integers(0, 5_000_000), st.integers(0, 5_000_000) | st.none())
def test_a_piece_begins_where_asked_and_is_never_longer_than_asked_or_a_piece(
    start: int, length: int | None
) -> None:
    asked = f"bytes={start}-" + ("" if length is None else str(start + length))
    first, last = (first_piece(asked) or asked).removeprefix("bytes=").split("-")
    assert int(first) == start
    assert int(last) - start < PIECE_BYTES
    assert length is None or int(last) <= start + length


@pytest.mark.parametrize("asked", ["", "bytes=-500", "bytes=0-1,5-9", "bytes=a-", "lines=0-"])
def test_what_is_no_plain_range_is_left_to_the_file(asked: str) -> None:
    assert first_piece(asked) == ""


def test_a_browser_that_asks_for_the_rest_gets_it_piece_by_piece(store: Store, clock: Clock) -> None:
    learner = store.people.add("Lan", "cô", NOON)
    long = FILM + bytes(2 * PIECE_BYTES)
    sha256 = store.recordings.keep(BytesIO(long))
    take = store.attempts.add(NewAttempt(learner.id, "L02", "vi", sha256, "x.mp4"), NOON)
    web = TestClient(Starlette(routes=Takes(lambda: store, picture, sound, clock).routes()))
    address = film_address(tickets_kept_in(store.folder), take.id, NOON)
    came = b""
    while len(came) < len(long):
        answer = web.get(address, headers={"Range": f"bytes={len(came)}-"})
        assert answer.headers["content-range"].endswith(f"/{len(long)}")
        assert 0 < len(answer.content) <= PIECE_BYTES
        came += answer.content
    assert came == long
