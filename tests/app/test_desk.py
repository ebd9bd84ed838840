"""The trainer's desk over a real store: who sees it, two trainers at once, what a learner reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from coach.app import at_desk, here, noting
from coach.assembly import Workplace
from coach.course.course import Course
from coach.domain.desk import APPROVAL, YES, Decision, of_criterion
from coach.domain.errors import CoachError
from coach.domain.people import Consent
from coach.domain.review import MachineLevel
from coach.i18n import Speaker
from coach.settings import Settings
from coach.store.attempts import NewAttempt
from coach.store.reviews import Said
from tests.app.makers import LESSON, finished
from tests.app.test_who_may import Cookie, drawn, opened
from tests.web.who_makers import Installation, asking

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
NOW = datetime.now(UTC)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    one = asking(tmp_path)
    at = Workplace(Settings(data=tmp_path), one.store, Course({LESSON.id: LESSON}, {}, {}, {}))
    monkeypatch.setattr(here, "workplace", lambda: at)
    monkeypatch.setattr(here, "token", lambda: Cookie.token)
    monkeypatch.setattr(Speaker, "strict", True)
    here.here.clear()
    result = finished()
    result["claims"][0]["severity"] = "block"
    one.store.attempts.take_up(one.take, "w", NOW)
    one.store.attempts.succeed(one.take, "w", result, "{}", NOW)
    one.store.consents.keep(Consent(one.ids["Hoa"], "show_trainer", "1", "vi", "text", NOW))
    one.store.showing.show(one.take, one.ids["Hoa"], NOW)
    yield one
    here.here.clear()
    one.store.engine.dispose()


def words(app: AppTest) -> str:
    return "\n".join(
        str(one.value)
        for one in (*app.title, *app.header, *app.markdown, *app.warning, *app.success, *app.toast)
    )


def press(app: AppTest, key: str) -> AppTest:
    next(one for one in app.button if one.key == key or (one.key or "").endswith(f"-{key}")).click()
    app.run()
    assert not app.exception, app.exception
    return app


def field(found: Iterable[Any], begins: str) -> Any:
    """The one whose key begins so; the rest names the take."""
    return next(one for one in found if (one.key or "").startswith(begins))


def decides(made: Installation, who: str, value: int, seen: int = 0) -> None:
    """A trainer's level of the criterion "maker", of which the machine said 2."""
    said = Said("maker", MachineLevel(2, 2, 4, 0.9), value, "nghe rõ")
    made.store.reviews.add(made.take, made.ids[who], [said], {"maker": seen}, NOW)


@pytest.mark.parametrize("page", ["waiting", "review", "classroom"])
@pytest.mark.parametrize(("name", "seen"), [("Binh", True), ("Hoa", False), ("Lan", False), ("An", False)])
def test_only_her_trainer_sees_the_desk(made: Installation, page: str, name: str, seen: bool) -> None:
    app = opened(made, name, page, attempt=made.take)
    assert drawn(app) == seen


def test_a_take_that_is_private_again_is_in_no_list(made: Installation) -> None:
    assert len(made.store.overview.shown()) == 1
    made.store.showing.hide(made.take, made.ids["Hoa"], NOW)
    assert made.store.overview.shown() == ()
    assert not drawn(opened(made, "Binh", "review", attempt=made.take))


def test_a_list_reads_levels_anew_once_they_were_changed(made: Installation) -> None:
    result = made.store.attempts.get(made.take).result
    assert result is not None

    def told() -> int:
        ((one, _),) = made.store.overview.shown(with_levels=True)
        return int(one.levels["place"][0])

    assert (told(), told()) == (4, 4)
    for level in (1, 3):
        result["judgements"][0].update(level=level, level_low=level, level_high=level)
        made.store.attempts.judged_again(made.take, result)
        assert told() == level


def test_a_confirmed_claim_and_an_approval_are_kept_and_told(made: Installation) -> None:
    app = press(opened(made, "Binh", "review", attempt=made.take), "confirmed_0")
    result = made.store.attempts.get(made.take).result
    assert result is not None
    assert result["claims"][0]["confirmed"] is True
    assert "đúng là hứa quá" in words(app)
    press(app, "approve")
    assert made.store.desk.decisions.standing(made.take)[APPROVAL].value == YES
    learner = opened(made, "Hoa", "scorecard", attempt=made.take)
    assert "Anh Binh đã xem lần tập này" in words(learner)


def test_two_trainers_at_once_are_an_error_and_nothing_is_lost(made: Installation) -> None:
    decides(made, "Binh", 3)
    with pytest.raises(CoachError, match=r"desk\.changed"):
        decides(made, "Thu", 4)
    decides(made, "Thu", 4, seen=1)
    with pytest.raises(CoachError, match=r"desk\.changed"):
        decides(made, "Binh", 1, seen=1)
    decisions = made.store.desk.decisions
    assert [one.value for one in decisions.of(made.take)] == ["3", "4"]
    assert decisions.turns(made.take) == {of_criterion("maker"): 2}


def test_a_level_changed_on_the_page_is_what_the_machine_learns_from(made: Installation) -> None:
    app = opened(made, "Binh", "review", attempt=made.take)
    for key in ("skill_story", "change_maker"):
        app.session_state[key] = True
        app.run()
    field(app.text_input, "reason_maker").set_value("nghe rõ hai lần")
    field(app.radio, "level_maker").set_value(4)
    press(app, "keep_maker")
    (kept,) = made.store.reviews.all("maker")
    assert (kept.level, kept.machine.low, kept.machine.certainty, kept.machine.version) == (
        4,
        2,
        0.9,
        "d" * 64,
    )
    assert (kept.trainer_id, kept.reason) == (made.ids["Binh"], "nghe rõ hai lần")
    press(app, "back_maker")
    assert [one.withdrawn for one in made.store.reviews.all("maker")] == [False, True]
    result = made.store.attempts.get(made.take).result
    assert result is not None
    assert [one["level"] for one in result["judgements"] if one["criterion"] == "maker"] == [2]


def test_a_page_that_is_older_than_the_last_word_overrules_nobody(made: Installation) -> None:
    app = opened(made, "Binh", "review", attempt=made.take)
    made.store.desk.decisions.decide(Decision(made.take, made.ids["Thu"], APPROVAL, "no", NOW), seen=0)
    assert "Chị Thu vừa quyết định" in words(press(app, "approve"))
    assert made.store.desk.decisions.standing(made.take)[APPROVAL].value == "no"


def test_a_press_for_the_next_take_is_kept_before_anything_is_drawn(
    made: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = made.store.attempts.add(NewAttempt(made.ids["Hoa"], "L02", "vi", "0" * 64, "b.mp4"), NOW).id
    made.store.attempts.take_up(other, "w", NOW)
    made.store.attempts.succeed(other, "w", finished(), "{}", NOW)
    made.store.showing.show(other, made.ids["Hoa"], NOW)
    went: list[str] = []

    def go(_: str, attempt: str) -> None:
        went.append(attempt)
        st.stop()

    monkeypatch.setattr(at_desk, "go", go)
    app = opened(made, "Binh", "review", attempt=made.take)
    (way,) = [one for one in app.button if one.key in ("before", "after")]
    way.click()
    app.run()
    assert not app.exception
    assert went == [other]
    assert not app.title  # it went before the page began to be drawn


def test_a_learner_reads_both_levels_and_the_reason(made: Installation) -> None:
    decides(made, "Binh", 4)
    text = words(opened(made, "Hoa", "scorecard", attempt=made.take))
    assert "máy cho mức 2, Anh Binh cho mức 4 trên 4" in text
    assert "nghe rõ" in text


def test_what_a_browser_sends_is_checked_and_kept_once(
    made: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "reviewer", lambda: made.ids["Binh"])
    sent = {"id": "a" * 32, "kind": "comment", "at_s": 3.5, "text": " Nói   chậm lại "}
    note = noting.read(sent, made.take)
    assert note is not None
    assert note.text == "Nói chậm lại"
    for _ in range(2):
        made.store.desk.notes.add(note)
    assert made.store.desk.notes.of(made.take) == (note,)
    for wrong in (
        None,
        {},
        sent | {"kind": "rude"},
        sent | {"text": " "},
        sent | {"at_s": "x"},
        sent | {"id": "1"},
    ):
        assert noting.read(wrong, made.take) is None
