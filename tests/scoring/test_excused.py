"""Close-ups of goods excuse a missing face: they never lower a share, and never hide a fault outside them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import Evidence, Observation
from coach.domain.media import Span
from coach.domain.rubric import Verdict
from coach.domain.transcript import Transcript
from coach.scoring.excused import excused
from coach.scoring.fields import Measure
from coach.scoring.share import Share

SHARE = Share(Measure("face_in_frame"), 0.8, value_at_least=1, excused_by=Measure("product_closeup"))
FACES = st.lists(st.booleans(), min_size=1, max_size=30)


def evidence(faces: list[bool], closeups: list[Observation], *more: Observation) -> Evidence:
    """A take with a face or none each second."""
    seen = [Observation("face_in_frame", Span(s, s + 1), float(face)) for s, face in enumerate(faces)]
    return Evidence(Transcript("vi", ()), (*seen, *closeups, *more), (), (), float(len(faces)))


def closeup(start_s: float, end_s: float, value: float | None = 1.0, certainty: float = 1.0) -> Observation:
    return Observation("product_closeup", Span(start_s, end_s), value, certainty=certainty)


def test_a_face_away_during_a_close_up_costs_nothing() -> None:
    faces = [True] * 6 + [False] * 4
    assert SHARE.holds(evidence(faces, [])).verdict is Verdict.NO
    assert SHARE.holds(evidence(faces, [closeup(6, 10)])).verdict is Verdict.YES
    assert SHARE.holds(evidence(faces, [closeup(6, 10, None)])).verdict is Verdict.YES
    assert SHARE.holds(evidence(faces, [closeup(6, 8)])).verdict is Verdict.NO  # 6 of 8 s


def test_what_was_no_close_up_or_is_unsure_excuses_nothing() -> None:
    faces = [True] * 6 + [False] * 4
    assert SHARE.holds(evidence(faces, [closeup(6, 10, 0.0)])).verdict is Verdict.NO
    assert SHARE.holds(evidence(faces, [closeup(6, 10, 1.0, 0.3)])).verdict is Verdict.NO


def test_faults_inside_a_close_up_are_not_shown() -> None:
    away = Observation("face_in_frame.fault", Span(6, 9), "advice.framing.come_into_frame", "advice")
    early = Observation("face_in_frame.fault", Span(0, 5), "advice.framing.come_into_frame", "advice")
    answer = SHARE.holds(evidence([False] * 6 + [True] * 4, [closeup(6, 9)], away, early))
    assert answer.because == (early,)


def test_a_take_that_is_all_close_up_cannot_be_judged() -> None:
    assert SHARE.holds(evidence([False] * 5, [closeup(0, 5)])).verdict is Verdict.UNKNOWN


@given(FACES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=4))
def test_excusing_time_without_a_face_never_lowers(faces: list[bool], spans: list[tuple[int, int]]) -> None:
    ups = [closeup(s, s + 1) for start, long in spans for s in range(start, start + long)
           if s < len(faces) and not faces[s]]  # fmt: skip
    if SHARE.holds(evidence(faces, [])).verdict is Verdict.YES:
        assert SHARE.holds(evidence(faces, ups)).verdict is Verdict.YES


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0, 5)), max_size=8))
def test_overlapping_close_ups_count_once(spans: list[tuple[float, float]]) -> None:
    ups = [closeup(start, start + long) for start, long in spans]
    found = excused(evidence([True] * 20, ups), "product_closeup")
    assert 0 <= found.total_s() <= 20
    for one, after in zip(found.spans, found.spans[1:], strict=False):
        assert one.end_s < after.start_s
