"""Counts sounds that only fill time ("ờ", "uh"), and says honestly how many more there may have been."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.evidence import NotObserved, Observation
from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.speech.intonation import HELD
from coach.speech.pauses import gaps, merged
from coach.speech.syllables import syllables

FILLER, LEVEL = "filler", "filler_low"
LEAST, MOST = f"{LEVEL}.least", f"{LEVEL}.most"  # the level at its lowest and at its highest
FAULT, ADVICE, SHOWN = f"{LEVEL}.fault", "advice.filler_low.rest", 3  # places to listen to, at most three
# How a recogniser writes them. Final particles (ạ, nhé, nha, nhỉ, ha) and answers (ừ, vâng) are none.
WORDS = {
    "vi": re.compile(r"ờ+m*|ơ+m*|ừ+m+|ư+m+|hừm+|à+|ừ+ờ+"),
    "en": re.compile(r"u+h+m*|u+m+|e+r+m*|e+h+|a+h+|h+m+"),
    "id": re.compile(r"e{2,}[hm]*|e+h+m*|e+m+|anu+|u+m+|h+m+"),
}
AT_END_NONE = {"vi": re.compile(r"à+")}  # "thế à?" asks; "à, còn nữa" fills
PHRASES = {"vi": ("thì", "là", "mà")}
ONE = 0.5  # share of a sound on which a word lies from which it is that word
ALONE_S, JUST_BEGUN_S = 1.2, 0.25  # a filler stands between two rests, or begins after one
DRAWN_OUT_S, SYLLABLE_S = 0.15, 0.35  # a syllable takes 0.15-0.3 s; one so much longer may hide a filler
WORDLESS_S = 0.5  # of voice; gaps between words that were heard reach 0.45 (docs/speech.md section 7d)
FEWEST_SYLLABLES = 100
UNSEEN = 3  # more that may have been, when none of a kind was noticed ("rule of three", 95 %)
BANDS, WORST = (3.0, 5.0, 8.0), 12.0  # fillers in 100 syllables from which a level is lost; docs/course.md
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """What fillers are looked for in: the words, where a voice was, what was held, and the language."""

    words: tuple[Word, ...]
    speech: tuple[Span, ...]
    held: tuple[Span, ...]
    language: str


def said(words: Sequence[Word], speech: Sequence[Span], found: Sequence[Observation], language: str) -> Said:
    """Everything needed, from words, stretches of voice and the observations `held_sound`."""
    sounds = tuple(one.span for one in found if one.name == HELD)
    return Said(tuple(words), merged(speech), sounds, language)


def fillers(said: Said, whole: Span) -> tuple[Observation | NotObserved, ...]:
    """Each `filler` that surely was one, and the level by their number: at its highest and at its lowest.

    The highest counts only these; the lowest counts also places where one may be hidden, and three more.
    """
    surely = (*_written(said), *_sounded(said))
    spoken = sum(syllables(word.text, said.language) for word in said.words)
    if spoken < FEWEST_SYLLABLES:
        return (*surely, NotObserved(LEVEL, "voice.too_few_words"))
    perhaps = _perhaps(said, surely)
    places = [*sorted(one.span for one in surely), *perhaps][:SHOWN]
    shown = tuple(Observation(FAULT, span, ADVICE, "advice", moment_s=span.start_s) for span in places)
    least = level(100 * (len(surely) + len(perhaps) + UNSEEN) / spoken)
    most = level(100 * len(surely) / spoken)
    levels = (Observation(LEAST, whole, least, "level"), Observation(MOST, whole, most, "level"))
    return (*surely, *shown, *levels)


def hidden(said: Said) -> int:
    """In how many places a filler may be that was not surely one."""
    return len(_perhaps(said, (*_written(said), *_sounded(said))))


def _perhaps(said: Said, surely: Sequence[Observation]) -> list[Span]:
    return [span for span in _hidden(said) if not any(span.overlap_s(one.span) for one in surely)]


def level(in_100_syllables: float) -> int:
    """0 to 4: 4 under 3 fillers in 100 syllables, 0 over 12."""
    lost = sum(in_100_syllables >= border for border in BANDS)
    return 4 - lost - (in_100_syllables > WORST)


def _written(said: Said) -> tuple[Observation, ...]:
    """The fillers among the words."""
    keys = [_key(word) for word in said.words]
    found = [
        Observation(FILLER, word.span, quote=word.text, certainty=round(word.probability, 3))
        for place, word in enumerate(said.words)
        if _fills(keys[place], said.language) and not _ends(said, place)
    ]
    phrase = PHRASES.get(said.language, ())
    for place in range(len(keys) - len(phrase) + 1) if phrase else ():
        if tuple(keys[place : place + len(phrase)]) == phrase:
            found.append(_as_one(said.words[place : place + len(phrase)]))
    return tuple(found)


def _fills(key: str, language: str) -> bool:
    pattern = WORDS.get(language)
    return bool(pattern and pattern.fullmatch(key))


def _ends(said: Said, place: int) -> bool:
    """Whether a word that fills at the beginning stands at the end, where it asks."""
    asks = AT_END_NONE.get(said.language)
    if not asks or not asks.fullmatch(_key(said.words[place])):
        return False
    word, after = said.words[place], said.words[place + 1 : place + 2]
    stops = word.text.endswith(("?", ".", "!"))
    return stops or not after or after[0].span.start_s - word.span.end_s >= JUST_BEGUN_S


def _as_one(words: Sequence[Word]) -> Observation:
    span = Span(words[0].span.start_s, max(word.span.end_s for word in words))
    sure = min(word.probability for word in words)
    return Observation(FILLER, span, quote=" ".join(word.text for word in words), certainty=round(sure, 3))


def _sounded(said: Said) -> tuple[Observation, ...]:
    """Held sounds after a rest on which no word lies. After other words it may be a final particle."""
    free = (span for span in said.held if _after_rest(span, said.speech) and not _worded(span, said.words))
    return tuple(Observation(FILLER, span, round(span.duration_s, 2), "s") for span in free)


def _after_rest(span: Span, speech: Sequence[Span]) -> bool:
    around = next((voice for voice in speech if voice.overlap_s(span) > 0), None)
    if around is None:
        return False
    return span.start_s - around.start_s <= JUST_BEGUN_S or around.duration_s <= ALONE_S


def _worded(span: Span, words: Sequence[Word]) -> bool:
    return sum(span.overlap_s(word.span) for word in words) >= ONE * span.duration_s


def _hidden(said: Said) -> list[Span]:
    """Where a filler may be: voice without words, and words that last longer than their syllables."""
    found = [
        gap
        for voice in said.speech
        for gap in gaps([w.span for w in said.words if w.span.overlap_s(voice) > 0], voice)
        if gap.duration_s >= WORDLESS_S
    ]
    for word in said.words:
        voiced_s = sum(word.span.overlap_s(voice) for voice in said.speech)
        usual_s = SYLLABLE_S * max(1, syllables(word.text, said.language))
        if voiced_s - usual_s > DRAWN_OUT_S:
            found.append(word.span)
    return sorted(found)


def _key(word: Word) -> str:
    return _NO_LETTERS.sub("", word.text.lower())
