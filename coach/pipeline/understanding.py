"""What the words hold: labels, slots, claims, pace and pauses; and where hearing was too poor."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from coach.domain.evidence import Evidence, HearingWindow, NotObserved, Observation
from coach.domain.media import Notice, Span, Take
from coach.domain.transcript import Transcript, Utterance, Word
from coach.language import claims as claiming
from coach.language import kept
from coach.language.clauses import clauses
from coach.language.recogniser import Recogniser
from coach.pipeline.cards import card_facts, named
from coach.pipeline.gathering import Gathered
from coach.pipeline.meant import for_buyers
from coach.pipeline.speaking import melody_and_fillers, rests, told_slowly
from coach.speech.pace import pace_of_utterances, pace_windows
from coach.speech.quality import hearing_windows

NO_SENSE = "hearing.no_sense"

VERSION = "9"  # raised when the same words and examples would be understood differently


@dataclass(frozen=True, slots=True)
class Understander:
    """Understands takes spoken in one language, from the course's example sentences and claim rules."""

    recogniser: Recogniser
    rules: claiming.Rules
    digest: str

    def of(self, gathered: Gathered, take: Take) -> Evidence:
        """The evidence of a take. Pure, and quick next to listening."""
        words, whole_s = gathered.words, take.recording.duration_s
        speech = tuple(o.span for o in gathered.of(Observation) if o.name == "speech")
        loud = tuple(o for o in gathered.of(Observation) if o.name == "loudness")
        hearing = hearing_windows(words, speech, whole_s, loudness=loud, language=take.language)
        breaths = self.recogniser.language.utterances(words)
        understood = self._meaning(breaths, self._with_sense(hearing, breaths), take)
        voice = melody_and_fillers(gathered, speech, take)
        return replace(
            understood,
            observations=(
                *gathered.of(Observation),
                *understood.observations,
                *pace_windows(words, whole_s, take.language, may_be_slow=told_slowly(understood)),
                *pace_of_utterances(_parts(breaths), take.language),
                *rests(words, speech, take),
                *(one for one in voice if isinstance(one, Observation)),
            ),
            not_observed=(
                *gathered.of(NotObserved),
                *understood.not_observed,
                *(one for one in voice if isinstance(one, NotObserved)),
            ),
            notices=(*gathered.of(Notice), *understood.notices),
        )

    def of_words(self, words: tuple[Word, ...], take: Take, *, timed: bool) -> Evidence:
        """The evidence of a transcript alone: what needs picture or sound is not observed.

        `timed` False: the words' seconds are only assumed, so whatever rests on them stays unknown.
        """
        speech = tuple(word.span for word in words)
        hearing = hearing_windows(words, speech, take.recording.duration_s, language=take.language)
        breaths = self.recogniser.language.utterances(words)
        understood = self._meaning(breaths, self._with_sense(hearing, breaths), take)
        whole_s, slowly = take.recording.duration_s, told_slowly(understood)
        pace = pace_windows(words, whole_s, take.language, may_be_slow=slowly) if timed else ()
        return replace(understood, observations=(*understood.observations, *pace), timed=timed)

    def _meaning(
        self, breaths: tuple[Utterance, ...], hearing: tuple[HearingWindow, ...], take: Take
    ) -> Evidence:
        """Labels, slots and claims in what was said, and the product card beside it."""
        language = self.recogniser.language
        meant, notices = for_buyers(breaths, self.recogniser)
        slots = tuple(slot for breath in meant for slot in language.slots(breath))
        goods = named(meant, take.card, language) if take.card else ()
        found = (*self.recogniser.heard(meant), *slots, *goods)
        sure = (_as_sure_as_the_words(one, breaths) for one in found)
        heard = tuple(one for one in sure if not _senseless(one.span, hearing))
        risky = claiming.claims(breaths, self.rules, language.id)
        words = tuple(word for breath in breaths for word in breath.words)
        return Evidence(
            transcript=Transcript(take.language, words),
            observations=(*heard, *(card_facts(take.card, language) if take.card else ())),
            not_observed=self._unlearned(),
            hearing=hearing,
            duration_s=take.recording.duration_s,
            claims=(*risky, *claiming.claims_heard(heard, self.rules, risky, language.id)),
            comments=take.comments,
            card=take.card,
            photos=len(take.photos),
            notices=notices,
        )

    def _with_sense(
        self, windows: tuple[HearingWindow, ...], breaths: tuple[Utterance, ...]
    ) -> tuple[HearingWindow, ...]:
        """The windows, those whose words make no sense together marked as not well heard."""
        return tuple(
            window if self._makes_sense(window, breaths) else replace(window, good=False, reason=NO_SENSE)
            for window in windows
        )

    def _makes_sense(self, window: HearingWindow, breaths: tuple[Utterance, ...]) -> bool:
        inside = [one for one in breaths if one.span.overlap_s(window.span) > 0]
        return self.recogniser.sense.made_by(inside)

    def _unlearned(self) -> tuple[NotObserved, ...]:
        return tuple(NotObserved(label, "hearing.not_learned") for label in self.recogniser.not_measured)


def _parts(breaths: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
    """The clauses: labels are of them, so that the pace of a price is compared and not of all around it."""
    return tuple(clause for breath in breaths for clause in clauses(breath))


def _as_sure_as_the_words(one: Observation, breaths: tuple[Utterance, ...]) -> Observation:
    """Nothing heard in an utterance is surer than the recogniser was of its words on average."""
    around = next((breath for breath in breaths if breath.span.overlap_s(one.span) > 0), None)
    if around is None:
        return one
    sure = sum(word.probability for word in around.words) / len(around.words)
    return replace(one, certainty=round(min(one.certainty, sure), 3))


def _senseless(span: Span, hearing: tuple[HearingWindow, ...]) -> bool:
    """Whether what was heard there was only words: nothing may be earned by them."""
    return any(window.reason == NO_SENSE and window.span.overlap_s(span) > 0 for window in hearing)


def understander(language: str, lessons: Path, cache: Path) -> Understander:
    """The understander of a language, fitted on first use, then kept in the cache; or LessonError."""
    recogniser = kept.recogniser(language, lessons, cache)
    rules_file = lessons / "claims.yaml"
    told = (VERSION, kept.identity(language, lessons), hashlib.sha256(rules_file.read_bytes()).hexdigest())
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
    return Understander(recogniser, claiming.read_rules(rules_file), digest)
