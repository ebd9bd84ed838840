"""Makes the takes of the demonstration class and the evidence that travels with them: `just media`.

python -m tools.media          makes the takes that are missing; listens to and watches all of them again
python -m tools.media --anew   makes every take again, from its script

A take that is made again has other bytes and another identity wherever a library or the voice has changed.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from coach.assembly import observers
from coach.capture.probe import probe
from coach.domain.correction import Correction
from coach.domain.evidence import Observation
from coach.domain.media import Take
from coach.pipeline import Gathered, Shelf, gather
from coach.settings import Settings, shipped
from coach.store import open_store
from coach.store.parcels import Parcel, write_correction, write_parcel
from tools import takes, vietnamese

MEDIA = shipped("media")
SCRIPTS = shipped("lessons") / "scripts"
LARGEST_BYTES = 3_000_000
# Small and judgeable: a face of 0.20 of the height with air above it, sound at 48 kbit/s as phones record it.
SHAPE = takes.Shape(
    width_px=360,
    height_px=640,
    fps=15,
    crf=30,
    preset="veryfast",
    threads=1,  # so that the same picture gives the same bytes on every machine
    keyframes=150,
    sound_bit_rate=48_000,
    portrait=1.58,
    portrait_top=0.12,
    portrait_middle=0.436,
)
CORRECTED_BY = "demo.corrector"  # whose words a correction shows: nobody's ears, the script itself


@dataclass(frozen=True, slots=True)
class Made:
    """A take of the demonstration class."""

    name: str
    language: str
    change: takes.Change | None = None

    @property
    def script(self) -> Path:
        return SCRIPTS / f"{self.name}.md"

    @property
    def file(self) -> Path:
        return MEDIA / f"{self.name}.mp4"

    @property
    def evidence(self) -> Path:
        return MEDIA / f"{self.name}.evidence.json.gz"

    @property
    def words(self) -> Path:
        return MEDIA / f"{self.name}.words.json"


def dimly(picture: takes.Picture, at_s: float) -> takes.Picture:
    """As in a room with one weak lamp: a sixth of the light."""
    return np.asarray(cv2.convertScaleAbs(picture, alpha=(1 / 6) ** (1 / 2.2), beta=0), np.uint8)


TAKES = (
    Made("en_na_excellent", "en"),
    Made("en_na_poor", "en"),
    Made("vi_na_excellent", "vi"),
    Made("vi_na_poor", "vi", dimly),
)


def main(anew: bool) -> None:
    """Make what is missing, then let the real observers observe everything."""
    for one in TAKES:
        if anew or not one.file.exists():
            film(one)
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        for one in TAKES:
            if one.file.exists():
                observe(one, store.evidence)
        store.engine.dispose()


def film(one: Made) -> None:
    """Record a take from its script; a Vietnamese one only where there is a voice for it."""
    if one.language == "vi" and not vietnamese.can_speak():
        print(f"{one.name}: left as it is, {vietnamese.PROGRAM} is not on this machine")
        return
    sound = vietnamese.spoken(one.script)[0] if one.language == "vi" else takes.speech(one.script)
    part = one.file.with_stem(one.file.stem + "-part")
    takes.make(part, sound, SHAPE, one.change).replace(one.file)
    size = one.file.stat().st_size
    assert size <= LARGEST_BYTES, size
    print(f"{one.name}: {size / 1e6:.1f} MB")


def observe(one: Made, shelf: Shelf) -> None:
    """Keep what each observer finds in the take, and the correction of a Vietnamese one."""
    take = Take(probe(one.file), one.language)
    gathered = gather(take, observers(Settings()), shelf, lambda stage, share: None)
    write_parcel(one.evidence, Parcel.of(take.recording.sha256, gathered.observed))
    print(f"{one.name}: observed by {', '.join(found.key.name for found in gathered.observed)}")
    if one.language == "vi" and vietnamese.can_speak():
        write_correction(one.words, corrected(one, gathered))


def corrected(one: Made, gathered: Gathered) -> Correction:
    """The script's words on the voice that was found: the machine cannot understand this synthetic voice."""
    voice = [found.span for found in gathered.of(Observation) if found.name == "speech"]
    words = vietnamese.words_on(voice, vietnamese.spoken(one.script)[1])
    sha256 = hashlib.sha256(one.file.read_bytes()).hexdigest()
    return Correction(sha256, one.language, CORRECTED_BY, tuple(words))


def told(arguments: Sequence[str]) -> bool:
    """Whether everything is to be made again."""
    return "--anew" in arguments


if __name__ == "__main__":
    main(told(sys.argv[1:]))
