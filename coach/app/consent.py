"""What a learner is asked to agree to, word for word, and the note that she did."""

from __future__ import annotations

from coach.app.here import here, language, now, speaker
from coach.domain.people import Consent, Learner
from coach.i18n import Speaker

PURPOSE = "record_and_analyse"
VERSION = "1"  # a changed text takes a new number and a new message id; old consents keep their own text


def consent_text(words: Speaker) -> str:
    """The text as shown beside the tick."""
    return words.say(f"consent.{PURPOSE}.{VERSION}")


def agree(learner: Learner) -> None:
    """Keep the very text that was ticked, in its language and version."""
    text = consent_text(speaker())
    here().store.people.agree(Consent(learner.id, PURPOSE, VERSION, language(), text, now()))
