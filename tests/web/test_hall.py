"""The hall page at the door: guests come in, say, vote, practise; nobody else does, nothing nasty shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient

from coach.course.library import load_library
from coach.domain.consent import ANALYSE, RECORD, SHOW_TRAINER
from coach.domain.hall import Guest, Workshop
from coach.domain.media import ShownComment
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt
from coach.store.uploads import Upload, upload_id
from coach.web.audience import Scene
from coach.web.door import SMALL, Door
from coach.web.hall import HallPage
from coach.web.hall_audience import APART_S, WithHall
from coach.web.hall_doing import HEADER
from coach.web.hall_page import hall_page, hall_script, hall_style
from coach.web.pieces import LARGEST, content_digest
from coach.web.uploads import Receiving
from coach.workshop.flow import APART
from tests.workshop import nasty

pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning")]
OURS_AT_MOST = 30_000  # bytes of page, style and script together, as of the light page
LESSONS = Path(__file__).parents[2] / "lessons"
FROM_US = {"X-Coach": "1"}


class Clock:
    """The test's own time."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)  # each answer a moment later: what is told is looked up anew
        return self.now


class Evening:
    """A workshop behind the door to the room's network."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.submitted = store, Clock(), list[str]()
        self.page = HallPage(
            lambda: store, lambda: "vi", lambda lesson, _: lesson, welcome, light, lambda: "L02", self.clock
        )
        receiving = Receiving(lambda: store, lambda _: True, self.submitted.append, clock=self.clock)
        self.routes = self.page.routes()
        whole = Starlette(routes=[Mount("/", PlainTextResponse("pages"))])
        door = Door(Starlette(routes=[*self.routes, *receiving.routes()]), whole, lambda: store, self.clock)
        self.web = TestClient(
            door, "https://192.168.1.5", client=("192.168.1.20", 5000), follow_redirects=False
        )
        self.workshop: Workshop = store.workshops.open("Ea Kao", "vi", self.clock.now)

    def join(self, name: str = "Hoa", commune: str = "Ea Kao") -> dict[str, str]:
        answer = self.post("join", {"name": name, "commune": commune})
        assert answer.status_code == 200, answer.text
        return FROM_US | {HEADER: answer.json()["token"]}

    def post(self, path: str, body: Any, headers: dict[str, str] = FROM_US) -> Any:
        return self.web.post(f"/api/h/{self.workshop.code}/{path}", content=json.dumps(body), headers=headers)

    def get(self, path: str, headers: dict[str, str]) -> Any:
        return self.web.get(f"/api/h/{self.workshop.code}/{path}", headers=headers)

    def stage(self, **what: Any) -> None:
        seen = self.store.workshops.state(self.workshop.id).version
        self.store.workshops.change(self.workshop.id, seen, **what)

    def films(self, at_s: float) -> None:
        """The stage tells the second of its film."""
        self.page.films.tell(self.store.workshops.state(self.workshop.id), at_s, self.clock.now)

    def guest(self, headers: dict[str, str]) -> Guest:
        found = self.store.hall.guest(headers[HEADER])
        assert found
        return found


def welcome(_: str, lesson_id: str, language: str) -> dict[str, str]:
    return {"title": f"{lesson_id} {language}"}


def light(attempt: Attempt, _: str) -> dict[str, str]:
    return {"state": "moving", "text": attempt.state}


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    one = Evening(open_store(tmp_path / "data"))
    yield one
    one.store.engine.dispose()


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_the_page_is_small_and_needs_no_socket(language: str) -> None:
    page = hall_page(language, "123456", ("Ea Kao",))
    assert sum(len(one.encode()) for one in (page, hall_script(), hall_style())) < OURS_AT_MOST
    assert "WebSocket" not in hall_script()
    assert "[[" not in page
    assert "innerHTML" not in hall_script()


def test_a_guest_comes_in_and_is_told_what_the_stage_shows(evening: Evening) -> None:
    assert evening.web.get(f"/h/{evening.workshop.code}").status_code == 200
    hoa = evening.join()
    first = evening.get("now", hoa)
    assert (first.json()["showing"], first.json()["name"]) == ("welcome", "Ea Kao")
    assert evening.get(f"now?since={first.json()['v']}", hoa).status_code == 304
    evening.stage(showing="live", take_id="t" * 32)
    second = evening.get(f"now?since={first.json()['v']}", hoa)
    assert (second.status_code, second.json()["showing"]) == (200, "live")
    assert len(second.content) < 500


@pytest.mark.parametrize(
    ("name", "commune", "field"),
    [("0912345678", "Ea Kao", "name"), ("Hoa", "<b>x</b>", "commune"), ("", "x", "name")],
)
def test_a_name_that_cannot_stand_on_a_wall_is_asked_for_again(
    evening: Evening, name: str, commune: str, field: str
) -> None:
    answer = evening.post("join", {"name": name, "commune": commune})
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert evening.store.hall.guests(evening.workshop.id) == ()


def test_strangers_and_guests_of_another_workshop_are_refused_everywhere(evening: Evening) -> None:
    elsewhere = evening.store.workshops.open("elsewhere", "vi", evening.clock.now)
    _, token = evening.store.hall.join(elsewhere.id, "Lan", "x", evening.clock.now)
    paths = [
        (method, route.path.format(code=evening.workshop.code))
        for route in evening.routes
        if route.path.startswith("/api/h/") and not route.path.endswith("/join")
        for method in (route.methods or {"GET"}) - {"HEAD"}
    ]
    assert len(paths) > 6
    for headers in (FROM_US, FROM_US | {HEADER: "x"}, FROM_US | {HEADER: token}):
        told = {path: evening.web.request(way, path, headers=headers).status_code for way, path in paths}
        assert set(told.values()) == {403}
    foreign = evening.join() | {"Origin": "https://evil.example"}
    assert {evening.web.post(path, headers=foreign).status_code for way, path in paths if way == "POST"} == {
        403
    }


def test_a_code_of_no_workshop_is_told_kindly(evening: Evening) -> None:
    assert evening.web.get("/h/999").status_code == 200
    answer = evening.web.post("/api/h/999/join", content='{"name":"A","commune":"B"}', headers=FROM_US)
    assert (answer.status_code, answer.json()["error"]) == (404, "workshop.unknown")


def test_none_of_three_hundred_nasty_inputs_breaks_the_page_or_shows(evening: Evening) -> None:
    evening.stage(showing="live", take_id="t" * 32)
    hoa = evening.join()
    for text in nasty.nasty():
        evening.clock.now += APART * 3
        answer = evening.post("say", {"text": text}, hoa)
        told = answer.json()  # half a letter cannot even be read
        assert (answer.status_code, bool(told.get("refused"))) == (200, True) or answer.status_code == 400, (
            text
        )
    assert evening.store.hall.comments_since(evening.workshop.id) == ()
    for body in (b"", b"{", b"[]", b"null", b'{"text": 3}', b"\xff\xfe", b'{"text": "' + b"x" * 9000 + b'"}'):
        for path in ("say", "heart", "vote", "practise", "join"):
            told = evening.web.post(f"/api/h/{evening.workshop.code}/{path}", content=body, headers=hoa)
            assert 400 <= told.status_code < 500


def test_a_flood_is_held_back_and_fills_no_disk(evening: Evening) -> None:
    evening.stage(showing="live", take_id="t" * 32)
    hoa = evening.join()
    told = [evening.post("say", {"text": f"câu số {n}"}, hoa).json()["refused"] for n in range(60)]
    assert told[0] == ""
    assert told.count("") <= 6
    kept = evening.store.hall.refusals(evening.workshop.id)
    assert sum(kept.values()) < 60


def test_what_the_host_hides_is_off_the_wall(evening: Evening) -> None:
    evening.stage(showing="live", take_id="t" * 32)
    assert evening.post("say", {"text": "bao nhiêu một ký?"}, evening.join()).json() == {"refused": ""}
    (one,) = evening.store.hall.comments_since(evening.workshop.id)
    assert (one.text, one.first_name, one.take_id) == ("bao nhiêu một ký?", "Hoa", "t" * 32)
    evening.store.hall.hide(evening.workshop.id, one.id, True, evening.clock())
    assert [had.is_shown for had in evening.store.hall.comments_since(evening.workshop.id)] == [False]


def test_a_comment_has_the_films_own_second_or_none(evening: Evening) -> None:
    seller = evening.store.people.add("Binh", "cô", evening.clock())
    upload = Upload(upload_id(seller.id, "c" * 32), seller.id, "L02", "vi", "")
    evening.store.uploads.begin(upload)  # at the press on begin, three seconds before the film
    evening.stage(showing="live", take_id=upload.id, more={"phase": "rolling"})
    evening.post("say", {"text": "chào chị", "at_s": 7}, evening.join("Hoa"))
    evening.films(2.5)
    evening.post("say", {"text": "giá bao nhiêu vậy chị"}, evening.join("Lan"))
    told = {one.first_name: one.at_s for one in evening.store.hall.comments_of(evening.workshop.id)}
    assert told["Hoa"] is None
    assert 2.5 <= (told["Lan"] or 0) < 5.5
    evening.stage(more={"phase": "rolling", "camera": "phone"})
    evening.post("say", {"text": "na Chi Lăng hả chị"}, evening.join("An"))
    (by_phone,) = (
        one for one in evening.store.hall.comments_of(evening.workshop.id) if one.first_name == "An"
    )
    begun = evening.store.uploads.begun_at(upload.id)
    assert by_phone.at_s == pytest.approx((by_phone.said_at - begun).total_seconds(), abs=0.01)


def test_hearts_count_and_votes_only_while_the_hall_is_asked(evening: Evening) -> None:
    hoa = evening.join()
    evening.stage(showing="live", take_id="t" * 32)
    assert evening.post("heart", {"number": 3}, hoa).status_code == 204
    assert evening.store.hall.hearts(evening.workshop.id, "t" * 32) == 3
    assert evening.post("vote", {"question": 1, "answer": "yes"}, hoa).status_code == 409
    evening.stage(showing="vote")
    assert evening.post("vote", {"question": 1, "answer": "perhaps"}, hoa).status_code == 400
    assert evening.post("vote", {"question": 1, "answer": "yes"}, hoa).status_code == 204
    assert "tally" not in evening.get("now", hoa).json()
    evening.stage(showing="result", result_shown=True)
    assert evening.get("now", hoa).json()["tally"]["1"]["yes"] == 1


def test_she_practises_only_after_she_agreed_and_shows_only_what_she_ticked(evening: Evening) -> None:
    hoa = evening.join()
    assert evening.post("practise", {"record": False}, hoa).status_code == 403
    assert evening.store.people.all() == ()
    first = evening.post("practise", {"record": True}, hoa).json()
    again = evening.post("practise", {"record": True, "show": True}, hoa).json()
    assert first["learner"] == again["learner"] == evening.guest(hoa).learner_id
    assert (first["lesson"], first["longest_s"], first["language"]) == ("L02", 60, "vi")
    assert evening.store.consents.in_force(first["learner"]) == {RECORD, ANALYSE, SHOW_TRAINER}
    evening.post("practise", {"record": True, "show": False}, hoa)
    assert evening.store.consents.in_force(first["learner"]) == {RECORD, ANALYSE}


def test_nobody_in_the_room_can_fill_the_memory(evening: Evening) -> None:
    path = f"/api/h/{evening.workshop.code}/join"
    large = b'{"name": "' + b"a" * SMALL + b'", "commune": "x"}'
    assert evening.web.post(path, content=large, headers=FROM_US).status_code == 413
    in_pieces = (one for one in (b'{"name": "Hoa",', b' "commune": "x"}'))  # does not say how long it is
    assert evening.web.post(path, content=in_pieces, headers=FROM_US).status_code == 413
    assert evening.store.hall.guests(evening.workshop.id) == ()
    whole = {"X-Pass": "phone.x", "Content-Length": str(LARGEST + 1)}
    assert evening.web.post("/api/rec", content=b"", headers=whole).status_code == 413
    assert evening.web.delete("/api/rec/x", headers={"X-Pass": "phone.x"}).status_code == 403  # no length


def test_a_drill_comes_in_by_the_usual_way(evening: Evening) -> None:
    hoa, film = evening.join(), b"film" * 1000
    told = evening.post("practise", {"record": True}, hoa).json()
    assert evening.get("mine", hoa).json() == {"state": "none"}
    phone = {"X-Pass": told["pass"]}
    begun = {"client_id": "c" * 32, "lesson": told["lesson"], "language": "vi", "size": len(film)}
    take = evening.web.post("/api/rec", content=json.dumps(begun), headers=phone).json()["id"]
    headers = phone | {"Upload-Offset": "0", "Content-Digest": content_digest(film)}
    assert evening.web.patch(f"/api/rec/{take}", content=film, headers=headers).status_code == 200
    done = evening.web.post(
        f"/api/rec/{take}/finish", content=json.dumps({"total": len(film)}), headers=phone
    )
    assert done.json()["attempt"] == take
    assert evening.submitted == [take]
    assert evening.get("mine", hoa).json() == {"state": "moving", "text": "waiting"}


def test_whoever_leaves_is_forgotten_and_a_new_guest_afterwards(evening: Evening) -> None:
    hoa = evening.join()
    evening.post("practise", {"record": True}, hoa)
    assert evening.post("leave", {}, hoa).status_code == 204
    assert evening.store.hall.guests(evening.workshop.id) == ()
    assert evening.store.people.all() == ()
    assert evening.get("now", hoa).status_code == 403


def test_whoever_leaves_is_told_where_files_are_left(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa, film = evening.join(), b"film" * 1000
    told = evening.post("practise", {"record": True}, hoa).json()
    kept = evening.store.recordings.keep(BytesIO(film))
    evening.store.attempts.add(NewAttempt(told["learner"], "L02", "vi", kept, ""), evening.clock())
    with monkeypatch.context() as held:  # the player holds the film open, as on Windows
        held.setattr(Path, "unlink", _held_open)
        assert evening.post("leave", {}, hoa).status_code == 202
    assert evening.store.people.all() == ()
    assert evening.store.recordings.path(kept).exists()
    for language in ("vi", "en", "id"):
        assert "left_later" in hall_page(language, "1", ())


def _held_open(path: Path, missing_ok: bool = False) -> None:
    raise PermissionError(str(path))


def test_a_guest_who_was_deleted_a_moment_ago_is_a_stranger_at_once(evening: Evening) -> None:
    hoa = evening.join()
    evening.stage(showing="live", take_id="t" * 32)
    assert evening.get("now", hoa).status_code == 200
    evening.store.hall.leave(
        evening.guest(hoa), evening.clock()
    )  # on another page; here she is known for 10 s
    assert evening.post("say", {"text": "na ngon quá"}, hoa).status_code == 403
    assert evening.post("heart", {"number": 2}, hoa).status_code == 403
    evening.stage(showing="vote")
    assert evening.post("vote", {"question": 1, "answer": "yes"}, hoa).status_code == 403


def test_after_the_end_nobody_comes_in_or_writes_and_results_stay(evening: Evening) -> None:
    hoa = evening.join()
    evening.store.workshops.end(evening.workshop.id, evening.clock())
    assert evening.get("now", hoa).json()["over"] is True
    assert evening.post("say", {"text": "chào"}, hoa).status_code == 410
    assert evening.post("join", {"name": "Lan", "commune": "x"}).status_code == 410
    assert evening.get("mine", hoa).status_code == 200


def test_the_hall_is_among_the_viewers_and_its_questions_can_be_answered(evening: Evening) -> None:
    seller = evening.store.people.add("Binh", "cô", evening.clock())
    upload = Upload(upload_id(seller.id, "c" * 32), seller.id, "L02", "vi", "")
    evening.store.uploads.begin(upload)
    evening.stage(showing="live", take_id=upload.id)
    for at, (name, text) in enumerate(
        (("Hoa", "giá bao nhiêu vậy chị"), ("Lan", "giá sao chị"), ("An", "chào cả nhà"))
    ):
        evening.films(2.0 + 5 * at)
        evening.post("say", {"text": text}, evening.join(name))
    simulated = ShownComment("1.x", 0.5, "Tư", "hàng ở đâu?", "origin", ("origin",))
    audience = WithHall(
        lambda: evening.store,
        lambda one: load_library(LESSONS, one),
        lambda *_: Scene((simulated,), 9, 4, ""),
    )
    scene = audience(upload, 1000.0)
    assert (scene.viewers, scene.hearts) == (9, 4)
    assert [one.at_s for one in scene.comments] == sorted(one.at_s for one in scene.comments)
    hall = [one for one in scene.comments if one.id.startswith("hall.")]
    assert (hall[0].name, hall[0].intent, hall[0].asks) == ("Hoa", "price", True)
    assert all(after.at_s - before.at_s >= APART_S for before, after in pairwise(hall))
    assert audience(upload, 0.1).comments == (simulated,)
