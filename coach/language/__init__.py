"""What was said: words become utterances, and utterances carry labels, slots and claims."""

from coach.language.tongue import Language, language

__all__ = ["Language", "language"]
