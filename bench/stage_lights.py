"""From a sentence's end to its light and to its caption, real English sound, as on a stage.

The worker follows a take that comes in as fast as it is spoken: half a second at a time, half a second late,
as the stage's browser sends it; what the stage would show is looked up twice a second. A light's sentence
ends where the last word that earned it ends. Afterwards the take is scored, and no light may be taken back.
`python -m bench.stage_lights 100 L02 L03`: so many seconds of these lessons.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import av

from bench.figures import Figure, show
from coach.assembly import desk
from coach.domain.analysis import DONE, ENDED_BADLY
from coach.domain.hall import Workshop
from coach.domain.people import Consent
from coach.jobs import submit
from coach.settings import Settings
from coach.store import Store, open_store
from coach.store.uploads import Upload, upload_id
from coach.web.finishing import hand_in
from coach.workshop.lights import FROM_RUNG
from coach.workshop.shown import Live, read_live
from tests.growing import as_a_browser_records, events, started

SECONDS, LESSONS = 100.0, ("L02", "L03")
SLICE_S, LATE_S, LOOKS_S = 0.5, 0.5, 0.5  # of the recorder, of the line, of the stage's page
COUNT_S = 3.0  # three, two, one
GOES_ON_S = 16.0  # after the last sound: what is still missing then comes too late for any hall
P50_S, P95_S = 6.0, 11.0
LOADS_S = 20.0  # the welcome of a workshop takes five minutes
AWAKE_WITHIN_S = 120.0  # two cores may be very busy


@dataclass
class Seen:
    """What the hall saw, each with the seconds since it was said."""

    lights_s: list[float] = field(default_factory=list)
    captions_s: list[float] = field(default_factory=list)
    levels: dict[str, int] = field(default_factory=dict)
    heard_s: float = 0.0

    def look(self, live: Live, now_s: float) -> None:
        """The stage at that second of the take."""
        for light in live.lights:
            if light.level >= FROM_RUNG and light.level > self.levels.get(light.criterion, 0):
                self.levels[light.criterion] = light.level
                self.lights_s.append(now_s - light.at_s)
                print(
                    f"  {now_s:6.1f} s {light.criterion} {light.level}, said at {light.at_s:.1f}",
                    file=sys.stderr,
                )
        if live.heard_s > self.heard_s:
            self.heard_s = live.heard_s
            self.captions_s.append(now_s - live.heard_s)


def main(*asked: str) -> None:
    """Print the figures."""
    seconds = float(asked[0]) if asked else SECONDS
    lights, captions, back = list[float](), list[float](), 0
    with tempfile.TemporaryDirectory() as folder:
        film = as_a_browser_records(Path(folder) / "film.webm", seconds)
        for lesson in asked[1:] or LESSONS:
            seen, wrong = on_stage(Path(folder) / lesson, film, lesson, seconds)
            lights, captions, back = lights + seen.lights_s, captions + seen.captions_s, back + wrong
    told("from a sentence's end to its light", lights)
    told("from a word's end to its caption", captions)
    show(Figure(f"lights taken back by the finished scorecard, of {len(lights)}", back, "lights", at_most=0))


def told(what: str, took_s: Sequence[float]) -> None:
    """Middle and nearly worst."""
    cuts = quantiles(took_s, n=20, method="inclusive") if len(took_s) > 1 else [float("inf")] * 19
    show(Figure(f"{what}, {len(took_s)}, half within", cuts[9], "s", P50_S))
    show(Figure(f"{what}, {len(took_s)}, 95 % within", cuts[18], "s", P95_S))


def on_stage(folder: Path, film: Path, lesson: str, seconds: float) -> tuple[Seen, int]:
    """One volunteer; what was seen, and how many lights her scorecard does not have."""
    store = open_store(folder)
    worker = started(store, "worker")
    try:
        workshop = store.workshops.open("bench", "en", datetime.now(UTC))
        awake(store)
        upload = volunteer(store, workshop, lesson)
        time.sleep(COUNT_S)
        seen = followed(store, upload, film, seconds)
        if not seen.captions_s:  # nobody listened along: what our processes told says why
            print(events(store)[-3000:], file=sys.stderr)
        return seen, taken_back(store, upload, seen)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(30)
        store.engine.dispose()


def awake(store: Store) -> None:
    """Wait for the worker and for who waits for a volunteer: in a hall both have run for a while."""
    until_s = time.monotonic() + AWAKE_WITHIN_S
    while "follower_waits" not in events(store) and time.monotonic() < until_s:
        time.sleep(0.5)
    time.sleep(LOADS_S)


def volunteer(store: Store, workshop: Workshop, lesson: str) -> Upload:
    """A take of hers that a hall is looking at."""
    now = datetime.now(UTC)
    learner = store.people.add("Lan", "cô", now)
    store.people.agree(Consent(learner.id, "record_and_analyse", "1", "en", "text", now))
    upload = Upload(upload_id(learner.id, "bench-client"), learner.id, lesson, "en", "")
    store.uploads.begin(upload)
    state = store.workshops.state(workshop.id)
    store.workshops.change(
        workshop.id,
        state.version,
        volunteer_id=learner.id,
        lesson_id=lesson,
        take_id=upload.id,
        showing="live",
    )
    return upload


def followed(store: Store, upload: Upload, film: Path, seconds: float) -> Seen:
    """It comes in; the stage looks."""
    data, (times_s, ends) = film.read_bytes(), places(film)
    seen, sent, began_s = Seen(), 0, time.monotonic()
    while (now_s := time.monotonic() - began_s) < seconds + GOES_ON_S:
        made_s = (now_s - LATE_S) // SLICE_S * SLICE_S
        upto = ends[bisect_right(times_s, made_s) - 1] if made_s > times_s[0] else 0
        upto = len(data) if made_s >= seconds else upto
        if upto > sent:
            store.uploads.append(upload.id, sent, data[sent:upto])
            sent = upto
        written = store.followed.shown(upload.id)
        if written:
            seen.look(read_live(written), now_s)
        time.sleep(LOOKS_S)
    return seen


def places(film: Path) -> tuple[list[float], list[int]]:
    """For each packet its second, and the byte at which it surely ends."""
    with av.open(str(film)) as container:
        packets = [
            (float(p.dts * p.time_base), p.pos + p.size + 16)
            for p in container.demux()
            if p.dts is not None and p.pos
        ]
    times_s, ends, furthest = [], [], 0
    for at_s, end in sorted(packets):
        furthest = max(furthest, end)
        times_s.append(at_s)
        ends.append(furthest)
    return times_s, ends


def taken_back(store: Store, upload: Upload, seen: Seen) -> int:
    """Lights that are higher than her scorecard."""
    now = datetime.now(UTC)
    attempt = hand_in(store, upload.id, (), now)
    submit(attempt.id, desk(Settings(data=store.folder), store), now)
    until_s = time.monotonic() + 240
    while (done := store.attempts.get(attempt.id)).state not in (
        DONE,
        *ENDED_BADLY,
    ) and time.monotonic() < until_s:
        time.sleep(0.5)
    found = {one["criterion"]: one["level_low"] for one in (done.result or {}).get("judgements", ())}
    wrong = [one for one, level in seen.levels.items() if found.get(one, 0) < level]
    with contextlib.suppress(IndexError):
        print(f"  {upload.lesson_id}: {len(seen.levels)} lights, taken back: {wrong}", file=sys.stderr)
    return len(wrong)


if __name__ == "__main__":
    main(*sys.argv[1:])
