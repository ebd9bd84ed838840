"""Who is speaking, in English: names after "my name is", "I'm"; and the words people use for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.finds import Find
from coach.language.text import Token, wordset

SELF = wordset("i we my our me us mine ours i'm we're i've we've i'll we'll i'd ourselves myself")
# Phrases a name follows, and whether it may be written without a capital there.
CUES: tuple[tuple[tuple[str, ...], bool], ...] = (
    (("my", "name", "is"), True),
    (("my", "name's"), True),
    (("my", "name"), True),
    (("they", "call", "me"), True),
    (("everyone", "calls", "me"), True),
    (("i", "am"), False),
    (("i'm",), False),
    (("im",), False),
)
# Capitalised after "I'm", but no name: peoples, and words at the start of a line.
NO_NAME = wordset(
    "vietnamese thai tay nung muong hmong dao kinh english american british australian a an the so very"
    " just not from here in at going happy sorry sure glad also only your our my his her one all how"
    " what it"
)
MOST_NAME_TOKENS = 3
LIKELY = 0.7


def people(tokens: Sequence[Token]) -> list[Find]:
    """Names of the speaker, and every word she uses for herself or her own."""
    pronouns = (
        Find("self_pronoun", at, at + 1, token.text) for at, token in enumerate(tokens) if token.text in SELF
    )
    return [*_names(tokens), *pronouns]


def _names(tokens: Sequence[Token]) -> Iterator[Find]:
    words = [token.text for token in tokens]
    at = 0
    while at < len(words):
        begun = _begins(words, at)
        found = _name(tokens, *begun) if begun else None
        if found:
            yield found
        at = found.end if found else at + 1


def _begins(words: Sequence[str], at: int) -> tuple[int, bool] | None:
    """Where a name may start, and whether it may be without a capital."""
    for phrase, loose in CUES:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at + len(phrase), loose
    return None


def _name(tokens: Sequence[Token], start: int, loose: bool) -> Find | None:
    end = start
    while end < min(len(tokens), start + MOST_NAME_TOKENS) and _can_name(tokens[end]):
        end += 1
        if tokens[end - 1].stop:
            break
    if end > start:
        return Find("person_name", start, end, " ".join(token.raw for token in tokens[start:end]))
    if loose and start < len(tokens) and tokens[start].text not in NO_NAME and tokens[start].text.isalpha():
        return Find("person_name", start, start + 1, tokens[start].raw.title(), None, LIKELY)
    return None


def _can_name(token: Token) -> bool:
    return token.capital and token.text not in NO_NAME and token.text not in ("i", "i'm")
