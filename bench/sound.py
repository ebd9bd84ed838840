"""Whether a spoken take earns what its script's text earns: every English script, criteria judged from words.

`just bench sound`. The voice is synthetic and clear: this measures the way from sound to level, not accents.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bench.figures import Figure, show
from coach.assembly import Workplace, hearer, parts, workplace
from coach.capture.probe import probe
from coach.capture.written import read_written
from coach.course.given import Given, read_given
from coach.domain.evidence import Evidence
from coach.domain.media import Recording, Take
from coach.domain.rubric import Use
from coach.domain.scorecard import Judgement, State
from coach.pipeline.gathering import gather
from coach.scoring.ladder import climb
from coach.settings import Settings
from tools import takes

LANGUAGE = "en"
FLOOR = 0.85  # of the criteria have the same level from sound as from text
FROM_WORDS = ("story", "call_to_action", "answering", "honesty")  # skills that are judged by what is said
NEEDED_S = 20.0  # of good hearing before anything is "not said"

Levels = Mapping[str, Judgement]


def main() -> None:
    """Speak and hear each script; print the share of criteria with the same level, and who differs."""
    with tempfile.TemporaryDirectory() as data:
        at = workplace(Settings(data=Path(data)))
        scripts = [script for script in takes.scripts() if script.stem.startswith(f"{LANGUAGE}_")]
        same = [one for script in scripts for one in _compared(at, script)]
    show(
        Figure("same level from sound as from text, all English scripts", _share(same), "share", None, FLOOR)
    )


def _compared(at: Workplace, script: Path) -> list[bool]:
    by_text, by_sound = _levels(at, _of_text(at, script)), _levels(at, _of_sound(at, script))
    told = [name for name, one in by_text.items() if one.state is State.JUDGED]
    same = []
    for name in told:
        same.append(by_sound[name].level_low == by_text[name].level_low)
        if not same[-1]:
            _differs(script, by_text[name], by_sound[name])
    show(Figure(f"{script.stem}: same level of {len(told)} criteria", _share(same), "share"))
    return same


def _differs(script: Path, text: Judgement, sound: Judgement) -> None:
    for name, one in (("text", text), ("sound", sound)):
        show(Figure(f"{script.stem}: {text.criterion} from {name}", one.level_low, "level"))


def _share(marks: list[bool]) -> float:
    return sum(marks) / max(1, len(marks))


def _levels(at: Workplace, found: Evidence) -> Levels:
    asked = (c for c in at.course.criteria.values() if c.skill in FROM_WORDS and not c.not_measured)
    return {c.id: climb(Use(c, 1.0), found) for c in asked}


def _of_text(at: Workplace, script: Path) -> Evidence:
    written = read_written(script)
    take = _take(at, written.recording, script)
    found = hearer(at.settings, LANGUAGE).of_words(written.words, take, timed=written.timed)
    return _enough(found)


def _of_sound(at: Workplace, script: Path) -> Evidence:
    take = _take(at, probe(takes.take(script)), script)
    scoring = parts(at, LANGUAGE)
    gathered = gather(take, scoring.observers, scoring.shelf, lambda stage, share: None)
    return _enough(scoring.understanding.of(gathered, take))


def _enough(found: Evidence) -> Evidence:
    return replace(found, hearing_needed_s=NEEDED_S)


def _take(at: Workplace, recording: Recording, script: Path) -> Take:
    beside = script.with_suffix(".take.yaml")
    given = read_given(beside, at.course.intents) if beside.is_file() else Given()
    return Take(recording, LANGUAGE, given.comments, given.card)


if __name__ == "__main__":
    main()
