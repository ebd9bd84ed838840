"""Before the start: one advice at most, the worst first, silence where nothing is known, "you can start"."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.media import SOUND_HZ, FrameSample, SoundPiece
from coach.i18n import LANGUAGES, Speaker, sentences
from coach.pipeline.preflight import ORDER, READY, SAID, Known, Preflight
from coach.vision.faces import FindFaces

ROOT = Path(__file__).parents[2]
STEP_S = 0.5
QUIET_S = 2 * SOUND_HZ
Sound = NDArray[np.float32]


@pytest.fixture(scope="session")
def voice() -> Sound:
    """Two seconds of a voice, (n,)."""
    take = probe(ROOT / "media" / "en_na_excellent.mp4")
    pieces = (piece.samples for piece in read(take) if isinstance(piece, SoundPiece))
    return np.concatenate(list(pieces))[SOUND_HZ : 3 * SOUND_HZ]


@pytest.fixture
def preflight(finder: FindFaces) -> Preflight:
    return Preflight(finder)


def says(preflight: Preflight, looks: Iterable[tuple[FrameSample | None, Sound | None]]) -> list[str]:
    known, said = Known(), []
    for number, (frame, sound) in enumerate(looks):
        known = preflight.look(frame, sound, known, 50 + number * STEP_S)
        said.append(known.says)
    return said


def standing(stage: Any, count: int = 6, **changes: object) -> Iterator[FrameSample]:
    return (stage.alive(second, **changes) for second in range(count))


def silence() -> Sound:
    """A quiet room, its microphone on."""
    return np.random.default_rng(3).normal(0, 0.003, QUIET_S).astype(np.float32)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"light": 1 / 200}, "preflight.uncover"),
        ({"empty": True, "blur_px": 0}, "preflight.come_into_frame"),
        ({"light": 1 / 6}, "preflight.more_light"),
        ({"behind": 235, "light_on_her": 1 / 8}, "preflight.face_the_light"),
        ({"light": 4}, "preflight.less_light"),
        ({"blur_px": 4}, "preflight.wipe_lens"),
        ({"moved_px": 21}, "preflight.stand_it_up"),
        ({"width": 640, "height": 360, "face": 0.35, "eye_y": 0.36}, "preflight.stand_phone_upright"),
        ({"face": 0.08, "eye_y": 0.25}, "preflight.come_closer"),
        ({"face": 0.45, "eye_y": 0.4}, "preflight.step_back"),
        ({"eye_y": 0.12}, "preflight.point_higher"),
        ({"eye_y": 0.52}, "preflight.point_lower"),
        ({"eye_x": 0.2}, "preflight.to_middle"),
    ],
    ids=str,
)  # fmt: skip
def test_each_fault_has_its_advice(
    stage: Any, preflight: Preflight, voice: Sound, changes: dict[str, Any], expected: str
) -> None:
    said = says(preflight, ((frame, voice) for frame in standing(stage, **changes)))
    assert said[0] == said[1] == ""
    assert said[-1] == expected


def test_all_well_is_said_and_stays(stage: Any, preflight: Preflight, voice: Sound) -> None:
    said = says(preflight, ((frame, voice) for frame in standing(stage, 12)))
    assert said[-6:] == [READY] * 6
    assert set(said) == {"", READY}


@pytest.mark.parametrize(
    ("times", "expected"),
    [(0.0, "preflight.no_sound"), (0.03, "preflight.quiet"), (30.0, "preflight.overdriven")],
)
def test_the_microphone_is_heard(
    stage: Any, preflight: Preflight, voice: Sound, times: float, expected: str
) -> None:
    loud = np.clip(voice * times, -1, 1).astype(np.float32)
    assert says(preflight, ((frame, loud) for frame in standing(stage)))[-1] == expected


def test_who_has_not_spoken_yet_is_neither_quiet_nor_ready(stage: Any, preflight: Preflight) -> None:
    assert set(says(preflight, ((frame, silence()) for frame in standing(stage, 10)))) == {""}


def test_unknown_is_silence(preflight: Preflight) -> None:
    grey = FrameSample(0.0, np.full((640, 360, 3), 170, np.uint8))
    assert set(says(preflight, [(None, None)] * 10)) == {""}
    assert set(says(Preflight(None), [(grey, None)] * 10)) == {""}
    assert set(says(Preflight(None), [(None, np.zeros(100, np.float32))] * 10)) == {""}


def test_what_hinders_most_comes_first(stage: Any, preflight: Preflight, voice: Sound) -> None:
    """Off centre, dark and hardly heard: first that she be heard, then that she be seen, then the place."""
    off: dict[str, Any] = {"eye_x": 0.25, "eye_y": 0.31}
    dark = list(standing(stage, light=1 / 6, **off))
    assert says(preflight, ((f, 0.02 * voice) for f in dark))[-1] == "preflight.quiet"
    assert says(preflight, ((f, voice) for f in dark))[-1] == "preflight.more_light"
    assert says(preflight, ((f, voice) for f in standing(stage, **off)))[-1] == "preflight.to_middle"


def test_a_mended_fault_gives_way_to_ready(stage: Any, preflight: Preflight, voice: Sound) -> None:
    looks = [*standing(stage, 6, face=0.45, eye_y=0.4), *standing(stage, 14)]
    said = says(preflight, ((frame, voice) for frame in looks))
    assert said[5] == "preflight.step_back"
    assert said[-1] == READY
    assert sum(a != b for a, b in pairwise(said)) <= 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "border", [("face", 0.375, 0.008), ("eye_x", 0.348, 0.006), ("light", 0.42, 0.03)], ids=str
)
def test_it_does_not_flicker_at_a_border(
    stage: Any, preflight: Preflight, voice: Sound, border: tuple[str, float, float]
) -> None:
    """A minute around the border of a band, with noise: what is said changes four times at most."""
    name, middle, noise = border
    chance = np.random.default_rng(7)
    values = np.round(chance.normal(middle, noise, 120), 3)
    said = says(
        preflight, ((stage.but(**{name: float(value), "grain": 1.0}).at(0), voice) for value in values)
    )
    assert sum(a != b for a, b in pairwise(said)) <= 4


def test_every_advice_can_be_said_in_every_language() -> None:
    for language in LANGUAGES:
        for said in (*ORDER, READY):
            assert 0 < len(Speaker(language, "cô").say(said)) < 90
            assert not any(letter.isdigit() for letter in sentences(language)[said])


def test_every_advice_of_a_check_that_tells_at_once_is_known_or_left_out_on_purpose() -> None:
    """New advice of framing, light and sharpness needs a sentence to be said before the start."""
    given = set()
    for name in ("framing", "light", "sharpness"):
        tree = ast.parse((ROOT / "coach" / "vision" / f"{name}.py").read_text("utf-8"))
        texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        given |= {text for text in texts if isinstance(text, str) and text.startswith(f"advice.{name}.")}
    assert given <= set(SAID)
