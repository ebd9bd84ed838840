"""The words Vietnamese numbers are made of."""

from __future__ import annotations

from coach.language.text import listed, wordset

DIGITS = dict(zip(listed("không một hai ba bốn năm sáu bảy tám chín"), range(10), strict=True)) | {
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
    "nhăm": 5,
    "răm": 5,
    "bẩy": 7,
}
ONLY_INSIDE = wordset("mốt tư lăm nhăm răm không")  # never the start of a number
ONLY_LAST = wordset("mốt tư lăm nhăm răm")  # make "ba lăm" surely 35, not "three or five"
TENS = wordset("mười mươi chục")
HUNDRED = "trăm"
LINKS = wordset("linh lẻ")
HALVES = wordset("rưỡi rưởi")
SLANG = {"cành": 1e3, "ca": 1e3, "củ": 1e6}  # also a branch, a mug and a tuber
# After these slang words "một cân", "một bó" tell that plants are sold: "năm củ một cân", "mười cành một bó".
SOLD_WHOLE = {"củ": wordset("cân ký kí kg lạng"), "cành": wordset("bó chùm")}
SCALES = SLANG | {
    "nghìn": 1e3,
    "ngàn": 1e3,
    "k": 1e3,
    "triệu": 1e6,
    "tr": 1e6,
    "tỷ": 1e9,
    "tỉ": 1e9,
}
GLUED_SCALES = {"k": 1e3, "ng": 1e3, "ngàn": 1e3, "nghìn": 1e3, "tr": 1e6, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
GLUED_MONEY = wordset("đ vnd vnđ d")
VAGUE = wordset("mấy vài phần dăm")  # "vài trăm" is no number, "phần trăm" a unit
YEAR = "năm"  # five, and year
ONE = "một"  # one, and "each": "hai mươi nghìn một cân"
EACH = wordset("một mỗi 1")
