"""Climbing a ladder: the highest rung whose own conditions hold, or an honest range where it is not clear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.rubric import Answer, Rung, Use, Verdict
from coach.domain.scorecard import Judgement, Reason, State
from coach.scoring.reasons import reason_for
from coach.scoring.verdicts import every, once
from coach.scoring.view import view


@dataclass(slots=True)
class Climb:
    """What one ladder came to: the rung surely reached, those left open above it, and what says no."""

    top: int
    words: float = 0.0  # how sure the recogniser was of the words, on average
    low: int = 0
    high: int = 0
    earned: tuple[Observation, ...] = ()
    against: tuple[Observation, ...] = ()  # what refuted the next rung
    open: list[Answer] = field(default_factory=list)
    lowered: bool = False  # a condition on rung 0 held, which beats every rung
    by_default: bool = True  # no condition had to hold for the level

    @property
    def missing(self) -> tuple[NotObserved, ...]:
        return once(m for answer in self.open for m in answer.missing)

    @property
    def state(self) -> State:
        """Unknown as soon as one open rung could not be observed: no person who looks settles that."""
        if self.low == self.high:
            return State.JUDGED
        return State.UNKNOWN if self.missing else State.CHECK

    @property
    def level(self) -> int | None:
        return None if self.state is not State.JUDGED and self.low == 0 else self.low

    @property
    def certainty(self) -> float:
        """How sure the level is: its least sure observation; without any, how surely the words were heard."""
        if self.level is None:
            return 0.0
        return min((o.certainty for o in self.earned or self.against), default=self.words)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """What earned the level, then what leaves a higher one open, then what stood against the next."""
        doubtful = (o for answer in self.open for o in answer.because)
        return once((*self.earned, *doubtful, *self.against))


def climb(use: Use, evidence: Evidence) -> Judgement:
    """Judge one criterion by its ladder. Never a guess: what is not clear stays a range."""
    criterion = use.criterion
    seen = view(evidence)
    if criterion.applies and criterion.applies.holds(seen).verdict is Verdict.NO:
        return _left_out(use)
    if criterion.not_measured:
        return _not_measured(use)
    rungs = [rung for rung in criterion.ladder if _applies(rung, seen)]
    climbed = _climb(rungs, seen)
    return Judgement(
        criterion=criterion.id,
        weight=use.weight,
        state=climbed.state,
        level=climbed.level,
        level_low=climbed.low,
        level_high=climbed.high,
        top=climbed.top,
        certainty=climbed.certainty,
        observations=climbed.observations,
        missing=climbed.missing if climbed.state is State.UNKNOWN else (),
        reason=reason_for(climbed, criterion.skill),
        gate=use.gate,
    )


def _climb(rungs: Sequence[Rung], evidence: Evidence) -> Climb:
    climbed = Climb(top=_top(rungs), words=_words_heard(evidence))
    veto = _veto(rungs, evidence)
    if veto.verdict is Verdict.YES:
        climbed.earned, climbed.lowered, climbed.by_default = veto.because, True, False
        return climbed
    _go_down(climbed, rungs, evidence)
    if veto.verdict is Verdict.UNKNOWN:  # perhaps 0 beats it all, so nothing above 0 is sure
        climbed.low, climbed.earned, climbed.by_default = 0, (), True
        climbed.open.append(veto)
    if climbed.by_default and climbed.missing:  # a default says that nothing was heard, and nobody could hear
        climbed.low = 0
    return climbed


def _words_heard(evidence: Evidence) -> float:
    """How sure the recogniser was of the words, on average (0-1); 0 without words."""
    words = evidence.transcript.words
    return round(sum(word.probability for word in words) / len(words), 3) if words else 0.0


def _veto(rungs: Sequence[Rung], evidence: Evidence) -> Answer:
    """Whether the conditions of rung 0, if it has any, hold."""
    for rung in rungs:
        if rung.level == 0 and rung.when:
            return every(part.holds(evidence) for part in rung.when)
    return Answer(Verdict.NO)


def _go_down(climbed: Climb, rungs: Sequence[Rung], evidence: Evidence) -> None:
    """From the top down to the first rung that surely holds, noting which above it stay open."""
    for rung, answer in _answers(rungs, evidence):
        if answer.verdict is Verdict.YES:
            climbed.low, climbed.earned, climbed.by_default = rung.level, answer.because, not rung.when
            climbed.high = max(climbed.high, rung.level)
            return
        if answer.verdict is Verdict.UNKNOWN:
            climbed.high = max(climbed.high, rung.level)
            climbed.open.append(answer)
        else:
            climbed.against = answer.because


def _answers(rungs: Sequence[Rung], evidence: Evidence) -> Iterator[tuple[Rung, Answer]]:
    for rung in sorted(rungs, key=lambda r: r.level, reverse=True):
        if rung.level > 0 or not rung.when:  # conditions on rung 0 were asked before
            yield rung, every(part.holds(evidence) for part in rung.when)


def _applies(rung: Rung, evidence: Evidence) -> bool:
    return rung.applies is None or rung.applies.holds(evidence).verdict is not Verdict.NO


def _top(rungs: Sequence[Rung]) -> int:
    return max((rung.level for rung in rungs), default=0)


def _left_out(use: Use) -> Judgement:
    return _without_level(use, State.LEFT_OUT, "reason.left_out", ())


def _not_measured(use: Use) -> Judgement:
    missing = NotObserved(use.criterion.id, use.criterion.not_measured)
    return _without_level(use, State.UNKNOWN, "reason.not_measured", (missing,))


def _without_level(use: Use, state: State, reason: str, missing: tuple[NotObserved, ...]) -> Judgement:
    criterion = use.criterion
    top = _top(criterion.ladder)
    high = 0 if state is State.LEFT_OUT else top
    why = {"why": missing[0].reason} if missing else {}
    return Judgement(
        criterion.id, use.weight, state, None, 0, high, top, 0.0, (), missing, Reason(reason, why), use.gate
    )
