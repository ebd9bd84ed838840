import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from coach.app import here, main, progress
from coach.assembly import Workplace
from coach.domain.media import Notice, ProductCard
from coach.i18n import Speaker
from coach.jobs import Desk, submit
from tests.app.makers import NOON, attempt_in, learner_in, workplace_in

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Streamlit's test runner leaves its event loop
]


class Started:
    """Remembers what was handed in to be scored; no worker is there to score it."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def __call__(self, attempt_id: str, at: Desk, now: datetime) -> None:
        self.ids.append(attempt_id)
        submit(attempt_id, at, now)


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


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    stand_in = Started()
    monkeypatch.setattr(progress, "submit", stand_in)
    return stand_in


def opened() -> AppTest:
    app = AppTest.from_file(main.__file__, default_timeout=20)
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def pressed(app: AppTest, key: str) -> AppTest:
    button = next(one for one in app.button if one.key == key or (one.key or "").endswith(f"-{key}"))
    button.click()
    return ran(app)


def text(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.title, *app.header, *app.subheader, *app.markdown))


@pytest.mark.usefixtures("started")
def test_a_newcomer_gives_name_and_consent_before_anything_else(at: Workplace) -> None:
    app = opened()
    assert app.title[0].value == "Tập bán hàng livestream"
    pressed(app, "start")
    assert "ghi tên" in app.warning[0].value
    app.text_input(key="name").set_value("Hoa")
    app.radio(key="address_vi").set_value("cô")
    pressed(app, "start")
    assert "Tôi đồng ý" in app.warning[0].value
    assert not at.store.people.all()
    app.checkbox(key="consent").check()
    pressed(app, "start")
    (hoa,) = at.store.people.all()
    assert (hoa.name, hoa.address) == ("Hoa", "cô")
    assert at.store.people.has_agreed(hoa.id, "record_and_analyse")
    assert app.title[0].value == "Câu chuyện vườn nhà"
    assert "Chào cô Hoa!" in text(app)


def test_somebody_known_presses_her_name(at: Workplace) -> None:
    hoa = learner_in(at)
    app = opened()
    assert app.button(key=f"learner_{hoa.id}").label == "Cô Hoa"
    pressed(app, f"learner_{hoa.id}")
    assert app.title[0].value == "Câu chuyện vườn nhà"


def test_without_consent_there_is_nothing_to_upload(at: Workplace) -> None:
    hoa = learner_in(at, agreed=False)
    app = pressed(opened(), f"learner_{hoa.id}")
    assert not app.get("bidi_component")
    assert app.checkbox(key="consent")
    app.checkbox(key="consent").check()
    pressed(app, "start")
    assert app.get("bidi_component")


def test_the_language_switch_changes_every_word_and_nothing_else(at: Workplace) -> None:
    hoa = learner_in(at)
    app = pressed(opened(), f"learner_{hoa.id}")
    app.session_state["language"] = "en"
    ran(app)
    assert app.title[0].value == "Câu chuyện vườn nhà (English)"
    assert "Hello Hoa!" in text(app)


def part(app: AppTest) -> dict[str, Any]:
    """What the one part of the page that runs in the browser was given."""
    (one,) = app.get("bidi_component")
    return cast(dict[str, Any], json.loads(one.proto.json))


def test_recording_now_comes_first_and_a_film_second(at: Workplace) -> None:
    hoa = learner_in(at)
    app = pressed(opened(), f"learner_{hoa.id}")
    assert part(app)["lesson"] == "L02"
    assert part(app)["words"]["go_on"].count("%") == 5  # two places to fill in, and the share's own sign
    app.radio(key="spoken").set_value("en")
    ran(app)
    assert part(app)["language"] == "en"
    pressed(app, "record")
    assert app.title[0].value == "Câu chuyện vườn nhà"
    assert part(app)["language"] == "en"  # what she chose on the page before
    assert part(app)["beats"] == ["Điều place", "Điều maker", "Điều steps", "Điều intro"]
    assert part(app)["words"]["preflight.ready"] == "Ổn rồi, bắt đầu thôi!"
    assert not [one for one, text in part(app)["words"].items() if not text]
    pressed(app, "back_to_lesson")
    assert app.button(key="record")


def test_the_same_film_may_be_handed_in_again_once_the_card_changed(at: Workplace) -> None:
    hoa = learner_in(at)
    before = part(pressed(opened(), f"learner_{hoa.id}"))["round"]
    at.store.cards.keep(hoa.id, ProductCard(price="50.000 đ/kg"))
    assert part(pressed(opened(), f"learner_{hoa.id}"))["round"] != before


def shown_for(attempt_id: str, show: str) -> AppTest:
    """One page alone, opened by its address."""

    def script(module: str) -> None:
        from importlib import import_module

        import streamlit as st

        from coach.app import attempts, compare, lesson, product, progress, scorecard, who
        from coach.app.here import PAGES

        parts = {
            "who": who,
            "lesson": lesson,
            "product": product,
            "progress": progress,
            "scorecard": scorecard,
            "attempts": attempts,
            "compare": compare,
        }
        st.session_state[PAGES] = {
            name: st.Page(part.show, url_path=name, default=name == "who") for name, part in parts.items()
        }
        import_module(f"coach.app.{module}").show()

    app = AppTest.from_function(script, default_timeout=20, args=(show,))
    app.query_params["attempt"] = attempt_id
    app.session_state["skill_story"] = True  # as if she had opened the first skill
    return ran(app)


def test_the_scorecard_tells_well_next_and_points(at: Workplace) -> None:
    attempt = attempt_in(at, learner_in(at))
    app = shown_for(attempt.id, "scorecard")
    assert [one.value for one in app.header][:2] == ["Điều place", "Điều maker"]
    assert "Mẹo maker" in text(app)
    told = "".join(one.proto.body for one in app.get("html"))
    assert "62–75" in told
    assert "Mức 4 trên 4" in told
    assert "Chưa chấm được" in told


def test_progress_is_the_stores(at: Workplace) -> None:
    attempt = attempt_in(at, learner_in(at), done=False)
    at.store.workers.beat("w", 1, at.store.workers.clock())
    at.store.attempts.take_up(attempt.id, "w", datetime.now(UTC))
    at.store.attempts.progressed(attempt.id, "w", "listening", 0.4, datetime.now(UTC))
    app = shown_for(attempt.id, "progress")
    assert app.get("progress")[0].proto.text == "Đang nghe cô nói… 40 %"


@pytest.mark.parametrize(("error", "first"), [("disk.full", "again"), ("media.empty", "another_file")])
def test_a_failure_says_why_and_what_to_press(
    at: Workplace, started: Started, error: str, first: str
) -> None:
    attempt = attempt_in(at, learner_in(at), done=False)
    at.store.attempts.take_up(attempt.id, "w", NOON)
    at.store.attempts.fail(attempt.id, "w", Notice(error, {"name": "0123"}), NOON)
    app = shown_for(attempt.id, "progress")
    assert app.warning[0].value == Speaker("vi", "cô").say(error, name="vuon.mp4")
    assert app.button[0].key == f"progress_{first}"
    pressed(app, "progress_again")
    assert started.ids == [attempt.id]
    assert app.title[0].value == "Máy đang chấm bài"


def test_a_worker_that_is_gone_is_noticed_and_nothing_need_be_done(at: Workplace) -> None:
    attempt = attempt_in(at, learner_in(at), done=False)
    at.store.attempts.take_up(attempt.id, "w", NOON)
    app = shown_for(attempt.id, "progress")
    assert app.title[0].value == "Máy đang chấm bài"
    assert app.info[0].value == Speaker("vi", "cô").say("progress.broken_off")


def test_she_sees_how_many_go_before_her_and_may_stop(at: Workplace) -> None:
    attempt_in(at, learner_in(at, "Lan"), done=False)
    attempt = attempt_in(at, learner_in(at), done=False)
    app = shown_for(attempt.id, "progress")
    assert app.get("progress")[0].proto.text == Speaker("vi", "cô").say("progress.behind", takes=1)
    pressed(app, "cancel")
    assert at.store.attempts.get(attempt.id).state == "cancelled"
    assert app.title[0].value == "Đã dừng chấm lần tập này"
    pressed(app, "progress_again")
    assert at.store.attempts.get(attempt.id).state == "waiting"


def test_what_is_given_up_says_what_to_do_next(at: Workplace) -> None:
    attempt = attempt_in(at, learner_in(at), done=False)
    claim = at.store.attempts.take_up(attempt.id, "w", NOON)
    assert claim is not None
    at.store.claims.end(claim, "dead", Notice("job.crashed"), NOON)
    app = shown_for(attempt.id, "progress")
    assert app.warning[0].value == Speaker("vi", "cô").say("job.crashed")
    assert Speaker("vi", "cô").say("progress.dead") in text(app)
    assert app.button[0].key == "progress_another_file"


def test_earlier_attempts_are_listed(at: Workplace) -> None:
    hoa = learner_in(at)
    attempt_in(at, hoa)
    app = pressed(opened(), f"learner_{hoa.id}")
    pressed(app, "earlier")
    assert app.title[0].value == "Các lần tập trước"
    assert "62–75 trên 100 điểm" in text(app)
