"""From a take to a scorecard: the story of the product."""

from coach.pipeline.gathering import Gathered, Shelf, gather
from coach.pipeline.story import Coached, Parts, Understanding, coach_take, coach_words

__all__ = ["Coached", "Gathered", "Parts", "Shelf", "Understanding", "coach_take", "coach_words", "gather"]
