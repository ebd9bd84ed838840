"""Who is speaking."""

import pytest

from coach.language import language
from coach.language.text import spoken


def named(id: str, text: str, name: str) -> list[object]:
    return [slot.value for slot in language(id).slots(spoken(text)) if slot.name == name]


@pytest.mark.parametrize(
    ("id", "text", "name"),
    [
        ("vi", "Chào cả nhà, em là Lò Thị Mai ở Chi Lăng", "Lò Thị Mai"),
        ("vi", "em là hoa ở chi lăng", "Hoa"),
        ("vi", "tên em là sùng thị dở", "Sùng Thị Dở"),
        ("en", "My name is Hoa. I am a farmer", "Hoa"),
        ("en", "Hello, I'm Lan from Chi Lang", "Lan"),
        ("en", "my name is hoa", "Hoa"),
        ("id", "nama saya Bu Tum dari Tempel", "Tum"),
        ("id", "nama saya hua saya orang Vietnam", "Hua"),
        ("id", "Selamat malam, saya Pak Jali, pencari madu", "Jali"),
        ("id", "saya Win, orang Gayo", "Win"),
        ("id", "nama tiang wayan rena", "Wayan Rena"),
    ],
)
def test_the_speakers_name(id: str, text: str, name: str) -> None:
    assert named(id, text, "person_name") == [name]


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("vi", "em là người Tày"),
        ("vi", "em là nông dân trồng na"),
        ("vi", "hoa này đẹp lắm"),
        ("en", "I'm so happy today"),
        ("en", "I'm Vietnamese"),
        ("en", "I am from here"),
        ("id", "saya orang Gayo"),
        ("id", "saya petani kopi"),
        ("id", "Saya Jual kopi ini"),
        ("id", "tadi bu ratna dari medan tanya"),
    ],
)
def test_what_is_no_name(id: str, text: str) -> None:
    assert named(id, text, "person_name") == []


@pytest.mark.parametrize(
    ("id", "text", "words"),
    [
        ("vi", "na nhà em trồng, tôi hái", ["nhà em", "tôi"]),
        ("vi", "em nó ngọt lắm", []),
        ("vi", "các chị xem đi ạ", []),
        ("en", "we pick them on our hill", ["we", "our"]),
        ("en", "they pick them there", []),
        ("id", "kami petik di kebunku", ["kami", "kebunku"]),
        ("id", "suku mereka menulis buku", []),
    ],
)
def test_words_for_herself(id: str, text: str, words: list[str]) -> None:
    assert named(id, text, "self_pronoun") == words
