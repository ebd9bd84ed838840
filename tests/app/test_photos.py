"""Photos on the product card, and three pictures to mark where the machine could not tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.app import here, marking
from coach.assembly import Workplace
from coach.capture.photo import fit_to_keep
from coach.domain.media import Mark
from coach.domain.people import Learner
from coach.domain.rubric import Criterion, Rung, Use
from coach.scoring.fields import Measure
from coach.scoring.share import Share
from coach.store.attempts import Attempt
from tests.app.makers import LESSON, attempt_in, finished, learner_in, words
from tests.app.test_pages import at, opened, pressed, ran, shown_for, text
from tests.vision.shop import photo

__all__ = ["at"]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SHOWN = Share(Measure("product_in_view"), 0.4, value_at_least=0.005, marked="product_seen")


def visible() -> Criterion:
    ladder = (Rung(0, (), words("Chưa")), Rung(1, (SHOWN,), words("Rồi")))
    return Criterion("intro", "framing", words("Hàng"), ladder, words("Mẹo"), words("Mẫu"))


@pytest.fixture
def stall(at: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """A lesson whose unknown criterion takes marks."""
    uses = tuple(Use(visible(), 1) if use.criterion.id == "intro" else use for use in LESSON.uses)
    made = replace(at, course=replace(at.course, lessons={"L02": replace(LESSON, uses=uses)}))
    monkeypatch.setattr(here, "workplace", lambda: made)
    here.here.clear()
    return made


def photographed(place: Workplace, who: Learner, folder: Path) -> None:
    stored = photo(folder / "na.png").read_bytes()
    place.store.photos.add(who.id, fit_to_keep(stored, "na.png"))


def marks(place: Workplace, attempt: Attempt) -> tuple[Mark, ...]:
    return place.store.marks.of(attempt.id)


def keys(app: AppTest) -> list[str]:
    return [one.key for one in app.button if one.key and one.key.startswith("mark_")]


def test_photos_are_shown_and_can_be_taken_off(stall: Workplace, tmp_path: Path) -> None:
    hoa = learner_in(stall)
    app = pressed(opened(), f"learner_{hoa.id}")
    assert "Chưa có ảnh món hàng" in text(app)
    photographed(stall, hoa, tmp_path)
    app = pressed(ran(app), "product")
    [kept] = stall.store.photos.of(hoa.id)
    pressed(app, f"photo_off_{kept[:12]}")
    assert stall.store.photos.of(hoa.id) == ()


def test_the_camera_opens_only_when_asked_for(stall: Workplace) -> None:
    hoa = learner_in(stall)
    app = pressed(pressed(opened(), f"learner_{hoa.id}"), "product")
    assert not app.get("camera_input")
    pressed(app, "photo_camera_open")
    assert app.get("camera_input")


def test_three_pictures_are_marked_once_all_have_an_answer(
    stall: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[tuple[Mark, ...]] = []

    def judge_again(attempt: Attempt) -> bool:
        judged.append(marks(stall, attempt))
        return True

    monkeypatch.setattr(marking, "judge_again", judge_again)
    attempt = attempt_in(stall, learner_in(stall))
    app = shown_for(attempt.id, "scorecard")
    assert len(keys(app)) == 6
    for order, answer in ((1, True), (2, False), (1, False)):
        pressed(app, f"mark_{attempt.id}_{order}_{answer}")
    assert marks(stall, attempt) == ()
    pressed(app, f"mark_{attempt.id}_3_True")
    told = tuple((one.name, one.at_s, one.yes) for one in marks(stall, attempt))
    assert told == (("product_seen", 1.33, False), ("product_seen", 4.0, False), ("product_seen", 6.67, True))
    assert judged == [marks(stall, attempt)]
    assert keys(app) == ["mark_again_open"]
    pressed(app, "mark_again_open")
    assert len(keys(app)) == 6


def test_what_the_machine_judged_or_another_lesson_is_not_asked(stall: Workplace) -> None:
    hoa, result = learner_in(stall), finished()
    sure = [one | {"state": "judged"} for one in result["judgements"]]
    assert keys(shown_for(attempt_in(stall, hoa, result=result | {"judgements": sure}).id, "scorecard")) == []
    older = result | {"lesson": {"id": "L02", "digest": "e" * 64}}
    assert keys(shown_for(attempt_in(stall, hoa, result=older).id, "scorecard")) == []
    heard = result | {"recording": {"sha256": "0", "duration_s": 8.0, "width_px": None, "height_px": None}}
    assert keys(shown_for(attempt_in(stall, hoa, result=heard).id, "scorecard")) == []


def test_the_pictures_are_the_same_whoever_looks() -> None:
    assert marking.moments({"recording": {"duration_s": 90.0}}) == (15.0, 45.0, 75.0)
