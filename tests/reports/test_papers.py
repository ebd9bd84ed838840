"""Papers read back as a reader program would: every letter, the points, the pictures, the code."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import normalize

import cv2
import numpy as np
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from coach.domain.certificates import Certificate, new_number, readable
from coach.i18n import LANGUAGES, Speaker
from coach.reports.certificate_pdf import certificate_pdf
from coach.reports.page import take_page
from coach.reports.paper import FONTS
from coach.reports.sheet import Advice, Group, Quote, Row, Sheet, Warned
from coach.reports.take_pdf import take_pdf

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ADDRESS = "http://192.168.1.20:8501/scorecard?attempt=0123456789abcdef0123456789abcdef"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = "".join(normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
FIXED = {
    "of_points": "trên 100 điểm", "well": "Cô làm tốt", "well_none": "Cô đã dám nói.", "next": "Lần sau",
    "next_none": "Đủ cả rồi.", "claims": "Câu này nên xem lại", "private": "Phiếu riêng.", "code": "Quét",
    "print": "In", "safer": "Nên nói:", "pass_line": "Đạt từ 70 điểm.", "range": "Điểm nằm trong khoảng này.",
}  # fmt: skip
QUOTE = Quote("0:12", "«Na này trồng ở Chi Lăng»", 12.0)
ROW = Row(
    "Nói rõ nơi trồng",
    2,
    3,
    4,
    "Khoảng mức 2 đến 3",
    "Có tên một nơi",
    "Mức tiếp theo: xã và tỉnh",
    "",
    (QUOTE,),
)
SHEET = Sheet(
    language="vi", title="Câu chuyện vườn nhà", whose="Cô Hoa · 22 tháng 11, 2026", points="62–75",
    points_low=61.7, points_high=74.6, pass_points=70, counts="Lần này chưa tính là đạt.",
    well=Advice("Nói rõ nơi trồng", "Có tên nơi", quote=QUOTE),
    following=Advice("Kể người làm", "Nói tên một người", "Nói thử: «Bố em trồng vườn này.»"),
    groups=(Group("Kể chuyện", (ROW, replace(ROW, prompt="Chưa chấm được gì", low=0, high=4))),),
    claims=(Warned(Quote("0:30", "«ngon nhất nước»", 30.0), ("Quả ba lạng rưỡi",)),),
    notices=("Âm thanh bị ngắt.",), pictures=(QUOTE, Quote("0:40", "«Mời cả nhà»", 40.0)), words=FIXED,
)  # fmt: skip


def jpeg(shade: int) -> bytes:
    return cv2.imencode(".jpg", np.full((640, 360, 3), shade, np.uint8))[1].tobytes()


def read(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def code_of(pdf: bytes) -> str:
    """What a phone's camera reads from the first page."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_numpy()
    return cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(page[:, :, :3]))[0]


def test_everything_on_the_sheet_can_be_read_in_the_pdf() -> None:
    text = in_one_line(read(take_pdf(SHEET, {12.0: jpeg(90), 40.0: jpeg(180)}, ADDRESS, AT)))
    for told in (
        "Câu chuyện vườn nhà", "Cô Hoa · 22 tháng 11, 2026", "62–75 trên 100 điểm",
        "Điểm nằm trong khoảng này.",
        "0:12 «Na này trồng ở Chi Lăng»", "Nói thử: «Bố em trồng vườn này.»", "Khoảng mức 2 đến 3",
        "Mức tiếp theo: xã và tỉnh", "0:30 «ngon nhất nước»", "Nên nói: «Quả ba lạng rưỡi»",
        "Âm thanh bị ngắt.",
    ):  # fmt: skip
        assert told in text


def test_every_vietnamese_letter_has_its_shape_and_is_read_back() -> None:
    for text in (LETTERS, LETTERS.upper()):
        told = replace(SHEET, counts=" ".join(text))
        assert " ".join(text) in in_one_line(read(take_pdf(told, {}, ADDRESS, AT)))
    for weight in (400, 700):
        shapes = TTFont(FONTS / f"BeVietnamPro-{weight}.ttf").getBestCmap()
        assert not [letter for letter in LETTERS + LETTERS.upper() + "₫«»–·…“”" if ord(letter) not in shapes]


def test_letters_typed_in_parts_are_read_whole() -> None:
    told = replace(SHEET, counts=normalize("NFD", "Nguyễn Thị Hường"))
    assert "Nguyễn Thị Hường" in read(take_pdf(told, {}, ADDRESS, AT))


def test_the_code_leads_back_to_the_take() -> None:
    assert code_of(take_pdf(SHEET, {}, ADDRESS, AT)) == ADDRESS


def test_pictures_are_in_it_and_only_letters_that_occur() -> None:
    without = take_pdf(SHEET, {}, ADDRESS, AT)
    pictured = take_pdf(SHEET, {12.0: jpeg(90), 40.0: jpeg(180)}, ADDRESS, AT)
    images = [one for one in pypdfium2.PdfDocument(pictured)[0].get_objects() if one.type == 3]
    assert len(images) == 2
    assert len(without) < 60_000  # the two fonts together are 160 kB


def test_the_same_sheet_gives_the_same_bytes() -> None:
    pictures = {12.0: jpeg(90)}
    assert take_pdf(SHEET, pictures, ADDRESS, AT) == take_pdf(SHEET, pictures, ADDRESS, AT)


def test_a_long_sheet_goes_on_over_pages_and_loses_nothing() -> None:
    rows = tuple(replace(ROW, prompt=f"Điều số {order}") for order in range(40))
    pdf = take_pdf(replace(SHEET, groups=(Group("Kể chuyện", rows),)), {}, ADDRESS, AT)
    text = read(pdf)
    assert len(pypdfium2.PdfDocument(pdf)) > 3
    assert all(f"Điều số {order}\n" in text for order in range(40))


def test_signs_without_a_shape_break_nothing() -> None:
    assert "Cô Hoa" in read(take_pdf(replace(SHEET, whose="Cô Hoa 🌾 花"), {}, ADDRESS, AT))


def test_the_page_says_the_same_and_takes_no_orders() -> None:
    bad = replace(SHEET, title="<script>alert(1)</script>", whose='"><img src=x onerror=1>')
    page = take_page(bad, {12.0: jpeg(90)}, ADDRESS)
    assert "<script" not in page
    assert "<img src=x" not in page
    assert page.count("<figure>") == 2  # the code, and the one picture that is there
    assert "http://" not in page.split("<body>")[0]
    whole = take_page(SHEET, {}, ADDRESS)
    for told in ("62–75 trên 100 điểm", "0:12 «Na này trồng ở Chi Lăng»", "Khoảng mức 2 đến 3"):
        assert told in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_holds_name_number_and_a_code_that_checks_it(language: str) -> None:
    one = Certificate(new_number(random.Random(3).randrange), "id", "Nguyễn Thị Hường", 14, AT)
    words = Speaker(language)
    told = {
        "title": words.say("certificate.title"), "lead": words.say("certificate.lead"), "name": one.name,
        "what": words.say("certificate.what", steps=14), "date": words.date(AT),
        "check": words.say("certificate.how_to_check"),
    }  # fmt: skip
    address = f"http://localhost:8501/certificate?number={one.number}"
    pdf = certificate_pdf(one, told, language, address)
    text = in_one_line(read(pdf))
    assert all(line in text for line in told.values())
    assert readable(one.number) in text
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert code_of(pdf) == address
