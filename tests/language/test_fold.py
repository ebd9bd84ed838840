"""Dialects and spellings fall on one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.language.en import fold as en
from coach.language.id import fold as indonesian
from coach.language.text import bare
from coach.language.vi import fold as vi

SYLLABLES = st.text("abcdđeghiklmnopqrstuvxyâăêôơưàáảãạếềểễệốồổỗộớờởỡợứừửữự", min_size=1, max_size=7)


@given(SYLLABLES | st.text(max_size=10))
def test_folding_twice_changes_nothing(syllable: str) -> None:
    assert vi.key(vi.key(syllable)) == vi.key(syllable)
    assert en.key(en.key(syllable)) == en.key(syllable)
    assert en.place_key(en.place_key(syllable)) == en.place_key(syllable)
    assert indonesian.key(indonesian.key(syllable)) == indonesian.key(syllable)


@given(SYLLABLES)
def test_lost_diacritics_do_not_change_the_key(syllable: str) -> None:
    assert vi.key(bare(syllable)) == vi.key(syllable)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chốt", "trốt"),
        ("sơn", "xơn"),
        ("giỏ", "rỏ"),
        ("giỏ", "vỏ"),
        ("lạng", "nạng"),
        ("lăng", "lăn"),
        ("chốt", "chốc"),
        ("hoà", "hòa"),
        ("lý", "lí"),
    ],
)
def test_dialects_share_a_key(one: str, other: str) -> None:
    assert vi.key(one) == vi.key(other)


@pytest.mark.parametrize(("one", "other"), [("đơn", "đôi"), ("na", "nho"), ("bán", "mán")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert vi.key(one) != vi.key(other)


def test_the_dialect_key_keeps_vowels_and_tones() -> None:
    assert vi.dialect_key("nạng") == vi.dialect_key("lạng")
    assert vi.dialect_key("nặng") != vi.dialect_key("lạng")
    assert vi.dialect_key("đã") != vi.dialect_key("đà")


@pytest.mark.parametrize(
    ("one", "other"), [("boxes", "box"), ("berries", "berry"), ("farmer's", "farmers"), ("kilos", "kilo")]
)
def test_english_numbers_fold(one: str, other: str) -> None:
    assert en.key(one) == en.key(other)


@pytest.mark.parametrize(
    ("said", "plain"), [("picked", "pick"), ("drying", "dry"), ("stopping", "stop"), ("berries", "berry")]
)
def test_english_endings_come_off(said: str, plain: str) -> None:
    assert plain in en.forms(said)
    assert en.forms(said)[0] == said


@pytest.mark.parametrize("short", ["this", "is", "us", "glass", "i'm"])
def test_what_is_no_plural_stays(short: str) -> None:
    assert en.key(short) == short


@pytest.mark.parametrize(
    ("heard", "name"), [("Sun", "Sơn"), ("Lung", "Lũng"), ("Chee", "Chi"), ("Chow", "Châu")]
)
def test_english_renderings_share_a_place_key(heard: str, name: str) -> None:
    assert en.place_key(heard)[0] == en.place_key(name)[0]
    assert en.place_key("Sun") == en.place_key("Sơn")


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("dipetiknya", "petik"),
        ("menimbang", "timbang"),
        ("menjemur", "jemur"),
        ("mengukus", "kukus"),
        ("nimbang", "timbang"),
    ],
)
def test_indonesian_affixes_come_off(said: str, plain: str) -> None:
    assert plain in indonesian.forms(said)
    assert indonesian.forms(said)[0] == said


@pytest.mark.parametrize(("one", "other"), [("nggak", "tidak"), ("udah", "sudah"), ("harganya", "harga")])
def test_everyday_indonesian_spellings_share_a_key(one: str, other: str) -> None:
    assert indonesian.key(one) == indonesian.key(other)
