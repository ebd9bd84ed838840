"""What was heard of a recording that is still on its way in: it lies beside its bytes, and goes with them."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from coach.domain.evidence import Observation
from coach.domain.so_far import SoFar
from coach.domain.transcript import Utterance, Word
from coach.store.clips import HeardClips
from coach.store.uploads import Uploads

SO_FAR, BEHIND, CLIP, STAGE = "so-far.json", "behind", "clip-", "stage.json"
_SO_FAR = TypeAdapter(SoFar)


@dataclass(frozen=True, slots=True)
class Followed:
    """Recognised clips under the take's id, and what is known of it by now.

    Nothing here outlives the folder of the recording: who gives it up or is forgotten leaves nothing behind.
    """

    uploads: Uploads
    clips: HeardClips

    def heard(self, id: str, key: str) -> bytes | None:
        """What was recognised in that clip, if it ever was."""
        with suppress(OSError):
            return (self.uploads.part(id).with_name(CLIP + key)).read_bytes()
        return None

    def keep(self, id: str, key: str, passage: bytes) -> None:
        """Keep it; nothing happens where the recording is not here any more."""
        self._write(id, CLIP + key, passage)

    def tell(self, id: str, known: SoFar) -> None:
        """What is known by now."""
        self._write(id, SO_FAR, _SO_FAR.dump_json(known))

    def so_far(self, id: str) -> SoFar | None:
        """What is known of the recording by now; None while nobody listens, and when it was handed in."""
        with suppress(OSError, ValidationError):  # another version of this program may have written it
            return _SO_FAR.validate_json(self.uploads.part(id).with_name(SO_FAR).read_bytes())
        return None

    def show(self, id: str, live: bytes) -> None:
        """Captions and lights for a stage."""
        self._write(id, STAGE, live)

    def shown(self, id: str) -> bytes | None:
        """Captions and lights; None while nobody listens, or once the take was handed in."""
        with suppress(OSError):
            return self.uploads.part(id).with_name(STAGE).read_bytes()
        return None

    def words(self, id: str) -> tuple[Word, ...]:
        """The words that are settled, in time order; none while nobody listens."""
        known = self.so_far(id)
        return known.words if known else ()

    def utterances(self, id: str) -> tuple[Utterance, ...]:
        """The same words, breath by breath."""
        known = self.so_far(id)
        return known.utterances if known else ()

    def observations(self, id: str) -> tuple[Observation, ...]:
        """Labels, slots and measures that hold so far."""
        known = self.so_far(id)
        return known.observations if known else ()

    def fall_behind(self, id: str) -> None:
        """This machine is too slow to listen along: the recording is analysed when it is whole."""
        self._write(id, BEHIND, b"")
        with suppress(OSError):
            self.uploads.part(id).with_name(SO_FAR).unlink()

    def fell_behind(self, id: str) -> bool:
        """Whether nobody listens along any more."""
        return self.uploads.part(id).with_name(BEHIND).exists()

    def was_slow(self, sha256: str) -> bool:
        """Whether nobody could keep up with that recording, so that all is left to its analysis."""
        return self.clips.heard(sha256, BEHIND) is not None

    def hand_over(self, id: str, sha256: str) -> None:
        """The recording is whole: its clips lie under its bytes from now on."""
        if self.fell_behind(id):
            self.clips.keep(sha256, BEHIND, b"")
        for one in self.uploads.part(id).parent.glob(f"{CLIP}*"):
            with suppress(OSError):
                self.clips.keep(sha256, one.name.removeprefix(CLIP), one.read_bytes())

    def leave(self, id: str) -> None:
        """Nobody listens any more; where the recording has gone meanwhile, nothing of it stays."""
        with suppress(OSError):
            if not self.uploads.part(id).exists():
                self.uploads.remove(id)
            else:
                self.uploads.part(id).with_name(SO_FAR).unlink(missing_ok=True)

    def _write(self, id: str, name: str, data: bytes) -> None:
        """Whole or not at all, as somebody may be reading it."""
        to = self.uploads.part(id).with_name(name)
        new = to.with_name(f".{uuid4().hex}")
        with suppress(OSError):
            new.write_bytes(data)
            os.replace(new, to)
