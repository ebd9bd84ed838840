"""The practice audience over the route: the same room is the same evening, and what was shown is scored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.course import load
from coach.domain.evidence import Evidence, Observation
from coach.domain.media import ShownComment, Span
from coach.domain.people import Consent
from coach.domain.rubric import Verdict
from coach.domain.so_far import SoFar
from coach.domain.transcript import Transcript
from coach.i18n import Speaker
from coach.language.shelf import shipped_lessons
from coach.scoring.answered import Answered
from coach.store import Store, open_store
from coach.store.attempts import NewAttempt
from coach.store.uploads import Upload
from coach.viewers import Heard, hardness
from coach.viewers.script import shipped_library
from coach.web.directing import Directed, answered_share, listening_along
from coach.web.passes import issue_pass
from coach.web.pieces import content_digest
from coach.web.tickets import tickets_kept_in
from coach.web.uploads import Receiving

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILM = b"film" * 100
LENGTH_S = 180.0
EVENINGS = 5  # by chance somebody waits for an answer at that second; not in each of five
QUIET = Speaker("vi", "cô").say("viewers.cue.quiet")


class Practice:
    """A learner's browser before an app that may be started anew; somebody may listen along."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.learner = store.people.add("Lan", "cô", NOW).id
        store.people.agree(Consent(self.learner, "record_and_analyse", "1", "vi", "text", NOW))
        self.heard: Heard | None = None
        self.restart()

    def restart(self) -> None:
        along = listening_along(lambda: self.store)
        directed = Directed(lambda: self.store, shipped_library, lambda one: self.heard or along(one))
        receiving = Receiving(lambda: self.store, lambda _: True, lambda _: None, directed, lambda: NOW)
        self.web = TestClient(Starlette(routes=receiving.routes()))

    def ask(self, method: str, path: str, **more: object) -> Any:
        told = issue_pass(tickets_kept_in(self.store.folder), self.learner, NOW)
        headers = {"X-Pass": told, **more.pop("headers", {})}  # type: ignore[dict-item]
        answer = self.web.request(method, f"/api/rec{path}", headers=headers, **more)  # type: ignore[arg-type]
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def begin(self, client: str = "client-1", lesson: str = "L08", language: str = "vi") -> str:
        told = {"client_id": client, "lesson": lesson, "language": language}
        return str(self.ask("POST", "", json=told)["id"])

    def scene(self, id: str, until_s: float) -> dict[str, Any]:
        told: dict[str, Any] = self.ask("GET", f"/{id}/comments?until={until_s}")
        return told

    def hand_in(self, id: str, comments: list[dict[str, Any]]) -> tuple[ShownComment, ...]:
        headers = {"Upload-Offset": "0", "Content-Digest": content_digest(FILM)}
        self.ask("PATCH", f"/{id}", content=FILM, headers=headers)
        self.ask("POST", f"/{id}/finish", json={"total": len(FILM), "comments": comments})
        return self.store.attempts.get(id).comments


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    store = open_store(tmp_path)
    yield Practice(store)
    store.engine.dispose()


def test_the_same_room_is_the_same_evening_however_often_it_is_asked_and_after_a_restart(
    practice: Practice,
) -> None:
    first = practice.begin()
    for second in range(0, int(LENGTH_S), 7):
        practice.scene(first, second)
    often = practice.scene(first, LENGTH_S)
    practice.restart()
    once = practice.scene(first, LENGTH_S)
    assert often == once
    asked = [one for one in often["comments"] if one["intent"]]
    assert len(asked) >= 5
    assert [one["at_s"] for one in asked] == sorted(one["at_s"] for one in asked)
    assert often["viewers"] >= 3
    assert practice.scene(practice.begin("client-2"), LENGTH_S) != once


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_every_language_has_its_evening(practice: Practice, language: str) -> None:
    assert practice.scene(practice.begin(language=language), LENGTH_S)["comments"]


def test_a_language_without_comments_is_a_silent_room(practice: Practice) -> None:
    assert practice.scene(practice.begin(language="th"), LENGTH_S)["comments"] == []


def test_what_was_shown_is_scored_with_what_exactly_it_asked_and_what_it_repeats(practice: Practice) -> None:
    first = practice.begin()
    practice.heard = Heard((), (Span(0, LENGTH_S),), LENGTH_S)  # she talks on and answers nobody
    shown = practice.scene(first, LENGTH_S)["comments"]
    kept = practice.hand_in(first, shown)
    assert [one.id for one in kept] == [one["id"] for one in shown]
    assert any(one.again_of for one in kept)
    assert any(one.facts for one in kept)
    assert all(isinstance(one.facts, tuple) for one in kept)
    intents = load(shipped_lessons()).intents
    silent = Evidence(Transcript("vi", ()), (), (), (), LENGTH_S, comments=kept)
    half = Answered(0.5, known=intents)
    assert half.holds(silent).verdict is not Verdict.YES
    answers = tuple(
        Observation(intents[one.intent].answered_by[0], Span(one.at_s + 3, one.at_s + 5), certainty=0.9)
        for one in kept
        if one.asks
    )
    assert half.holds(replace(silent, observations=answers)).verdict is Verdict.YES


def test_viewers_react_to_what_was_said_and_one_calm_line_stands_beside(practice: Practice) -> None:
    takes = [practice.begin(f"client-{number}") for number in range(EVENINGS)]
    practice.heard = Heard((), (Span(0, 30),), 60.0)  # half a minute of talking, then silence
    first = next(one for one in takes if practice.scene(one, 50.0)["cue"] == QUIET)
    assert practice.scene(first, 60.0)["viewers"] >= 3


def test_viewers_hear_what_the_process_that_follows_has_told(practice: Practice) -> None:
    takes = {
        one: practice.scene(one, 50.0)
        for one in map(practice.begin, map("client-{}".format, range(EVENINGS)))
    }
    evidence = Evidence(Transcript("vi", ()), (), (), (), 60.0)
    for one in takes:
        practice.store.followed.tell(one, SoFar(60.0, evidence, (), (Span(0, 30),)))  # then silence
    practice.restart()
    quiet = {one: practice.scene(one, 50.0) for one in takes}
    take = next(one for one in takes if quiet[one]["cue"] == QUIET)
    before = takes[take]
    assert quiet[take]["note"] == ""
    assert before["cue"] != QUIET
    practice.store.followed.fall_behind(take)
    practice.restart()
    alone = practice.scene(take, 50.0)
    assert alone["comments"] == before["comments"]
    assert "chấm" in alone["note"]


def test_viewers_become_harder_with_practice_and_not_after_a_bad_take(practice: Practice) -> None:
    library = shipped_library("vi")
    level = hardness(library, "L08")
    before = practice.scene(practice.begin("client-0"), LENGTH_S)
    for number in range(6):
        new = NewAttempt(practice.learner, "L08", "vi", f"{number:064d}", "a.mp4")
        practice.store.attempts.add(new, datetime.now(UTC))
    practice.restart()
    assert practice.scene(practice.begin("client-0"), LENGTH_S) == before  # one that began stays as it is
    harder = practice.scene(practice.begin("client-1"), 900.0)["comments"]
    by_id = {one.id: one.difficulty for one in library.said.comments}
    asked = [by_id[one["id"].partition(".")[2]] for one in harder]
    assert max(asked) > level
    judged = {"criterion": "answer_coverage", "level": 1, "top": 4}
    assert answered_share({"judgements": [judged]}) == 0.2
    assert answered_share({"judgements": [judged | {"level": None}]}) is None
    assert answered_share(None) is None


def test_the_upload_itself_knows_when_it_began(practice: Practice) -> None:
    first = practice.begin()
    begun = practice.store.uploads.begun_at(first)
    practice.store.uploads.append(first, 0, FILM)
    assert practice.store.uploads.begun_at(first) == begun
    assert isinstance(practice.store.uploads.get(first), Upload)
