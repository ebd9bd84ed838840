"""Is it the same each time? One price, and the price of the card: what differs is shown, never averaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.rubric import Answer, Verdict
from coach.scoring.fields import Label
from coach.scoring.hits import HEARD, apart_by_s, settle, share_words
from coach.scoring.registry import condition

IN_ONE_BREATH_S = 4.0  # two prices so close together are prices of two things
BESIDE_S = 1.5  # "năm mươi nghìn ... một cân": a unit said further away belongs to something else
ITSELF = "itself"
NO_CARD = "card.fact_missing"


@dataclass(frozen=True, slots=True)
class _Said:
    """One value, what it is a value of, and where it was said."""

    value: object
    of: object
    observation: Observation


@condition("agrees")
@dataclass(frozen=True, slots=True)
class Agrees:
    """A slot has one value all through the take (with: itself), or the value on the learner's product card.

    same: only values with the same slot beside them are compared ("50 nghìn" a kilo, "250 nghìn" a box).
    inside: only values said in the words of this label. besides: none that lie in the words of these labels.
    if_filled: where the card does not say it, this asks nothing.
    """

    slot: Label
    with_: Literal["itself", "card.price"] = "itself"
    same: Label | None = None
    inside: Label | None = None
    besides: tuple[Label, ...] = ()
    if_filled: bool = False

    def holds(self, evidence: Evidence) -> Answer:
        if self.with_ == ITSELF:
            return self._compared(evidence, ())
        card = tuple(_Said(o.value, o.unit, o) for o in evidence.named(self.with_))
        if card:
            return self._compared(evidence, card)
        missing = (NotObserved(self.with_, NO_CARD),)
        return Answer(Verdict.YES) if self.if_filled else Answer(Verdict.UNKNOWN, (), missing)

    def _compared(self, evidence: Evidence, card: tuple[_Said, ...]) -> Answer:
        """No by two values that surely differ, else by what was heard or not."""
        clash = _clash(card, tuple(self._said(evidence, HEARD)))
        if clash:
            return Answer(Verdict.NO, tuple(one.observation for one in clash if one not in card))
        return settle(evidence, (self.slot,), lambda floor: self._found(evidence, card, floor))

    def clash(self, evidence: Evidence) -> tuple[Observation, ...]:
        """Two values that surely differ, the card's first where it is asked; empty where all agree."""
        card = tuple(_Said(o.value, o.unit, o) for o in evidence.named(self.with_))
        return tuple(one.observation for one in _clash(card, tuple(self._said(evidence, HEARD))))

    def _found(
        self, evidence: Evidence, card: tuple[_Said, ...], floor: float
    ) -> tuple[Observation, ...] | None:
        said = [s for s in self._said(evidence, floor) if not card or any(s.of == fact.of for fact in card)]
        agreeing = said and not _clash(card, said)
        return tuple(one.observation for one in said) if agreeing else None

    def _said(self, evidence: Evidence, floor: float) -> Iterator[_Said]:
        for one in evidence.named(self.slot):
            if one.certainty >= floor and self._counts(one, evidence, floor):
                beside = _beside(one, evidence, self.same) if self.same else None
                if beside is not None or not self.same:
                    yield _Said(one.value, beside.value if beside else None, one)

    def _counts(self, one: Observation, evidence: Evidence, floor: float) -> bool:
        def lies_in(label: Label) -> bool:
            around = (o for o in evidence.named(label) if o.certainty >= floor)
            return any(share_words(o.span, one.span) for o in around)

        within = self.inside is None or lies_in(self.inside)
        return within and not any(lies_in(label) for label in self.besides)


def _beside(one: Observation, evidence: Evidence, name: Label) -> Observation | None:
    """The nearest slot of that name, close by."""
    near = [o for o in evidence.named(name) if apart_by_s(o.span, one.span) <= BESIDE_S]
    return min(near, key=lambda o: apart_by_s(o.span, one.span), default=None)


def _clash(card: Sequence[_Said], said: Sequence[_Said]) -> tuple[_Said, ...]:
    """The first two values of the same thing that differ, the card's before all; empty where all agree.

    What is told in one breath is of two things, "dried fish 280, mangoes 30 a kilo", and may differ. A card
    has no time, so nothing is told in one breath with it.
    """
    different_goods = {
        frozenset((one.value, other.value))
        for one, other in combinations(said, 2)
        if apart_by_s(one.observation.span, other.observation.span) <= IN_ONE_BREATH_S
    }
    pairs = (two for two in combinations([*card, *said], 2) if _differ(*two))
    return next((two for two in pairs if frozenset((two[0].value, two[1].value)) not in different_goods), ())


def _differ(one: _Said, other: _Said) -> bool:
    return one.of == other.of and one.value != other.value
