"""What was heard of a recording that is still coming in: where it lies; nothing of it stays behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.domain.evidence import Evidence, Observation
from coach.domain.media import Span
from coach.domain.people import Consent
from coach.domain.so_far import SoFar
from coach.domain.transcript import Transcript, Utterance, Word
from coach.store import Store, open_store
from coach.store.arriving import Arriving, GaveUp
from coach.store.uploads import Upload, upload_id
from coach.web.finishing import hand_in

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path)
    yield store
    store.engine.dispose()


def coming_in(store: Store) -> Upload:
    learner = store.people.add("Lan", "cô", NOW)
    store.people.agree(Consent(learner.id, "record_and_analyse", "1", "vi", "text", NOW))
    upload = Upload(upload_id(learner.id, "client-1"), learner.id, "L02", "en", "")
    store.uploads.begin(upload)
    return upload


def known() -> SoFar:
    """Two words and what was heard in them."""
    words = (Word("xin", Span(0.5, 0.8), 0.9), Word("chào", Span(0.8, 1.2), 0.8))
    heard = Observation("greeting", Span(0.5, 1.2), certainty=0.7, quote="xin chào")
    evidence = Evidence(Transcript("vi", words), (heard,), (), (), 2.5)
    return SoFar(2.5, evidence, (Utterance(words),), (Span(0.4, 1.3),))


def arriving(store: Store, upload: Upload, patience_s: float = 60.0) -> Arriving:
    return Arriving(upload.id, store.uploads, store.attempts, store.recordings, patience_s)


def test_bytes_are_waited_for_and_the_kept_file_goes_on_where_the_part_ended(store: Store) -> None:
    upload = coming_in(store)
    source = arriving(store, upload)
    store.uploads.append(upload.id, 0, b"abc")
    assert source.bytes_at(0, 2) == b"ab"
    later = threading.Timer(0.3, store.uploads.append, (upload.id, 3, b"def"))
    later.start()
    assert source.bytes_at(3, 10) == b"def"
    later.join()
    assert source.whole() is None
    hand_in(store, upload.id, (), NOW)
    assert source.bytes_at(2, 10) == b"cdef"
    assert source.bytes_at(6, 10) == b""
    assert source.whole() is not None


def test_who_gives_up_or_stays_away_is_not_waited_for(store: Store) -> None:
    upload = coming_in(store)
    with pytest.raises(GaveUp):
        arriving(store, upload, patience_s=0.0).bytes_at(0, 10)
    store.uploads.remove(upload.id)
    with pytest.raises(GaveUp):
        arriving(store, upload).bytes_at(0, 10)


def test_clips_hang_on_the_take_while_it_grows_and_on_its_bytes_afterwards(store: Store) -> None:
    upload = coming_in(store)
    store.uploads.append(upload.id, 0, b"abc")
    store.followed.keep(upload.id, "key", b"{}")
    assert store.followed.heard(upload.id, "key") == b"{}"
    assert store.followed.heard(upload.id, "other") is None
    attempt = hand_in(store, upload.id, (), NOW)
    assert store.clips.heard(attempt.recording_sha256, "key") == b"{}"
    assert store.followed.heard(upload.id, "key") is None
    store.followed.keep(upload.id, "late", b"{}")  # the folder is gone: nothing is left lying about
    assert list(store.uploads.folder.iterdir()) == []


def test_a_slow_machine_says_so_once_and_tells_viewers_nothing_more(store: Store) -> None:
    upload = coming_in(store)
    store.followed.tell(upload.id, known())
    assert (store.followed.so_far(upload.id), store.followed.fell_behind(upload.id)) == (known(), False)
    store.followed.fall_behind(upload.id)
    assert (store.followed.so_far(upload.id), store.followed.fell_behind(upload.id)) == (None, True)
    sha256 = hand_in(store, upload.id, (), NOW).recording_sha256
    assert store.followed.was_slow(sha256)
    store.clips.drop(sha256)  # as when it was scored
    assert not store.followed.was_slow(sha256)


def test_words_are_read_with_their_seconds_while_it_grows_and_no_longer_afterwards(store: Store) -> None:
    upload = coming_in(store)
    store.uploads.append(upload.id, 0, b"abc")
    assert store.followed.words(upload.id) == ()
    store.followed.tell(upload.id, known())
    assert [(one.text, one.span.start_s) for one in store.followed.words(upload.id)] == [
        ("xin", 0.5),
        ("chào", 0.8),
    ]
    assert [one.text for one in store.followed.utterances(upload.id)] == ["xin chào"]
    assert [one.name for one in store.followed.observations(upload.id)] == ["greeting"]
    hand_in(store, upload.id, (), NOW)
    assert store.followed.so_far(upload.id) is None


def test_forgetting_her_takes_what_was_heard_along(store: Store) -> None:
    upload = coming_in(store)
    store.followed.keep(upload.id, "key", b"{}")
    store.followed.tell(upload.id, known())
    store.uploads.forget(upload.learner_id)
    store.followed.leave(upload.id)
    assert list(store.uploads.folder.iterdir()) == []
