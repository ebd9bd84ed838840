from hypothesis import given
from hypothesis import strategies as st

from coach.app.transcript import heard_in, lines
from coach.domain.media import Span
from coach.domain.transcript import Word
from tests.app.makers import finished


def test_the_transcript_breaks_at_pauses_and_marks_what_earned() -> None:
    first, second = lines(finished())
    assert [word.text for word in first.words] == ["Em", "ở", "xã", "Chi", "Lăng"]
    assert [word.earned for word in first.words] == [False, False, True, True, True]
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
    spoken = [word.text for line in lines(told) for word in line.words]
    assert spoken == [str(number) for number in range(len(gaps))]


def test_a_persons_words_are_marked_only_in_a_corrected_take() -> None:
    result = finished()
    for word in result["transcript"]["words"][:2]:
        word["probability"] = 1.0
    assert not lines(result)[0].is_mended  # a machine may be sure as well
    result["notices"] = [{"id": "transcript.corrected", "values": {"by": "x"}}]
    first, second = lines(result)
    assert [word.mended for word in first.words] == [True, True, False, False, False]
    assert first.is_mended
    assert not second.is_mended


def test_what_the_machine_heard_there() -> None:
    heard = (Word("lá", Span(0.1, 0.4), 0.3), Word("na", Span(1.1, 1.4), 0.3))
    assert heard_in(heard, Span(0, 1)) == "lá"
