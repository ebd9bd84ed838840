"""From takes to skills: what counts, what counts as nothing, and what may be said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach.domain.rubric import SKILLS
from coach.progress.bayes import Reached
from coach.progress.changes import JUDGES, LISTENS, changes
from coach.progress.skill import FEWEST, Skill, skills
from coach.progress.takes import Taken, levels_of
from coach.progress.takes import taken as read
from tests.progress.makers import NOON, Scored, judged, result, taken

SKILL_OF = {"place": "story", "maker": "story", "light": "framing"}


def story(takes: list[Taken], marks: dict[str, tuple[str, ...]] | None = None) -> Skill:
    return next(one for one in skills(takes, marks) if one.name == "story")


def rising(count: int = 5) -> list[Taken]:
    return [taken(day, reached=(Reached(min(4, day), min(4, day), 4),) * 4) for day in range(count)]


@pytest.mark.parametrize(
    ("judgement", "told"),
    [
        (judged("a", 2), Reached(2, 2, 4)),
        (judged("a", 1, 3, state="check"), Reached(1, 3, 4)),
        (judged("a", 0, 4, state="unknown"), None),
        (judged("a", 2, 4, state="unknown"), Reached(2, 4, 4)),
        (judged("a", 0, 0, state="left_out"), None),
        (judged("a", 0, 0, top=0), None),
    ],
)
def test_unknown_counts_as_nothing_and_ranges_as_ranges(
    judgement: dict[str, object], told: Reached | None
) -> None:
    assert levels_of(judgement) == told


def test_every_skill_of_the_course_is_there_and_untouched_ones_stay_open() -> None:
    found = skills([taken(0)])
    assert tuple(one.name for one in found) == SKILLS
    assert [one.name for one in found if one.points] == ["story"]
    assert all(one.stage == 0 and one.now is None and not one.better for one in found if not one.points)


def test_a_take_that_could_not_be_judged_changes_nothing() -> None:
    unheard = Scored(
        "b", result(judged("place", 0, 4, state="unknown")), "2", created_at=NOON + timedelta(days=1)
    )
    heard = Scored("a", result(judged("place", 3)), "1")
    one, both = read([heard], SKILL_OF), read([heard, unheard], SKILL_OF)
    assert len(both) == 2
    assert story(list(both)).points[-1].estimate == story(list(one)).points[-1].estimate


def test_the_same_recording_counts_once() -> None:
    first = Scored("a", result(judged("place", 1)), "film")
    again = Scored("b", result(judged("place", 3)), "film", created_at=NOON + timedelta(hours=1))
    elsewhere = Scored(
        "c",
        result(judged("place", 3), judged("maker", 2)),
        "film",
        "L02",
        created_at=NOON + timedelta(hours=2),
    )
    found = read([elsewhere, again, first], SKILL_OF)
    assert [(one.id, one.reached) for one in found] == [
        ("b", {"story": (Reached(3, 3, 4),)}),  # the newest result of that lesson
        ("c", {"story": (Reached(2, 2, 4),)}),  # only what the first lesson had not judged
    ]
    assert read([Scored("a", None, "film")], SKILL_OF) == ()


def test_getting_better_is_said_only_from_five_takes_on_and_when_likely_twice() -> None:
    assert not story(rising(FEWEST)).better
    assert story(rising(FEWEST + 2)).better
    assert not story([taken(day, reached=(Reached(2, 2, 4),) * 4) for day in range(10)]).better
    assert not story(rising()[::-1]).better


def test_one_good_evening_is_no_progress() -> None:
    low = [taken(day, reached=(Reached(1, 1, 4),) * 4) for day in range(6)]
    high = [taken(day, reached=(Reached(4, 4, 4),) * 4) for day in (6, 7, 8)]
    assert not story([*low, high[0]]).better
    assert story([*low, *high]).better


def test_another_recogniser_is_no_progress_of_hers() -> None:
    takes = rising()
    mended = [
        *takes[:3],
        *(taken(day, reached=takes[day].reached["story"], listeners={"hearing": "2"}) for day in (3, 4)),
    ]
    found = changes(mended)
    assert found == {"L01-3": (LISTENS,)}
    assert not story(mended, found).better
    assert story(mended, found).marks == ("L01-3",)
    assert story(mended, found).points[-1].estimate == story(takes).points[-1].estimate


def test_changes_are_told_apart_and_languages_are_not_compared() -> None:
    takes = [
        taken(0),
        taken(1, language="en", listeners={"hearing": "9"}),
        taken(2, digest="e"),
        taken(3, lesson="L02", digest="x", listeners={"hearing": "1", "correction": "1"}),
        taken(4, digest="e", listeners={"hearing": "2"}),
    ]
    assert changes(takes) == {"L01-2": (JUDGES,), "L01-4": (LISTENS,)}


def test_a_mark_on_a_take_that_told_nothing_of_a_skill_stands_at_the_next_that_did() -> None:
    takes = [taken(0), taken(1, "voice", listeners={"hearing": "2"}), taken(2, listeners={"hearing": "2"})]
    assert story(takes, changes(takes)).marks == ("L01-2",)


@pytest.mark.parametrize(("level", "stage"), [(0, 1), (4, 5)])
def test_the_picture_follows_the_estimate(level: int, stage: int) -> None:
    found = story([taken(day, reached=(Reached(level, level, 4),) * 5) for day in range(8)])
    assert found.stage == stage
    assert not found.unsure
    assert story([taken(0, reached=(Reached(1, 3, 4),))]).unsure
