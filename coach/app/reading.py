"""The result as somebody would read it aloud: few sentences, no signs, the same words as on the screen."""

from __future__ import annotations

import re

from coach.app.card import Card, points_text
from coach.course.aloud import GAP, ToSay
from coach.i18n import Speaker

SIGNS = re.compile(r"[*_`#«»\\]+")


def sentences(shown: Card, verdict: str, to_say: ToSay | None, words: Speaker) -> tuple[str, ...]:
    """One thing done well, one thing to do next, the sentence to say, the points.

    Where most is open: first why and what to do; so wide a range of points is not read.
    """
    say = words.say
    left = shown.unjudged
    first = (left.title, left.why, left.todo) if left else ()
    well = (
        say("aloud.well", what=shown.well.prompt, how=shown.well.level)
        if shown.well
        else say("card.well_none")
    )
    none = "" if left else say("card.next_none")
    after = say("aloud.next", what=shown.next.prompt, tip=shown.next.tip) if shown.next else none
    said = say("aloud.try", sentence=to_say.text) if to_say and shown.next else ""
    points = (
        "" if left else say("aloud.points", points=points_text(shown.points_low, shown.points_high, words))
    )
    return tuple(_spoken(one) for one in (*first, well, after, said, points, verdict) if one)


def _spoken(text: str) -> str:
    return SIGNS.sub("", text).replace("–", " – ").replace(GAP, ", ")
