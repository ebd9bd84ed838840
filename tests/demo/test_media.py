"""The takes that are shipped are small, have their sources written beside them, and are evidenced truly."""

from __future__ import annotations

import hashlib
from pathlib import Path

import av
import pytest

from coach.assembly import observers
from coach.capture.probe import probe
from coach.domain.evidence import Observation
from coach.domain.media import Take
from coach.domain.transcript import Word
from coach.pipeline import gather
from coach.settings import Settings, shipped
from coach.store import open_store
from coach.store.parcels import Parcel, read_correction, read_parcel
from tools import takes

MEDIA = shipped("media")
FILMS = sorted(MEDIA.glob("*.mp4"))
LARGEST_BYTES = 3_000_000


def beside(film: Path, ending: str) -> Path:
    return film.with_suffix(ending)


def test_every_file_says_what_it_was_made_from() -> None:
    rows = [row.split("\t") for row in (MEDIA / "sources.tsv").read_text("utf-8").splitlines()]
    assert all(len(row) == len(rows[0]) and all(row) for row in rows)
    told = {row[0] for row in rows[1:]}
    assert told == {path.name for path in MEDIA.iterdir()} - {"README.md", "sources.tsv"}


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.stem)
def test_a_take_is_small_and_upright(film: Path) -> None:
    assert film.stat().st_size <= LARGEST_BYTES
    with av.open(str(film)) as opened:
        picture, sound = opened.streams.video[0], opened.streams.audio[0]
        assert (picture.width, picture.height) == (360, 640)
        assert picture.average_rate == 15
        assert (picture.codec_context.name, sound.codec_context.name) == ("h264", "aac")
        assert sound.channels == 1
    assert probe(film).notices == ()


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.stem)
def test_evidence_and_words_are_of_this_very_file(film: Path) -> None:
    sha256 = hashlib.sha256(film.read_bytes()).hexdigest()
    assert read_parcel(beside(film, ".evidence.json.gz")).recording_sha256 == sha256
    if film.name.startswith("vi"):
        assert read_correction(beside(film, ".words.json")).recording_sha256 == sha256


@pytest.mark.parametrize("film", [film for film in FILMS if film.name.startswith("vi")], ids=lambda f: f.stem)
def test_corrected_words_are_the_scripts_in_order_and_where_a_voice_is(film: Path) -> None:
    words = read_correction(beside(film, ".words.json")).words
    script = shipped("lessons") / "scripts" / f"{film.stem}.md"
    assert [word.text for word in words] == " ".join(takes.paragraphs(script)).split()
    starts = [word.span.start_s for word in words]
    assert starts == sorted(starts)
    parcel = read_parcel(beside(film, ".evidence.json.gz"))
    voice = [o.span for one in parcel.observed for o in one.of(Observation) if o.name == "speech"]
    for word in words:
        assert any(word.span.overlap_s(one) > 0 or word.span.touches(one) for one in voice), word


@pytest.mark.whisper
@pytest.mark.slow
@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.stem)
def test_observed_again_it_is_what_is_kept(film: Path, tmp_path: Path) -> None:
    """Heard and seen for real; the words are the machine's own, not the correction's."""
    store = open_store(tmp_path)
    take = Take(probe(film), film.stem[:2])
    gathered = gather(take, observers(Settings()), store.evidence, lambda stage, share: None)
    parcel = read_parcel(beside(film, ".evidence.json.gz"))
    assert [one.key for one in parcel.observed] == [one.key for one in gathered.observed], "run `just media`"
    for kept, now in zip(parcel.observed, gathered.observed, strict=True):
        assert Parcel.of("", (kept,)) == Parcel.of("", (now,)), kept.key.name
    if film.name.startswith("vi"):
        assert gathered.of(Word) != read_correction(beside(film, ".words.json")).words
