"""Spoken comments: a trainer records one at a second of the film, the learner plays it there."""

from __future__ import annotations

from collections.abc import Sequence

from coach.app.at_desk import called, reviewer
from coach.app.browser import component
from coach.app.here import allowed, here, now, speaker, take, tickets
from coach.capture.voice_note import LONGEST_S
from coach.domain.desk import VoiceNote
from coach.store.attempts import Attempt
from coach.web.voices import sending_address, voice_address

WORDS = (
    *("speak", "stop", "speaking", "at", "listen_first", "keep", "drop", "sending", "kept", "not_kept"),
    *("no_microphone", "old_browser", "away", "play", "play_from"),
)


def speaking(attempt: Attempt) -> None:
    """The button to speak, and what was spoken so far."""
    if allowed("comment", take(attempt)):
        _drawn(attempt, here().store.voices.of(attempt.id), sending_address(tickets(), attempt.id, now()))


def heard(attempt: Attempt, notes: Sequence[VoiceNote]) -> None:
    """Only to play."""
    _drawn(attempt, notes, "")


def _drawn(attempt: Attempt, notes: Sequence[VoiceNote], send_to: str) -> None:
    say = speaker().say
    data = {
        "take": attempt.id,
        "send_to": send_to,
        "longest_s": LONGEST_S,
        "notes": [_told(attempt, one, bool(send_to)) for one in notes],
        "words": {name: say(f"voices.{name}", seconds=LONGEST_S) for name in WORDS},
    }
    component("voices")(data=data, key=f"voices_{attempt.id}", on_changed_change=lambda: None)


def _told(attempt: Attempt, one: VoiceNote, may_take_back: bool) -> dict[str, object]:
    return {
        "id": one.id,
        "at_s": one.at_s,
        "who": called(one.trainer_id),
        "lasts": speaker().say("voices.lasts", seconds=max(1, round(one.duration_s))),
        "src": voice_address(tickets(), attempt.id, one.id, now()),
        "mine": may_take_back and one.trainer_id == reviewer(),
    }
