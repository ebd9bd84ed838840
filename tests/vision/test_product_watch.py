"""The observer of the product: what it tells of a take, why it cannot, and by which photos it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from coach.domain.evidence import NotObserved, Observation
from coach.domain.media import FrameSample, Recording, Take
from coach.vision.faces import Faces
from coach.vision.product_watch import UNITS, ProductObserver
from tests.vision.shop import FACE, Shop, photo, seconds

LENGTH_S = 50.0


def scene(at: int) -> Shop:
    """Goods from 20 s, held close before the face from 40 s to 45 s."""
    if 40 <= at < 45:
        return Shop(goods_at=(90, 110 + at % 3), size_px=62, face=False)
    return Shop(goods_at=(60 + 15 * (at % 4), 200) if at >= 20 else None)


SHOPS = [scene(at) for at in range(int(LENGTH_S))]
SAMPLES = [sample for sample, _ in seconds(SHOPS)]


def faces(sample: FrameSample) -> Faces:
    return (FACE,) if SHOPS[round(sample.at_s)].face else ()


@pytest.fixture
def take(tmp_path: Path) -> Take:
    recording = Recording("0" * 64, Path("take.mp4"), LENGTH_S, 180, 320, 0, has_sound=True)
    return Take(recording, "vi", photos=(photo(tmp_path / "orange.png"),))


def told(observer: ProductObserver, take: Take, samples: Iterable[FrameSample] = SAMPLES) -> list[object]:
    watching = observer.start(take)
    settled = [one for sample in samples for one in watching.see(sample)]
    return [*settled, *watching.finish()]


def test_every_picture_is_told_with_its_certainty(take: Take) -> None:
    found = told(ProductObserver(faces), take)
    seen = [one for one in found if isinstance(one, Observation)]
    shares = {one.span.start_s: one.value for one in seen if one.name == "product_in_view"}
    assert len(shares) == len(SAMPLES)
    assert all(shares[at] == 0 for at in range(20))
    assert sum(float(shares[at] or 0) > 0.01 for at in range(20, 50)) >= 28
    closeups = [one.span.start_s for one in seen if one.name == "product_closeup" and one.value]
    assert closeups == [40, 41, 42, 43, 44]
    assert all(0 < one.certainty < 1 for one in seen)
    assert {one.unit for one in seen if one.name in UNITS} == set(UNITS.values())


def test_a_long_time_without_the_goods_is_shown_with_advice(take: Take) -> None:
    found = told(ProductObserver(faces), take)
    [away] = [one for one in found if isinstance(one, Observation) and one.name.endswith(".fault")]
    assert (away.span.start_s, away.span.end_s) == (0, 20)
    assert away.value == "advice.product_in_view.show"


def test_the_same_take_gives_the_same_findings(take: Take) -> None:
    observer = ProductObserver(faces)
    assert told(observer, take) == told(observer, take)


@pytest.mark.parametrize(
    ("change", "observer", "reason"),
    [
        ({"photos": ()}, ProductObserver(faces), "vision.no_photo"),
        ({}, ProductObserver(None), "vision.no_face_model"),
    ],
)
def test_what_cannot_be_told_has_a_reason(
    change: dict[str, object], observer: ProductObserver, reason: str, take: Take
) -> None:
    found = told(observer, replace(take, **change))  # type: ignore[arg-type]
    assert found == [NotObserved(name, reason) for name in UNITS]


def test_white_goods_are_never_called_absent(take: Take, tmp_path: Path) -> None:
    white = replace(take, photos=(photo(tmp_path / "white.png", goods=(236, 238, 240)),))
    assert told(ProductObserver(faces), white) == [NotObserved(name, "vision.photo_grey") for name in UNITS]


def test_other_photos_are_another_observation(take: Take, tmp_path: Path) -> None:
    observer = ProductObserver(faces, "weights")
    first = observer.key(take)
    assert observer.key(take) == first
    assert len(first.inputs) <= 64
    assert observer.key(replace(take, photos=(photo(tmp_path / "b.png", blur=1),))) != first
    assert observer.key(replace(take, photos=())) != first
    assert ProductObserver(faces, "other weights").key(take) != first
