"""Prices, weights, times and phone numbers, as words and as digits."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import Observation
from coach.language import language
from coach.language.id.numbers import numbers as indonesian_numbers
from coach.language.text import bare, listed, spoken
from coach.language.vi.numbers import numbers

UNITS = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
HERE = Path(__file__).parent
DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def cases(id: str) -> list[tuple[str, str, str]]:
    lines = (HERE / f"numbers_{id}.tsv").read_text(encoding="utf-8").splitlines()
    return [(id, *line.split("\t")) for line in lines]  # type: ignore[misc]


def slots(id: str, text: str, name: str) -> list[Observation]:
    return [slot for slot in language(id).slots(spoken(text)) if slot.name == name]


def values(id: str, text: str, name: str) -> list[tuple[object, str | None]]:
    return [(slot.value, slot.unit) for slot in slots(id, text, name)]


@pytest.mark.parametrize(("id", "text", "price"), cases("vi") + cases("en") + cases("id"))
def test_prices_as_people_say_them(id: str, text: str, price: str) -> None:
    assert [slot.value for slot in slots(id, text, "money")] == ([float(price)] if price else [])


def heard(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line]


def surest(text: str) -> float:
    found = max(slots("vi", text, "money"), key=lambda slot: slot.certainty, default=None)
    return float(str(found.value)) if found else 0.0


def test_vietnamese_prices_as_sellers_say_them() -> None:
    said = heard("money_vi.tsv")
    wrong = [text for text, price in said if surest(text) != float(price)]
    assert len(said) >= 240
    assert 1 - len(wrong) / len(said) >= 0.95, wrong


def test_vietnamese_numbers_that_are_no_prices() -> None:
    said = heard("no_money_vi.tsv")
    wrong = [text for text, *_ in said if slots("vi", text, "money")]
    assert len(wrong) / len(said) <= 0.03, wrong


def vietnamese(number: int) -> str:
    """A number from 1 to 999 in words."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds else []
    if tens == 0:
        return " ".join([*words, *(["linh"] if hundreds and ones else []), *([DIGITS[ones]] if ones else [])])
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    last = {0: [], 1: ["một" if tens == 1 else "mốt"], 5: ["lăm"]}.get(ones, [DIGITS[ones]])
    return " ".join([*words, *last])


@given(st.integers(1, 999))
def test_words_and_digits_are_the_same_number(number: int) -> None:
    spelled = f"{vietnamese(number)} nghìn"
    assert [n.value for n in numbers(spelled.split())] == [number * 1000]
    assert [n.value for n in numbers([str(number), "nghìn"])] == [number * 1000]
    assert [n.value for n in numbers([f"{number}k"])] == [number * 1000]


@given(st.integers(1, 999))
def test_numbers_without_diacritics_are_the_same(number: int) -> None:
    spelled = bare(f"{vietnamese(number)} nghìn").split()
    assert [n.value for n in numbers(spelled, plain=True)] == [number * 1000]


@given(st.integers(1, 999), st.integers(1, 999))
def test_millions(millions: int, thousands: int) -> None:
    spelled = f"{vietnamese(millions)} triệu {vietnamese(thousands)} nghìn"
    assert [n.value for n in numbers(spelled.split())] == [millions * 1_000_000 + thousands * 1000]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ba lăm nghìn một cân", "kg"),
        ("59k/kg", "kg"),
        ("một ký cam em bán ba mươi lăm nghìn đồng", "kg"),
        ("mỗi hộp một trăm hai mươi nghìn", "box"),
        ("mười nghìn ba quả", "3 fruit"),
        ("cam nay ba muoi lam nghin mot can nha ca nha", "kg"),
        ("hai trăm nghìn một lạng", "100 g"),
    ],
)
def test_a_price_with_what_it_buys(text: str, unit: str) -> None:
    assert values("vi", text, "per_unit") == [(unit, None)]


@pytest.mark.parametrize(
    ("id", "text", "name", "value", "unit"),
    [
        ("vi", "quả này ba lạng rưỡi", "quantity", 350, "g"),
        ("vi", "cả thùng bốn cân tám ạ", "quantity", 4.8, "kg"),
        ("vi", "nửa cân thôi ạ", "quantity", 0.5, "kg"),
        ("vi", "một mét hai", "quantity", 1.2, "m"),
        ("vi", "500g một gói", "quantity", 500, "g"),
        ("vi", "giảm mười lăm phần trăm", "quantity", 15, "percent"),
        ("vi", "hai ba ngày là chín", "duration", 2, "day"),
        ("vi", "trồng hai mươi năm năm nay rồi", "duration", 20, "year"),
        ("vi", "mất ba giờ đồng hồ", "duration", 3, "hour"),
        ("vi", "truyền ba đời nay", "duration", 3, "generation"),
        ("vi", "đi hai tiếng rưỡi", "duration", 2.5, "hour"),
        ("vi", "bốn giờ rưỡi sáng em dậy", "clock_time", 4.5, None),
        ("vi", "5h30 sáng em đi chợ", "clock_time", 5.5, None),
        ("vi", "bảy giờ kém mười lăm tối", "clock_time", 18.75, None),
        ("en", "for twenty years my mother grew it", "duration", 20, "year"),
        ("en", "three fruits per kilo", "quantity", 3, "fruit"),
        ("en", "about two and a half kilos", "quantity", 2.5, "kg"),
        ("en", "half a kilo", "quantity", 0.5, "kg"),
        ("en", "three generations of us", "duration", 3, "generation"),
        ("en", "we wake at five", "clock_time", 5, None),
        ("en", "half past four", "clock_time", 4.5, None),
        ("en", "5:30 in the evening", "clock_time", 17.5, None),
        ("en", "at 4.30 a.m. we pick", "clock_time", 4.5, None),
        ("id", "satu setengah kilo", "quantity", 1.5, "kg"),
        ("id", "sekilo lebih sedikit", "quantity", 1, "kg"),
        ("id", "seratus lima puluh gram", "quantity", 150, "g"),
        ("id", "enam kilo delapan ons, lihat ya", "quantity", 6.8, "kg"),
        ("id", "tiga ons saja", "quantity", 300, "g"),
        ("id", "satu koma tiga kilo", "quantity", 1.3, "kg"),
        ("id", "dua meter sepuluh, kaka lihat", "quantity", 2.1, "m"),
        ("id", "lima belas biji", "quantity", 15, "fruit"),
        ("id", "tiga lembar kain", "quantity", 3, "piece"),
        ("id", "direndam dua belas jam baru dicuci", "duration", 12, "hour"),
        ("id", "dua tiga hari sudah matang", "duration", 2, "day"),
        ("id", "seminggu lamanya", "duration", 1, "week"),
        ("id", "jam lima pagi saya petik", "clock_time", 5, None),
        ("id", "setengah enam saya bangun", "clock_time", 5.5, None),
        ("id", "bangun jam setengah enam", "clock_time", 5.5, None),
        ("id", "jam dua malam", "clock_time", 2, None),
        ("id", "jam dua siang", "clock_time", 14, None),
        ("id", "sampai jam sepuluh malam", "clock_time", 22, None),
        ("id", "pukul 20.15 harga balik normal", "clock_time", 20.25, None),
        ("id", "jam tujuh kurang lima belas malam", "clock_time", 18.75, None),
    ],
)
def test_weights_and_times(id: str, text: str, name: str, value: float, unit: str | None) -> None:
    assert values(id, text, name) == [(value, unit)]


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("vi", "loại một là hàng đẹp"),
        ("vi", "tháng năm mưa nhiều"),
        ("vi", "vài trăm gì đó"),
        ("vi", "một con vịt"),
        ("en", "at five places"),
        ("en", "this is the one"),
        ("id", "nomor satu di keranjang"),
        ("id", "satu kotak isinya banyak"),
        ("id", "hari ini panas"),
    ],
)
def test_what_is_no_amount(id: str, text: str) -> None:
    named = {slot.name for slot in language(id).slots(spoken(text))}
    assert not named & {"money", "per_unit", "quantity", "clock_time"}


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("vi", "gọi em 0912 345 678 nhé"),
        ("vi", "số không chín một hai ba bốn năm sáu bảy tám"),
        ("en", "call oh nine one two three four five six seven eight"),
        ("id", "telepon 0812 3456 7890 ya"),
        ("id", "nol delapan satu dua tiga empat lima enam tujuh"),
    ],
)
def test_a_phone_number_is_found_and_never_quoted(id: str, text: str) -> None:
    assert [slot.quote for slot in slots(id, text, "phone")] == [""]
    assert not slots(id, text, "money")
    assert not slots(id, text, "quantity")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("tiga puluh lima ribu sekilo", "kg"),
        ("45rb/kg", "kg"),
        ("dua puluh lima ribu segelas", "glass"),
        ("sekilonya dua puluh delapan ribu", "kg"),
        ("lima kilo lima puluh lima ribu", "5 kg"),
        ("sepuluh ribu tiga buah", "3 fruit"),
        ("Harganya sembilan puluh ribu rupiah untuk lima kilo", "5 kg"),
        ("dua belas ribu per ons", "100 g"),
    ],
)
def test_an_indonesian_price_with_what_it_buys(text: str, unit: str) -> None:
    assert values("id", text, "per_unit") == [(unit, None)]


def indonesian(number: int) -> str:
    """A number from 1 to 999 in words."""
    hundreds, rest = divmod(number, 100)
    words = ["seratus"] if hundreds == 1 else [UNITS[hundreds], "ratus"] if hundreds else []
    tens, ones = divmod(rest, 10)
    if rest in (10, 11):
        words.append("sepuluh" if rest == 10 else "sebelas")
    elif tens == 1:
        words += [UNITS[ones], "belas"]
    else:
        words += [UNITS[tens], "puluh"] if tens else []
        words += [UNITS[ones]] if ones else []
    return " ".join(words)


@given(st.integers(2, 999))
def test_indonesian_words_and_digits_are_the_same_number(number: int) -> None:
    assert [n.value for n in indonesian_numbers([*indonesian(number).split(), "ribu"])] == [number * 1000]
    assert [n.value for n in indonesian_numbers([f"{number}rb"])] == [number * 1000]
    assert [n.value for n in indonesian_numbers(indonesian(number).split())] == [number]


@given(st.integers(2, 999), st.integers(10, 999))
def test_indonesian_thousands_and_what_follows(thousands: int, rest: int) -> None:
    said = f"{indonesian(thousands)} ribu {indonesian(rest)}"
    assert [n.value for n in indonesian_numbers(said.split())] == [thousands * 1000 + rest]


@given(
    st.lists(
        st.sampled_from(
            listed("satu dua sepuluh belas puluh ratus ribu juta setengah kilo jam 35rb 3 nol koma")
        )
    )
)
def test_any_row_of_indonesian_number_words_is_read_without_fault(words: list[str]) -> None:
    said = spoken(" ".join(words))
    for slot in language("id").slots(said):
        assert slot.quote == "" or slot.quote in said.text


@given(
    st.lists(
        st.sampled_from(
            [
                "một",
                "hai",
                "năm",
                "mười",
                "mươi",
                "trăm",
                "nghìn",
                "triệu",
                "rưỡi",
                "ký",
                "cân",
                "giờ",
                "giá",
                "35k",
                "3",
                "linh",
                "nửa",
                "chục",
                "%",
            ]
        )
    )
)
def test_any_row_of_number_words_is_read_without_fault(words: list[str]) -> None:
    said = spoken(" ".join(words))
    for slot in language("vi").slots(said):
        assert slot.quote == "" or slot.quote in said.text
        assert said.span.start_s <= slot.span.start_s < slot.span.end_s <= said.span.end_s
