"""The page on which one thing is drilled: what to say, three tries, the best one kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from coach.app import here
from coach.assembly import Workplace
from coach.domain.people import Learner
from coach.i18n import Speaker
from coach.progress.standing import counts
from coach.progress.takes import taken
from coach.store.attempts import NewAttempt
from tests.app.makers import NOON, finished, judgement, learner_in, seen, workplace_in

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Streamlit's test runner leaves its event loop
]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workplace]:
    made = workplace_in(tmp_path)
    monkeypatch.setattr(here, "workplace", lambda: made)
    monkeypatch.setattr(Speaker, "strict", True)
    here.here.clear()
    here.desk.clear()
    yield made
    here.here.clear()
    here.desk.clear()
    made.store.engine.dispose()


def drilled(at: Workplace, learner: Learner, level: int | None) -> str:
    """One try at the place, scored at that level unless it is still under way."""
    sha256 = at.store.recordings.keep(BytesIO(b"film of %d" % (level or 9)))
    new = NewAttempt(learner.id, "L02", "vi", sha256, "", drill="place")
    attempt = at.store.attempts.add(new, datetime.now(UTC))
    if level is not None:
        told: Mapping[str, Any] = finished() | {
            "judgements": [
                judgement("place", 3, "judged", level, level, [seen("place", 1.4, 2.5, "Chi Lăng")])
            ]
        }
        at.store.attempts.take_up(attempt.id, "worker", NOON)
        at.store.attempts.succeed(attempt.id, "worker", told, "{}", NOON)
    return attempt.id


def opened(learner: Learner) -> AppTest:
    """The drill of the place, opened by its address."""

    def script() -> None:
        import streamlit as st

        from coach.app import drill, lesson, who
        from coach.app.here import PAGES

        parts = {"who": who, "lesson": lesson, "drill": drill}
        st.session_state[PAGES] = {
            name: st.Page(page.show, url_path=name, default=name == "who") for name, page in parts.items()
        }
        drill.show()

    app = AppTest.from_function(script, default_timeout=20)
    app.session_state["learner"] = learner.id
    app.query_params["lesson"], app.query_params["part"] = "L02", "place"
    app.run()
    assert not app.exception, app.exception
    return app


def recorder(app: AppTest) -> dict[str, Any]:
    (one,) = app.get("bidi_component")
    return dict(json.loads(one.proto.json))


def told(app: AppTest) -> str:
    return "".join(one.proto.body for one in app.get("html"))


def test_it_tells_what_to_say_and_records_a_minute_at_most(at: Workplace) -> None:
    app = opened(learner_in(at))
    assert app.title[0].value == "Điều place"
    assert "Còn 3 lần" in app.markdown[1].value
    assert (recorder(app)["drill"], recorder(app)["ends_s"]) == ("place", 60)
    assert recorder(app)["beats"] == ["Mẫu place"]


def test_the_best_of_three_is_kept_and_nothing_of_it_is_progress(at: Workplace) -> None:
    hoa = learner_in(at)
    tries = [drilled(at, hoa, level) for level in (1, 3, 2)]
    app = opened(hoa)
    assert not app.get("bidi_component")  # three are done
    lines = told(app).split("Lần ")[1:]
    assert ["★" in one for one in lines] == [False, True, False]
    assert app.success[0].value == Speaker("vi", "cô").say("drill.kept")
    assert at.store.attempts.of(hoa.id) == ()
    assert counts(at.store.attempts.of(hoa.id)) == {}
    assert taken(at.store.attempts.of(hoa.id), {}) == ()
    assert {one.id for one in at.store.attempts.drills(hoa.id)} == set(tries)
    app.button(key="more").click()
    app.run()
    assert app.query_params["more"] == tries[-1]
    assert recorder(app)["drill"] == "place"  # three more


def test_after_a_try_it_says_what_the_next_level_needs_and_that_the_whole_lesson_comes_next(
    at: Workplace,
) -> None:
    hoa = learner_in(at)
    drilled(at, hoa, 2)
    app = opened(hoa)
    lines = [one.value for one in app.markdown]
    assert "**Để lên mức 3:** place 3" in lines
    assert any("quay cả bài «Câu chuyện vườn nhà»" in one for one in lines)
    assert [one.key for one in app.button] == ["whole"]  # above the camera, in one place only


def test_at_the_top_no_next_level_is_asked_for(at: Workplace) -> None:
    hoa = learner_in(at)
    drilled(at, hoa, 4)
    lines = " ".join(one.value for one in opened(hoa).markdown)
    assert "Để lên mức" not in lines
    assert "quay cả bài" in lines


def test_the_room_knows_when_a_take_is_long_enough(at: Workplace) -> None:
    told = recorder(opened(learner_in(at)))
    assert told["shortest_s"] == 20
    assert told["words"]["enough"] == "Đủ dài rồi, cô dừng lúc nào cũng được."


def test_while_one_is_scored_she_may_go_on(at: Workplace) -> None:
    hoa = learner_in(at)
    drilled(at, hoa, 2)
    drilled(at, hoa, None)
    app = opened(hoa)
    assert recorder(app)["drill"] == "place"
    assert "Lần 2 trong 3" in told(app)
    assert not app.success
