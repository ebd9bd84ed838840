"""A hall without people, so that a host can try the evening beforehand: guests come, type, clap and vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from coach.domain.hall import QUESTIONS

GUESTS = 40  # a small hall
COME_WITHIN_S = 60.0
TYPE_EVERY_S = 4.0
VOTE_WITHIN_S = 20.0
PRACTISE_WITHIN_S = 240.0
COMMUNES = 6  # "Xã 1" to "Xã 6", nobody's, where the host listed none


@dataclass(frozen=True, slots=True)
class Place:
    """A simulated commune."""

    commune: str
    came: int
    practised: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """What simulated guests have done by some second of a scene. `typed`: how many comments so far."""

    came: int
    typed: int
    hearts: int
    votes: Mapping[int, Mapping[str, int]]
    wall: tuple[Place, ...]


def places(listed: Sequence[str], commune: str) -> tuple[str, ...]:
    """The communes that the host listed; otherwise numbered ones. `commune`: the word for one."""
    return tuple(listed[:COMMUNES]) or tuple(f"{commune} {n + 1}" for n in range(COMMUNES))


def crowd(seed: int, scene: str, gone_s: float, communes: Sequence[str]) -> Crowd:
    """The crowd; the same seed and second, the same crowd. `gone_s`: of the scene; of a film, its own."""
    gone_s = max(0.0, gone_s)
    came = GUESTS if scene != "welcome" else round(GUESTS * min(1.0, gone_s / COME_WITHIN_S))
    is_on = scene in ("live", "frozen", "sample", "applause")
    return Crowd(
        came=came,
        typed=int(gone_s / TYPE_EVERY_S) if is_on else 0,
        hearts=int(gone_s * 1.5) if is_on else 0,
        votes=_votes(seed, came, gone_s / VOTE_WITHIN_S if scene == "vote" else 1.0),
        wall=_wall(seed, came, gone_s / PRACTISE_WITHIN_S if scene == "practice" else 0.0, communes),
    )


def _votes(seed: int, came: int, share: float) -> Mapping[int, Mapping[str, int]]:
    """Each guest answers both questions, one after the other."""
    chance = Random(seed)  # noqa: S311  a play, no secret
    answers = {one: [chance.choice(offered) for _ in range(GUESTS)] for one, offered in QUESTIONS.items()}
    there = round(came * min(1.0, share))
    return {one: _counted(some[:there], QUESTIONS[one]) for one, some in answers.items()}


def _counted(some: Sequence[str], offered: Sequence[str]) -> dict[str, int]:
    return {answer: some.count(answer) for answer in offered}


def _wall(seed: int, came: int, share: float, communes: Sequence[str]) -> tuple[Place, ...]:
    chance = Random(seed + 1)  # noqa: S311
    homes = [chance.randrange(len(communes)) for _ in range(GUESTS)][:came]
    done = round(came * min(1.0, share))
    numbers = [(homes.count(one), homes[:done].count(one)) for one in range(len(communes))]
    return tuple(Place(one, *some) for one, some in zip(communes, numbers, strict=True) if some[0])
