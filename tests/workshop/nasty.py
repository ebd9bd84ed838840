"""Three hundred things nobody wants to see on a wall, made from a few dozen and the ways to hide them."""

from __future__ import annotations

from collections.abc import Iterator

MARKUP = (
    "<b>to</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</textarea><script>x</script>",
    "<svg/onload=alert(1)>", "javascript:alert(1)", "&lt;script&gt;", "&#60;b&#62;", "{{7*7}}", "${7*7}",
    "[bấm vào](x)", "![anh](x)", "'; drop table hall_guest;--", "1 union select name from learner",
    "<!-- hi -->", "<?php x ?>", ":red[đỏ]", "```x```", "<iframe>", "\\x3cscript", "%3Cscript%3E",
    "<a href=x>x</a>", "data:text/html,x", "onclick=alert(1)", "/* x */", "<style>*{display:none}</style>",
)  # fmt: skip
LINKS = (
    "http://xau.vn", "https://a.b/c", "www.shopgiare.com", "shopgiare.com", "shop gia re . vn",
    "shopgiare[.]com",
    "shopgiare (dot) com", "shopgiare chấm com", "tokoku titik id", "bit.ly/abc", "t.me/kenh", "wa.me/84",
    "zalo.me/12", "ban@hang.vn", "ban @ hang.vn", "vào @kenhcuatoi nhé", "ftp://x", "192.168.1.5", "hxxp://x.y",
    "ＷＷＷ．ｘａｕ．ｃｏｍ", "xau。com", "shopee.vn/x",
)  # fmt: skip
PHONES = (
    "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "(0912) 345 678", "+84 912 345 678",
    "+84912345678", "O912345678", "09l2345678", "0 9 1 2 3 4 5 6 7 8", "0/9/1/2/3/4/5/6/7/8",
    "gọi 0912345678 nha", "0812-3456-7890",
    "không chín một hai ba bốn năm sáu bảy tám", "０９１２３４５６７８", "+62 812 3456 7890",
    "0912_345_678", "0912*345*678", "0912,345,678", "sdt:0912345678",
)  # fmt: skip
ROUGH = (
    "địt mẹ", "đ m m", "đ.m.m", "ĐMM", "vcl", "v c l", "Vãi lồn", "lồn", "đồ ngu", "óc chó", "mất dạy",
    "fuck you",
    "f u c k", "FUCK", "fuuuuck", "sh1t", "b!tch", "f.u.c.k", "anjing lu", "a n j i n g", "kontol",
    "g0blok", "bangsat!", "đéo mua", "con mẹ mày",
)  # fmt: skip
UNSEEN = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066", "\u00ad", "\u180e")
LONG = (
    "ngon " * 40, "mua " * 400, "ăn " * 999,
    "hỏi giá bao nhiêu một ký vậy chị ơi cho em hỏi với nha chị nhé",
)  # fmt: skip
EMPTY = ("", " ", "\n\n\t", "\u200b\u200b", "\u202e", "\x00\x01\x02", "...", "?!?!", "\u0300\u0301", "\ud800")


def hidden(text: str, by: str) -> str:
    """The text with something invisible between its letters."""
    return by.join(text)


def nasty() -> Iterator[str]:
    """Each of them once, and those that mean something again with something invisible between the letters."""
    yield from (*LONG, *EMPTY)
    for group in (MARKUP, LINKS, PHONES, ROUGH):
        for number, text in enumerate(group):
            yield text
            yield text.upper()
            yield hidden(text, UNSEEN[number % len(UNSEEN)])
    yield from (f"xin chào {text}" for text in (*PHONES, *LINKS))
