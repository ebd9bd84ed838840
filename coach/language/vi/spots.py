"""Places no gazetteer knows, by what is said before them: "bản Nà Phạc", "ở xã Vân Thủy"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.finds import Find
from coach.language.text import Token, wordset

KINDS = wordset("bản xã huyện thôn làng xóm phường buôn ấp tỉnh quận đèo núi đồi thung sông suối mường châu")
TWO_WORD_KINDS = frozenset(("thị trấn", "thị xã", "thành phố", "hợp tác", "cao nguyên", "thung lũng"))
LEADING = wordset("ở từ tại")
# What may stand after "xã" in text without capitals without being its name.
NO_PLACE = wordset(
    "em mình nhà tôi này kia đó ấy nào bên trên dưới chỗ vườn làng bản quê núi rừng đây là có và của"
    " với thì mà nên cũng rất lắm quá hết được cho ạ nhé nha luôn người bà con cô chú anh chị một hai ba"
    " vùng cao xa gần cả mọi các trồng dệt làm bán hái lấy ra vào lên xuống về đi viên giám đốc giao"
    " việt nam"
)
NO_CAPITAL_PLACE = wordset("việt zalo facebook tiktok shopee ocop vietgap em dạ ạ")
MOST_TOKENS = 3
LIKELY, UNSURE = 0.8, 0.5


def spots(tokens: Sequence[Token]) -> list[Find]:
    """Names of places by pattern, as heard."""
    capitals = any(token.capital for token in tokens[1:])
    return list(_capitalised(tokens) if capitals else _lower_case(tokens))


def _capitalised(tokens: Sequence[Token]) -> Iterator[Find]:
    for at in range(1, len(tokens)):
        if not _led(tokens, at):
            continue
        end = at
        while end < min(len(tokens), at + MOST_TOKENS) and _can_name(tokens[end]):
            end += 1
            if tokens[end - 1].stop:
                break
        if end > at:
            yield Find("place.other", at, end, " ".join(token.raw for token in tokens[at:end]), None, LIKELY)


def _led(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].text
    pair = f"{tokens[at - 2].text} {before}" if at > 1 else ""
    return not tokens[at - 1].stop and (before in KINDS or before in LEADING or pair in TWO_WORD_KINDS)


def _can_name(token: Token) -> bool:
    return token.capital and token.text not in NO_CAPITAL_PLACE and not token.text[0].isdigit()


def _lower_case(tokens: Sequence[Token]) -> Iterator[Find]:
    """Two syllables after "xã", "huyện", "tỉnh", "bản", "thôn" when none of them is an everyday word."""
    for at in range(1, len(tokens) - 1):
        if tokens[at - 1].text not in ("xã", "huyện", "tỉnh", "bản", "thôn", "phường"):
            continue
        pair = tokens[at : at + 2]
        if not any(token.text in NO_PLACE or token.text[0].isdigit() for token in pair) and not pair[0].stop:
            yield Find("place.other", at, at + 2, " ".join(token.raw for token in pair), None, UNSURE)
