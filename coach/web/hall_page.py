"""The hall page itself: one small page in one language, the same for every guest of a workshop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from coach.domain.consent import BOTH, SHOW_TRAINER
from coach.domain.hall import QUESTIONS
from coach.i18n import Speaker, sentences, spoken_address
from coach.web.assets import FOLDER
from coach.web.light_page import as_json, filled, switch
from coach.web.phones import COMMENT
from coach.workshop.words import LONGEST

# What the page's script says; by the names under "hall." in the catalogue.
SAID = (
    "applause", "closing", "come_again", "comment_hint", "frozen", "gone", "heart", "hello",
    "join", "join_title", "left", "left_later", "leave", "leave_sure", "live", "next", "no_code", "offline",
    "other_commune", "over", "practice", "practise", "record_first", "result", "said", "sample", "say",
    "someone", "thanks_vote", "vote", "welcome", "well", "your_result",
)  # fmt: skip
VERSION = "hall-1"  # of the texts that a guest agrees to; another wording takes another number
REFUSED = ("empty", "long", "markup", "link", "phone", "rough", "too_fast", "same")
FIELDS = ("name", "commune")
TROUBLES = ("workshop.unknown", "workshop.over", "workshop.full")


def hall_page(language: str, code: str, communes: Sequence[str]) -> str:
    """The page; without a code it only asks for one."""
    say = Speaker(language).say
    return filled(
        "hall.html",
        {
            "LANGUAGE": language,
            "SWITCH": switch(language),
            "TITLE": escape(say("hall.title")),
            "NAME": escape(say("hall.name")),
            "COMMUNE": escape(say("hall.commune")),
            "CODE_LABEL": escape(say("hall.code")),
            "CODE": escape(code, quote=True),
            "LONGEST": str(LONGEST),
            "COMMUNES": "".join(f"<option>{escape(one)}</option>" for one in communes),
            "RECORD": escape(terms(language)[BOTH][1]),
            "SHOW": escape(terms(language)[SHOW_TRAINER][1]),
            "PRIVACY": escape(say("hall.privacy")),
            "WORDS": as_json(_words(language)),
        },
    )


def terms(language: str) -> Mapping[str, tuple[str, str]]:
    """What a guest may agree to, by purpose: the version, and the very text beside the tick."""
    say = Speaker(language).say
    record, show, kept = say("hall.consent.record"), say("hall.consent.show"), say("hall.kept")
    return {BOTH: (VERSION, record), SHOW_TRAINER: (VERSION, f"{show} {kept}")}


def _words(language: str) -> dict[str, object]:
    speaker = Speaker(language)
    known = sentences(language)
    you = spoken_address(language, speaker.address)
    told: dict[str, object] = {name: _plain(known[f"hall.{name}"], you) for name in SAID}
    refused = {one: _plain(known[f"hall.refused.{one}"], you) for one in REFUSED}
    fields = {f"hall.{part}.{one}": text for part in FIELDS for one, text in refused.items()}
    troubles = {one: _plain(known[one], you) for one in TROUBLES}
    questions = {
        str(number): {
            "ask": _plain(known[f"hall.ask.{number}"], you),
            "answers": {one: _plain(known[f"hall.ask.{number}.{one}"], you) for one in answers},
        }
        for number, answers in QUESTIONS.items()
    }
    return {**told, "refused": refused, "fields": fields, "troubles": troubles, "questions": questions}


def _plain(sentence: str, you: str) -> str:
    """In the form of address; names and numbers are put in by the page."""
    return sentence.replace("{you}", you).replace("{You}", you[:1].upper() + you[1:])


@cache
def hall_script() -> str:
    """The page's script, without comments and indentation."""
    return COMMENT.sub("", (FOLDER / "hall.js").read_text("utf-8"))


@cache
def hall_style() -> str:
    """The light page's style, and what the hall adds."""
    return (FOLDER / "phone.css").read_text("utf-8") + (FOLDER / "hall.css").read_text("utf-8")
