"""A person's words go before the machine's, say whose they are, and overwrite nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.capture.probe import probe
from coach.domain.correction import CORRECTED_WORDS, Correction
from coach.domain.evidence import Finding, Observed, ObserverKey, Watching
from coach.domain.media import Notice, Piece, Span, Take
from coach.domain.transcript import Word
from coach.pipeline import Gathered, gather
from coach.store import Store, open_store
from tests import clips

MISHEARD, SAID = Word("lá", Span(0.1, 0.4), 0.3), Word("na", Span(0.1, 0.4), 1.0)


class Hearing:
    """Hears one wrong word."""

    def key(self, take: Take) -> ObserverKey:
        return ObserverKey("hearing", "1", take.language)

    def start(self, take: Take) -> Watching:
        return self

    def see(self, piece: Piece) -> tuple[Finding, ...]:
        return ()

    def finish(self) -> tuple[Finding, ...]:
        return (MISHEARD,)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


@pytest.fixture
def take(tmp_path: Path) -> Take:
    return Take(probe(clips.make(tmp_path / "clip.mp4", 2, clips.Picture(), clips.Sound())), "vi")


def gathered(take: Take, store: Store) -> Gathered:
    return gather(take, (Hearing(),), store.evidence, lambda stage, share: None)


def corrected(take: Take, number: int, text: str = "na", language: str = "vi") -> Observed:
    words = (Word(text, SAID.span, 1.0),)
    return Correction(take.recording.sha256, language, "Chị Thu", words, number).observed()


def test_without_a_correction_the_machines_words_count(take: Take, store: Store) -> None:
    assert gathered(take, store).words == (MISHEARD,)


def test_a_correction_goes_before_and_says_whose_it_is(take: Take, store: Store) -> None:
    gathered(take, store)
    store.evidence.keep(take.recording.sha256, corrected(take, 1))
    found = gathered(take, store)
    assert found.words == (SAID,)
    assert found.of(Notice) == (Notice("transcript.corrected", {"by": "Chị Thu"}),)
    assert {one.key.name for one in found.observed} == {"hearing", CORRECTED_WORDS}


def test_the_machines_words_stay_as_they_were(take: Take, store: Store) -> None:
    store.evidence.keep(take.recording.sha256, corrected(take, 1))
    gathered(take, store)
    kept = store.evidence.observed(take.recording.sha256, Hearing().key(take))
    assert kept is not None
    assert kept.of(Word) == (MISHEARD,)


def test_the_newest_correction_counts_and_older_ones_stay(take: Take, store: Store) -> None:
    for number in (10, 9, 1):
        store.evidence.keep(take.recording.sha256, corrected(take, number, f"na{number}"))
    assert [word.text for word in gathered(take, store).words] == ["na10"]
    assert len(store.evidence.observed_by(take.recording.sha256, CORRECTED_WORDS)) == 3


def test_a_correction_in_another_language_is_not_for_this_take(take: Take, store: Store) -> None:
    store.evidence.keep(take.recording.sha256, corrected(take, 1, language="en"))
    assert gathered(take, store).words == (MISHEARD,)
