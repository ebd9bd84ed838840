"""What a guest does on the hall page: comment, hearts, votes, practising, her result, and leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from coach.domain.consent import BOTH, SHOW_TRAINER
from coach.domain.hall import Guest
from coach.domain.people import Consent
from coach.i18n import Speaker
from coach.store import Store
from coach.store.attempts import Attempt
from coach.web.film_clock import FilmClock, filmed_s
from coach.web.hall_now import HallNow, Told
from coach.web.hall_page import terms
from coach.web.hall_saying import Said, say
from coach.web.passes import issue_phone_pass
from coach.web.signin_page import shown_in
from coach.web.tickets import tickets_kept_in

NOT_KEPT = {"Cache-Control": "no-store"}
HEADER = "x-guest"  # holds her token
LONGEST_S = 60  # a drill in the hall: 30 to 60 seconds

Plain = Mapping[str, Any]
Welcome = Callable[[str, str, str], Plain]  # learner's id, lesson's id, language
Light = Callable[[Attempt, str], Plain]


class Saying(BaseModel):
    """A comment, as it was typed."""

    text: str = Field(max_length=4000)


class Hearts(BaseModel):
    """Hearts since the last time."""

    number: int = Field(ge=1, le=50)


class Vote(BaseModel):
    """An answer to one of the two questions."""

    question: int
    answer: str = Field(max_length=20)


class Agreeing(BaseModel):
    """What she ticked before practising: `record` is needed, `show` is hers to give."""

    record: bool
    show: bool = False


@dataclass(frozen=True, slots=True)
class Doing:
    """Answers a guest who is known already, in a workshop that is told."""

    store: Callable[[], Store]
    now: HallNow
    clock: Callable[[], datetime]
    welcome: Welcome
    light: Light
    lesson: Callable[[], str]
    films: FilmClock

    def say(self, request: Request, guest: Guest, told: Told) -> Response:
        """A comment; `refused` says why it is not shown, empty where it is."""
        saying, now = Saying.model_validate_json(_body(request)), self.clock()
        what = Said(saying.text, told.workshop, told.state, self._second(told, now))
        refused = say(self.store().hall, guest, what, now)
        return JSONResponse({"refused": refused}, headers=NOT_KEPT)

    def _second(self, told: Told, now: datetime) -> float | None:
        """The running film's own second; None before it begins, and where nobody knows it."""
        second = filmed_s(self.store().uploads, told.state, now)
        return self.films.second(told.state, now) if second is None else second

    def heart(self, request: Request, guest: Guest, told: Told) -> Response:
        """Hearts for whatever runs."""
        number = Hearts.model_validate_json(_body(request)).number
        if told.state.take_id:
            self.store().hall.heart(guest.id, told.state.take_id, number)
        return Response(status_code=204)

    def vote(self, request: Request, guest: Guest, told: Told) -> Response:
        """Only while the hall is asked."""
        vote = Vote.model_validate_json(_body(request))
        if told.state.showing != "vote" or not told.state.take_id:
            return no(409, "hall.no_vote")
        self.store().hall.vote(guest.id, told.state.take_id, vote.question, vote.answer, self.clock())
        return Response(status_code=204)

    def practise(self, request: Request, guest: Guest, told: Told) -> Response:
        """What the light page needs to record as her: a learner now, by what she ticked and no more."""
        agreeing = Agreeing.model_validate_json(_body(request))
        if not agreeing.record:
            return no(403, "hall.consent_missing")
        language, learner_id = shown_in(request, told.workshop.language), self._learner(guest)
        self._agree(learner_id, agreeing, language)
        if agreeing.show and told.workshop.group_id:
            self.store().groups.join(told.workshop.group_id, learner_id, "learner")
        lesson_id = told.state.lesson_id or self.lesson()
        shown = {
            **self.welcome(learner_id, lesson_id, language),
            "pass": issue_phone_pass(tickets_kept_in(self.store().folder), learner_id, self.clock()),
            "learner": learner_id,
            "lesson": lesson_id,
            "language": told.workshop.language,
            "longest_s": LONGEST_S,
            "hello": Speaker(language).say("hall.hello", name=guest.first_name),
        }
        return JSONResponse(shown, headers=NOT_KEPT)

    def _agree(self, learner_id: str, agreeing: Agreeing, language: str) -> None:
        """Keep what she ticked with the very text beside it; and that she took a tick back."""
        store = self.store()
        before = store.consents.in_force(learner_id)
        for purpose, given in ((BOTH, True), (SHOW_TRAINER, agreeing.show)):
            version, text = terms(language)[purpose]
            if given or purpose in before:
                said = Consent(learner_id, purpose, version, language, text, self.clock(), given)
                store.people.agree(said)

    def _learner(self, guest: Guest) -> str:
        """The learner that the guest is; made when she first agrees, and never twice."""
        store = self.store()
        with self.now.lock:
            here = store.hall.get(guest.id) or guest
            if here.learner_id:
                return here.learner_id
            learner = store.people.add(here.first_name, "bạn", self.clock())
            store.hall.practises(here.id, learner.id)
            return learner.id

    def mine(self, request: Request, guest: Guest, told: Told) -> Response:
        """Her newest take: its place in the queue, or what came of it; `none` while there is none."""
        store = self.store()
        here = store.hall.get(guest.id) or guest
        takes = store.attempts.of(here.learner_id) if here.learner_id else ()
        language = shown_in(request, told.workshop.language)
        shown = self.light(takes[0], language) if takes else {"state": "none"}
        return JSONResponse(dict(shown), headers=NOT_KEPT)

    def leave(self, request: Request, guest: Guest, told: Told) -> Response:
        """She wishes to be forgotten: 204 once all is gone, 202 while files are still to go."""
        here = self.store().hall.get(guest.id) or guest
        whole = self.store().hall.leave(here, self.clock())
        self.now.forget(request.headers.get(HEADER, ""))
        return Response(status_code=204 if whole else 202)


def _body(request: Request) -> bytes:
    return bytes(request._body)


def no(status: int, id: str, **more: str) -> Response:
    """An answer that says no, with the id of why."""
    return JSONResponse({"error": id, **more}, status, headers=NOT_KEPT)
