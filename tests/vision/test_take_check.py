"""Checks of whole takes: said once, at the end, with a reason where nothing could be seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from coach.domain.evidence import Finding, NotObserved, Observation
from coach.domain.media import FrameSample, SoundPiece, Take
from coach.vision.faces import Faces, FindFaces
from coach.vision.take_check import TakeCheck, take_check, take_checks, take_observers

MakeTake = Callable[..., Take]
FRAME = FrameSample(0.0, np.full((64, 36, 3), 90, np.uint8))


def nobody(sample: FrameSample) -> Faces:
    return ()


def observed(find: FindFaces | None, take: Take) -> list[Finding]:
    found: list[Finding] = []
    for observer in take_observers(find, "digest"):
        watching = observer.start(take)
        for piece in (SoundPiece(0.0, np.zeros(160, np.float32)), FRAME):
            assert list(watching.see(piece)) == []
        found += watching.finish()
    return found


def test_every_check_is_found_and_names_what_it_measures(take: MakeTake) -> None:
    found = {check.name: check for check in take_checks()}
    assert {"people", "picture_shape", "picture_detail"} <= set(found)
    said = {f.name for f in observed(nobody, take(9.0)) if isinstance(f, Observation | NotObserved)}
    assert {name for check in found.values() for name in check.measures} <= said


def test_without_a_picture_everything_says_so(take: MakeTake) -> None:
    found = observed(nobody, take(9.0, picture=False))
    assert {f.reason for f in found if isinstance(f, NotObserved)} == {"vision.no_picture"}
    assert not [f for f in found if isinstance(f, Observation)]


def test_without_a_face_model_only_what_needs_faces_is_lost(take: MakeTake) -> None:
    found = observed(None, take(9.0))
    lost = {f.name for f in found if isinstance(f, NotObserved) and f.reason == "vision.no_face_model"}
    assert lost == {"people", "picture_shape", "sideways"}
    assert "picture_detail" in {f.name for f in found if isinstance(f, Observation)}


def test_other_weights_are_other_evidence(take: MakeTake) -> None:
    one, other = (take_observers(nobody, inputs)[0].key(take(9.0)) for inputs in ("a", "b"))
    assert one != other


def test_a_name_is_given_once() -> None:
    check: TakeCheck = take_checks()[0]
    with pytest.raises(ValueError, match="already is a check"):
        take_check(check.name, version="9", measures={})(check.start)
