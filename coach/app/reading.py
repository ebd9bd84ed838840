"""The result as somebody would read it aloud: few sentences, no signs, the same words as on the screen."""

from __future__ import annotations

import re

from coach.app.card import Card, points_text
from coach.course.aloud import GAP, ToSay
from coach.i18n import Speaker

SIGNS = re.compile(r"[*_`#«»\\]+")


def sentences(shown: Card, verdict: str, to_say: ToSay | None, words: Speaker) -> tuple[str, ...]:
    """One thing done well, one thing to do next, the sentence to say, the points."""
    say = words.say
    well = (
        say("aloud.well", what=shown.well.prompt, how=shown.well.level)
        if shown.well
        else say("card.well_none")
    )
    after = (
        say("aloud.next", what=shown.next.prompt, tip=shown.next.tip) if shown.next else say("card.next_none")
    )
    said = say("aloud.try", sentence=to_say.text) if to_say and shown.next else ""
    points = say("aloud.points", points=points_text(shown.points_low, shown.points_high, words))
    return tuple(_spoken(one) for one in (well, after, said, points, verdict) if one)


def _spoken(text: str) -> str:
    return SIGNS.sub("", text).replace("–", " – ").replace(GAP, ", ")
