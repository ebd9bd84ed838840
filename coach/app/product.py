"""The product card: what the learner sells, in her own words, to compare with what she says."""

from __future__ import annotations

import unicodedata
from dataclasses import fields

import streamlit as st

from coach.app.chooser import LESSON
from coach.app.here import go, here, language, learner, speaker
from coach.app.photos import photos
from coach.app.safe import plain
from coach.domain.consent import RECORD
from coach.domain.media import ProductCard
from coach.domain.people import Learner
from coach.domain.rubric import Lesson
from coach.language import language as spoken_language
from coach.pipeline.cards import card_facts

FACTS = tuple(fact.name for fact in fields(ProductCard))
LONGEST = 300  # letters of one fact
SAVED = "card_saved"  # the session's key: the lesson page says so once


def show() -> None:
    """The page of the card; only for somebody who agreed to be recorded."""
    current = learner()
    if current is None or not here().store.people.has_agreed(current.id, RECORD):
        go("who")
        return
    say = speaker().say
    st.title(say("product.title"), anchor=False)
    st.markdown(say("product.why"))
    photos(current)
    st.header(say("product.words"), anchor=False)
    written = form(here().store.cards.of(current.id) or ProductCard())
    if written is not None:
        save(written, current)
    if st.button(say("product.back"), key="back_to_lesson", width="stretch"):
        back()


def form(known: ProductCard) -> ProductCard | None:
    """Six facts, none of which must be written; the card once Save was pressed."""
    with st.form("product_form", border=False, enter_to_submit=False):
        written = {name: fact(name, getattr(known, name)) for name in FACTS}
        saved = st.form_submit_button(
            speaker().say("product.save"), key="save_card", type="primary", width="stretch"
        )
    return ProductCard(**written) if saved else None


def fact(name: str, known: str) -> str:
    """What is asked, an example, and room to write."""
    say = speaker().say
    asked = say(f"product.{name}")
    with st.container(gap="xsmall"):
        st.markdown(f"**{asked}**  \n{say('product.example', example=say(f'product.{name}_example'))}")
        text = st.text_area(
            asked, known, "content", LONGEST, key=f"card_{name}", label_visibility="collapsed"
        )
    return tidy(text or "")


def tidy(text: str) -> str:
    """One line, one way of writing each letter."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def save(written: ProductCard, current: Learner) -> None:
    """Keep the card; stay only to say that its price cannot be compared as written."""
    here().store.cards.keep(current.id, written)
    if written.price and not price_is_clear(written, language()):
        st.warning(speaker().say("product.price_unclear", price=plain(written.price)))
        return
    st.session_state[SAVED] = True
    back()


def price_is_clear(card: ProductCard, shown_in: str) -> bool:
    """Whether scoring will find an amount of money in what she wrote."""
    return bool(card_facts(card, spoken_language(shown_in, here().settings.lessons)))


def goods(lesson: Lesson, current: Learner) -> None:
    """On the lesson page: her product in one line, and the way to its card."""
    say = speaker().say
    card = here().store.cards.of(current.id)
    with st.container(key="goods", gap="xsmall"):
        if st.session_state.pop(SAVED, False):
            st.success(say("product.saved"))
        st.markdown(say("product.line", card=plain(in_one_line(card))) if card else say("product.none"))
        count = len(here().store.photos.of(current.id))
        st.markdown(say("photos.count", count=count) if count else say("photos.none"))
        if st.button(say("product.title"), key="product", width="stretch"):
            go("product", lesson=lesson.id)


def back() -> None:
    """To the lesson that she came from."""
    lesson = st.query_params.get(LESSON)
    go("lesson", **({LESSON: lesson} if lesson else {}))


def in_one_line(card: ProductCard) -> str:
    """The name and the price; where neither is written, the first fact that is."""
    facts = [getattr(card, name) for name in FACTS]
    return ", ".join(filter(None, (card.name, card.price))) or next(filter(None, facts), "")
