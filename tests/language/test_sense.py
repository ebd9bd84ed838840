"""People's sentences make sense even from a voice never heard before; the same words shuffled do not."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from coach.domain.transcript import Utterance
from coach.language.labels import read_labels
from coach.language.sense import Sense
from coach.language.sentences import Row, read_sentences
from coach.language.text import spoken

LESSONS = Path(__file__).parents[2] / "lessons"
STRETCH = 6  # sentences, about 60 words


def rows(language: str) -> tuple[Row, ...]:
    return read_sentences(LESSONS / "sentences" / f"{language}.tsv", read_labels(LESSONS / "labels.yaml"))


def stretches(texts: list[str]) -> list[list[Utterance]]:
    said = [spoken(text) for text in texts]
    return [said[at : at + STRETCH] for at in range(0, len(said) - STRETCH, STRETCH)]


def shuffled(texts: list[str], seed: int) -> list[str]:
    words = [word for text in texts for word in text.split()]
    random.Random(seed).shuffle(words)
    lengths = [len(text.split()) for text in texts]
    cuts = [sum(lengths[:at]) for at in range(len(lengths) + 1)]
    return [" ".join(words[start:end]) for start, end in pairwise(cuts)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_voice_never_heard_makes_sense_and_its_shuffled_words_do_not(language: str) -> None:
    everybody = rows(language)
    held = sorted({row.writer for row in everybody})[::4]
    learned = Sense.of_texts(row.text for row in everybody if row.writer not in held)
    texts = [row.text for row in everybody if row.writer in held]
    natural = [learned.made_by(some) for some in stretches(texts)]
    mixed = [learned.made_by(some) for some in stretches(shuffled(texts, 1))]
    assert sum(natural) / len(natural) >= 0.97
    assert sum(mixed) / len(mixed) <= 0.05


def test_random_words_make_no_sense() -> None:
    everybody = rows("en")
    learned = Sense.of_texts(row.text for row in everybody)
    vocabulary = sorted(learned.words)
    said = [" ".join(random.Random(3 + n).choices(vocabulary, k=10)) for n in range(8)]
    assert not learned.made_by([spoken(text) for text in said])


def test_a_few_words_are_taken_to_make_sense() -> None:
    assert Sense.of_texts(["we grow it here"]).made_by([spoken("banana window seven")])
    assert Sense.of_texts([]).made_by([])
