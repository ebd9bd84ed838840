"""Who is speaking, in Vietnamese: names after "em là"; and the words people use for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.finds import Find
from coach.language.text import Token, bare, wordset

SELF = wordset("em mình tôi tui tớ cháu con chị anh cô bác")
SURELY_SELF = wordset("tôi tui tớ")
OWN = wordset("nhà tụi bọn chúng bên vườn quê bản làng xã xưởng tổ mẹ bố ba má bà ông chồng vợ của")
# "em này", "em nó", "các em", "em gái" speak of the goods, of viewers, or of somebody else.
NOT_SELF_AFTER = wordset("nó này kia ấy đó gái trai út họ dâu rể ơi nào yêu")
NOT_SELF_BEFORE = wordset("các những mấy đứa cậu người chị anh cho giúp giùm")
KIN = wordset("em cháu con chị anh cô bác")  # surely herself only with an own thing or her name

IS = wordset("là tên")
# After "em là" these begin a trade or a place, not a name.
NO_NAME = wordset(
    "người nông dân chủ con nhà thành viên giám đốc vợ chồng mẹ bố dân ở đây hộ tổ trưởng phó chị em"
    " anh thợ nghệ nhân gái trai bà cô một ai gì hàng hợp tác xã cán bộ giáo viên sinh lính đang rất hay"
    " của được bán trồng dệt"
)
# Common given names, so that a name is known in text without capitals too.
GIVEN = wordset(
    "hoa mai lan hương hồng huệ cúc đào thảo linh trang thủy thúy hằng hạnh nga ngọc nhung oanh phượng"
    " quyên thu thoa tuyết vân yến xuân dung duyên giang hà hiền hòa loan ly lý minh my nụ sen sáu tâm"
    " thanh thơm tuyền vui anh bình cường dũng đức hải hiếu hùng huy khánh kiên long lâm mạnh nam nghĩa"
    " phong phúc quân quang sơn tài thành thắng tiến toàn trung tuấn tú việt vinh dao mẩy mỷ páo sùng dở"
    " pàng chư lò nhình"
)
AFTER_NAME = wordset("ở đây quê ạ nè nha nhé đến từ là năm và người bên chủ")
MOST_NAME_TOKENS = 4
SURE, LIKELY, UNSURE = 1.0, 0.7, 0.5


def people(tokens: Sequence[Token]) -> list[Find]:
    """Names of the speaker, and every word she uses for herself or her own."""
    return [*_names(tokens), *_pronouns(tokens)]


def _names(tokens: Sequence[Token]) -> Iterator[Find]:
    for at in range(len(tokens)):
        begun = _begins(tokens, at)
        if begun:
            start, named = begun
            yield from _name(tokens, start, named)


def _begins(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """Where a name may start, after "em là", "em tên (là)", "tên em (là)"; and whether "tên" was said."""
    words = [token.text for token in tokens[at : at + 3]]
    if len(words) < 2 or tokens[at].stop:
        return None
    if words[0] == "tên" and words[1] in SELF:
        return at + 2 + (words[2:] == ["là"]), True
    if words[0] not in SELF or words[1] not in IS:
        return None
    return at + 2 + (words[1] == "tên" and words[2:] == ["là"]), words[1] == "tên"


def _name(tokens: Sequence[Token], start: int, named: bool) -> Iterator[Find]:
    end = start
    while end < min(len(tokens), start + MOST_NAME_TOKENS) and tokens[end].capital:
        end += 1
        if tokens[end - 1].stop:
            break
    if end > start and tokens[start].text not in NO_NAME:
        yield _found(tokens, start, end, SURE)
    elif end == start:
        yield from _name_without_capitals(tokens, start, named)


def _name_without_capitals(tokens: Sequence[Token], start: int, named: bool) -> Iterator[Find]:
    for end in range(start + 1, min(len(tokens), start + MOST_NAME_TOKENS) + 1):
        if tokens[end - 1].text in NO_NAME:
            return
        over = end == len(tokens) or tokens[end].text in AFTER_NAME or tokens[end - 1].stop
        if over and (named or tokens[end - 1].text in GIVEN) and end - start <= (3 if named else 2):
            yield _found(tokens, start, end, LIKELY)
            return


def _found(tokens: Sequence[Token], first: int, end: int, certainty: float) -> Find:
    name = " ".join(token.raw if token.capital else token.raw.title() for token in tokens[first:end])
    return Find("person_name", first, end, name, None, certainty)


def _pronouns(tokens: Sequence[Token]) -> Iterator[Find]:
    own = {bare(word) for word in OWN} | OWN
    for at, token in enumerate(tokens):
        if token.text not in SELF or _at(tokens, at + 1) in NOT_SELF_AFTER:
            continue
        before = _at(tokens, at - 1)
        if before in own:
            yield Find("self_pronoun", at - 1, at + 1, f"{before} {token.text}", None, SURE)
        elif before not in NOT_SELF_BEFORE:
            certainty = _alone(token.text, _at(tokens, at + 1))
            if certainty:
                yield Find("self_pronoun", at, at + 1, token.text, None, certainty)


def _alone(word: str, following: str) -> float:
    """ "tôi" is the speaker, "em" nearly always, "mình" as often the viewer; others only before "là"."""
    if word in SURELY_SELF:
        return SURE
    if word == "em":
        return LIKELY
    if word == "mình":
        return UNSURE
    return UNSURE if following in IS else 0.0


def _at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""
