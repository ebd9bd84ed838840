"""Only where hearing was good may anybody say that something was not said."""

from __future__ import annotations

from coach.domain.evidence import HearingWindow, Observation
from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.speech.quality import hearing_windows


def _talk(start_s: float, end_s: float, probability: float = 0.9, text: str = "") -> list[Word]:
    starts = [start_s + i * 0.4 for i in range(int((end_s - start_s) / 0.4))]
    return [Word(text or f"w{i}", Span(s, s + 0.3), probability) for i, s in enumerate(starts)]


def _levels(*dbfs: float) -> list[Observation]:
    return [Observation("loudness", Span(i, i + 1), level, "dBFS") for i, level in enumerate(dbfs)]


def _only(windows: tuple[HearingWindow, ...]) -> HearingWindow:
    (window,) = windows
    return window


def test_clear_words_over_the_speech_are_good() -> None:
    window = _only(hearing_windows(_talk(0, 20), [Span(0, 20)], 25.0))
    assert (window.good, window.speech_s, window.reason) == (True, 20.0, "")


def test_unsure_words_are_not_good() -> None:
    assert _only(hearing_windows(_talk(0, 20, 0.3), [Span(0, 20)], 25.0)).reason == "hearing.unclear"


def test_speech_without_words_is_not_good() -> None:
    for words in (_talk(0, 8), []):
        assert _only(hearing_windows(words, [Span(0, 20)], 25.0)).reason == "hearing.words_missing"


def test_repetition_is_not_good() -> None:
    words = _talk(0, 20, text="la")
    assert _only(hearing_windows(words, [Span(0, 20)], 25.0)).reason == "hearing.repeated"


def test_honest_silence_is_good_a_dead_microphone_is_not() -> None:
    assert _only(hearing_windows([], [], 2.0, loudness=_levels(-55, -58))).good
    assert _only(hearing_windows([], [], 2.0, loudness=_levels(-120, -120))).reason == "hearing.silent"


def test_a_cough_is_no_missed_speech() -> None:
    assert _only(hearing_windows([], [Span(3, 4)], 25.0)).good


def test_windows_cover_the_take() -> None:
    windows = hearing_windows(_talk(0, 70), [Span(0, 70)], 70.0)
    assert [w.span for w in windows] == [Span(0, 30), Span(30, 60), Span(60, 70)]
    assert [w.speech_s for w in windows] == [30, 30, 10]
    assert all(w.good for w in windows)
