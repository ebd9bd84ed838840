"""Yes, no and unknown put together: all of several things, any of several things, and the opposite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from coach.domain.rubric import Answer, Verdict

T = TypeVar("T")


def once(things: Iterable[T]) -> tuple[T, ...]:
    """The things in their order, each once."""
    return tuple(dict.fromkeys(things))


def every(answers: Iterable[Answer]) -> Answer:
    """Yes when all are yes, no when one is no (the rest is then not asked), else unknown.

    A no keeps the observations that speak against it, where there are any.
    """
    seen: list[Answer] = []
    for answer in answers:
        if answer.verdict is Verdict.NO:
            return answer
        seen.append(answer)
    open_ = [a for a in seen if a.verdict is Verdict.UNKNOWN]
    if open_:
        return _undecided(open_)
    return Answer(Verdict.YES, once(o for a in seen for o in a.because))


def some(answers: Iterable[Answer]) -> Answer:
    """Yes when one is yes (the rest is then not asked), no when all are no, else unknown.

    Where a person can settle one of the unknown ones to a yes, only those are left for her to look at.
    """
    open_: list[Answer] = []
    for answer in answers:
        if answer.verdict is Verdict.YES:
            return answer
        if answer.verdict is Verdict.UNKNOWN:
            open_.append(answer)
    if not open_:
        return Answer(Verdict.NO)
    return _undecided([a for a in open_ if not a.missing] or open_)


def opposite(answer: Answer) -> Answer:
    """No for yes, yes for no; what is unknown stays unknown for the same reasons."""
    if answer.verdict is Verdict.UNKNOWN:
        return answer
    return Answer(Verdict.NO if answer.verdict is Verdict.YES else Verdict.YES, answer.because)


def _undecided(open_: Iterable[Answer]) -> Answer:
    answers = tuple(open_)
    because = once(o for a in answers for o in a.because)
    return Answer(Verdict.UNKNOWN, because, once(m for a in answers for m in a.missing))
