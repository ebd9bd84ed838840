"""Clips hold all the voice once, are never over 15 s, and are cut where the voice rests."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.media import SOUND_HZ
from coach.speech.clips import ClipCutter
from coach.speech.transcriber import Clip
from coach.speech.voice import WINDOW, Stretch, Window

WINDOW_S = WINDOW / SOUND_HZ
NOISE = np.random.default_rng(0).normal(0, 1, (9000, WINDOW)).astype(np.float32)
# seconds of voice and of rest, one after another
TALK = st.lists(st.tuples(st.floats(0.1, 40), st.floats(0.0, 4)), max_size=6)


def _windows(talk: list[tuple[float, float]]) -> list[Window]:
    """Voice as noise, rest as hiss; every sample value tells nothing about its place."""
    flags = [f for said, rest in talk for f in [True] * int(said / WINDOW_S) + [False] * int(rest / WINDOW_S)]
    sizes = np.where(flags, 0.1, 0.001).astype(np.float32)
    sound = NOISE[: len(flags)] * sizes[:, None]
    return [Window(i, sound[i], 0.9 if voiced else 0.1) for i, voiced in enumerate(flags)]


def _cut(windows: list[Window]) -> tuple[list[Stretch], list[Clip]]:
    cutter = ClipCutter()
    told = [cutter.step(window) for window in windows]
    told.append(cutter.finish(len(windows) * WINDOW))
    return [s for s, _ in told if s is not None], [c for _, c in told if c is not None]


@settings(max_examples=30, deadline=None)
@given(TALK)
def test_clips_are_short_ordered_and_true_to_the_sound(talk: list[tuple[float, float]]) -> None:
    windows = _windows(talk)
    _, clips = _cut(windows)
    line = np.concatenate([w.samples for w in windows]) if windows else np.zeros(0, np.float32)
    before = 0
    for clip in clips:
        assert clip.span.duration_s <= 15
        first = round(clip.start_s * SOUND_HZ)
        assert first >= before
        assert np.array_equal(clip.samples, line[first : first + len(clip.samples)])
        assert all(clip.start_s <= s.start_s <= s.end_s <= clip.span.end_s for s in clip.speech)
        before = first + len(clip.samples)


@settings(max_examples=30, deadline=None)
@given(TALK)
def test_every_voiced_window_is_in_exactly_one_clip(talk: list[tuple[float, float]]) -> None:
    windows = _windows(talk)
    stretches, clips = _cut(windows)
    spans = [(round(c.start_s / WINDOW_S), round(c.span.end_s / WINDOW_S)) for c in clips]
    for window in (w for s in stretches for w in range(s.first, s.after)):
        assert sum(first <= window < after for first, after in spans) == 1


@settings(max_examples=30, deadline=None)
@given(TALK)
def test_nobody_is_cut_short_under_two_seconds_while_going_on(talk: list[tuple[float, float]]) -> None:
    _, clips = _cut(_windows(talk))
    for clip, following in pairwise(clips):
        rest_s = following.speech[0].start_s - clip.speech[-1].end_s
        assert clip.span.duration_s >= 1.9 or rest_s >= 1.8


def test_a_pause_is_preferred_to_the_middle_of_a_word() -> None:
    _, clips = _cut(_windows([(9.0, 0.4), (3.0, 0.8), (9.0, 1.0)]))
    assert [round(clip.speech[-1].end_s) for clip in clips] == [12, 22]


def test_who_never_rests_is_cut_at_the_quietest_moment() -> None:
    windows = _windows([(20.0, 0.0)])
    quiet = round(11.7 / WINDOW_S)
    for i in (quiet - 1, quiet, quiet + 1):
        windows[i].samples[:] = 0
    _, clips = _cut(windows)
    assert [round(clip.start_s, 1) for clip in clips] == [0.0, 11.7]


def test_short_remarks_are_joined_across_rests_under_two_seconds() -> None:
    _, clips = _cut(_windows([(1.0, 1.5), (1.0, 1.5), (1.0, 3.0), (1.0, 0.5)]))
    assert len(clips) == 2
    assert len(clips[0].speech) == 3


def test_a_knock_is_neither_voice_nor_clip() -> None:
    assert _cut(_windows([(0.1, 3.0)])) == ([], [])


def test_a_clip_settles_two_seconds_after_the_voice() -> None:
    cutter = ClipCutter()
    settled = [w.index for w in _windows([(3.0, 4.0)]) if cutter.step(w)[1] is not None]
    assert len(settled) == 1
    assert 4.9 < settled[0] * WINDOW_S < 5.1
