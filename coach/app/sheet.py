"""A result as a sheet to keep: the same words as on the screen, put on paper; knows no screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coach.app.card import SURE, Card, Told, card, points_text
from coach.app.moments import Definitions, Moment
from coach.app.verdict import verdict
from coach.domain.people import Learner
from coach.domain.rubric import SKILLS, Lesson
from coach.i18n import Speaker
from coach.reports.sheet import Advice, Group, Quote, Row, Sheet, Warned
from coach.store.attempts import Attempt

QUOTES = 2  # a criterion: paper is read, not listened to
PICTURES = 4
MARKS = "'\"“”‘’«» "  # some safer words stand in quotes already


def sheet(
    attempt: Attempt, result: Mapping[str, Any], lesson: Lesson, learner: Learner, language: str,
    definitions: Definitions,
) -> Sheet:  # fmt: skip
    """The sheet of a scored take, in that language and in her form of address."""
    words = Speaker(language, learner.address)
    shown = card(result, lesson, words, definitions)
    counts = verdict(result, lesson, words)
    called = Speaker(language, learner.address).say("who.called", name=learner.name)
    return Sheet(
        language=language,
        title=lesson.title.get(language) or lesson.title["vi"],
        whose=f"{called} · {words.date(attempt.created_at)}",
        points=points_text(shown.points_low, shown.points_high, words),
        points_low=shown.points_low,
        points_high=shown.points_high,
        pass_points=lesson.pass_points,
        counts=counts.text.replace("*", ""),
        well=_well(shown),
        following=_following(shown, words),
        groups=tuple(_groups(shown, lesson, words)),
        claims=tuple(
            Warned(_quote(one.moment), tuple(safer.strip(MARKS) for safer in one.safer))
            for one in shown.claims
        ),
        notices=shown.notices,
        pictures=_pictures(shown) if result["recording"]["width_px"] is not None else (),
        words=_fixed(shown, lesson, words),
    )


def _well(shown: Card) -> Advice | None:
    one = shown.well
    return Advice(one.prompt, one.level, quote=_quote(one.best) if one.best else None) if one else None


def _following(shown: Card, words: Speaker) -> Advice | None:
    one = shown.next
    if one is None:
        return Advice(shown.unjudged.why, shown.unjudged.todo) if shown.unjudged else None
    return Advice(one.prompt, one.tip, words.say("report.model", model=one.model))


def _groups(shown: Card, lesson: Lesson, words: Speaker) -> Iterator[Group]:
    """All criteria, by skill in the course's order."""
    skills = {use.criterion.id: use.criterion.skill for use in lesson.uses}
    told = (*shown.counted, *shown.gates, *shown.pictures)
    for skill in SKILLS:
        rows = tuple(_row(one, words) for one in told if skills.get(one.id) == skill)
        if rows:
            yield Group(words.say(f"skill.{skill}"), rows)


def _row(one: Told, words: Speaker) -> Row:
    open_still = one.state in ("unknown", "left_out")
    aim = words.say("report.next_level", words=one.next_level) if one.next_level and not open_still else ""
    return Row(
        prompt=one.prompt,
        low=0 if one.state == "left_out" else one.low,
        high=0 if one.state == "left_out" else one.high,
        top=one.top,
        level=_level(one, words),
        words="" if open_still else one.level,
        following=aim,
        reason=one.reason,
        quotes=tuple(_quote(moment) for moment in one.moments if not moment.measured)[:QUOTES],
    )


def _level(one: Told, words: Speaker) -> str:
    """The dots in words, as on the screen."""
    if one.state == "judged":
        return words.say("card.level", level=one.low, top=one.top)
    if one.state == "check":
        return words.say("card.level_check", low=one.low, high=one.high, top=one.top)
    if one.state == "unknown" and one.low > 0:
        return words.say("card.level_range", low=one.low, high=one.high)
    return words.say("card.level_unknown" if one.state == "unknown" else "card.level_left_out")


def _quote(moment: Moment) -> Quote:
    return Quote(moment.clock, moment.text, _second(moment))


def _second(moment: Moment) -> float:
    """The second whose picture shows the moment."""
    return round(moment.proof.at_s if moment.proof else moment.at_s, 2)


def _pictures(shown: Card) -> tuple[Quote, ...]:
    """What was done well first, then what was said elsewhere, then what to mend; no second twice."""
    best = [shown.well.best] if shown.well and shown.well.best else []
    said = [one.best for one in shown.counted if one.state in SURE and one.best and not one.best.look]
    looks = (moment for one in (*shown.counted, *shown.pictures) for moment in one.moments if moment.look)
    apart: dict[int, Quote] = {}
    for moment in (*best, *filter(None, said), *looks):
        if not moment.measured:
            apart.setdefault(int(_second(moment)), _quote(moment))
    return tuple(sorted(list(apart.values())[:PICTURES], key=lambda one: one.at_s))


def _fixed(shown: Card, lesson: Lesson, words: Speaker) -> dict[str, str]:
    """The sentences that stand on every sheet."""
    told = {
        "of_points": "card.of_points", "well": "card.well", "well_none": "card.well_none",
        "next": "card.next", "next_none": "card.next_none", "claims": "card.claims",
        "private": "report.private", "code": "report.code", "print": "report.print", "safer": "report.safer",
    }  # fmt: skip
    open_still = round(shown.points_low) != round(shown.points_high)
    left = shown.unjudged
    why = f"{left.title} {left.why} {left.todo}" if left else words.say("card.range")
    return (
        {name: words.say(message) for name, message in told.items()}
        | {"pass_line": words.say("report.pass_line", needed=lesson.pass_points)}
        | ({"range": why} if open_still else {})
    )
