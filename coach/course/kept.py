"""A lesson as it was when somebody was scored by it, read back from the writing kept with her result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coach.course.criteria import read_criterion
from coach.course.digest import digest
from coach.course.lessons import read_lesson
from coach.course.names import Names
from coach.course.page import Item, Page, Value
from coach.domain.errors import LessonError
from coach.domain.rubric import Lesson


@dataclass(frozen=True, slots=True)
class KeptLesson:
    """The lesson of long ago. `can_judge`: every condition in it still means something to today's program."""

    lesson: Lesson
    can_judge: bool


def read_kept(content: str, names: Names) -> KeptLesson:
    """The lesson in what `Course.contents` wrote. LessonError lesson.never_used where it cannot be read.

    `names` are today's; what they no longer hold costs the judging, never the telling.
    """
    try:
        lesson, criteria = json.loads(content)[:2]
        told = _told(lesson, criteria, names)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise LessonError("lesson.never_used", digest=digest(content)) from error
    if not told.lesson.id:
        raise LessonError("lesson.never_used", digest=digest(content))
    return KeptLesson(replace(told.lesson, digest=digest(content)), told.can_judge)


def _told(lesson: Any, criteria: Any, names: Names) -> KeptLesson:
    page = Page("kept")
    pages = [read_criterion(_item(one), page, names) for one in criteria]
    read, _ = read_lesson(_item(lesson), page, {one.criterion.id: one.criterion for one in pages})
    return KeptLesson(read, not page.problems)


def _item(plain: Any) -> Item:
    """The value as a page holds it; nobody will ever look up its line."""
    value: Value
    if isinstance(plain, Mapping):
        value = {str(name): _item(part) for name, part in plain.items()}
    elif isinstance(plain, list):
        value = tuple(map(_item, plain))
    else:
        value = plain
    return Item(value, 1)
