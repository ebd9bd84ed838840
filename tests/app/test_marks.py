"""What is marked along a take, what is praised, and what is read aloud."""

from __future__ import annotations

from coach.app.card import card
from coach.app.marks import bands, marks
from coach.app.reading import sentences
from coach.course.aloud import ToSay
from coach.i18n import Speaker
from tests.app.makers import LESSON, finished, judgement, seen

VI = Speaker("vi", "cô")


def test_each_kind_of_moment_has_its_own_mark() -> None:
    shown = card(finished(), LESSON, VI)
    assert [(one.kind, one.at_s) for one in marks(shown)] == [
        ("good", 1.4), ("look", 4), ("good", 5.0), ("claim", 5.0),
    ]  # fmt: skip
    assert [one.kind for one in bands(shown)] == ["good", "good", "look", "claim"]
    assert all(0 <= one.start_s < one.end_s for one in bands(shown))


def test_what_is_unsure_is_not_marked_as_earned() -> None:
    result = finished()
    result["judgements"][0] = judgement("place", 3, "check", 1, 3, [seen("place", 1.4, 2.5, "xã Chi Lăng")])
    assert marks(card(result, LESSON, VI))[0].kind == "check"


def test_risky_words_are_never_what_was_done_well() -> None:
    result = finished()
    result["judgements"][0]["level_low"] = 0
    well = card(result, LESSON, VI).well
    assert well is None or well.id != "maker"  # its only quote is the claim


def test_criteria_stand_under_their_skill() -> None:
    skills = dict(card(finished(), LESSON, VI).skills)
    assert list(skills) == ["story", "framing"]
    assert [one.id for one in skills["framing"]] == ["framing"]


def test_what_could_not_be_judged_says_what_to_do() -> None:
    result = finished()
    result["judgements"][3]["reason"] = {"id": "reason.not_given_more", "values": {"level": 1, "why": ""}}
    told = {one.id: one.todo for one in card(result, LESSON, VI).counted}
    assert "thẻ hàng" in told["intro"]
    assert told["place"] == ""


def test_what_is_read_aloud_has_no_signs() -> None:
    shown = card(finished(), LESSON, VI)
    read = sentences(shown, "Lần này **đạt**.", ToSay("Na này … ạ", True, ()), VI)
    assert read[0].startswith("Cô làm tốt: Điều place")
    assert "62 – 75 trên 100" in read[3]
    assert not set("*_«»…#") & set("".join(read))
