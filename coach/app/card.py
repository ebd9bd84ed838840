"""What a scorecard says, put in the order in which a learner should hear it; knows nothing of screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coach.app.moments import Definitions, Moment, Teller
from coach.app.unjudged import OPEN, Unjudged, unjudged
from coach.course.aloud import in_her_words
from coach.domain.rubric import SKILLS, Lesson, Use, Words
from coach.i18n import Speaker

MOMENTS_AT_MOST = 4  # quotes a criterion: enough to believe it, few enough to read on a phone
HONESTY = "honesty"  # nothing forbidden was said: no thing done, so nothing to praise
SURE = ("judged", "check")  # states in which something was heard or seen well enough to speak of it
AIM = 2  # whoever is at 0 is told of the second level: the first mostly tells what is still amiss
TODO = {  # why it could not be judged -> what to do about it
    "could_not_hear": "todo.hear",
    "could_not_see": "todo.see",
    "not_given": "todo.give",
    "unsure": "todo.ask",
    "by_pictures": "todo.ask",
    "not_measured": "todo.ask",
    "no_baseline": "todo.practise",
}
UNEVEN = "media.variable_rate"
SMOOTH_HZ = 20  # pictures a second; above it nobody sees the rate change, and no level does
TOLD_BY_LEVEL = "reason.reached"  # says only what the dots, the level and the quotes show beside it
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One criterion as told to the learner. Levels 0 to `top`; weight 0 counts no points."""

    id: str
    weight: float
    state: str  # judged, check, unknown, left_out
    low: int
    high: int
    top: int
    prompt: str
    level: str  # words of the level surely reached
    next_level: str  # words of the level to aim at; empty at the top
    reason: str
    tip: str
    model: str
    moments: tuple[Moment, ...]
    gate: bool = False  # of what must not be said; counts no points
    skill: str = ""
    aim: int = 0  # the level to aim at
    todo: str = ""  # what to do about it where it could not be judged

    @property
    def best(self) -> Moment | None:
        """The moment to quote first: of what was said the longest, as a bare name tells a learner nothing."""
        said = [one for one in self.moments if not one.look and not one.measured]
        return max(said, key=lambda one: len(one.text), default=next(iter(self.moments), None))

    @property
    def missing(self) -> float:
        """Points still to be gained here, as weight x levels."""
        return self.weight * (self.top - self.low)


@dataclass(frozen=True, slots=True)
class Warned:
    """A risky claim to look at again, with safer words."""

    moment: Moment
    safer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that one scorecard tells."""

    points_low: float
    points_high: float
    counted: tuple[Told, ...]
    gates: tuple[Told, ...]
    pictures: tuple[Told, ...]
    claims: tuple[Warned, ...]
    notices: tuple[str, ...]
    lesson_changed: bool = False  # since the take was scored
    unjudged: Unjudged | None = None  # where most of it is open: why, and what to do

    @property
    def told(self) -> tuple[Told, ...]:
        """Every criterion, those with points first."""
        return (*self.counted, *self.gates, *self.pictures)

    @property
    def skills(self) -> tuple[tuple[str, tuple[Told, ...]], ...]:
        """The criteria by skill, in the course's order; skills without any are left out."""
        groups = ((skill, tuple(one for one in self.told if one.skill == skill)) for skill in SKILLS)
        return tuple((skill, group) for skill, group in groups if group)

    @property
    def well(self) -> Told | None:
        """The thing done best, heard or seen somewhere, and not where words must be looked at again.

        What gives points first; what is mostly not done is praised only where nothing else is to be, what
        is to be done next only where nothing else is half done.
        """
        wanted = self.next
        safe = [one for one in self.told if one.low > 0 and one.state in SURE and self._praised(one)]
        half = [one for one in safe if one.weight > 0 and 2 * one.low >= one.top]
        groups = (
            [one for one in half if wanted is None or one.id != wanted.id],
            [one for one in safe if one.skill != HONESTY and one.low == one.top],
            half,
            [one for one in safe if one.weight > 0],
        )
        best = next(filter(None, groups), [])
        return max(best, key=lambda one: (one.low / max(1, one.top), one.weight), default=None)

    def _praised(self, one: Told) -> bool:
        """Whether its best moment holds no risky words."""
        best = one.best
        return best is not None and not any(best.overlaps(warned.moment) for warned in self.claims)

    @property
    def next(self) -> Told | None:
        """The thing to do next: most points still to gain, among what could be judged if anything could.

        Where most is open only what was judged: what may well be done already is no advice.
        """
        wanting = [one for one in self.counted if one.state != "left_out" and one.missing > 0]
        sure = [one for one in wanting if one.state in SURE]
        if self.unjudged:
            wanting = sure = [one for one in wanting if one.state == "judged"]
        return max(sure or wanting, key=lambda one: one.missing, default=None)


def card(result: Plain, lesson: Lesson, words: Speaker, definitions: Definitions = {}) -> Card:  # noqa: B006
    """A result as `coach score --json` prints it, told in the speaker's language.

    Of a lesson that was changed since, only criteria that it still has can be told.
    """
    teller = Teller(result, words, definitions)
    criteria = {use.criterion.id: use for use in lesson.uses}
    judgements = [one for one in result["judgements"] if one["criterion"] in criteria]
    told = [_told(one, criteria[one["criterion"]], teller) for one in judgements]
    return Card(
        points_low=result["points"]["low"],
        points_high=result["points"]["high"],
        counted=tuple(one for one in told if one.weight > 0),
        gates=tuple(one for one in told if one.gate),
        pictures=tuple(one for one in told if one.weight == 0 and not one.gate),
        claims=tuple(Warned(teller.quote(one), tuple(one["safer"])) for one in result["claims"]),
        notices=tuple(words.say(one["id"], **one["values"]) for one in result["notices"] if _matters(one)),
        lesson_changed=result["lesson"]["digest"] != lesson.digest,
        unjudged=unjudged(result, judgements, words),
    )


def _told(judgement: Plain, use: Use, teller: Teller) -> Told:
    words, criterion = teller.words, use.criterion
    low = judgement["level_low"]
    top = judgement.get("top", max((rung.level for rung in criterion.ladder), default=0))
    least = max(low + 1, min(AIM, top))
    above = [rung for rung in criterion.ladder if least <= rung.level <= top]
    reached = [rung for rung in criterion.ladder if rung.level == low]
    reason = judgement["reason"]
    return Told(
        id=criterion.id,
        weight=judgement["weight"],
        state=judgement["state"],
        low=low,
        high=judgement["level_high"],
        top=top,  # rungs above did not apply to this take
        prompt=said_in(criterion.prompt, words.language),
        level=said_in(reached[0].words, words.language) if reached else "",
        next_level=said_in(above[0].words, words.language) if above else "",
        reason="" if reason["id"] == TOLD_BY_LEVEL else words.say(reason["id"], **reason["values"]),
        tip=said_in(criterion.tip, words.language),
        model=modelled(criterion.model, words),
        moments=_few(teller.moments(judgement["evidence"])),
        gate=judgement.get("gate", use.gate),  # older results do not say
        skill=criterion.skill,
        aim=above[0].level if above else 0,
        todo=_todo(judgement, words),
    )


def _matters(notice: Plain) -> bool:
    """Whether a notice is for her: a rate that changes but stays smooth means nothing to anybody."""
    return notice["id"] != UNEVEN or float(notice["values"].get("fps", 0)) <= SMOOTH_HZ


def _todo(judgement: Plain, words: Speaker) -> str:
    """What she can do so that it can be judged; empty where it was."""
    kind = judgement["reason"]["id"].removeprefix("reason.").removesuffix("_more")
    return words.say(TODO[kind]) if judgement["state"] in OPEN and kind in TODO else ""


def said_in(words: Words, language: str) -> str:
    """A lesson's sentence in that language; Vietnamese where it has no other."""
    return words.get(language) or words.get("vi", "")


def modelled(sentence: Words, words: Speaker) -> str:
    """A model sentence as whoever is spoken to would say it herself."""
    text = said_in(sentence, words.language)
    return in_her_words(text, words.address) if words.language == "vi" else text


def _few(moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """The longest quotes where there are too many, in order of time; faults stay before what was said."""
    longest = sorted(moments, key=lambda one: (not one.look, -len(one.text)))[:MOMENTS_AT_MOST]
    return tuple(one for one in moments if one in longest)


def points_text(low: float, high: float, words: Speaker) -> str:
    """A single number where it is known, else a range; whole points, as nobody can hear a tenth."""
    least, most = words.number(round(low)), words.number(round(high))
    return least if least == most else f"{least}–{most}"
