"""The demonstration class is listed apart, marked everywhere, and nobody practises as one of its learners."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from coach.assembly import Workplace
from coach.domain.people import DEMONSTRATION, Learner
from coach.domain.review import MachineLevel
from coach.store.reviews import Said
from tests.app.makers import NOON, attempt_in, learner_in
from tests.app.test_pages import at, opened, pressed, ran, text

__all__ = ["at"]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def hoa(at: Workplace) -> Learner:
    """Somebody of the demonstration class with a scored take."""
    one = learner_in(at, "Hoa", agreed=False)
    group = at.store.groups.add(DEMONSTRATION, "Lớp mẫu", NOON)
    at.store.groups.join(group.id, one.id, "learner")
    attempt_in(at, one)
    return one


def keys(app: AppTest) -> list[str]:
    return [one.key or "" for one in app.button]


def marked(app: AppTest) -> bool:
    return any("Lớp mẫu" in str(one.value) for one in app.markdown)


def test_a_newcomer_is_still_asked_for_her_name_and_may_look_around(hoa: Learner) -> None:
    app = opened()
    assert app.text_input(key="name")
    assert f"demo_{hoa.id}" in keys(app)
    assert f"learner_{hoa.id}" not in keys(app)
    assert "Xem thử lớp mẫu" in text(app)
    assert app.button(key=f"demo_{hoa.id}").label == "Cô Hoa (mẫu)"  # else she may be taken for oneself


def test_people_of_this_machine_are_listed_without_the_invented_ones(at: Workplace, hoa: Learner) -> None:
    lan = learner_in(at, "Lan")
    found = keys(opened())
    assert f"learner_{lan.id}" in found
    assert f"learner_{hoa.id}" not in found


def test_her_takes_are_shown_with_the_mark_and_without_consent(hoa: Learner) -> None:
    app = pressed(opened(), f"demo_{hoa.id}")
    assert "Các lần tập trước" in text(app)
    assert marked(app)
    pressed(app, "practise")
    assert f"demo_{hoa.id}" in keys(app)
    assert not marked(app)
    assert app.text_input(key="name")


def test_a_scorecard_of_the_class_is_marked_whoever_opens_it(at: Workplace, hoa: Learner) -> None:
    lan = learner_in(at, "Lan")
    (hers,) = at.store.attempts.of(hoa.id)
    app = pressed(opened(), f"learner_{lan.id}")
    assert not marked(app)
    app.query_params["attempt"] = hers.id
    assert marked(ran(app))


def test_an_empty_desk_lets_a_trainer_try_everything_on_the_class_and_learns_nothing_of_it(
    at: Workplace, hoa: Learner
) -> None:
    app = pressed(opened(), "to_waiting")
    assert any("không tính vào lớp nào" in str(one.value) for one in app.caption)
    app = pressed(app, f"demo_{hoa.id}")
    assert "Cô Hoa · Câu chuyện vườn nhà" in text(app)
    assert marked(app)
    (take,) = at.store.attempts.of(hoa.id)
    said = Said("place_named", MachineLevel(2, 2, 4, 0.9), 4, "nghe rõ tên xã")
    at.store.reviews.add(take.id, None, [said], {}, NOON)
    assert at.store.reviews.of(take.id)
    assert not at.store.reviews.all()
    app = pressed(app, "demo_to_desk")
    assert f"demo_{hoa.id}" in keys(app)
    app = pressed(app, "to_classroom")
    assert f"demo_{hoa.id}" in keys(app)
