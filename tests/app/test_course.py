"""The course in order, what comes next, and the product card on its way from page to attempt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from coach.app import here
from coach.app.product import in_one_line, price_is_clear, tidy
from coach.assembly import Workplace
from coach.course.lessons import Notes
from coach.domain.media import ProductCard
from coach.domain.people import Learner
from coach.i18n import LANGUAGES, Speaker
from tests.app.makers import LESSON, attempt_in, finished, judgement, learner_in, words
from tests.app.test_pages import at, opened, pressed, shown_for, started, text

__all__ = ["at", "started"]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
NOTES = Notes("na", words("Cả nhà ơi!"), words("Chào cả phút."), words("Bấm đồng hồ."))


@pytest.fixture
def course(at: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Three lessons, the last two of which are alternatives, with notes beside the first."""
    lessons = {
        "L14B": replace(LESSON, id="L14B", step=2, title=words("Hoa quả")),
        "L14A": replace(LESSON, id="L14A", step=2, title=words("Thổ cẩm")),
        "L02": replace(LESSON, step=1),
    }
    made = replace(at, course=replace(at.course, lessons=lessons, notes={"L02": NOTES}))
    monkeypatch.setattr(here, "workplace", lambda: made)
    here.here.clear()
    return made


@pytest.fixture
def hoa(course: Workplace) -> Learner:
    return learner_in(course)


def entered(who: Learner) -> AppTest:
    return pressed(opened(), f"learner_{who.id}")


def labels(app: AppTest, start: str) -> list[str]:
    return [one.label for one in app.button if (one.key or "").startswith(start)]


def test_a_newcomer_sees_the_first_lesson_then_all_in_order(hoa: Learner) -> None:
    app = entered(hoa)
    assert labels(app, "next_") == ["Bài 1. Câu chuyện vườn nhà"]
    assert labels(app, "lesson_") == ["Bài 1. Câu chuyện vườn nhà", "Bài 2. Thổ cẩm", "Bài 2. Hoa quả"]
    assert app.get("progress")[0].proto.text == "Đã đạt 0 trên 2 bài"
    assert "Chưa tập" in text(app)
    assert "Bài 2 có nhiều bài để chọn" in text(app)
    pressed(app, "next_L02")
    assert app.title[0].value == "Câu chuyện vườn nhà"


def test_how_often_a_lesson_was_met_is_told(course: Workplace, hoa: Learner) -> None:
    attempt_in(course, hoa, b"first")
    assert "Đã tập, chưa đạt lần nào" in text(entered(hoa))
    attempt_in(course, hoa, b"second", result=finished() | {"passes": True})
    assert "Đạt 1 trên 2 lần" in text(entered(hoa))
    attempt_in(course, hoa, b"third", result=finished() | {"passes": True})
    app = entered(hoa)
    assert "**Đã đạt**" in text(app)
    assert app.get("progress")[0].proto.text == "Đã đạt 1 trên 2 bài"
    assert labels(app, "next_") == ["Bài 2. Thổ cẩm", "Bài 2. Hoa quả"]


def test_a_lesson_shows_an_example_and_mistakes_but_not_the_trainers_note(hoa: Learner) -> None:
    app = pressed(entered(hoa), "next_L02")
    assert app.expander[0].label == "Xem thêm: tập cho quen, câu mẫu, lỗi hay gặp"
    assert "Cả nhà ơi" in text(app)
    assert "Chào cả phút" in text(app)
    assert "Bấm đồng hồ" not in text(app)


@pytest.mark.usefixtures("started")
def test_a_card_is_written_and_shown_in_one_line(course: Workplace, hoa: Learner) -> None:
    app = pressed(pressed(entered(hoa), "next_L02"), "product")
    assert app.title[0].value == "Thẻ hàng của tôi"
    app.text_area(key="card_name").set_value("  Na \n Chi Lăng ")
    app.text_area(key="card_price").set_value("50.000 đ/kg")
    pressed(app, "save_card")
    assert app.title[0].value == "Câu chuyện vườn nhà"
    assert app.success[0].value == "Đã lưu thẻ hàng."
    assert "**Thẻ hàng:** Na Chi Lăng, 50\\.000 đ/kg" in text(app)
    app.run()
    assert not app.success
    assert course.store.cards.of(hoa.id) == ProductCard(name="Na Chi Lăng", price="50.000 đ/kg")


def test_a_price_that_cannot_be_compared_is_kept_and_told(course: Workplace, hoa: Learner) -> None:
    app = pressed(pressed(entered(hoa), "next_L02"), "product")
    app.text_area(key="card_price").set_value("50000")
    pressed(app, "save_card")
    assert "«50000»" in app.warning[0].value
    assert course.store.cards.of(hoa.id) == ProductCard(price="50000")
    pressed(app, "back_to_lesson")
    assert app.title[0].value == "Câu chuyện vườn nhà"
    pressed(app, "product")
    assert app.text_area(key="card_price").value == "50000"


def test_without_consent_there_is_no_card_to_write(course: Workplace) -> None:
    lan = learner_in(course, "Lan", agreed=False)
    app = entered(lan)
    assert not app.text_area


@pytest.mark.parametrize(
    ("card", "line"),
    [
        (ProductCard("Na", "Chi Lăng", price="50.000 đ/kg"), "Na, 50.000 đ/kg"),
        (ProductCard(maker="bố tôi", proof="VietGAP"), "bố tôi"),
        (ProductCard(), ""),
    ],
)
def test_a_card_in_one_line(card: ProductCard, line: str) -> None:
    assert in_one_line(card) == line


@pytest.mark.usefixtures("course")
def test_the_examples_are_written_as_scoring_understands_them() -> None:
    for language in LANGUAGES:
        example = Speaker(language).say("product.price_example")
        assert price_is_clear(ProductCard(price=example), language)
    assert tidy(" ba\u0300  \n") == "bà"


def test_the_scorecard_says_whether_the_take_counts_and_shows_gates_apart(at: Workplace) -> None:
    result = finished()
    result["judgements"].append(judgement("framing", 0, "judged", 3, 3, []) | {"gate": True})
    result["judgements"] = [one for one in result["judgements"] if one.get("gate") or one["weight"]]
    app = shown_for(attempt_in(at, learner_in(at), result=result).id, "scorecard")
    assert "Lần này chưa tính là đạt: mới chắc được 62 điểm, bài này cần từ 70 điểm trở lên." in text(app)
    assert "Hình trong video" in [one.label.partition(":")[0] for one in app.expander]
    assert "Hình trong video" not in [one.value for one in app.header]
