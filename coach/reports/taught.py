"""A result with what trainers taught the machine, and beside it what the machine had said by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coach.domain.media import Recording
from coach.domain.review import TAUGHT
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Judgement
from coach.i18n import Speaker
from coach.pipeline import Coached
from coach.reports.result import result
from coach.review.applying import SETTLED_BY_LOOKING, recalibrated
from coach.store import Store
from coach.store.recalibrations import Version

Plain = dict[str, Any]
Versions = Mapping[str, Version]  # by criterion


def in_force(store: Store, learner_id: str) -> Versions:
    """What holds now for that learner, by her groups."""
    return store.recalibrations.for_learner(store.groups.roles(learner_id).keys())


def as_before(store: Store, told: Mapping[str, Any]) -> Versions:
    """What a result was made with: judged again with a mended word, an old score keeps its versions."""
    return store.recalibrations.named(tuple(versions_of(told).values()))


def versions_of(told: Mapping[str, Any]) -> dict[str, str]:
    """By criterion the id of the version that held when a result was made."""
    return dict(told.get(TAUGHT, {}))


def taught_result(
    coached: Coached, recording: Recording, lesson: Lesson, speaker: Speaker, versions: Versions
) -> Plain:
    """The result as plain data; without versions just what the machine says."""
    curves = {criterion: one.curve for criterion, one in versions.items()}
    card = recalibrated(coached.scorecard, curves)
    told = result(replace(coached, scorecard=card), recording, lesson, speaker)
    own = {one.criterion: one for one in coached.scorecard.judgements}
    for judgement in told["judgements"]:
        name = judgement["criterion"]
        if name in versions and own[name].state in SETTLED_BY_LOOKING:
            judgement[TAUGHT] = _by_itself(own[name])
    held = {name: versions[name].id for name in own if name in versions}
    return told | {TAUGHT: held} if held else told


def _by_itself(one: Judgement) -> Plain:
    return {
        "state": one.state.value,
        "level": one.level,
        "level_low": one.level_low,
        "level_high": one.level_high,
        "certainty": round(one.certainty, 3),
    }
