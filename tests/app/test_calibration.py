"""The calibration room and the offered sentences, as trainers use them over a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from coach.app import here, pointing
from coach.assembly import Workplace
from coach.domain.people import Consent
from coach.domain.rubric import Rung
from coach.review.curve import Curve
from coach.review.examples import Decision
from coach.review.recalibration import Learned, Scope
from coach.scoring.fields import Label
from coach.scoring.heard import Heard
from coach.store.attempts import NewAttempt
from tests.app.makers import LESSON, finished, words
from tests.app.test_desk import NOW, field, made, press
from tests.app.test_desk import words as text
from tests.app.test_who_may import cookie, drawn, opened
from tests.web.who_makers import Installation

__all__ = ["cookie", "made"]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
ORIGIN = {"name": "origin", "quote": "na này ngon lắm ạ", "start_s": 2.0, "end_s": 3.0, "value": None,
          "unit": None, "certainty": 0.9, "moment_s": None}  # fmt: skip


def second_trainer(made: Installation) -> None:
    minh = made.store.people.add("Minh", "chú", NOW)
    made.store.groups.join(made.class_id, minh.id, "trainer")
    made.ids["Minh"], made.tokens["Minh"] = minh.id, made.store.who.signed_in.begin(minh.id, "test", NOW)


def scores(made: Installation, name: str, **levels: int) -> AppTest:
    app = opened(made, name, "calibration")
    assert all(one.value is None for one in app.radio)  # nobody is led to a level
    for criterion, level in levels.items():
        key = f"blind_{made.take}_{criterion}"
        next(one for one in app.radio if one.key == key).set_value(level)
    return press(app, "keep_blind")


def corrects(made: Installation, take: str, level: int) -> AppTest:
    """Binh opens the form of the first criterion and gives it another level."""
    app = opened(made, "Binh", "review", attempt=take)
    for key in ("skill_story", "change_place"):
        app.session_state[key] = True
        app.run()
    field(app.text_input, "reason_place").set_value("chưa nói nơi nào")
    field(app.radio, "level_place").set_value(level)
    return press(app, "keep_place")


@pytest.mark.parametrize("page", ["calibration", "offers"])
@pytest.mark.parametrize(("name", "seen"), [("Binh", True), ("Hoa", False)])
def test_only_trainers_see_these_pages(made: Installation, page: str, name: str, seen: bool) -> None:
    assert drawn(opened(made, name, page)) == seen


def test_blind_is_blind_until_both_are_done_and_no_number_comes_of_one_take(made: Installation) -> None:
    second_trainer(made)
    scores(made, "Binh", place=3, maker=1)
    said = {(one.criterion, one.level) for one in made.store.reviews.all(blind=True)}
    assert said == {("maker", 1), ("place", 3)}
    other = opened(made, "Minh", "calibration")
    assert "Binh" not in text(other)
    assert "máy:" not in text(other)
    other = scores(made, "Minh", place=4)
    assert "hai người chấm rồi" in text(other)
    other.session_state["side"] = True
    other.run()
    side_by_side = text(other).replace("\\", "")  # as it is read
    assert "Anh Binh: 3 · Chú Minh: 4 · máy: 4" in side_by_side
    assert "Đã có 1 bài hai người cùng chấm. Cần thêm 29 bài" in text(other)
    assert "Người với người" not in text(other)
    assert made.store.reviews.of(made.take) == ()  # nothing of it counts for the learner


def test_who_corrected_with_open_eyes_or_was_never_shown_it_is_not_asked(made: Installation) -> None:
    assert opened(made, "Binh", "calibration").radio
    corrects(made, made.take, 2)
    assert not opened(made, "Binh", "calibration").radio
    second_trainer(made)
    made.store.consents.keep(Consent(made.ids["Hoa"], "show_trainer", "1", "vi", "text", NOW, given=False))
    assert not opened(made, "Minh", "calibration").radio


def test_what_was_learned_is_told_and_undone(made: Installation) -> None:
    learned = Learned("place", Curve(1.0, -1.0), Scope.GROUP, 24, 2, 0.21, 0.17)
    for group in made.store.groups.of_kind("class"):
        made.store.recalibrations.add(learned, group.id, NOW)
    app = opened(made, "Binh", "calibration")
    undo = [one.key or "" for one in app.button if (one.key or "").startswith("undo_")]
    assert len(undo) == 1  # the other class is not hers
    assert "Sai số trước 0,210, sau 0,170" in text(app)
    press(app, undo[0])
    assert made.store.recalibrations.for_learner([made.class_id]) == {}


@pytest.fixture
def heard(made: Installation, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Its first criterion listens for a label that is learned from sentences; the machine heard it once."""
    place = LESSON.uses[0]
    ladder = (
        place.criterion.ladder[0],
        *(Rung(n, (Heard((Label("origin"),)),), words(f"{n}")) for n in range(1, 5)),
    )
    uses = (replace(place, criterion=replace(place.criterion, ladder=ladder)), *LESSON.uses[1:])
    at = here.here()
    course = replace(
        at.course,
        lessons={"L02": replace(LESSON, uses=uses)},
        criteria={use.criterion.id: use.criterion for use in uses},
        labels={"origin": words("Nói hàng ở đâu")},
    )
    monkeypatch.setattr(here, "workplace", lambda: Workplace(at.settings, at.store, course))
    here.here.clear()
    taken = NewAttempt(made.ids["Hoa"], "L02", "vi", made.store.attempts.get(made.take).recording_sha256, "a")
    made.take = made.store.attempts.add(taken, NOW).id
    result = finished()
    result["judgements"][0]["evidence"] = [ORIGIN]
    made.store.attempts.take_up(made.take, "w", NOW)
    made.store.attempts.succeed(made.take, "w", result, "{}", NOW)
    made.store.showing.show(made.take, made.ids["Hoa"], NOW)
    return made


def test_a_lowered_level_offers_its_words_and_a_trainer_decides_once(heard: Installation) -> None:
    corrects(heard, heard.take, 1)
    (one,) = heard.store.offers.with_decision(Decision.OPEN)
    assert (one.offer.text, one.offer.holds) == ("na này ngon lắm ạ", False)
    assert one.offered_by == heard.ids["Binh"]
    app = opened(heard, "Binh", "offers")
    assert "KHÔNG có ý «Nói hàng ở đâu»" in text(app)
    press(app, f"accepted_{one.id}")
    (accepted,) = heard.store.offers.with_decision(Decision.ACCEPTED)
    assert accepted.decided_by == heard.ids["Binh"]
    assert "thêm 19 câu" in text(app)
    heard.store.showing.hide(heard.take, heard.ids["Hoa"], NOW)
    assert heard.store.offers.with_decision(Decision.ACCEPTED) == ()


def test_for_a_higher_level_she_may_point_at_words(heard: Installation) -> None:
    app = opened(heard, "Binh", "review", attempt=heard.take)
    assert pointing.labels_of(here.here().course.criteria["place"]) == ("origin",)
    for key in ("skill_story", "change_place"):
        app.session_state[key] = True
        app.run()
    assert any((one.key or "").startswith("words_place") for one in app.selectbox)
