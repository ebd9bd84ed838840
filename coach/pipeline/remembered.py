"""Words of clips that were recognised before the work was broken off are remembered, not recognised again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

from pydantic import TypeAdapter

from coach.speech.transcriber import Clip, Passage, Transcriber

_PASSAGE = TypeAdapter(Passage)


class Clips(Protocol):
    """Where recognised clips are kept, under the recording and a key."""

    def heard(self, sha256: str, key: str) -> bytes | None: ...

    def keep(self, sha256: str, key: str, passage: bytes) -> None: ...


class RememberedTranscriber:
    """A recogniser that keeps each clip's words at once; the same clip later costs nothing.

    `inputs` is what words depend on besides sound and language (`whisper.identity`): weights never read other
    weights' words. Times lie in the recording, so a clip's place belongs to its key.
    """

    def __init__(self, inner: Transcriber, clips: Clips, sha256: str, inputs: str) -> None:
        self._inner = inner
        self._clips = clips
        self._sha256 = sha256
        self._inputs = inputs

    def recognise(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        """One passage a clip; see `Transcriber`."""
        return [self._passage(clip, language) for clip in clips]

    def _passage(self, clip: Clip, language: str) -> Passage:
        key = self._key(clip, language)
        known = self._clips.heard(self._sha256, key)
        if known is not None:
            return _PASSAGE.validate_json(known)
        (passage,) = self._inner.recognise([clip], language)
        self._clips.keep(self._sha256, key, _PASSAGE.dump_json(passage))
        return passage

    def _key(self, clip: Clip, language: str) -> str:
        told = hashlib.sha256(f"{self._inputs}\0{language}\0{clip.start_s!r}\0".encode())
        told.update(clip.samples.tobytes())
        return told.hexdigest()
