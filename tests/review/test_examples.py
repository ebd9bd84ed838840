"""Quoted words become offers, never rows by themselves, and never somebody's telephone number or name."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coach.language.labels import read_labels
from coach.language.sentences import COLUMNS, read_sentences
from coach.review.examples import Offer, Quote, lowered, raised, row, teachable, voice
from coach.review.room import next_takes
from coach.settings import shipped
from tests.review.raters import SAID_TWO, review

SAID = Quote("origin", "na này trồng ở Chi Lăng", 12.0)


def test_a_lower_level_offers_the_quotes_as_not_holding_their_label() -> None:
    quotes = [SAID, SAID, Quote("framing", "na này trồng ở Chi Lăng", 3.0), Quote("origin", "dạ vâng", 4.0)]
    (offer,) = lowered("t", "origin_place", quotes, {"origin"})
    assert (offer.label, offer.holds, offer.at_s) == ("origin", False, 12.0)


def test_words_she_points_at_are_offered_as_holding_it() -> None:
    (offer,) = raised("t", "origin_place", [SAID], {"origin", "story"})
    assert offer.holds


def test_a_telephone_number_is_never_offered() -> None:
    assert not teachable("gọi em số 0912 345 678 nha")
    assert not teachable("gọi em số 09.1234.5678 nha")
    assert teachable("na này 35.000 một cân ạ")


def test_an_accepted_row_reads_as_a_sentence_of_the_course(tmp_path: Path) -> None:
    made = [
        row(Offer("t", "c", "origin", SAID.text, 1.0, True), "lan", "salt", "north"),
        row(Offer("t", "c", "origin", "bên em bán cả na cả bưởi", 1.0, False), "lan", "salt"),
    ]
    path = tmp_path / "vi.tsv"
    path.write_text("\n".join(["\t".join(COLUMNS), *made]), "utf-8")
    yes, no = read_sentences(path, read_labels(shipped("lessons") / "labels.yaml"))
    assert "origin" in yes.true
    assert "origin" in no.false
    assert yes.writer == no.writer
    assert "lan" not in made[0].split("\t")[5].removeprefix("voice-")


@given(st.text(min_size=1), st.text(min_size=1))
def test_voices_tell_learners_apart_and_name_nobody(one: str, other: str) -> None:
    assert (voice(one, "s") == voice(other, "s")) == (one == other)


def test_the_room_brings_trainers_to_the_same_takes() -> None:
    takes = [f"t{n}" for n in range(10)]
    first = next_takes(takes, [], "a")
    assert sorted(first) == takes
    assert first == next_takes(takes, [], "b")
    half = [review(first[4], "a", 2, SAID_TWO)]
    assert next_takes(takes, half, "b")[0] == first[4]
    assert first[4] not in next_takes(takes, half, "a")
    full = [*half, review(first[4], "b", 3, SAID_TWO)]
    assert first[4] not in next_takes(takes, full, "c")
    seen = [review(first[0], "a", 2, SAID_TWO, blind=False)]
    assert first[0] in next_takes(takes, seen, "b")
