"""Spoken comments: Opus in WebM of a minute at most, heard by who may see the result, gone with either."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.capture.voice_note import LONGEST_S, MOST_BYTES, voice_note_s
from coach.domain.errors import MediaError
from coach.domain.people import Consent
from coach.web.tickets import tickets_kept_in
from coach.web.voices import Voices, sending_address, voice_address
from tests.clips import Picture, Sound, make, make_live_webm
from tests.web.who_makers import Installation, asking

NOW = datetime.now(UTC)
ID = "a" * 32
FROM_US = {"X-Coach": "1"}


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds as a browser records them: no length in the head."""
    path = tmp_path_factory.mktemp("voice") / "a.webm"
    return make_live_webm(path, 2.0, None, Sound(codec="libopus")).read_bytes()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Installation]:
    one = asking(tmp_path)
    one.store.consents.keep(Consent(one.ids["Hoa"], "show_trainer", "1", "vi", "text", NOW))
    one.store.showing.show(one.take, one.ids["Hoa"], NOW)
    yield one
    one.store.engine.dispose()


@pytest.fixture
def web(made: Installation) -> TestClient:
    return TestClient(Starlette(routes=Voices(lambda: made.store).routes()))


def sent(web: TestClient, made: Installation, sound: bytes, who: str = "Binh", id: str = ID) -> int:
    path = sending_address(tickets_kept_in(made.store.folder), made.take, NOW) + f"&id={id}&at=3.5"
    return web.post(path, content=sound, headers=made.cookie(who) | FROM_US).status_code


def heard(web: TestClient, made: Installation, who: str, id: str = ID) -> int:
    path = voice_address(tickets_kept_in(made.store.folder), made.take, id, NOW)
    return web.get(path, headers=made.cookie(who)).status_code


def test_it_is_kept_once_and_heard_by_whoever_may_see_the_result(
    web: TestClient, made: Installation, spoken: bytes
) -> None:
    assert [sent(web, made, spoken), sent(web, made, spoken)] == [200, 200]
    (note,) = made.store.voices.of(made.take)
    assert (note.at_s, note.trainer_id) == (3.5, made.ids["Binh"])
    assert note.duration_s == pytest.approx(2.0, abs=0.2)
    assert made.store.voices.sound(made.take, ID) == spoken
    told = {who: heard(web, made, who) for who in ("Hoa", "Binh", "Lan", "An", "nobody")}
    assert told == {"Hoa": 200, "Binh": 200, "Lan": 403, "An": 403, "nobody": 403}
    assert heard(web, made, "Hoa", "b" * 32) == 404


def test_who_may_not_comment_sends_nothing(web: TestClient, made: Installation, spoken: bytes) -> None:
    assert [sent(web, made, spoken, who) for who in ("Lan", "Thu", "nobody")] == [403, 403, 403]
    path = f"/api/take/{made.take}/voice?id={ID}&at=1"
    assert web.post(path, content=spoken, headers=made.cookie("Binh")).status_code == 403  # no ticket
    assert sent(web, made, spoken, id="../../x") == 400
    assert made.store.voices.of(made.take) == ()


def test_only_opus_in_webm_of_a_minute_is_taken(tmp_path: Path, spoken: bytes) -> None:
    opus, picture = Sound(codec="libopus"), Picture(codec="libvpx")
    film = make_live_webm(tmp_path / "film.webm", 1.0, picture, opus).read_bytes()
    long = make(tmp_path / "long.webm", LONGEST_S + 3, None, opus).read_bytes()
    much = spoken + bytes(MOST_BYTES)
    wrong = (b"", b"RIFF" + spoken, spoken[:60], spoken[:4] + bytes(2000), film, much, long)
    for one in wrong:
        with pytest.raises(MediaError, match=r"voice\."):
            voice_note_s(one)


def test_taken_back_it_is_gone_and_only_by_who_said_it(
    web: TestClient, made: Installation, spoken: bytes
) -> None:
    sent(web, made, spoken)
    path = voice_address(tickets_kept_in(made.store.folder), made.take, ID, NOW)
    assert web.delete(path, headers=made.cookie("Hoa") | FROM_US).status_code == 404
    assert web.delete(path, headers=made.cookie("Binh") | FROM_US).status_code == 204
    assert made.store.voices.of(made.take) == ()


@pytest.mark.parametrize("who", ["Hoa", "Binh"])
def test_a_voice_goes_with_the_learner_and_with_the_trainer(
    web: TestClient, made: Installation, spoken: bytes, who: str
) -> None:
    sent(web, made, spoken)
    made.store.forgetting.forget(made.ids[who])
    assert made.store.voices.of(made.take) == ()
    with made.store.engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from voice_note").scalar() == 0
