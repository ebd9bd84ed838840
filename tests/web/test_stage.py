"""The stage and the host's remote at the door: who may, what they are told, and the volunteer's take."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient

from coach.course import load
from coach.course.library import load_library
from coach.domain.consent import BOTH
from coach.domain.hall import FROM_HALL, HallComment
from coach.domain.media import ShownComment
from coach.domain.people import Consent
from coach.settings import Settings, shipped
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt
from coach.store.uploads import Upload
from coach.web.audience import Scene
from coach.web.door import Door
from coach.web.hall_audience import WithHall
from coach.web.hosting import Hosting
from coach.web.pieces import content_digest
from coach.web.stage import Stage
from coach.web.stage_pages import SCRIPTS, script
from coach.web.staged import Telling
from coach.web.uploads import Receiving
from coach.workshop.acting import unseen
from coach.workshop.lights import Light
from coach.workshop.shown import Live, written
from tests.store.halls import guest, said
from tests.web.who_makers import asking

pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning")]
FROM_US = {"X-Coach": "1"}
COURSE = load(Settings().lessons)
FILM = b"film" * 1000


def scored(attempt: Attempt, language: str) -> dict[str, str]:
    return {"state": "done", "points": "82"}


def nobody(upload: Upload, until_s: float) -> Scene:
    return Scene()


class Hosted:
    """A workshop with its stage, without any network."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, datetime.now(UTC)
        self.submitted: list[str] = []
        self.result: Callable[[Attempt, str], Mapping[str, object]] = scored
        receiving = Receiving(lambda: store, lambda _: True, self.submitted.append)
        self.stage = Stage(
            lambda: store,
            lambda: "vi",
            lambda: Telling(store, COURSE, self.result, nobody, lambda name, lesson: ()),
            lambda: Hosting(store, frozenset(COURSE.lessons), self.clock),
            Starlette(routes=receiving.routes()),
            lambda code: f"http://192.168.1.5:8503/h/{code}",
            lambda code: f"https://192.168.1.5:8502/h/host/{code}",
            lambda: shipped("media"),
            lambda ticket, language: f"https://192.168.1.5:8502/m/?language={language}{ticket}",
            self.clock,
        )
        self.web = TestClient(Starlette(routes=self.stage.routes()))
        self.workshop = store.workshops.open("Chi Lăng", "vi", self.now)

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=10)
        return self.now

    def told(self, at_s: float = 0) -> Any:
        more = self.store.workshops.state(self.workshop.id).more
        film = more.get("sample") or more.get("client", "")
        return self.look(f"at={at_s}&of={film}")

    def look(self, asked: str) -> Any:
        return self.web.get(f"/api/stage/{self.workshop.code}?{asked}", headers=FROM_US).json()

    def host(self) -> Any:
        return self.web.get(f"/api/host/{self.workshop.code}", headers=FROM_US).json()

    def press(self, do: str, **more: object) -> int:
        body = json.dumps({"do": do, "seen": 0, **more})
        return self.web.post(f"/api/host/{self.workshop.code}", content=body, headers=FROM_US).status_code

    def volunteer(self, **more: object) -> int:
        asked = {"name": "Hoa", "commune": "Chi Lăng", "lesson": "L02", "agreed": True, **more}
        return self.press("volunteer", **asked)

    def take(self, method: str, rest: str, data: bytes = b"", **headers: str) -> Any:
        path = f"/api/stage/{self.workshop.code}/take/{rest}"
        return self.web.request(method, path, content=data, headers=FROM_US | headers)


@pytest.fixture
def hosted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosted]:
    store = open_store(tmp_path)
    monkeypatch.setattr("coach.web.guard.must", lambda *_: None)  # a laptop that asks nobody
    yield Hosted(store)
    store.engine.dispose()


def test_a_whole_evening_by_its_buttons(hosted: Hosted) -> None:
    assert hosted.told()["showing"] == "welcome"
    assert hosted.press("step", step=2) == 200
    assert hosted.volunteer() == 200
    ready = hosted.told()
    assert (ready["showing"], ready["phase"], ready["volunteer"], ready["take"]) == (
        "live",
        "ready",
        "Hoa",
        "",
    )
    assert hosted.press("begin") == 200
    rolling = hosted.told()
    assert rolling["phase"] == "rolling"
    assert rolling["record"]["client"]
    for button, showing in (("freeze", "frozen"), ("go_on", "live"), ("stop", "applause"), ("vote", "vote")):
        assert hosted.press(button) == 200
        assert hosted.told()["showing"] == showing
    assert hosted.press("next") == 200
    assert hosted.told()["record"] is None
    assert hosted.press("closing") == 200
    assert hosted.told()["closing"] == {"takes": 0, "well": [], "next": []}


@pytest.mark.parametrize("spoken", ["", "vi", "en", "id"])
def test_the_language_she_speaks_is_her_takes_and_the_stage_keeps_its_own(
    hosted: Hosted, spoken: str
) -> None:
    hosted.volunteer(spoken=spoken)
    for button in ("begin", "restart", "begin"):  # begun anew she speaks as before
        hosted.press(button)
        told = hosted.told()
        assert (told["spoken"], told["language"]) == (spoken or "vi", "vi")
        assert told["record"]["language"] == (spoken or "vi")
    assert hosted.store.uploads.get(told["take"]).language == (spoken or "vi")
    assert told["lesson"] == COURSE.lessons["L02"].title["vi"]
    hosted.press("next")
    hosted.volunteer(name="Lan")
    assert hosted.told()["record"]["language"] == "vi"


def test_a_sample_plays_in_the_language_that_was_chosen(hosted: Hosted) -> None:
    hosted.press("sample", sample="good", spoken="en")
    assert (hosted.told()["sample"], hosted.told()["spoken"]) == ("en_na_excellent", "en")
    assert hosted.press("sample", sample="good", spoken="tay") == 400


def test_her_take_comes_in_as_hers_and_can_be_begun_anew(hosted: Hosted) -> None:
    hosted.volunteer()
    hosted.press("begin")
    of = hosted.told()["record"]
    begun = json.dumps({"client_id": of["client"], "lesson": "L02", "language": "vi", "size": len(FILM)})
    answer = hosted.take("POST", "rec", begun.encode(), **{"X-Pass": of["pass"]})
    assert answer.status_code == 201
    assert answer.json()["id"] == hosted.told()["take"]
    hosted.press("restart")
    assert hosted.store.uploads.part(answer.json()["id"]).exists() is False
    hosted.press("begin")
    of = hosted.told()["record"]
    begun = json.dumps({"client_id": of["client"], "lesson": "L02", "language": "vi", "size": len(FILM)})
    take = hosted.take("POST", "rec", begun.encode(), **{"X-Pass": of["pass"]}).json()["id"]
    headers = {"X-Pass": of["pass"], "Upload-Offset": "0", "Content-Digest": content_digest(FILM)}
    assert hosted.take("PATCH", f"rec/{take}", FILM, **headers).status_code == 200
    hosted.press("next")  # the line was slow: what she did is handed in all the same
    done = json.dumps({"total": len(FILM), "comments": []}).encode()
    assert hosted.take("POST", f"rec/{take}/finish", done, **{"X-Pass": of["pass"]}).status_code == 200
    assert hosted.submitted == [take]
    assert hosted.store.people.get(hosted.store.attempts.get(take).learner_id).name == "Hoa"


def test_a_pass_of_somebody_who_is_no_guest_opens_nothing(hosted: Hosted) -> None:
    hosted.volunteer()
    assert hosted.take("POST", "rec", b"{}", **{"X-Pass": "nobody.1.x"}).status_code == 403
    assert hosted.take("GET", "../host").status_code in (403, 404)


def test_nobody_comes_up_without_having_agreed(hosted: Hosted) -> None:
    assert hosted.volunteer(agreed=False) == 403
    assert hosted.told()["showing"] == "welcome"
    assert hosted.volunteer(lesson="L99") == 404


def test_what_a_guest_ticked_on_her_phone_is_no_leave_for_the_stage(hosted: Hosted) -> None:
    who, _ = guest(hosted.store, hosted.workshop)
    learner = hosted.store.people.add("Hoa", "bạn", hosted.now)
    hosted.store.people.agree(Consent(learner.id, BOTH, "hall-1", "vi", "text", hosted.now))
    hosted.store.hall.practises(who.id, learner.id)
    assert hosted.volunteer(guest=who.id, agreed=False) == 403
    assert hosted.volunteer(guest=who.id) == 200
    said = hosted.store.consents.of(learner.id)[-1]
    assert (said.version, said.how) == ("stage-2", "spoken")
    assert "cả phòng xem kết quả" in said.text


def test_hearts_are_the_halls_alone(hosted: Hosted) -> None:
    hosted.volunteer()
    hosted.press("begin")
    take, (who, _) = hosted.told()["take"], guest(hosted.store, hosted.workshop)
    hosted.store.hall.heart(who.id, take, 3)
    made_up = Scene(viewers=40, hearts=25)
    telling = Telling(hosted.store, COURSE, scored, lambda *_: made_up, lambda name, lesson: ())
    assert telling.stage(hosted.workshop, 20.0, hosted.now)["hearts"] == 3


def test_the_result_is_told_only_once_the_host_has_pressed_it(hosted: Hosted) -> None:
    hosted.volunteer()
    assert hosted.told()["result"] is None
    hosted.press("stop")
    assert hosted.told()["result"] is None
    hosted.press("result")
    assert hosted.told()["result_shown"]


def test_praise_comes_first_and_points_only_with_a_press_of_their_own(hosted: Hosted) -> None:
    hosted.volunteer()
    hosted.press("begin")
    hosted.press("stop")
    hosted.press("points")  # nobody has seen her result yet
    take = hosted.told()["take"]
    told: dict[str, object] = {"state": "done", "points": "82", "done_well": "x", "do_next": "y"}
    state = hosted.store.workshops.state(hosted.workshop.id)
    hosted.store.attempts.add(NewAttempt(state.volunteer_id, "L02", "vi", "a" * 64, "x", id=take), hosted.now)
    hosted.result = lambda *_: told
    hosted.press("result")
    assert hosted.host()["points_there"]
    assert hosted.told()["result"] == {"state": "done", "done_well": "x", "do_next": "y"}
    hosted.press("points")
    assert hosted.told()["result"]["points"] == "82"
    assert not hosted.host()["points_there"]
    told |= {"wide": True, "range": "most could not be judged"}
    assert "points" not in hosted.told()["result"]
    assert hosted.told()["result"]["why"] == told["range"]
    hosted.press("next")
    assert "points" not in hosted.store.workshops.state(hosted.workshop.id).more


def test_stage_and_remote_say_how_the_machine_listens_and_only_what_is_known(hosted: Hosted) -> None:
    hosted.volunteer()
    assert hosted.told(40)["ear"] == ""
    hosted.press("begin")
    take = hosted.store.workshops.state(hosted.workshop.id).take_id
    assert hosted.told(5)["ear"] == ""
    assert hosted.told(40)["ear"] == hosted.host()["ear"] == "slow"
    hosted.store.followed.show(take, written(Live((), ("na",), 39.0, 38.0)))
    assert hosted.told(41)["ear"] == hosted.host()["ear"] == "hears"
    hosted.store.followed.fall_behind(take)
    assert hosted.told(42)["ear"] == hosted.host()["ear"] == "slow"
    hosted.press("stop")
    assert hosted.told(42)["ear"] == ""


def test_the_end_of_a_workshop_is_its_closing_page_and_nothing_else_can_be_pressed(hosted: Hosted) -> None:
    hosted.volunteer()
    assert hosted.press("end") == 200
    told = hosted.told()
    assert (told["showing"], told["volunteer"], told["over"], told["record"]) == ("closing", "", True, None)
    for button in ("next", "vote", "sample", "step", "volunteer", "rehearse"):
        assert hosted.press(button, name="Lan", lesson="L02", sample="good", agreed=True) == 409
    assert hosted.told()["showing"] == "closing"
    assert hosted.press("end") == 200


def test_the_hosts_veto_takes_a_comment_off_with_the_next_look(hosted: Hosted) -> None:
    who, _ = guest(hosted.store, hosted.workshop)
    one: HallComment = said(who, "na ngon quá")
    hosted.store.hall.comment(one, hosted.workshop.id)
    assert [c["text"] for c in hosted.told()["comments"]] == ["na ngon quá"]
    assert hosted.press("veto", comment=one.id) == 200
    assert hosted.told()["comments"] == []
    assert hosted.host()["comments"][0]["hidden"]
    hosted.press("back", comment=one.id)
    assert len(hosted.told()["comments"]) == 1
    hosted.press("hide")
    assert hosted.told()["comments"] == []


def test_a_machine_viewers_comment_can_be_taken_off_and_put_back_too(hosted: Hosted) -> None:
    hosted.press("rehearse")
    hosted.volunteer()
    hosted.press("begin")
    hosted.stage.films.tell(hosted.store.workshops.state(hosted.workshop.id), 20.0, hosted.now)
    on_wall = [one["id"] for one in hosted.told(20)["comments"]]
    assert on_wall
    assert on_wall[::-1] == [one["id"] for one in hosted.host()["comments"]]
    hosted.press("veto", comment=on_wall[-1])
    assert [one["id"] for one in hosted.told(20)["comments"]] == on_wall[:-1]
    assert hosted.host()["comments"][0]["hidden"]
    hosted.press("back", comment=on_wall[-1])
    assert [one["id"] for one in hosted.told(20)["comments"]] == on_wall
    hosted.press("veto", comment=on_wall[-1])
    hosted.press("restart")
    assert unseen(hosted.store.workshops.state(hosted.workshop.id)) == frozenset()


def test_a_comment_of_the_hall_stands_on_the_wall_once(hosted: Hosted) -> None:
    hosted.volunteer()
    hosted.press("begin")
    state = hosted.store.workshops.state(hosted.workshop.id)
    who, _ = guest(hosted.store, hosted.workshop)
    hosted.store.hall.comment(said(who, "giá bao nhiêu", hosted.now, state.take_id, 2.0), hosted.workshop.id)
    asks = ShownComment("1.x", 1.0, "Tư", "hàng ở đâu?", "origin")
    library = load_library(Settings().lessons, "vi")
    audience = WithHall(lambda: hosted.store, lambda _: library, lambda *_: Scene((asks,)))
    telling = Telling(hosted.store, COURSE, scored, audience, lambda name, lesson: ())
    told = telling.stage(hosted.workshop, 5.0, hosted.now)
    assert [(c["text"], c["hall"]) for c in told["comments"]] == [
        ("hàng ở đâu?", False),
        ("giá bao nhiêu", True),
    ]
    assert [c["id"].startswith(FROM_HALL) for c in told["noted"]] == [False, True]


def test_a_guests_comment_stands_on_the_wall_once_and_goes_with_the_take(hosted: Hosted) -> None:
    hosted.volunteer()
    hosted.press("begin")
    who, _ = guest(hosted.store, hosted.workshop)
    one = said(who, "na ngon quá", take_id=hosted.told()["take"], at_s=1.0)
    hosted.store.hall.comment(one, hosted.workshop.id)
    audience = WithHall(lambda: hosted.store, lambda one: load_library(shipped("lessons"), one), nobody)
    telling = Telling(hosted.store, COURSE, scored, audience, lambda name, lesson: ())
    told = telling.stage(hosted.workshop, 5.0, hosted.clock())
    assert [(one["text"], one["hall"]) for one in told["comments"]] == [("na ngon quá", True)]
    assert [one["text"] for one in told["noted"]] == ["na ngon quá"]
    hosted.press("veto", comment=one.id)
    told = telling.stage(hosted.workshop, 5.0, hosted.clock())
    assert (told["comments"], told["noted"]) == ([], [])


def test_the_films_second_is_told_by_the_stage_and_by_nothing_else(hosted: Hosted) -> None:
    hosted.volunteer()
    hosted.press("begin")
    workshops, films = hosted.store.workshops, hosted.stage.films
    hosted.told(0)  # three, two, one: the film has not begun
    first = workshops.state(hosted.workshop.id)
    assert films.second(first, hosted.clock()) is None
    hosted.told(12.5)
    assert films.second(first, hosted.now + timedelta(seconds=1)) == pytest.approx(13.5, abs=0.1)
    assert films.second(first, hosted.now + timedelta(seconds=9)) is None  # the stage is silent
    for button in ("stop", "next"):
        hosted.press(button)
    hosted.volunteer(name="Lan")
    hosted.press("begin")
    hosted.look(f"at=95.0&of={first.more['client']}")  # the page still stands at the end of the take before
    assert films.second(workshops.state(hosted.workshop.id), hosted.now) is None
    hosted.press("sample", sample="poor")
    hosted.look("at=4.0&of=vi_na_poor")
    assert films.second(workshops.state(hosted.workshop.id), hosted.now) == pytest.approx(4, abs=0.1)


def test_on_the_wall_a_comment_without_a_second_stands_where_it_was_said(hosted: Hosted) -> None:
    hosted.volunteer()
    hosted.press("begin")
    take, (who, _) = hosted.told()["take"], guest(hosted.store, hosted.workshop)
    for n, at_s in enumerate((None, 30.0, None, 31.0)):
        one = said(who, f"câu {n}", hosted.now + timedelta(seconds=n), take, at_s)
        hosted.store.hall.comment(one, hosted.workshop.id)
    viewers = tuple(ShownComment(f"1.{n}", 2.0 + n, "Tư", "hàng ở đâu?", "origin") for n in range(5))
    telling = Telling(hosted.store, COURSE, scored, lambda *_: Scene(viewers), lambda name, lesson: ())
    told = telling.stage(hosted.workshop, 40.0, hosted.clock())["comments"]
    assert [one["text"] for one in told if one["hall"]] == ["câu 1", "câu 2", "câu 3"]


def test_lights_and_captions_are_those_that_were_heard(hosted: Hosted) -> None:
    hosted.volunteer()
    hosted.press("begin")
    state = hosted.store.workshops.state(hosted.workshop.id)
    live = Live(
        (Light("origin_place", 3, 12.0, "ở Chi Lăng"), Light("pace_band", can_light=False)), ("ở Chi Lăng",)
    )
    hosted.store.followed.show(state.take_id, written(live))
    told = hosted.told(14)
    assert told["captions"] == ["ở Chi Lăng"]
    assert [(one["on"], one["level"], one["later"]) for one in told["lights"]] == [
        (True, 3, False),
        (False, 0, True),
    ]


def test_a_rehearsal_needs_nobody_and_keeps_nothing(hosted: Hosted) -> None:
    hosted.press("rehearse")
    hosted.now += timedelta(seconds=90)
    told = hosted.told()
    assert told["came"] == 40
    assert hosted.store.hall.guests(hosted.workshop.id) == ()
    hosted.press("sample", sample="poor")
    assert hosted.told()["sample"] == "vi_na_poor"
    film = hosted.web.get(
        f"/api/stage/{hosted.workshop.code}/sample/vi_na_poor", headers={"Range": "bytes=0-99"}
    )
    assert film.status_code == 206
    assert hosted.web.get(f"/api/stage/{hosted.workshop.code}/sample/other").status_code == 404


def test_in_a_rehearsal_nobody_claps_before_the_film_and_host_and_stage_count_alike(hosted: Hosted) -> None:
    hosted.store.workshops.offer(hosted.workshop.id, ["Chi Lăng", "Hữu Lũng"])
    hosted.workshop = hosted.store.workshops.get(hosted.workshop.id)
    hosted.press("rehearse")
    hosted.now += timedelta(seconds=90)
    told = hosted.told()
    assert {one["commune"] for one in told["wall"]} == {"Chi Lăng", "Hữu Lũng"}
    assert sum(one["came"] for one in hosted.host()["wall"]) == told["came"] == 40
    hosted.volunteer(commune="chi lang")
    assert (hosted.told()["hearts"], hosted.told()["comments"]) == (0, [])
    assert len(hosted.told()["wall"]) == 2  # one commune however it was typed
    hosted.press("begin")
    assert hosted.told(20)["hearts"] > 0


def test_what_a_rehearsal_made_goes_when_it_ends_and_nothing_else(hosted: Hosted) -> None:
    store, of = hosted.store, hosted.workshop
    hosted.now = datetime.now(UTC)
    early, token = store.hall.join(of.id, "Mai", "Chi Lăng", hosted.clock())
    store.hall.comment(said(early, "chào cả nhà", hosted.clock()), of.id)
    hosted.press("rehearse")
    hosted.volunteer(name="Hường thử")
    hosted.press("begin")
    state = store.workshops.state(of.id)
    new = NewAttempt(state.volunteer_id, "L02", "vi", "a" * 64, "x", id=state.take_id)
    store.attempts.add(new, hosted.clock())
    store.hall.comment(said(early, "ngon quá", hosted.clock(), state.take_id), of.id)
    store.hall.vote(early.id, state.take_id, 1, "yes", hosted.clock())
    store.hall.heart(early.id, state.take_id, 3)
    store.hall.practised(early.id, hosted.clock())
    hosted.press("stop")
    hosted.press("result")
    assert hosted.press("for_real") == 200
    told = hosted.told()
    assert (told["showing"], told["result_shown"], told["volunteer"], told["rehearsal"]) == (
        "welcome", False, "", False,
    )  # fmt: skip
    (left,) = store.hall.guests(of.id)
    assert (left.id, left.practised_at) == (early.id, None)
    assert store.hall.guest(token) == left
    assert [one.text for one in store.hall.comments_of(of.id)] == ["chào cả nhà"]
    assert store.hall.votes_of(of.id) == ()
    assert store.hall.hearts(of.id, state.take_id) == 0
    assert store.attempts.of(state.volunteer_id) == ()
    assert state.volunteer_id not in {one.id for one in store.people.all()}


def test_the_wall_holds_no_names_and_the_stage_no_private_data(hosted: Hosted) -> None:
    guest(hosted.store, hosted.workshop, "Nguyễn Thị Lan")
    assert "Lan" not in json.dumps(hosted.told(), ensure_ascii=False)
    html = hosted.web.get(f"/stage/{hosted.workshop.code}").text
    assert hosted.workshop.code in html
    assert "[[" not in html
    assert "[[" not in hosted.web.get(f"/host/{hosted.workshop.code}").text
    assert "[[" not in hosted.web.get("/host").text


def test_where_no_phones_come_in_stage_and_remote_say_so(hosted: Hosted) -> None:
    alone = TestClient(Starlette(routes=replace(hosted.stage, address=lambda code: "").routes()))
    code, said = hosted.workshop.code, "<h1>Chưa mở cho điện thoại</h1>"
    for web, opens in ((hosted.web, True), (alone, False)):
        stage = web.get(f"/stage/{code}").text
        assert ('data-phones="yes"' in stage, said in stage) == (opens, not opens)
        assert web.get(f"/api/host/{code}", headers=FROM_US).json()["phones"] is opens


def test_nonsense_is_told_as_such(hosted: Hosted) -> None:
    assert hosted.press("explode") == 400
    assert (
        hosted.web.post(f"/api/host/{hosted.workshop.code}", content=b"{", headers=FROM_US).status_code == 400
    )
    assert hosted.web.get("/api/stage/000000", headers=FROM_US).status_code == 404
    assert hosted.web.post("/api/host", content=b'{"name": ""}', headers=FROM_US).status_code == 400


def test_each_script_is_there(hosted: Hosted) -> None:
    for name in (*SCRIPTS, "host_door"):
        assert len(script(name)) > 500
        assert hosted.web.get(f"/stage/part/{name}.js").status_code == 200
    assert hosted.web.get("/stage/part/stage.css").status_code == 200
    assert hosted.web.get("/stage/part/secrets.js").status_code == 404


def test_only_who_may_host_there_is_told_anything(tmp_path: Path) -> None:
    made = asking(tmp_path)
    hosted = Hosted(made.store)
    mine = made.store.workshops.open("Lớp", "vi", hosted.now, group_id=made.class_id)
    for name, status in (("Hoa", 403), ("An", 403), ("nobody", 403), ("Binh", 200)):
        for path in (f"/api/stage/{mine.code}", f"/api/host/{mine.code}"):
            assert hosted.web.get(path, headers=FROM_US | made.cookie(name)).status_code == status
    opened = json.dumps({"name": "x", "language": "vi", "group": made.class_id})
    assert (
        hosted.web.post("/api/host", content=opened, headers=FROM_US | made.cookie("Hoa")).status_code == 403
    )
    assert (
        hosted.web.post("/api/host", content=opened, headers=FROM_US | made.cookie("Binh")).status_code == 201
    )
    made.store.engine.dispose()


def test_a_phone_with_the_workshops_key_is_its_remote_and_nothing_else(hosted: Hosted) -> None:
    code = hosted.workshop.code
    told = hosted.web.get(f"/api/host/{code}/phone", headers=FROM_US).json()
    assert told["address"] == f"https://192.168.1.5:8502/h/host/{code}"
    assert told["svg"].startswith("<svg")
    key, other = hosted.host()["key"], hosted.store.workshops.open("Xa", "vi", hosted.now)
    pages = Starlette(routes=[Mount("/", PlainTextResponse("pages"))])
    door = Door(Starlette(routes=hosted.stage.for_phones()), pages, lambda: hosted.store, hosted.clock)
    phone = TestClient(door, "https://192.168.1.5", client=("192.168.1.20", 5000))
    assert phone.get(f"/h/host/{code}").status_code == 200
    asked = {"do": "freeze", "seen": 0}
    for headers, at, status in (
        ({"X-Host": key}, code, 200),
        ({"X-Host": key + "0"}, code, 403),
        ({"X-Host": key}, other.code, 403),
        ({}, code, 403),
    ):
        assert phone.get(f"/api/host/{at}", headers=FROM_US | headers).status_code == status
        assert phone.post(f"/api/host/{at}", json=asked, headers=FROM_US | headers).status_code == status
    assert phone.get(f"/api/stage/{code}", headers=FROM_US | {"X-Host": key}).status_code == 403
    foreign = {"Origin": "http://evil.example", "X-Host": key}
    assert phone.post(f"/api/host/{code}", json=asked, headers=foreign).status_code == 403
    clear = TestClient(door, "http://192.168.1.5", client=("192.168.1.20", 5000))
    assert clear.get(f"/api/host/{code}", headers=FROM_US | {"X-Host": key}).status_code == 403
    hosted.now += timedelta(hours=3)
    assert phone.get(f"/api/host/{code}", headers=FROM_US | {"X-Host": key}).status_code == 403


def test_every_key_to_the_remote_ends_with_the_workshop(hosted: Hosted) -> None:
    code = hosted.workshop.code
    pages = Starlette(routes=[Mount("/", PlainTextResponse("pages"))])
    door = Door(Starlette(routes=hosted.stage.for_phones()), pages, lambda: hosted.store, hosted.clock)
    phone = TestClient(door, "https://192.168.1.5", client=("192.168.1.20", 5000))
    key = hosted.host()["key"]
    for _ in range(3):  # renewed with every look
        hosted.now += timedelta(minutes=50)
        key = phone.get(f"/api/host/{code}", headers=FROM_US | {"X-Host": key}).json()["key"]
    hers = FROM_US | {"X-Host": key}
    assert phone.post(f"/api/host/{code}", json={"do": "end", "seen": 0}, headers=hers).status_code == 200
    assert phone.get(f"/api/host/{code}", headers=hers).status_code == 403
    assert phone.post(f"/api/host/{code}", json={"do": "freeze", "seen": 0}, headers=hers).status_code == 403
    assert hosted.host()["over"] is True  # on the laptop
    later = FROM_US | {"X-Host": hosted.host()["key"]}
    assert phone.get(f"/api/host/{code}", headers=later).status_code == 403


def test_a_phone_films_the_volunteer_once_the_host_asked_for_it(hosted: Hosted) -> None:
    hosted.volunteer()
    of = hosted.store.workshops.state(hosted.workshop.id).volunteer_id
    hosting, where = hosted.stage.hosting(), f"/api/stage/{hosted.workshop.code}/phone"
    practice = Upload("a" * 32, of, "L02", "vi", "")
    hosted.store.uploads.begin(practice)
    hosting.filmed(practice)  # nobody asked for a phone: what she sends is no business of the hall
    assert (hosted.told()["phase"], hosted.told()["take"]) == ("ready", "")
    assert hosted.web.get(where, headers=FROM_US).status_code == 404
    assert hosted.web.get(f"/api/host/{hosted.workshop.code}/camera", headers=FROM_US).json() == {"svg": ""}
    assert hosted.press("camera_phone") == 200
    assert "<svg" in hosted.web.get(f"/api/host/{hosted.workshop.code}/camera", headers=FROM_US).json()["svg"]
    ready = hosted.told()
    assert (ready["record"], ready["camera"], ready["t"]) == (None, "phone", None)
    assert hosted.press("begin") == 200
    assert hosted.told()["phase"] == "ready"  # begun on the phone alone
    take = Upload("b" * 32, of, "L02", "vi", "")
    hosted.store.uploads.begin(take)
    hosting.filmed(take)
    hosted.store.uploads.append(take.id, 0, FILM)
    told = hosted.told()
    assert (told["phase"], told["take"], told["record"]) == ("rolling", take.id, None)
    assert told["t"] >= 0
    assert hosted.store.workshops.on_stage(take.id)
    assert hosted.web.get(f"{where}?from=0", headers=FROM_US).content == FILM
    assert hosted.web.get(f"{where}?from={len(FILM)}", headers=FROM_US).content == b""
    hosting.filmed(Upload("c" * 32, of, "L02", "vi", ""))  # a second one does not push the first off
    assert hosted.press("restart") == 200
    assert hosted.press("camera_here") == 200
    assert hosted.told()["take"] == take.id
    hosted.press("stop")
    hosted.press("next")
    hosted.volunteer(name="Lan")
    assert (hosted.told()["camera"], hosted.told()["take"]) == ("phone", "")
