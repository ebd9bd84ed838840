"""Evidence and corrections come out of their files as they went in."""

from __future__ import annotations

from pathlib import Path

from coach.domain.correction import Correction
from coach.domain.evidence import NotObserved, Observation, Observed, ObserverKey
from coach.domain.media import Notice, Span
from coach.domain.transcript import Word
from coach.store.parcels import Parcel, read_correction, read_parcel, write_correction, write_parcel

WORD = Word("ngọt", Span(0.5, 0.75), 0.9)
FOUND = Observed(
    ObserverKey("hearing", "1", "abc"),
    (
        WORD,
        Observation("money", Span(1, 2), 50_000, "VND", 0.5, "năm mươi nghìn", 1.5),
        NotObserved("light", "vision.no_face", Span(0, 1)),
        Notice("media.cut_short", {"kept_s": 3.5}),
    ),
)


def test_a_parcel_holds_what_was_put_in_and_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    parcel = Parcel.of("0" * 64, (FOUND,))
    write_parcel(tmp_path / "one", parcel)
    write_parcel(tmp_path / "two", parcel)
    assert read_parcel(tmp_path / "one").observed == (FOUND,)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_correction_can_be_read_by_people_and_back(tmp_path: Path) -> None:
    correction = Correction("0" * 64, "vi", "Chị Thu", (WORD,))
    write_correction(tmp_path / "words.json", correction)
    assert "ngọt" in (tmp_path / "words.json").read_text("utf-8")
    assert read_correction(tmp_path / "words.json") == correction
