"""What the learner wrote on her product card, found again in what she said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.domain.evidence import Observation
from coach.domain.media import ProductCard, Span
from coach.domain.transcript import Utterance
from coach.language.text import Token, spoken
from coach.language.tongue import Language

CARD_PRICE, PRODUCT = "card.price", "product"
AT_CARD = Span(0.0, 0.0)  # a card has no time
SURE = 0.95  # the same words; a recogniser may have misheard other words as these


def card_facts(card: ProductCard, language: Language) -> tuple[Observation, ...]:
    """The price on the card in đồng or the currency written, `unit` being what it buys; empty without one."""
    slots = language.slots(spoken(card.price)) if card.price.strip() else ()
    money = next((one for one in slots if one.name == "money"), None)
    if money is None:
        return ()
    bought = next((str(one.value) for one in slots if one.name == "per_unit"), None)
    return (Observation(CARD_PRICE, AT_CARD, money.value, bought),)


def named(breaths: Sequence[Utterance], card: ProductCard, language: Language) -> Iterator[Observation]:
    """Each time the product's name on the card is said, dialects folded together."""
    wanted = [language.key(token.text) for token in language.tokens(spoken(card.name))] if card.name else []
    if not wanted:
        return
    for breath in breaths:
        said = language.tokens(breath)
        keys = [language.key(token.text) for token in said]
        for at in range(len(keys) - len(wanted) + 1):
            if keys[at : at + len(wanted)] == wanted:
                yield _observed(breath, said[at : at + len(wanted)], card.name)


def _observed(breath: Utterance, tokens: Sequence[Token], name: str) -> Observation:
    words = breath.words[tokens[0].word : tokens[-1].word + 1]
    span = Span(words[0].span.start_s, max(word.span.end_s for word in words))
    return Observation(PRODUCT, span, name, None, SURE, " ".join(word.text for word in words))
