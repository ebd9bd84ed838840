"""A guest's take comes to her trainer only where she ticked that; without a tick it is hers alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.app import here
from coach.app.on_phones import first_lesson, handed_in, lesson_title
from coach.assembly import Workplace
from coach.course.course import Course
from coach.domain.consent import BOTH, SHOW_TRAINER
from coach.domain.may import may
from coach.domain.people import Consent
from coach.settings import Settings
from coach.store.attempts import Attempt, NewAttempt
from tests.app.makers import LESSON
from tests.store.halls import NOON
from tests.web.who_makers import Installation, asking

pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    one = asking(tmp_path)
    at = Workplace(Settings(data=tmp_path), one.store, Course({LESSON.id: LESSON}, {}, {}, {}))
    monkeypatch.setattr(here, "workplace", lambda: at)
    here.here.clear()
    yield one
    here.here.clear()
    one.store.engine.dispose()


def practised(made: Installation, ticked: bool) -> Attempt:
    store = made.store
    workshop = store.workshops.open("Ea Kao", "vi", NOON, group_id=made.class_id)
    guest, _ = store.hall.join(workshop.id, "Tư", "Ea Kao", NOON)
    learner = store.people.add("Tư", "bạn", NOON)
    for purpose in (BOTH, SHOW_TRAINER) if ticked else (BOTH,):
        store.people.agree(Consent(learner.id, purpose, "hall-1", "vi", "words", NOON))
    store.groups.join(made.class_id, learner.id, "learner")
    store.hall.practises(guest.id, learner.id)
    kept = store.handing_in.keep(learner.id, io.BytesIO(b"film"))
    take = store.handing_in.add(NewAttempt(learner.id, LESSON.id, "vi", kept, "film.mp4"), NOON)
    handed_in(take.id)
    assert [one.practised_at is not None for one in store.hall.guests(workshop.id)] == [True]
    return store.attempts.get(take.id)


@pytest.mark.parametrize("ticked", [True, False])
def test_her_trainer_sees_it_only_by_her_own_tick(made: Installation, ticked: bool) -> None:
    take = practised(made, ticked)
    trainer = made.store.who.access.with_token(made.tokens["Binh"], datetime.now(UTC))
    about = made.store.who.access.take(take)
    assert [may(trainer, action, about) for action in ("see_take", "review")] == [ticked, ticked]
    assert (take.shown_at is not None) == ticked


def test_somebody_who_is_no_guest_keeps_her_take_private(made: Installation) -> None:
    handed_in(made.take)
    assert made.store.attempts.get(made.take).shown_at is None


def test_what_is_practised_where_the_stage_names_nothing(made: Installation) -> None:
    assert first_lesson() == LESSON.id
    assert lesson_title(LESSON.id, "vi") == LESSON.title["vi"]
    assert lesson_title("L99", "vi") == ""
