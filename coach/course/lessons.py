"""A lesson file: what is practised in one take, with which criteria and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.course.page import Item, Page, nearest
from coach.domain.rubric import Criterion, Lesson, Use, Words

TEXTS = ("title", "objective", "rule_of_thumb", "drill")
NOTES = ("worked_example", "common_mistakes", "trainer_note")
REQUIRED = ("id", *TEXTS, "practice_s", "pass_points", "criteria")
OPTIONAL = ("product", *NOTES, "report_also", "gates", "step", "claim_cap")
GATES = "gates"


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands beside a lesson for trainers and learners and is never scored."""

    product: str  # id of the sample product the examples speak of
    worked_example: Words
    common_mistakes: Words
    trainer_note: Words


def read_lesson(content: Item, page: Page, criteria: Mapping[str, Criterion]) -> tuple[Lesson, Notes]:
    """The lesson, still without a digest, and its notes; problems are noted on the page."""
    row = page.fields(content, "lesson", REQUIRED, OPTIONAL)
    texts = {name: page.words(row.get(name), name) for name in TEXTS}
    lesson = Lesson(
        id=page.text(row.get("id"), "id"),
        title=texts["title"],
        objective=texts["objective"],
        rule_of_thumb=texts["rule_of_thumb"],
        drill=texts["drill"],
        uses=_uses(row, page, criteria),
        practice_s=page.pair(row.get("practice_s"), "practice_s"),
        pass_points=page.number(row.get("pass_points"), "pass_points"),
        digest="",
        step=int(page.number(row.get("step"), "step")),
        claim_cap=page.number(row["claim_cap"], "claim_cap") if "claim_cap" in row else None,
    )
    notes = {name: page.words(row.get(name), name) for name in NOTES}
    return lesson, Notes(product=page.text(row.get("product"), "product"), **notes)


def _uses(row: Mapping[str, Item], page: Page, criteria: Mapping[str, Criterion]) -> tuple[Use, ...]:
    """Scored criteria first, then those shown without points: also reported, and gates."""
    scored = page.items(row.get("criteria"), "criteria", "[{id: ..., weight: 3}]")
    listed = [(*_weighed(item, page), False) for item in scored]
    for name in ("report_also", GATES):
        listed += [(item, 0.0, name == GATES) for item in page.items(row.get(name), name, "[...]")]
    uses: dict[str, Use] = {}
    for item, weight, gate in listed:
        criterion = _criterion(item, page, criteria)
        if criterion is None:
            continue
        if criterion.id in uses:
            page.problem("lesson.duplicate_key", item.line, field=criterion.id)
        uses[criterion.id] = Use(criterion, weight, gate)
    return tuple(uses.values())


def _weighed(item: Item, page: Page) -> tuple[Item, float]:
    row = page.fields(item, "criteria", ("id", "weight"))
    weight = page.number(row.get("weight"), "weight")
    if "weight" in row and weight <= 0:
        page.wrong(row["weight"], "weight", "weight: 3")
    return row.get("id", Item("", item.line)), weight


def _criterion(item: Item, page: Page, criteria: Mapping[str, Criterion]) -> Criterion | None:
    if item.value == "":  # already told as a missing field
        return None
    name = page.text(item, "id")
    if name and name not in criteria:
        page.problem(
            "lesson.unknown_criterion", item.line, name=name, nearest=nearest(name, sorted(criteria))
        )
    return criteria.get(name)
