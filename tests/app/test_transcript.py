from hypothesis import given
from hypothesis import strategies as st

from coach.app.transcript import lines
from tests.app.makers import finished


def test_the_transcript_breaks_at_pauses_and_marks_what_earned() -> None:
    first, second = lines(finished())
    assert [text for text, _, _ in first.words] == ["Em", "ở", "xã", "Chi", "Lăng"]
    assert [earned for _, _, earned in first.words] == [False, False, True, True, True]
    assert second.at_s == 5.0


@given(st.lists(st.floats(0, 3), max_size=40))
def test_no_word_is_lost_in_lines(gaps: list[float]) -> None:
    told = finished()
    at_s, told["transcript"]["words"] = 0.0, []
    for number, gap in enumerate(gaps):
        at_s += gap
        word = {"text": str(number), "start_s": at_s, "end_s": at_s + 0.2, "probability": 1}
        told["transcript"]["words"].append(word)
        at_s += 0.2
    spoken = [text for line in lines(told) for text, _, _ in line.words]
    assert spoken == [str(number) for number in range(len(gaps))]
