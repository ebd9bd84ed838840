"""A criterion file: what is asked of the learner, and its ladder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.course.conditions import Builder
from coach.course.names import Names
from coach.course.page import LANGUAGES, Item, Page, nearest
from coach.domain.rubric import SKILLS, Condition, Criterion, Rung

REQUIRED = ("id", "skill", "prompt", "tip", "model", "levels")
OPTIONAL = ("applies", "not_measured")
RUNG_FIELDS = ("when", "applies")
TOP = 4  # levels run from 0 to 4


@dataclass(frozen=True, slots=True)
class CriterionPage:
    """A criterion, the labels, slots and intents its ladder asks for, and the file as it was written."""

    criterion: Criterion
    labels: frozenset[str]
    written: Item
    intents: frozenset[str] = frozenset()


def read_criterion(content: Item, page: Page, names: Names) -> CriterionPage:
    """The criterion of a file; its problems are noted on the page."""
    row = page.fields(content, "criterion", REQUIRED, OPTIONAL)
    builder = Builder(page, names)
    criterion = Criterion(
        id=page.text(row.get("id"), "id"),
        skill=_skill(row.get("skill"), page),
        prompt=page.words(row.get("prompt"), "prompt"),
        ladder=_ladder(row.get("levels"), page, builder),
        tip=page.words(row.get("tip"), "tip"),
        model=page.words(row.get("model"), "model"),
        applies=_applies(row.get("applies"), builder),
        not_measured=page.text(row.get("not_measured"), "not_measured"),
    )
    return CriterionPage(criterion, frozenset(builder.labels), content, frozenset(builder.intents))


def unreadable(name: str) -> CriterionPage:
    """Stands in for a file that is no YAML, so that lessons that use it are not told it is unknown."""
    empty = Criterion(id=name, skill="story", prompt={}, ladder=(), tip={}, model={})
    return CriterionPage(empty, frozenset(), Item(None, 1))


def _skill(item: Item | None, page: Page) -> str:
    skill = page.text(item, "skill")
    if item is not None and skill and skill not in SKILLS:
        page.problem("lesson.unknown_skill", item.line, name=skill, nearest=nearest(skill, SKILLS))
    return skill


def _applies(item: Item | None, builder: Builder) -> Condition | None:
    return None if item is None else builder.build(item)


def _ladder(item: Item | None, page: Page, builder: Builder) -> tuple[Rung, ...]:
    if item is None:
        return ()
    if not isinstance(item.value, Mapping):
        page.wrong(item, "levels", "levels: {0: ..., 1: ...}")
        return ()
    _check_order(list(item.value), item, page)
    rungs = tuple(_rung(level, part, page, builder) for level, part in item.value.items())
    _check_default(rungs, item, page)
    return rungs


def _rung(level: str, item: Item, page: Page, builder: Builder) -> Rung:
    row = page.fields(item, f"level {level}", (), (*RUNG_FIELDS, *LANGUAGES))
    spoken = {language: text for language, text in row.items() if language in LANGUAGES}
    rung = Rung(
        level=int(level) if level.isdecimal() else 0,
        when=builder.build_all(row.get("when"), "when"),
        words=page.words(Item(spoken, item.line), f"level {level}"),
        applies=_applies(row.get("applies"), builder),
    )
    if rung.when:
        builder.lower[rung.level] = rung.when
    return rung


def _check_order(levels: Sequence[str], item: Item, page: Page) -> None:
    """Levels are 0, 1, 2 ... in this order, at most to 4, so that points mean the same everywhere."""
    expected = [str(level) for level in range(len(levels))]
    if list(levels) != expected or len(levels) > TOP + 1:
        page.problem("lesson.rungs_out_of_order", item.line, levels=", ".join(levels))


def _check_default(rungs: Sequence[Rung], item: Item, page: Page) -> None:
    """One rung is without conditions: the lowest but for a level 0 that has its own."""
    open_ = [rung.level for rung in rungs if not rung.when]
    lowest = min((rung.level for rung in rungs if rung.level > 0 or not rung.when), default=0)
    if rungs and open_ != [lowest]:
        page.problem("lesson.default_rung", item.line, levels=", ".join(map(str, open_)) or "-")
