"""Classes beside each other, and communes and provinces that add up: counted by learners, each once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from coach.domain.glance import Glance, Level
from coach.review.classroom import FEWEST, Heat

Range = tuple[float, float]  # points: surely reached, and not refuted

HALF = ("near", "sure")  # bands from half-way up
FEWEST_FIRM = 3  # criteria in which somebody is firm before she may be asked to help others; own judgement
FEWEST_TAUGHT = 5  # learners with two takes of a lesson before it is compared; own judgement


@dataclass(frozen=True, slots=True)
class Passing:
    """When a lesson is passed: least points of a take that meets it, by lesson, and how many such takes."""

    points: Mapping[str, float]
    times: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Of some learners: how many there are, how many showed a take, takes shown, who passed a lesson.

    `half`: by criterion how many are at least half-way up; `judged`: of how many that is known.
    """

    learners: int = 0
    shown: int = 0
    takes: int = 0
    passed: int = 0
    half: Mapping[str, int] | None = None
    judged: Mapping[str, int] | None = None

    def __add__(self, other: Counts) -> Counts:
        """Both together, of learners none of whom is in both."""
        return Counts(
            self.learners + other.learners,
            self.shown + other.shown,
            self.takes + other.takes,
            self.passed + other.passed,
            dict(Counter(self.half or {}) + Counter(other.half or {})),
            dict(Counter(self.judged or {}) + Counter(other.judged or {})),
        )


@dataclass(frozen=True, slots=True)
class Gain:
    """What became of those who tried a lesson again: points of their first and of their newest takes.

    `before`, `after`: the median of what was surely reached and of what was not refuted; a range stays one.
    """

    lesson_id: str
    learners: int
    before: Range
    after: Range

    @property
    def rose(self) -> bool:
        """Whether more was surely reached and no less is possible."""
        return self.after[0] > self.before[0] and self.after[1] >= self.before[1]


def counts(learners: Collection[str], takes: Iterable[Glance], known: Heat, passing: Passing) -> Counts:
    """Count these learners."""
    hers = [one for one in takes if one.learner_id in learners]
    met = Counter((one.learner_id, one.lesson_id) for one in hers if _meets(one, passing))
    passed = {learner for (learner, _), times in met.items() if times >= passing.times}
    half: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for learner in learners:
        for criterion, cell in known.get(learner, {}).items():
            if cell.band != "unknown":
                judged[criterion] += 1
                half[criterion] += cell.band in HALF
    shown = {one.learner_id for one in hers}
    return Counts(len(learners), len(shown), len(hers), len(passed), dict(half), dict(judged))


def _meets(take: Glance, passing: Passing) -> bool:
    """As `coach.progress.passing`: enough points for sure, and nothing that counts judged at 0.

    Of confirmed risky claims only those that cap the points are seen from here.
    """
    levels = map(Level.of, take.levels.values())
    at_zero = any(one.state == "judged" and one.weight > 0 and one.low == 0 for one in levels)
    return not at_zero and take.points_low >= passing.points.get(take.lesson_id, 101.0)


def apart(
    group_id: str, members: Mapping[str, Collection[str]], parents: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Learners by the group directly below, each in one place only, so that the rows add up to the whole.

    Who belongs to several counts in the first by id; the empty name holds those of the group itself.
    `members`: learners by group; `parents`: the group above each.
    """
    found: dict[str, set[str]] = {one: set() for one, above in parents.items() if above == group_id}
    placed: set[str] = set()
    for below in sorted(found):
        for one in _below(below, parents):
            found[below] |= set(members.get(one, ())) - placed
        placed |= found[below]
    own = set(members.get(group_id, ())) - placed
    return {name: frozenset(ids) for name, ids in {**found, **({"": own} if own else {})}.items()}


def _below(group_id: str, parents: Mapping[str, str]) -> frozenset[str]:
    """The group and all below it; a circle ends."""
    children: defaultdict[str, list[str]] = defaultdict(list)
    for one, above in parents.items():
        children[above].append(one)
    found: set[str] = set()
    left = [group_id]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left.extend(children[one])
    return frozenset(found)


def helpers(known: Heat, learners: Collection[str]) -> tuple[tuple[str, int], ...]:
    """Who could help others: learners firm in three criteria or more, with their number, most first."""
    firm = {one: sum(cell.band == "sure" for cell in known.get(one, {}).values()) for one in learners}
    enough = [(one, count) for one, count in firm.items() if count >= FEWEST_FIRM]
    return tuple(sorted(enough, key=lambda one: (-one[1], one[0])))


def gains(takes: Iterable[Glance]) -> tuple[Gain, ...]:
    """Lessons that five learners or more tried again, by how much more is surely reached now, most first."""
    series: dict[str, dict[str, list[Glance]]] = defaultdict(dict)
    for one in sorted(takes, key=lambda one: one.made_at):
        series[one.lesson_id].setdefault(one.learner_id, []).append(one)
    found = []
    for lesson, by_learner in series.items():
        again = [tried for tried in by_learner.values() if len(tried) > 1]
        if len(again) >= FEWEST_TAUGHT:
            before, after = (_median([tried[at] for tried in again]) for at in (0, -1))
            found.append(Gain(lesson, len(again), before, after))
    return tuple(sorted(found, key=lambda one: (one.before[0] - one.after[0], one.lesson_id)))


def _median(takes: Collection[Glance]) -> Range:
    return median(one.points_low for one in takes), median(one.points_high for one in takes)


def enough(judged: int) -> bool:
    """Whether a share of so many learners says anything."""
    return judged >= FEWEST
