"""Sound lies where its stamps say, without holes and without overlaps, however it was packed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from av.audio.frame import AudioFrame
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.capture.sound import PIECE, SLIP_S, SoundLine
from coach.domain.media import SOUND_HZ, SoundPiece

RATE_HZ = 48_000


def frame(samples: int, rate_hz: int = RATE_HZ, level: float = 0.5) -> AudioFrame:
    made = AudioFrame.from_ndarray(np.full((1, samples), level, np.float32), format="flt", layout="mono")
    made.sample_rate = rate_hz
    return made


def laid(line: SoundLine, frames: Sequence[tuple[float | None, AudioFrame]]) -> list[SoundPiece]:
    pieces = [piece for stamp_s, one in frames for piece in line.take(one, stamp_s)]
    return [*pieces, *line.finish()]


def joined(pieces: list[SoundPiece]) -> NDArray[np.float32]:
    return np.concatenate([piece.samples for piece in pieces])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 3), st.integers(100, 5000)), min_size=1, max_size=20),
    st.sampled_from([8000, 16000, 44100]),
)
def test_pieces_join_up_and_end_where_the_last_frame_ends(
    parts: list[tuple[float, int]], rate_hz: int
) -> None:
    at_s, frames = 0.0, []
    for pause_s, samples in parts:
        at_s += pause_s if pause_s > SLIP_S else 0.0
        frames.append((at_s, frame(samples, rate_hz)))
        at_s += samples / rate_hz
    pieces = laid(SoundLine(0.0), frames)
    starts = np.cumsum([0, *(len(piece.samples) for piece in pieces)])[:-1] / SOUND_HZ
    assert [piece.start_s for piece in pieces] == pytest.approx(list(starts))
    assert all(len(piece.samples) == PIECE for piece in pieces[:-1])
    assert len(joined(pieces)) / SOUND_HZ == pytest.approx(at_s, abs=0.01)


def test_small_slips_are_left_and_large_ones_put_right() -> None:
    block = RATE_HZ // 10
    jittery = [(0.1 * n + (0.02 if n % 2 else -0.02), frame(block)) for n in range(1, 10)]
    assert np.all(joined(laid(SoundLine(0.12), jittery))[100:-100] > 0.4)
    late = [(0.1 * n + (0.5 if n >= 5 else 0), frame(block)) for n in range(10)]
    heard = joined(laid(SoundLine(0.0), late))
    assert np.all(heard[int(0.52 * SOUND_HZ) : int(0.98 * SOUND_HZ)] == 0)
    assert len(heard) == pytest.approx(1.5 * SOUND_HZ, abs=50)


def test_what_comes_twice_is_heard_once() -> None:
    block = RATE_HZ // 2
    twice = [(0.0, frame(block)), (0.5, frame(block)), (0.5, frame(block)), (1.0, frame(block))]
    assert len(joined(laid(SoundLine(0.0), twice))) == pytest.approx(1.5 * SOUND_HZ, abs=50)


def test_a_slow_sound_card_does_not_drift_away() -> None:
    slow = [(1.001 * n, frame(RATE_HZ)) for n in range(300)]
    heard_s = len(joined(laid(SoundLine(0.0), slow))) / SOUND_HZ
    assert heard_s == pytest.approx(300.3, abs=SLIP_S + 0.01)


def test_only_the_wanted_stretch() -> None:
    frames = [(0.1 * n, frame(RATE_HZ // 10, level=n / 100)) for n in range(50)]
    heard = joined(laid(SoundLine(0.0, begin_s=2.0, end_s=3.5), frames))
    assert len(heard) == 1.5 * SOUND_HZ
    assert heard[800] == pytest.approx(0.20, abs=0.01)
    assert heard[-800] == pytest.approx(0.34, abs=0.01)


def test_a_change_of_format_on_the_way() -> None:
    mixed = [(0.0, frame(RATE_HZ)), (1.0, frame(16_000, rate_hz=16_000)), (2.0, frame(RATE_HZ))]
    heard = joined(laid(SoundLine(0.0), mixed))
    assert len(heard) == pytest.approx(3 * SOUND_HZ, abs=20)
    assert heard[int(1.5 * SOUND_HZ)] == pytest.approx(0.5)


def test_broken_numbers_are_silence_or_full_scale() -> None:
    for level in (np.nan, np.inf, 7.0):
        heard = joined(laid(SoundLine(0.0), [(0.0, frame(1600, SOUND_HZ, level))]))
        assert np.all(np.abs(heard) <= 1)


def test_a_frame_that_cannot_be_used_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    line = SoundLine(0.0)
    list(line.take(frame(RATE_HZ), 0.0))
    with monkeypatch.context() as broken:
        broken.setattr("coach.capture.sound.AudioResampler", Broken)
        with pytest.raises(ValueError, match="damaged"):
            list(line.take(frame(8000, rate_hz=8000), 1.0))
    heard = np.concatenate([p.samples for p in [*line.take(frame(RATE_HZ), 2.0), *line.finish()]])
    assert len(heard) == pytest.approx(3 * SOUND_HZ, abs=20)
    assert np.all(heard[int(1.02 * SOUND_HZ) : int(1.98 * SOUND_HZ)] == 0)
    assert heard[int(2.5 * SOUND_HZ)] == pytest.approx(0.5)


class Broken:
    """A resampler that cannot be set up."""

    def __init__(self, **_settings: object) -> None: ...

    def resample(self, _frame: AudioFrame | None) -> list[AudioFrame]:
        raise ValueError("damaged")
