"""Places no gazetteer knows, by what is said around them: "from Na Phac", "Hang Kia village"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.finds import Find
from coach.language.text import Token, wordset

LEADING = wordset("from in at near around outside of")
KINDS = wordset(
    "village commune district province town valley hamlet region mountain mountains hill hills river"
    " island lake"
)
# Capitalised, but no place: people's words for time, makers of apps, and the country as a whole.
NO_PLACE = wordset(
    "i i'm i've vietnam viet nam vietnamese monday tuesday wednesday thursday friday saturday sunday"
    " january february march april may june july august september october november december facebook"
    " tiktok zalo instagram whatsapp youtube shopee lazada google ocop vietgap english christmas tet"
    " ramadan god the a an my our this that your mr mrs miss auntie uncle grandma grandpa aunt hello hi"
    " okay"
)
MOST_TOKENS = 3
LIKELY, UNSURE = 0.8, 0.6


def spots(tokens: Sequence[Token]) -> list[Find]:
    """Names of places by pattern, as heard."""
    return list(_capitalised(tokens))


def _capitalised(tokens: Sequence[Token]) -> Iterator[Find]:
    at = 0
    while at < len(tokens):
        end = _name_end(tokens, at)
        if end > at and (certainty := _certainty(tokens, at, end)):
            yield Find(
                "place.other", at, end, " ".join(token.raw for token in tokens[at:end]), None, certainty
            )
        at = max(end, at + 1)


def _name_end(tokens: Sequence[Token], at: int) -> int:
    end = at
    while (
        end < min(len(tokens), at + MOST_TOKENS) and tokens[end].capital and tokens[end].text not in NO_PLACE
    ):
        end += 1
        if tokens[end - 1].stop:
            break
    return end


def _certainty(tokens: Sequence[Token], first: int, end: int) -> float:
    """Sure after "from" or before "village"; less after "in" or "near", which also lead to other names."""
    before = tokens[first - 1].text if first else ""
    kind = end < len(tokens) and tokens[end].text in KINDS and not tokens[end - 1].stop
    if kind or before == "from":
        return LIKELY
    return UNSURE if before in LEADING and before != "of" else 0.0
