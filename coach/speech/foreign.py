"""Notices when somebody speaks another language than the take's, because its words would then be guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from coach.domain.transcript import Word
from coach.speech.transcriber import Clip, Passage

# Measured with Whisper base, docs/speech.md section 2e. The language asked for: 0.90-1.00 where a person
# spoke it, at most 0.008 where she spoke the other one. A synthetic Vietnamese voice that nobody understands:
# 0.01-0.97, and where under 0.05 the likeliest other one stayed under 0.31 (one clip of 33: 0.59).
SCARCELY = 0.05  # probability of the language asked for up to which it was not spoken
SURELY = 0.5  # probability of another language from which the clip is not merely hard to place
ENOUGH_S = 2.5  # a human clip of 1.5 s was placed wrongly, one of 2.5 s rightly
STRETCH = 10  # words looked at together: shorter stretches may hold a few borrowed words (combo, livestream)
FOREIGN = 6  # of them that cannot be words of the language; English read as Vietnamese has 6-8

_ONSET = "(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_RHYME = "[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(_ONSET + _RHYME)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_MARKED = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ]")  # letters that neither English nor Indonesian writes


def another_language(passage: Passage, clip: Clip) -> bool:
    """Whether the clip is surely not in the language that was asked for."""
    tongue = passage.tongue
    if tongue is None or clip.span.duration_s < ENOUGH_S:
        return False
    return tongue.asked <= SCARCELY and tongue.other >= SURELY


def holds_foreign_stretch(words: Sequence[Word], language: str) -> bool:
    """Whether ten words in a row are mostly none of the language: a recogniser writes what it hears."""
    foreign = [not is_native(word.text, language) for word in words]
    last = max(0, len(foreign) - STRETCH)
    return any(sum(foreign[first : first + STRETCH]) >= FOREIGN for first in range(last + 1))


def is_native(text: str, language: str) -> bool:
    """Whether the text could be a word of that language, by its letters alone. Numbers always could."""
    letters = "".join(letter for letter in unicodedata.normalize("NFC", text.lower()) if letter.isalpha())
    if language == "vi":
        toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", letters).translate(_TONES))
        return not letters or bool(_SYLLABLE.fullmatch(toneless))
    return not _has_vietnamese_letters(letters)


def _has_vietnamese_letters(letters: str) -> bool:
    tones = unicodedata.normalize("NFD", letters)
    return bool(_MARKED.search(letters)) or any(ord(letter) in _TONES for letter in tones)
