"""What a browser is answered while it sends a recording, on good days and bad."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.domain.consent import BOTH
from coach.domain.media import ProductCard, ShownComment
from coach.domain.people import Consent
from coach.store import Store, open_store
from coach.store.uploads import Upload
from coach.web.audience import Scene
from coach.web.passes import RENEWED_WITHIN, issue_pass
from coach.web.pieces import LARGEST, content_digest
from coach.web.tickets import tickets_kept_in
from coach.web.uploads import Receiving

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
FILM = bytes(range(256)) * 8


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


class Room:
    """A browser of one learner, and what the server started for it."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.submitted = store, Clock(), list[str]()
        self.agreed = {store.people.add(name, "cô", NOON).id: name for name in ("Lan", "Hoa")}
        self.lan, self.hoa = self.agreed
        for one in self.agreed:
            store.people.agree(Consent(one, BOTH, "2", "vi", "Tôi đồng ý.", NOON))
        self.said: tuple[ShownComment, ...] = ()
        receiving = Receiving(
            lambda: store, self.agreed.__contains__, self.submitted.append, self.audience, self.clock
        )
        self.web = TestClient(Starlette(routes=receiving.routes()))
        self.ticket = self.ticket_of(self.lan)

    def audience(self, upload: Upload, until_s: float) -> Scene:
        return Scene(tuple(one for one in self.said if one.at_s <= until_s), viewers=12)

    def ticket_of(self, learner: str) -> str:
        return issue_pass(tickets_kept_in(self.store.folder), learner, self.clock.now)

    def ask(self, method: str, path: str = "", **more: object) -> Any:
        headers = {"X-Pass": self.ticket, **more.pop("headers", {})}  # type: ignore[dict-item]
        return self.web.request(method, f"/api/rec{path}", headers=headers, **more)  # type: ignore[arg-type]

    def begin(self, client: str = "client-1", **more: object) -> Any:
        told = {"client_id": client, "lesson": "L02", "language": "vi", "name": "vuon.mp4", **more}
        return self.ask("POST", json=told)

    def send(self, id: str, offset: int, data: bytes, digest: str = "") -> Any:
        headers = {"Upload-Offset": str(offset), "Content-Digest": digest or content_digest(data)}
        return self.ask("PATCH", f"/{id}", content=data, headers=headers)

    def finish(self, id: str, total: int = len(FILM), **more: object) -> Any:
        return self.ask("POST", f"/{id}/finish", json={"total": total, **more})


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    store = open_store(tmp_path)
    yield Room(store)
    store.engine.dispose()


def begun(room: Room) -> str:
    return str(room.begin().json()["id"])


def test_a_recording_becomes_one_attempt_with_what_was_shown(room: Room) -> None:
    first, card = begun(room), ProductCard(name="Na Chi Lăng", price="50.000 đ/kg")
    room.store.cards.keep(room.lan, card)
    assert room.begin().json() == {"id": first, "have": 0}
    assert room.send(first, 0, FILM[:1000]).json() == {"have": 1000}
    assert room.ask("HEAD", f"/{first}").headers["upload-offset"] == "1000"
    assert room.send(first, 1000, FILM[1000:]).json() == {"have": len(FILM)}
    shown = {"id": "1", "at_s": 7.5, "name": "Mai", "text": "Giá sao em?", "intent": "price"}
    answers = [room.finish(first, comments=[shown]) for _ in range(3)]
    assert {one.json()["attempt"] for one in answers} == {first}
    (attempt,) = room.store.attempts.of(room.lan)
    assert room.store.recordings.path(attempt.recording_sha256).read_bytes() == FILM
    assert attempt.comments == (ShownComment("1", 7.5, "Mai", "Giá sao em?", "price"),)
    assert (attempt.language, attempt.lesson_id, attempt.file_name) == ("vi", "L02", "vuon.mp4")
    assert attempt.card == card
    assert set(room.submitted) == {attempt.id}
    assert room.begin().json()["attempt"] == first
    assert room.ask("GET", f"/{first}").json()["attempt"] == first
    assert list(room.store.uploads.folder.iterdir()) == []


def test_a_drill_stands_apart_from_whole_takes(room: Room) -> None:
    first = room.begin(drill="origin_place").json()["id"]
    room.send(first, 0, FILM)
    assert room.finish(first).json() == {"attempt": first}
    assert room.store.attempts.of(room.lan) == ()
    (drill,) = room.store.attempts.drills(room.lan)
    assert (drill.id, drill.lesson_id, drill.drill) == (first, "L02", "origin_place")


def test_a_gap_a_repeat_and_a_corrupted_piece(room: Room) -> None:
    first = begun(room)
    gap = room.send(first, 500, FILM[500:600])
    assert (gap.status_code, gap.json()) == (409, {"have": 0})
    room.send(first, 0, FILM[:600])
    repeat = room.send(first, 400, FILM[400:700])
    assert (repeat.status_code, repeat.json()) == (200, {"have": 700})
    spoilt = room.send(first, 700, FILM[700:900], content_digest(b"other"))
    assert (spoilt.status_code, spoilt.json()) == (422, {"have": 700})
    early = room.finish(first)
    assert (early.status_code, early.json()) == (409, {"have": 700})
    assert room.store.uploads.part(first).read_bytes() == FILM[:700]


def test_nothing_received_is_nothing_to_hand_in(room: Room) -> None:
    assert room.finish(begun(room)).status_code == 409
    assert room.store.attempts.of(room.lan) == ()


def test_somebody_elses_pass_opens_nothing(room: Room) -> None:
    first = begun(room)
    room.send(first, 0, FILM[:10])
    room.ticket = room.ticket_of(room.hoa)
    assert room.send(first, 10, FILM[10:]).status_code == 403
    assert room.ask("GET", f"/{first}").status_code == 403
    assert room.finish(first, 10).status_code == 403
    assert room.ask("DELETE", f"/{first}").status_code == 403
    room.ticket = f"{room.lan}{room.ticket.removeprefix(room.hoa)}"  # her name on Hoa's signature
    assert room.ask("GET", f"/{first}").status_code == 403
    room.ticket = ""
    assert room.begin().status_code == 403


def test_a_pass_that_is_over_is_renewed_but_not_for_ever(room: Room) -> None:
    first = begun(room)
    room.clock.now = NOON + timedelta(hours=3)
    assert room.send(first, 0, FILM).status_code == 401
    room.ticket = room.ask("POST", "/pass").json()["pass"]
    assert room.send(first, 0, FILM).status_code == 200
    room.clock.now += RENEWED_WITHIN + timedelta(hours=3)
    assert room.ask("POST", "/pass").status_code == 403


def test_who_takes_her_agreement_back_sends_nothing_more(room: Room) -> None:
    first = begun(room)
    del room.agreed[room.lan]
    assert room.send(first, 0, FILM).status_code == 403
    assert room.ask("POST", "/pass").status_code == 403


def test_a_piece_too_large_a_recording_too_large_and_nonsense(room: Room) -> None:
    first = begun(room)
    assert room.send(first, 0, bytes(LARGEST + 1)).status_code == 413
    assert room.begin("client-2", size=1 << 40).status_code == 413
    assert room.begin("client-3", language="../x").status_code == 400
    assert room.ask("POST", content=b"{").status_code == 400
    assert room.ask("PATCH", f"/{first}", content=b"x").status_code == 400
    assert room.ask("PATCH", f"/{first}", content=b"x", headers={"Upload-Offset": "x"}).status_code == 400
    assert room.ask("GET", "/" + "0" * 32).status_code == 404
    assert room.ask("GET", "/..%2f..%2fcoach.db").status_code == 404


def test_a_full_disk_is_507_and_the_browser_may_come_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begun(room)
    with monkeypatch.context() as change:
        change.setattr("coach.store.uploads.SPARE_BYTES", 1 << 60)
        assert room.send(first, 0, FILM).status_code == 507
    assert room.send(first, 0, FILM).status_code == 200


def test_a_recording_given_up_is_gone(room: Room) -> None:
    first = begun(room)
    room.send(first, 0, FILM)
    assert room.ask("DELETE", f"/{first}").status_code == 204
    assert room.ask("GET", f"/{first}").status_code == 404
    assert room.begin().json()["have"] == 0


def test_comments_come_with_their_seconds(room: Room) -> None:
    first = begun(room)
    assert room.ask("GET", f"/{first}/comments?until=30").json()["comments"] == []
    room.said = tuple(ShownComment(str(at), at, "Mai", "Giá sao em?", "price") for at in (5.0, 50.0))
    scene = room.ask("GET", f"/{first}/comments?until=30").json()
    assert (scene["viewers"], scene["hearts"], scene["cue"], scene["note"]) == (12, None, "", "")
    (one,) = scene["comments"]
    assert one.items() >= {"id": "5.0", "at_s": 5.0, "text": "Giá sao em?", "intent": "price"}.items()
