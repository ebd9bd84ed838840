"""The number on the page is the order that will be: ledger and engine go by one rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from coach.domain.analysis import NORMAL, RESCORING, STAGE, Worker
from coach.domain.turns import in_turn
from coach.jobs import Desk, cancel, submit
from coach.jobs.ledger import job_of
from coach.jobs.standing import Now, Standing, standing
from coach.store import Store, open_store
from coach.store.attempts import NewAttempt
from tests.jobs.carrying import FILE, SERVERS, Place, carrying, place, until
from tests.jobs.ledgers import NOON, RESULT
from tests.jobs.postgres import postgres

__all__ = ["postgres"]
KINDS = [FILE, *(pytest.param(one, marks=pytest.mark.drill) for one in SERVERS)]


@pytest.fixture(params=KINDS)
def at(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A ledger and an engine, on a laptop or on a server."""
    found: Place = place(request.param, tmp_path, request)
    url = found.url if found.url.startswith("postgresql") else ""
    one = Desk(open_store(tmp_path / "data", url), found.engine())
    yield one
    one.engine.close()
    one.store.engine.dispose()


class Class:
    """Learners who hand in takes one after the other, a second each."""

    def __init__(self, at: Desk) -> None:
        self.at = at
        self.people: dict[str, str] = {}
        self.now: datetime = NOON

    def hands_in(self, who: str, priority: int = NORMAL) -> str:
        """The id of the analysis."""
        store: Store = self.at.store
        self.now += timedelta(seconds=1)
        if who not in self.people:
            self.people[who] = store.people.add(who, "cô", NOON).id
        taken = NewAttempt(self.people[who], "L02", "vi", "a" * 64, "na.mp4")
        attempt = store.attempts.add(taken, self.now, priority)
        return submit(attempt.id, self.at, self.now, priority).id

    def told(self, id: str) -> Standing:
        """What its learner reads."""
        store = self.at.store
        here = [Worker("w1", 1, self.now, self.now)]
        return standing(store.analyses.get(id), store.analyses.moving(), here, self.now)


def does_all(at: Desk, many: int) -> list[str]:
    """The order in which a worker really does them."""
    done: list[str] = []

    def work(analysis_id: str) -> None:
        claim = at.store.claims.start(analysis_id, "w1", NOON)
        if claim:
            done.append(analysis_id)
            at.store.claims.succeed(claim, RESULT, "{}", NOON)

    with carrying(at.engine, work):
        until(lambda: len(done) == many)
    return done


def test_the_number_told_is_the_order_that_will_be(at: Desk) -> None:
    room = Class(at)
    ids = [room.hands_in(who) for who in ("an", "an", "an", "bình", "an", "chi", "bình")]
    ids += [room.hands_in("an", RESCORING), room.hands_in("chi", STAGE)]
    cancel(at.store.analyses.get(ids[1]).attempt_id, at, room.now)
    ids += [room.hands_in(who) for who in ("dung", "an", "chi")]
    waiting = [one for one in ids if one != ids[1]]
    told = [one.id for one in in_turn(at.store.analyses.moving(), room.now)]
    assert sorted(told) == sorted(waiting)
    assert [room.told(one) for one in told] == [Standing(Now.WAITING, ahead) for ahead in range(len(told))]
    assert [job.analysis_id for job in at.engine.waiting()] == told
    assert does_all(at, len(told)) == told


def test_one_take_behind_anothers_forty_starts_within_two(at: Desk) -> None:
    room = Class(at)
    forty = [room.hands_in("an") for _ in range(40)]
    begun = at.store.claims.start(forty[0], "w1", NOON)
    assert begun is not None
    one = room.hands_in("bình")
    assert room.told(one).ahead <= 2  # the one that runs, and one more
    at.store.claims.succeed(begun, RESULT, "{}", NOON)
    assert does_all(at, 40).index(one) <= 1


def test_what_the_engine_lost_keeps_its_turn(at: Desk) -> None:
    room = Class(at)
    ids = [room.hands_in(who) for who in ("an", "an", "bình", "an")]
    told = [one.id for one in in_turn(at.store.analyses.moving(), room.now)]
    lost = at.store.analyses.get(ids[1])
    at.engine.cancel(job_of(lost))
    for one in at.store.analyses.deliver_anew([lost.id]):
        at.engine.submit(job_of(one))
    assert [one.id for one in in_turn(at.store.analyses.moving(), room.now)] == told
    assert [job.analysis_id for job in at.engine.waiting()] == told
