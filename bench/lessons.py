"""What changing lessons costs: opening where nothing was signed and where something was, checking, signing.

One line a figure: figure, value, unit, target, ok or short.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure, show
from coach.assembly import at_work, renewed
from coach.course.drafting import wrong_with
from coach.domain.publishing import Signing
from coach.language.shelf import shipped_lessons
from coach.settings import Settings
from coach.store import open_store
from coach.store.taught import taught

CRITERION = "criteria/price_with_unit.yaml"


def took_ms(do: Callable[[], object], times: int = 5) -> float:
    """The quickest of several times: what it costs where nothing else runs."""
    spent = []
    for _ in range(times):
        began_s = time.perf_counter()
        do()
        spent.append(1000 * (time.perf_counter() - began_s))
    return min(spent)


def line(figure: str, value: float, target: float) -> None:
    """One figure in milliseconds."""
    show(Figure(figure, value, "ms", at_most=target))


def main() -> None:
    """Measure on an empty store and the course that came."""
    base, now = shipped_lessons(), datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        line("opening, nothing signed, more", took_ms(lambda: taught(base, store.versions, store.folder)), 5)
        at = at_work(Settings(data=Path(folder), lessons=base), store)
        line("looking for a new signature", took_ms(lambda: renewed(at)), 5)
        text = (base / CRITERION).read_text("utf-8")
        line("a criterion checked", took_ms(lambda: wrong_with(CRITERION, text, at.course, base)), 50)
        asked = Signing({CRITERION: f"{text}# mine\n"}, {}, "", None, store.versions.newest())
        began_s = time.perf_counter()
        store.versions.sign(asked, now)
        line("signing", 1000 * (time.perf_counter() - began_s), 500)
        line("signed until taught", took_ms(lambda: renewed(at), 1), 2000)
        line(
            "opening, something signed, more",
            took_ms(lambda: taught(base, store.versions, store.folder)),
            100,
        )
        store.engine.dispose()


if __name__ == "__main__":
    main()
