"""What the audience has heard of the learner so far, and how far listening has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from coach.domain.evidence import Evidence, Observation
from coach.domain.media import ShownComment, Span
from coach.domain.rubric import Intent
from coach.domain.transcript import Transcript, Word
from coach.scoring.replies import Asking, replies

SURE = 0.5  # from this certainty a label counts as heard, as in scoring
WITHIN_S = 90.0  # a viewer who is answered later than that has gone on to something else
BEHIND_S = 20.0  # listening that lags further behind than this says nothing of now


@dataclass(frozen=True, slots=True)
class Heard:
    """Labels and slots with their seconds, words, stretches of voice, and the second listening has reached.

    `until_s` 0: nobody listens yet, and the audience follows its seed alone.
    """

    observations: tuple[Observation, ...] = ()
    speech: tuple[Span, ...] = ()
    until_s: float = 0.0
    words: tuple[Word, ...] = ()

    def by(self, second_s: float) -> Heard:
        """What had been heard by that second; a thing is heard when it has been said to its end."""
        return replace(
            self,
            observations=tuple(o for o in self.observations if o.span.end_s <= second_s),
            speech=tuple(
                Span(one.start_s, min(one.end_s, second_s)) for one in self.speech if one.start_s < second_s
            ),
            until_s=min(self.until_s, second_s),
            words=tuple(word for word in self.words if word.span.end_s <= second_s),
        )

    def lately(self, names: Collection[str], second_s: float, within_s: float) -> bool:
        """Whether one of the names was heard in the seconds before."""
        return any(second_s - within_s <= o.span.end_s for o in self._named(names))

    def moments(self, names: Collection[str], each_s: float) -> int:
        """In how many stretches of so many seconds one of the names was heard."""
        return len({int(o.span.end_s // each_s) for o in self._named(names)})

    def quiet_s(self, second_s: float) -> float:
        """Seconds without a voice up to now; 0 where listening is not there yet."""
        if not self.until_s or second_s - self.until_s > BEHIND_S:
            return 0.0
        last_s = max((one.end_s for one in self.speech), default=0.0)
        return max(0.0, self.until_s - last_s)

    def quiet_stretches(self) -> tuple[float, ...]:
        """Seconds of each stretch without a voice, as far as listening has come."""
        edges = sorted((one.start_s, one.end_s) for one in self.speech)
        found, reached_s = [], 0.0
        for start_s, end_s in (*edges, (self.until_s, self.until_s)):
            found.append(max(0.0, start_s - reached_s))
            reached_s = max(reached_s, end_s)
        return tuple(found)

    def answered(self, comment: ShownComment, intents: dict[str, Intent]) -> bool:
        """Whether words that answer the comment were heard since it was shown."""
        evidence = Evidence(Transcript("", self.words), self.observations, (), (), self.until_s)
        return replies(evidence, (comment,), Asking(intents, WITHIN_S, 0, SURE))[0].answered

    def told(self, comment: ShownComment) -> bool:
        """Whether what exactly the comment asks for was heard since it was shown; nobody thanks for less."""
        since = (o for o in self._named(comment.facts) if o.span.start_s >= comment.at_s)
        return not comment.facts or any(since)

    def _named(self, names: Collection[str]) -> Sequence[Observation]:
        """Observations of one of the names or of a finer one."""
        return [
            o
            for o in self.observations
            if o.certainty >= SURE and (o.name in names or o.name.partition(".")[0] in names)
        ]
