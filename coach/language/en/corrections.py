"""Amounts taken back in the same breath: "thirty dollars, sorry, thirty five dollars" is thirty five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.language.finds import Find

AMOUNTS = frozenset(("money", "quantity", "duration", "clock_time"))
REFUSED_WITHIN = 5  # tokens; "not ten dollars, it's eight dollars"


@dataclass(frozen=True, slots=True)
class Markers:
    """How a language takes back what was just said.

    Between the two amounts stands at least one of the phrases, and nothing but words of phrases and fillers;
    so "ten dollars, sorry no refunds, two dollars for the bag" corrects nothing.
    """

    phrases: tuple[str, ...]
    fillers: frozenset[str]
    refusals: frozenset[str]  # "nine dollars, not ten": the amount behind it is the wrong one

    def corrects(self, between: Sequence[str]) -> bool:
        said = f" {' '.join(between)} "
        return self._only_known(between) and any(f" {phrase} " in said for phrase in self.phrases)

    def refuses(self, between: Sequence[str]) -> bool:
        return len(between) == 1 and between[0] in self.refusals

    def _only_known(self, between: Sequence[str]) -> bool:
        known = self.fillers.union(*(phrase.split() for phrase in self.phrases))
        return all(word in known for word in between)


def between(words: Sequence[str], finds: Sequence[Find], first: int, end: int) -> list[str]:
    """The words from one amount to the next, without what the first one buys ("ten dollars a jar, sorry")."""
    bought = {at for find in finds if find.name == "per_unit" for at in range(find.first, find.end)}
    return [words[at] for at in range(first, end) if at not in bought]


def last_price(finds: Sequence[Find], first: int) -> Find | None:
    """The price said last before that word."""
    behind = [find for find in finds if find.name == "money" and find.end <= first]
    return max(behind, key=lambda find: find.end, default=None)


def kept(words: Sequence[str], finds: Sequence[Find], markers: Markers) -> list[Find]:
    """The finds without the amounts that were taken back."""
    amounts = sorted((find for find in finds if find.name in AMOUNTS), key=lambda find: find.first)
    wrong: list[Find] = []
    for one, two in pairwise(amounts):
        said = between(words, finds, one.end, two.first)
        first_refused = words[max(0, one.first - 1)] in markers.refusals and len(said) <= REFUSED_WITHIN
        if _comparable(one, two) and (first_refused or markers.corrects(said)):
            wrong += [one, *_bought_twice(finds, one, two)]
        elif _comparable(one, two) and markers.refuses(said):
            wrong.append(two)
    return [find for find in finds if find not in wrong]


def _comparable(one: Find, two: Find) -> bool:
    """Whether both tell the same thing; of "eight pounds, no, nine pounds a jar" both are money."""
    return one.name == two.name or (one.unit == "lb" and two.name == "money")


def _bought_twice(finds: Sequence[Find], one: Find, two: Find) -> list[Find]:
    """What the amount taken back would buy, where the right amount names its own."""
    bought = [find for find in finds if find.name == "per_unit"]
    again = any(find.first >= two.end for find in bought)
    return [find for find in bought if again and one.end <= find.first < two.first]
