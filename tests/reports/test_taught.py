"""What trainers taught counts for new scores only, is noted with its version, and the machine's own stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.domain.desk import Decision, of_criterion
from coach.domain.evidence import Evidence
from coach.domain.media import Recording
from coach.domain.review import TAUGHT
from coach.domain.scorecard import Judgement, Reason, Scorecard, State
from coach.domain.transcript import Transcript
from coach.i18n import Speaker
from coach.pipeline import Coached
from coach.progress.changes import JUDGES, changes
from coach.progress.takes import taken
from coach.reports.amended import amended
from coach.reports.taught import as_before, in_force, taught_result, versions_of
from coach.review.applying import machine_level
from coach.review.curve import AS_IT_IS, Curve
from coach.review.recalibration import Learned, Scope
from coach.store import Store, open_store
from coach.store.recalibrations import Version
from tests.app.makers import LESSON
from tests.progress.makers import Scored
from tests.store.crowd import NOON

LESS, MORE = Curve(1.0, -2.0), Curve(1.0, 2.0)
FILM = Recording("s" * 64, Path("na.mp4"), 60.0, 360, 640, 0, True)


def judgement(name: str, state: State, low: int, high: int) -> Judgement:
    return Judgement(name, 3.0, state, low, low, high, 4, 0.8, (), (), Reason("reason.reached"))


CARD = Scorecard(
    "L02", LESSON.digest, (judgement("place", State.JUDGED, 2, 2), judgement("maker", State.UNKNOWN, 1, 4))
)
HEARD = Coached(CARD, Evidence(Transcript("vi", ()), (), (), (), 60.0), {})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


def version(curve: Curve, name: str = "v1", criterion: str = "place") -> Version:
    return Version(name, criterion, None, curve, 20, 2, 0.2, 0.1, NOON)


def told(**versions: Version) -> dict[str, Any]:
    return taught_result(HEARD, FILM, LESSON, Speaker("vi"), versions)


def test_without_versions_it_is_what_the_machine_says() -> None:
    plain = told()
    assert TAUGHT not in plain
    assert versions_of(plain) == {}


def test_the_version_is_noted_and_the_machines_own_level_stays() -> None:
    result = told(place=version(MORE), maker=version(LESS, "v2", "maker"), gone=version(LESS, "v3", "gone"))
    place, maker = result["judgements"]
    assert versions_of(result) == {"place": "v1", "maker": "v2"}
    assert (place["level_low"], place["level_high"], place["state"]) == (2, 3, "check")
    own = machine_level(place, LESSON.digest)
    assert (own.low, own.high, own.certainty) == (2, 2, 0.8)
    assert TAUGHT not in maker  # what could not be observed stays so
    assert told(place=version(MORE)) == told(place=version(MORE))


def test_a_trainers_level_stands_above_it_and_correcting_learns_from_the_machine_itself() -> None:
    taught = told(place=version(LESS))
    said = Decision("t", "mai", of_criterion("place"), "4", NOON)
    given = amended(taught, LESSON, [said])
    place = given["judgements"][0]
    assert (place["level"], place["level_low"]) == (4, 4)
    assert machine_level(place, "d").low == 2
    assert amended(given, LESSON, []) == amended(taught, LESSON, [])
    assert given["points"]["low"] > taught["points"]["low"]


def test_new_scores_take_what_is_in_force_and_old_ones_keep_theirs(store: Store) -> None:
    lan = store.people.add("Lan", "cô", NOON).id
    here, there = (store.groups.add("class", name, NOON).id for name in ("Lớp na", "Lớp chè"))
    store.groups.join(here, lan, "learner")

    def learned(curve: Curve, group: str | None, hour: int) -> None:
        scope = Scope.GROUP if group else Scope.EVERYWHERE
        found = Learned("place", curve, scope, 20, 2, 0.2, 0.1)
        store.recalibrations.add(found, group, NOON + timedelta(hours=hour))

    learned(LESS, there, 1)
    assert in_force(store, lan) == {}  # another class's taste
    learned(MORE, None, 2)
    before = in_force(store, lan)
    assert before["place"].curve == MORE
    old = told(**before)
    learned(LESS, here, 3)
    assert in_force(store, lan)["place"].curve == LESS
    assert told(**as_before(store, old)) == old
    store.recalibrations.undo("place", here, NOON + timedelta(hours=4))
    assert in_force(store, lan) == {}
    standing = {one.group_id: one.curve for one in store.recalibrations.standing()}
    assert standing == {None: MORE, here: AS_IT_IS, there: LESS}


def test_progress_marks_where_trainers_had_taught_something() -> None:
    results = [told(), told(place=version(MORE)), told(place=version(MORE)), told(place=version(LESS, "v2"))]
    takes = [
        Scored(str(n), result, recording_sha256=str(n), lesson_id="L02", created_at=NOON + timedelta(days=n))
        for n, result in enumerate(results)
    ]
    assert changes(taken(takes, {})) == {"1": (JUDGES,), "3": (JUDGES,)}
