"""What a learner is asked to allow, word for word, and the note of what she said."""

from __future__ import annotations

from coach.app.here import here, language, now, speaker
from coach.domain.consent import BOTH, KEEP_LONGER, SHOW_TRAINER
from coach.domain.people import Consent, Learner
from coach.i18n import Speaker

PURPOSE = BOTH  # without these two nothing can be practised; the others are switched on page "My data"
VERSION = "3"  # a changed text takes a new number and a new message id; old consents keep their own text
FIRST = "1"  # of the texts about one purpose each, where it never changed
SINGLE_VERSIONS = {SHOW_TRAINER: "2"}


def consent_text(words: Speaker) -> str:
    """The text as shown beside the tick."""
    return words.say(f"consent.{PURPOSE}.{VERSION}")


def purpose_text(purpose: str, words: Speaker) -> str:
    """The text beside the switch of one purpose."""
    policy = here().settings.retention
    days = {"usual": policy.kept_days, "longer": policy.longer_days} if purpose == KEEP_LONGER else {}
    return words.say(f"consent.{purpose}.{version_of(purpose)}", **days)


def version_of(purpose: str) -> str:
    """The number of the text about one purpose that is shown now."""
    return SINGLE_VERSIONS.get(purpose, FIRST)


def agree(learner: Learner) -> None:
    """Keep the very text that was ticked, in its language and version."""
    text = consent_text(speaker())
    here().store.people.agree(Consent(learner.id, PURPOSE, VERSION, language(), text, now()))


def switch(learner: Learner, purpose: str, given: bool) -> None:
    """Keep that she allowed one purpose, or took it back, with the text beside the switch."""
    text = purpose_text(purpose, speaker())
    said = Consent(learner.id, purpose, version_of(purpose), language(), text, now(), given)
    here().store.consents.keep(said)
