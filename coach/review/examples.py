"""Words quoted in a correction, offered as new example sentences; a trainer accepts each or leaves it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

PHONE = re.compile(r"(?:\d[ .\-]?){8,}")  # as many digits in a row are somebody's number, not a price
SHORTEST, LONGEST = 3, 40  # words: fewer teach no label, more hold several thoughts
REGION = "other"  # column `region`: where a learner's speech is from is not asked
SOURCE = "heard"  # column `source` of sentences that learners said


class Decision(Enum):
    """What a trainer made of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a take, and the label that the machine heard in them or that a trainer hears."""

    label: str
    text: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Offer:
    """One sentence that might be learned: whether it holds that label, by a correction of that criterion."""

    attempt_id: str
    criterion: str
    label: str
    text: str
    at_s: float
    holds: bool


def lowered(
    attempt_id: str, criterion: str, quotes: Iterable[Quote], labels: Collection[str]
) -> tuple[Offer, ...]:
    """What a lower level puts in doubt: each quote that earned the machine's, as not holding its label.

    Only `labels` that are learned from sentences; never words with a telephone number in them.
    """
    fit = (one for one in quotes if one.label in labels and teachable(one.text))
    return tuple(Offer(attempt_id, criterion, one.label, one.text, one.at_s, False) for one in _once(fit))


def raised(
    attempt_id: str, criterion: str, quotes: Iterable[Quote], labels: Collection[str]
) -> tuple[Offer, ...]:
    """What only the trainer heard: the words she pointed at, as holding the label she named."""
    fit = (one for one in quotes if one.label in labels and teachable(one.text))
    return tuple(Offer(attempt_id, criterion, one.label, one.text, one.at_s, True) for one in _once(fit))


def teachable(text: str) -> bool:
    """Whether words are long enough to teach and short enough to be one thought, and hold nobody's number."""
    return SHORTEST <= len(text.split()) <= LONGEST and not PHONE.search(text)


def row(offer: Offer, learner_id: str, salt: str, region: str = REGION) -> str:
    """An accepted offer as a line of the course's sentences, its cells in the order of their columns.

    The writer is a number that tells voices apart and no person: `salt` stays in this installation.
    """
    from coach.language.sentences import COLUMNS  # reads languages, which the store need not know

    cells = {
        "text": " ".join(offer.text.split()),
        "true": offer.label if offer.holds else "",
        "false": "" if offer.holds else offer.label,
        "near_miss_of": "" if offer.holds else offer.label,
        "region": region,
        "writer": voice(learner_id, salt),
        "source": SOURCE,
    }
    return "\t".join(cells[column] for column in COLUMNS)


def unlike(lines: Iterable[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """Lines of sentences, each sentence once: the last that was decided of it, and none that is known."""
    last: dict[str, str] = {}
    for line in lines:
        last.pop(said := sounds(line.split("\t")[0]), None)
        last[said] = line
    return tuple(line for said, line in last.items() if said not in known)


def sounds(text: str) -> str:
    """A sentence as it is compared: two that sound the same are one."""
    from coach.language.text import spoken, tokens  # reads languages, which the store need not know

    return " ".join(token.text for token in tokens(spoken(text).words))


def voice(learner_id: str, salt: str) -> str:
    """The same number for the same learner, from which nobody finds her."""
    return f"voice-{hashlib.sha256(f'{salt}:{learner_id}'.encode()).hexdigest()[:10]}"


def _once(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Each sentence once a label."""
    return tuple({(one.label, " ".join(one.text.casefold().split())): one for one in quotes}.values())
