"""Learners: what they are called, how they wish to be addressed, and what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ADDRESSES = (
    "em",
    "chị",
    "anh",
    "cô",
    "chú",
    "bác",
    "bạn",
)  # forms of address a Vietnamese learner may choose

DEMONSTRATION = "demonstration"  # the kind of group whose learners are invented
INSTALLATION = "installation"  # the kind of the topmost group; there is one, above all others
GROUP_KINDS = ("province", "commune", "cooperative", "team", "class")  # what people may make, widest first


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who practises. `address` is how the app speaks to her in Vietnamese."""

    id: str
    name: str
    address: str = "bạn"


@dataclass(frozen=True, slots=True)
class Group:
    """People who belong together."""

    id: str
    kind: str  # one of GROUP_KINDS, INSTALLATION or DEMONSTRATION
    name: str
    parent_id: str = ""
    code: str = ""  # of a class: what its learners type to sign in


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group, and as what."""

    learner: Learner
    role: str  # learner, trainer, host or administrator


@dataclass(frozen=True, slots=True)
class Consent:
    """What a learner agreed to, or took back: the very text she saw, in its language and version."""

    learner_id: str
    purpose: str
    version: str
    language: str
    text: str
    given_at: datetime
    given: bool = True  # false: taken back
    how: str = "screen"  # or "paper", "spoken"
