"""Places are found however they were pronounced or spelled; other words are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.errors import LessonError
from coach.language import language
from coach.language.places import read_places
from coach.language.shelf import shipped_lessons
from coach.language.text import bare, spoken

PLACES = read_places(shipped_lessons() / "places.yaml")
LONG = sorted({place.name for place in PLACES if " " in place.name})


def found(id: str, text: str) -> list[tuple[str, object]]:
    slots = language(id).slots(spoken(text))
    return [(slot.name, slot.value) for slot in slots if slot.name.startswith("place.")]


def certainty(id: str, text: str) -> float:
    return next(slot.certainty for slot in language(id).slots(spoken(text)) if slot.name.startswith("place."))


def test_the_gazetteer_is_large_enough() -> None:
    assert len({p.name for p in PLACES if p.kind == "place.province"}) == 34 + 29
    assert len({p.name for p in PLACES if p.kind == "place.commune"}) >= 120


@given(st.sampled_from(LONG))
def test_every_long_name_is_found_as_written_and_without_diacritics(name: str) -> None:
    assert name in [value for _, value in found("vi", f"na này trồng ở {name} ạ")]
    assert name in [value for _, value in found("vi", bare(f"na này trồng ở {name} ạ"))] or _shares_letters(
        name
    )
    assert name in [
        value for _, value in found("en", f"We grow them in {bare(name).title()}.")
    ] or _shares_letters(name)


def _shares_letters(name: str) -> bool:
    """Whether another place has the same letters, or a longer name holds this one's."""
    letters = bare(name).replace(" ", "")
    return any(
        other.name != name and letters in bare(other.called).replace(" ", "") for other in PLACES
    ) or any(other.name != name and bare(other.called) in bare(name) for other in PLACES)


@pytest.mark.parametrize("said", ["Lạng Sơn", "nạng sơn", "na o lang son", "ở Lang Son", "ở Langson"])
def test_one_province_said_in_many_ways(said: str) -> None:
    assert found("vi", said) == [("place.province", "Lạng Sơn")]


@pytest.mark.parametrize("said", ["Lang Son", "Lang Sun", "Langson", "Lạng Sơn", "we live in lang son"])
def test_one_province_in_english(said: str) -> None:
    assert found("en", said) == [("place.province", "Lạng Sơn")]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("in my kitchen in yin by province", "Yên Bái"),
        ("we weave in that village, my chow, by the river", "Mai Châu"),
        ("I come from My Chow", "Mai Châu"),
    ],
)
def test_a_place_as_english_ears_write_it(said: str, place: str) -> None:
    assert place in [name for _, name in found("en", said)]


@pytest.mark.parametrize(
    "said", ["farmers in the village", "this is my chow", "in a town", "many in the district"]
)
def test_words_beside_a_village_are_no_place(said: str) -> None:
    assert found("en", said) == []


def test_a_nearer_saying_is_surer() -> None:
    assert certainty("vi", "Lạng Sơn") > certainty("vi", "nạng sơn") > certainty("vi", "ở Lang Sơn")
    assert certainty("en", "Lang Son") > certainty("en", "Lang Sun")


@pytest.mark.parametrize(
    "said",
    [
        "cân này đã nặng hai ký",
        "mãi cháu mới chở được",
        "ăn gian lắm",
        "vinh dự quá cả nhà",
        "sơn là sơn mài",
        "bình định",
    ],
)
def test_everyday_words_are_no_places(said: str) -> None:
    assert found("vi", said) in ([], [("place.province", "Bình Định")])


@pytest.mark.parametrize(
    "said", ["this is my son", "My Son likes it", "how long an hour", "from Vietnam", "I'm Vietnamese"]
)
def test_english_words_are_no_places(said: str) -> None:
    assert found("en", said) == []


def test_short_names_need_their_diacritics() -> None:
    assert found("vi", "em ở huế") == [("place.province", "Huế")]
    assert found("vi", "hue hồng") == []


def test_tone_placement_does_not_matter() -> None:
    assert found("vi", "ở Hoà Bình") == found("vi", "ở Hòa Bình") == [("place.province", "Hòa Bình")]


def test_a_place_of_no_gazetteer_is_found_by_what_stands_around_it() -> None:
    assert found("vi", "em ở bản Nà Phạc") == [("place.other", "Nà Phạc")]
    assert found("vi", "em ở xã vân tiên nhé") == [("place.other", "vân tiên")]
    assert found("en", "we come from Na Phac village") == [("place.other", "Na Phac")]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("saya petani kopi di Takengon", ("place.commune", "Takengon")),
        ("kopi dari Aceh Tengah", ("place.commune", "Aceh Tengah")),
        ("dari Jogja Mbak", ("place.province", "Yogyakarta")),
        ("kebunnya di sleman", ("place.commune", "Sleman")),
        ("srikaya dari Lang Son", ("place.province", "Lạng Sơn")),
        ("dari desa Wologai", ("place.other", "Wologai")),
        ("di kecamatan wologai", ("place.other", "wologai")),
    ],
)
def test_places_in_indonesian(said: str, place: tuple[str, str]) -> None:
    assert found("id", said) == [place]


@pytest.mark.parametrize(
    "said", ["malang sekali nasib kami", "dari kampung kami sendiri", "dijual di TikTok", "dari Bu Ratna"]
)
def test_everyday_indonesian_words_are_no_places(said: str) -> None:
    assert found("id", said) == []


def test_a_wrong_gazetteer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text("provinces: []", encoding="utf-8")
    with pytest.raises(LessonError) as refused:
        read_places(tmp_path / "places.yaml")
    assert refused.value.id == "lesson.places.sections"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LessonError) as refused:
        language("xx")
    assert refused.value.id == "lesson.language.unknown"
