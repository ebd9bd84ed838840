"""The trainer's desk over 5,000 shown takes: queue, review and heat map, each seconds of one page; memory."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from sqlalchemy import Connection, insert
from streamlit.testing.v1 import AppTest

from bench.browser import LESSON, _result
from bench.figures import Figure, show
from coach.app import here
from coach.assembly import Workplace, workplace
from coach.domain.people import Consent
from coach.settings import Settings
from coach.store.glances import Glances
from coach.store.schema import AnalysisRow, AttemptRow, LessonUsedRow

TAKES, LEARNERS, TAKE_S = 5000, 250, 150.0
LONGEST_S = 1.0
LOOKS = 5
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def fill(at: Workplace) -> str:
    """A class of 250 learners with 20 shown takes each; the id of one take."""
    store, rng = at.store, Random(7)
    group = store.groups.add("class", "Lớp", NOW)
    people = [store.people.add(f"Người {n}", "cô", NOW) for n in range(LEARNERS)]
    for one in people:
        store.groups.join(group.id, one.id, "learner")
        store.consents.keep(Consent(one.id, "show_trainer", "1", "vi", "text", NOW))
    film = store.recordings.keep(BytesIO(b"film"))
    told, digest, content = _result(at, TAKE_S), at.course.lesson(LESSON).digest, at.course.contents[LESSON]
    used = {"digest": digest, "lesson_id": LESSON, "content": content}
    with store.engine.begin() as connection:
        connection.execute(insert(LessonUsedRow), [used])
        for n in range(TAKES):
            low = rng.randint(20, 80)
            points = {"low": low, "high": low + rng.choice((0, 5, 20)), "out_of": 100, "cap": 100}
            about = {"learner_id": people[n % LEARNERS].id, "recording_sha256": film, "lesson_digest": digest}
            _write(connection, n, about, told | {"points": points})
    return f"{TAKES // 2:032x}"


def _write(connection: Connection, n: int, about: dict[str, str], result: dict[str, Any]) -> None:
    """One shown take with its result."""
    take, when = f"{n:032x}", NOW - timedelta(hours=TAKES - n)
    made = {"id": take, "lesson_id": LESSON, "language": "vi", "file_name": "a.mp4"}
    connection.execute(insert(AttemptRow), [about | made | {"created_at": when, "shown_at": when}])
    counts = dict.fromkeys(("generation", "delivery", "attempt_no", "fence", "progress"), 1)
    zero = dict.fromkeys(("priority", "crashes", "troubles"), 0)
    stands = {"state": "done", "cancel_requested": False, "queued_at": when, "finished_at": when}
    row = {"id": take, "attempt_id": take, "error_values": {}, "result": result}
    connection.execute(insert(AnalysisRow), [row | counts | zero | stands])


def page(name: str, **where: str) -> Callable[[], float]:
    """Draws that page once, all of it, as a browser would ask for it; how many seconds it ran.

    Only the page's own run counts: Streamlit's test runner looks through every installed package before each
    run (0.4 s on a free core), which the app does once when it starts.
    """

    def script(name: str) -> None:
        import time
        from importlib import import_module

        import streamlit as st

        from coach.app import asking, here, main

        begun = time.perf_counter()
        st.session_state[here.PAGES] = main.pages()
        here.forget_person()
        if asking.asked(name):
            import_module(f"coach.app.{name}").show()
        st.session_state["took_s"] = time.perf_counter() - begun

    def draw() -> float:
        app = AppTest.from_function(script, default_timeout=120, args=(name,))
        for key, value in where.items():
            app.query_params[key] = value
        app.run()
        if app.exception:
            raise SystemExit(str(app.exception))
        return float(app.session_state["took_s"])

    return draw


def seconds(work: Callable[[], object], times: int = LOOKS) -> float:
    """The middle of so many."""
    return median(_timed(work) for _ in range(times))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = workplace(Settings(data=Path(folder)))
        here.workplace = lambda: at  # type: ignore[assignment,attr-defined,misc]
        take = fill(at)
        before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show(
            Figure(
                "glances made once after an upgrade",
                seconds(Glances(at.store.attempts.sessions).fill, 1),
                "s",
            )
        )
        show(Figure("takes read for a list", seconds(at.store.overview.shown), "s", at_most=LONGEST_S))
        for name, where in (("waiting", {}), ("review", {"attempt": take}), ("classroom", {})):
            draw = page(name, **where)
            draw()
            took_s = median(draw() for _ in range(LOOKS))
            show(Figure(f"{name} drawn", took_s, "s", at_most=LONGEST_S))
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show(Figure("memory of the process at most", peak_mb, "MB"))
        show(Figure("of it for these pages", peak_mb - before_mb, "MB"))
        size_mb = sum(one.stat().st_size for one in Path(folder).glob("*.db*")) / 1e6
        show(Figure("database", size_mb, "MB"))


if __name__ == "__main__":
    main()
