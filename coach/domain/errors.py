"""What can go wrong, and whose fault it is: a message id with values, which the app says kindly."""

from __future__ import annotations

from typing import ClassVar


class CoachError(Exception):
    """An expected failure: `id` names the sentence for people, `values` fill it in."""

    exit_code: ClassVar[int] = 6

    def __init__(self, id: str, /, **values: str | float) -> None:
        super().__init__(id, values)
        self.id = id
        self.values = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.id} ({told})" if told else self.id


class MediaError(CoachError):
    """The recording's fault: empty, broken, not a recording."""

    exit_code = 3


class ModelMissing(CoachError):
    """The installation's fault: weights that are not there or not what they should be."""

    exit_code = 4


class LessonError(CoachError):
    """The lesson author's fault: a field, a label or a file that is not right."""

    exit_code = 5


class JobError(CoachError):
    """The machine's fault: disk, memory, engine."""


class NotAllowed(CoachError):
    """Somebody asked for what is not theirs."""
