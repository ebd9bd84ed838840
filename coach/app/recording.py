"""The parts of a page that record and send: what they need to know, and where a finished recording leads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import streamlit as st

from coach.app.browser import component
from coach.app.here import go, here, language, now, recognise, speaker, tickets, told
from coach.domain.errors import CoachError
from coach.domain.people import Learner
from coach.domain.rubric import Lesson
from coach.pipeline.preflight import ORDER
from coach.progress.drilling import LONGEST_S, SHORTEST_S
from coach.store.people import People
from coach.web.passes import issue_pass, read_pass

COOKIE = "coach_room"  # a recording outlives the page's session: with it the page knows whose room this is
SEEN = "recording_seen"  # the session's key: the recording that this session went on from
KINDS = "video/*,audio/*,.mp4,.mov,.mkv,.webm,.m4a,.mp3,.wav"
VIDEO_BPS = 1_200_000  # 9 MB a minute: clear at 540 x 960, and small enough for a phone's line
COUNT_MS = 1000  # three, two, one
TROUBLES = ("file_gone", "not_yours", "server_full", "too_large", "two_tabs")
SHARED = ("native", "pick", "result", "sending", "waiting", *TROUBLES)
ROOM = (
    "asking", "beats", "browser_full", "browser_short", "busy", "camera", "camera_lost", "cannot_record",
    "counting", "devices", "done", "enough", "feed", "hide_beats", "idle", "insecure", "kept", "live",
    "live_say", "long_enough", "looking", "meter", "microphone", "microphone_gone", "microphone_lost",
    "mirror", "no_camera", "no_microphone", "not_yet", "offline", "old_browser", "open", "recovered",
    "refused", "show_beats", "slept", "stage", "start", "start_anyway", "starting", "stop", "viewers",
)  # fmt: skip
PICKER = ("cancel", "file_empty", "pick_other", "send")


def recorder(lesson: Lesson, spoken: str, current: Learner, drill: str = "", beat: str = "") -> None:
    """The practice room. A finished recording leads on to its progress.

    `drill`: the one criterion that is drilled, in a short take that ends by itself; `beat`: what to say.
    """
    words = {name: speaker().say(f"room.{name}") for name in (*SHARED, *ROOM)}
    advice = {one: speaker().say(one) for one in ORDER}
    data = _data(lesson, spoken, current) | {
        "look": "/api/look",
        "words": words | advice | {"preflight.ready": speaker().say("room.ready")},
        "beats": [beat] if drill else [told(use.criterion.prompt) for use in lesson.uses if use.weight > 0],
        "shortest_s": SHORTEST_S if drill else lesson.practice_s[0],
        "longest_s": lesson.practice_s[1],
        "drill": drill,
        "ends_s": LONGEST_S if drill else 0,
        "video_bps": VIDEO_BPS,
        "count_ms": COUNT_MS,
        "locale": language(),
    }
    _go_on(component("recorder")(data=data, key="recorder", on_finished_change=_nothing), current)


def picker(lesson: Lesson, spoken: str, current: Learner) -> None:
    """A film that is there already, of any size. Handed in, it leads on to its progress."""
    words = {name: speaker().say(f"room.{name}") for name in (*SHARED, *PICKER)}
    words["go_on"] = speaker().say("room.go_on", name="%name%", share="%share%")
    data = _data(lesson, spoken, current) | {"words": words, "accept": KINDS, "round": round_of(current)}
    _go_on(component("picker")(data=data, key="picker", on_finished_change=_nothing), current)


def whose_room() -> None:
    """Go on as the learner whose room this browser holds, where the page has forgotten who that is."""
    known = read_pass(tickets(), str(st.context.cookies.get(COOKIE, "")))
    if known is not None and not known.is_over(now()) and _exists(here().store.people, known.learner_id):
        recognise(known.learner_id)


def _data(lesson: Lesson, spoken: str, current: Learner) -> dict[str, Any]:
    return {
        "api": "/api/rec",
        "result": "/progress?attempt=",
        "pass": issue_pass(tickets(), current.id, now()),
        "learner": current.id,
        "lesson": lesson.id,
        "language": spoken,
        "cookie": COOKIE,
        "seen": st.session_state.get(SEEN, ""),
    }


def round_of(current: Learner) -> str:
    """Changes with her product card and photos: the same film may then be handed in once more."""
    card, photos = here().store.cards.of(current.id), here().store.photos.of(current.id)
    written = json.dumps([asdict(card) if card else None, list(photos)], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _go_on(result: Mapping[str, Any], current: Learner) -> None:
    """To the progress of what was just handed in, once, and only where it is hers."""
    finished = result.get("finished")
    if not finished:
        return
    st.session_state[SEEN] = finished
    try:
        attempt = here().store.attempts.get(str(finished))
    except CoachError:
        return
    if attempt.learner_id == current.id and attempt.drill:
        go("drill", lesson=attempt.lesson_id, part=attempt.drill)
    elif attempt.learner_id == current.id:
        go("progress", attempt=attempt.id)


def _exists(people: People, learner_id: str) -> bool:
    try:
        people.get(learner_id)
    except CoachError:
        return False
    return True


def _nothing() -> None:
    """Streamlit asks for somebody to tell; the page reads the value itself."""
