"""A comment's open places filled in the way people type: the product's name, how the seller is called."""

from __future__ import annotations

from coach.course.library import Kind, Library
from coach.domain.media import ProductCard
from coach.language.text import bare

NAME_WORDS = 4  # nobody types more of a product's name
CALLED = {"vi": "shop", "en": "", "id": "kak"}  # the seller, where no form of address is known


def kind_of(library: Library, card: ProductCard | None, lesson_id: str) -> Kind | None:
    """The product on the card, by the longest word that names it; without a card the lesson's sample."""
    if card is None or not card.name.strip():
        sample = library.products.get(lesson_id)
        return next((kind for kind in library.kinds if kind.id == sample), None)
    named = f" {' '.join(card.name.casefold().split())} "
    found = [
        (len(word), kind) for kind in library.kinds for word in kind.words if f" {word.casefold()}" in named
    ]
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def product_name(card: ProductCard | None, kind: Kind | None) -> str:
    """What viewers call the product; empty where nobody can know."""
    if card is not None and card.name.strip():
        return " ".join(card.name.split()[:NAME_WORDS])
    return kind.name if kind else ""


def filled(text: str, product: str, you: str, question: str = "") -> str:
    """The text with its open places filled; without diacritics where it was typed without."""
    plain = text.replace("{product}", "").replace("{you}", "").replace("{question}", "")
    if plain.isascii() and text.isascii() and any(c.isalpha() for c in plain):
        product, you, question = (
            bare(part) if _typed_bare(plain) else part for part in (product, you, question)
        )
    said = text.replace("{product}", product).replace("{you}", you).replace("{question}", question)
    return " ".join(said.split())


def typed_again(text: str) -> str:
    """The same question typed in a hurry: without diacritics, capitals and marks."""
    return bare(text).lower().rstrip("?!. ")


def _typed_bare(plain: str) -> bool:
    """Whether so long a text without a single diacritic was typed without them."""
    return len(plain.split()) > 1
