"""Every moment can be opened: what to see, what to hear, and what the machine made of it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.app.moments import Moment, Teller, grouped
from coach.i18n import Speaker
from tests.app.makers import finished, seen

DEFINITIONS = {
    "origin": {"vi": "Nói hàng làm ra ở đâu; không phải nơi của khách.", "en": "Says where it is from."}
}


def told(*evidence: dict[str, Any], result: dict[str, Any] | None = None) -> tuple[Moment, ...]:
    return Teller(result or finished(), Speaker("vi", "cô"), DEFINITIONS).moments(evidence)


def test_a_quote_is_seen_at_its_middle_and_heard_with_a_little_around() -> None:
    (moment,) = told(seen("origin", 1.4, 2.5, "xã Chi Lăng"))
    assert moment.proof is not None
    assert round(moment.proof.at_s, 2) == 1.95
    assert (round(moment.proof.start_s, 2), round(moment.proof.end_s, 2)) == (1.1, 2.8)
    assert [(one.at_s, [text for text, _ in one.words]) for one in moment.proof.seconds] == [
        (1, ["xã", "Chi"]),
        (2, ["Lăng"]),
    ]


def test_what_was_meant_is_told_in_the_courses_words() -> None:
    (moment,) = told(
        seen("origin", 1.4, 2.5, "xã Chi Lăng"), seen("place.commune", 1.8, 2.5, "Chi Lăng", value="Chi Lăng")
    )
    assert moment.proof is not None
    assert moment.proof.told == ("Máy hiểu là: Nói hàng làm ra ở đâu", "Tên nơi nghe được: Chi Lăng")


def test_how_surely_it_was_heard_is_told_in_plain_words() -> None:
    result = finished()
    for word in result["transcript"]["words"]:
        word["probability"] = 0.3
    (moment,) = told(seen("origin", 1.4, 2.5, "xã Chi Lăng"), result=result)
    assert moment.proof is not None
    assert "chưa chắc" in moment.proof.heard
    assert all(doubted for one in moment.proof.seconds for _, doubted in one.words)
    result["notices"] = [{"id": "transcript.corrected", "values": {"by": "chị Mai"}}]
    (moment,) = told(seen("origin", 1.4, 2.5, "xã Chi Lăng"), result=result)
    assert moment.proof is not None
    assert "chưa chắc" in moment.proof.heard  # these words nobody touched
    for word in result["transcript"]["words"]:
        word["probability"] = 1.0
    (moment,) = told(seen("origin", 1.4, 2.5, "xã Chi Lăng"), result=result)
    assert moment.proof is not None
    assert "có người sửa lại" in moment.proof.heard


def test_a_fault_is_seen_at_its_worst() -> None:
    (moment,) = told(seen("framing.fault", 3, 5, value="app.broken"))
    assert moment.look
    assert moment.proof is not None
    assert moment.proof.at_s == moment.at_s == 4


def test_a_measure_is_told_where_nothing_was_said() -> None:
    level = seen("light", 0, 8) | {"value": 4.0, "unit": "level"}
    share = seen("face_height", 0, 8) | {"value": 0.25, "unit": "share of frame height"}
    (moment,) = told(level, share)
    assert moment.text == "Ánh sáng: 4 trên 4"
    assert moment.measured
    assert moment.proof is not None
    assert moment.proof.told == ("Mặt cao 25 % khung hình",)
    assert len(told(level, seen("origin", 1.4, 2.5, "xã"))) == 1


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0.1, 3)), max_size=8))
def test_every_quote_is_in_exactly_one_group(spans: list[tuple[float, float]]) -> None:
    quoted = [seen("x", start_s, start_s + long_s, "a") for start_s, long_s in spans]
    groups = list(grouped(quoted))
    assert sorted(id(one) for group in groups for one in group) == sorted(map(id, quoted))
    starts = [group[0]["start_s"] for group in groups]
    assert starts == sorted(starts)
