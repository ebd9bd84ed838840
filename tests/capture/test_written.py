"""A transcript as a file: whose words, with which seconds, and what is refused."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.capture.written import LARGEST_BYTES, Written, _from_text, read_written
from coach.domain.errors import MediaError
from coach.domain.transcript import Word


def written(folder: Path, text: str, name: str = "words.md") -> Written:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_written(path)


def texts(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


pieces = st.sampled_from(["na", "ngọt.", "\n", "[0:10] ", "[0:05] ", "[1:00:00] ", "(cười) ", "em ơi! "])


@given(st.lists(pieces, max_size=30).map(" ".join))
def test_words_follow_one_another_whatever_the_marks_say(text: str) -> None:
    words, timed = _from_text(text)
    assert all(before.span.end_s <= after.span.start_s for before, after in pairwise(words))
    assert [w.text for w in words] == [p for p in text.split() if not p.startswith(("[", "("))]
    assert timed is (bool(words) and "[" in text)


def test_words_alone_are_not_timed(tmp_path: Path) -> None:
    found = written(tmp_path, "Em chào cả nhà. Na đây ạ")
    assert not found.timed
    assert texts(found.words) == "Em chào cả nhà. Na đây ạ"
    assert found.words[4].span.start_s - found.words[3].span.end_s == pytest.approx(0.7)  # a breath
    assert found.recording.duration_s == found.words[-1].span.end_s
    assert not found.recording.has_sound
    assert not found.recording.has_picture


def test_a_mark_gives_the_second_of_what_follows(tmp_path: Path) -> None:
    found = written(tmp_path, "[0:05] một hai\n[1:10.5] ba\n[1:00:00] bốn")
    assert found.timed
    assert [w.span.start_s for w in found.words] == [5, 5.5, 70.5, 3600]


def test_words_are_spread_up_to_the_next_mark(tmp_path: Path) -> None:
    found = written(tmp_path, "[0:00] " + "a " * 20 + "[0:05] b")
    assert found.words[19].span.end_s <= 5
    assert found.words[20].span.start_s == 5
    crowded = written(tmp_path, "[0:00] " + "a " * 200 + "[0:01] b")
    assert crowded.words[200].span.start_s > 1  # more words than seconds: later, but in order


def test_what_nobody_said_is_left_out(tmp_path: Path) -> None:
    text = "---\nid: x\nlang: vi\n---\n# Bài hai\n**[0:00]** (cầm quả\nna) Em *chào* [cười] cả nhà\n"
    assert texts(written(tmp_path, text).words) == "Em chào cả nhà"


def test_words_are_nfc_without_a_byte_order_mark(tmp_path: Path) -> None:
    assert texts(written(tmp_path, "\ufeffha\u0300ng").words) == "hàng"
    listed = json.dumps([{"text": " ha\u0300ng ", "start_s": 0, "end_s": 1}])
    assert texts(written(tmp_path, listed, "words.json").words) == "hàng"


def test_json_words_keep_their_seconds(tmp_path: Path) -> None:
    words = [
        {"text": "na", "start_s": 0.5, "end_s": 1, "probability": 0.4},
        {"text": "ngọt", "start_s": 1, "end_s": 2},
    ]
    for told in (words, {"words": words}, {"transcript": {"words": words}}):
        found = written(tmp_path, json.dumps(told), "words.json")
        assert found.timed
        assert [(w.text, w.span.start_s, w.span.end_s, w.probability) for w in found.words] == [
            ("na", 0.5, 1, 0.4),
            ("ngọt", 1, 2, 1),
        ]


def a_word(**more: object) -> str:
    return json.dumps([{"text": "na", "start_s": 0, "end_s": 1} | more])


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("{", "words.not_words"),
        ("3", "words.not_words"),
        ('"na"', "words.not_words"),
        ('{"words": null}', "words.not_words"),
        ("[" * 100_000, "words.not_words"),
        ("[]", "words.empty"),
        (a_word(text=5), "words.not_words"),
        (a_word(text=" "), "words.not_words"),
        (a_word(end_s=-1), "words.not_words"),
        (a_word(end_s=float("nan")), "words.not_words"),
        (a_word(end_s=float("inf")), "words.not_words"),
        (a_word(end_s=10**400), "words.not_words"),
        (a_word(probability=1.5), "words.not_words"),
        (a_word(probability=None), "words.not_words"),
        (f"[{a_word(start_s=0.5)[1:-1]}, {a_word()[1:-1]}]", "words.not_in_order"),
    ],
    ids=range(15),
)
def test_json_of_another_shape_is_refused(tmp_path: Path, text: str, id: str) -> None:
    with pytest.raises(MediaError) as refused:
        written(tmp_path, text, "words.json")
    assert (refused.value.id, refused.value.values) == (id, {"file": "words.json"})


@pytest.mark.parametrize("text", ["", " \n", "[0:00]", "(cười)", "---\nid: x\n---\n"])
def test_a_file_without_words_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(MediaError, match=r"words\.empty"):
        written(tmp_path, text)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"media\.missing"):
        read_written(tmp_path / "nowhere.md")
    (tmp_path / "film.md").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(MediaError, match=r"words\.not_text"):
        read_written(tmp_path / "film.md")
    (tmp_path / "long.md").write_bytes(b"a" * (LARGEST_BYTES + 1))
    with pytest.raises(MediaError, match=r"words\.too_large"):
        read_written(tmp_path / "long.md")
