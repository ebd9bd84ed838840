"""Keeps out what nobody said: sentences a recogniser invents over noise, and words it repeats without end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.speech.transcriber import Passage

# What Whisper writes over noise and silence in Vietnamese: measured with Whisper base on noise, music and
# digital silence, and reported by many (whisperX issue 1086). Honest hosts say some of it too.
INVENTED = (
    "hãy subscribe cho kênh",
    "hãy đăng ký cho kênh",
    "hãy đăng kí cho kênh",
    "đừng quên like",
    "đừng quên đăng ký",
    "đừng quên đăng kí",
    "để không bỏ lỡ",
    "không bỏ lỡ những video",
    "ghiền mì gõ",
    "la la school",
    "cảm ơn các bạn đã theo dõi và hẹn gặp lại",
    "thanks for watching",
    "subtitles by the amara org community",
)
PROBABLY_NO_SPEECH = 0.5  # the recogniser's own figure was 0.5-0.93 over inventions; docs/speech.md
LITTLE_VOICE = 0.3  # share of the phrase's time in which the voice detector heard a voice
LONGEST_LOOP = 8  # words in a phrase that is looked for as a loop
ALLOWED_IN_A_ROW = {
    1: 3,
    2: 3,
}  # by words in the phrase: "rẻ, rẻ, rẻ" and "nhanh lên" three times are emphasis
ALLOWED_PHRASES = 2  # longer phrases; people do say a sentence twice


def believed(passage: Passage, speech: Sequence[Span]) -> tuple[Word, ...]:
    """The words of a passage that were probably said; `speech` is where a voice was heard."""
    return without_loops(without_invented(passage.words, passage.no_speech, speech))


def without_invented(words: Sequence[Word], no_speech: float, speech: Sequence[Span]) -> tuple[Word, ...]:
    """Words without invented phrases, which are looked for only where it was probably no speech.

    Where the whole passage was probably none, the sentence goes with the phrase, up to the next full stop.
    """
    keys = [_key(word.text) for word in words]
    dropped: set[int] = set()
    for first, after in _found(keys):
        if no_speech > PROBABLY_NO_SPEECH:
            dropped.update(range(first, _sentence_end(words, after)))
        elif _voiced_share(words[first:after], speech) < LITTLE_VOICE:
            dropped.update(range(first, after))
    return tuple(word for place, word in enumerate(words) if place not in dropped)


def without_loops(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words with loops cut: a phrase said again and again in a row stays once."""
    kept = tuple(words)
    for length in range(1, LONGEST_LOOP + 1):
        kept = _cut_loops(kept, length)
    return kept


def _cut_loops(words: tuple[Word, ...], length: int) -> tuple[Word, ...]:
    keys = [_key(word.text) for word in words]
    allowed = ALLOWED_IN_A_ROW.get(length, ALLOWED_PHRASES)
    kept: list[Word] = []
    place = 0
    while place < len(words):
        times = _times(keys, place, length)
        step = times * length if times > allowed else 1
        kept.extend(words[place : place + (length if times > allowed else 1)])
        place += step
    return tuple(kept)


def _times(keys: Sequence[str], first: int, length: int) -> int:
    """How often the phrase of `length` words at `first` stands there in a row, at least once."""
    phrase = keys[first : first + length]
    if len(phrase) < length or not any(phrase):
        return 1
    times = 1
    while keys[first + times * length : first + (times + 1) * length] == phrase:
        times += 1
    return times


def _found(keys: Sequence[str]) -> list[tuple[int, int]]:
    """Places (first, after) of invented phrases among word keys."""
    places = []
    for phrase in (phrase.split() for phrase in INVENTED):
        spots = range(len(keys) - len(phrase) + 1)
        places += [(i, i + len(phrase)) for i in spots if list(keys[i : i + len(phrase)]) == phrase]
    return places


def _sentence_end(words: Sequence[Word], after: int) -> int:
    for place in range(after - 1, len(words)):
        if words[place].text.endswith((".", "!", "?", "…")):
            return place + 1
    return len(words)


def _voiced_share(words: Sequence[Word], speech: Sequence[Span]) -> float:
    span = Span(words[0].span.start_s, max(word.span.end_s for word in words))
    if not span.duration_s:
        return float(any(span.touches(voice) for voice in speech))
    return sum(span.overlap_s(voice) for voice in speech) / span.duration_s


def _key(text: str) -> str:
    """A word as compared: small letters, no punctuation."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFC", text).lower())
