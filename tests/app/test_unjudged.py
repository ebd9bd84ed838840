"""Where most of a take could not be judged: why stands first, and nothing open is told as advice."""

from __future__ import annotations

from typing import Any

import pytest

from coach.app.card import Card, card
from coach.app.reading import sentences
from coach.app.unjudged import KINDS
from coach.i18n import LANGUAGES, Speaker
from tests.app.makers import LESSON, finished, judgement, seen

VI = Speaker("vi", "cô")


def reason(why: str, id: str = "reason.could_not_hear") -> dict[str, Any]:
    return {"id": id, "values": {"why": why, "level": 0, "level_high": 4, "top": 4}}


def wide(
    whys: tuple[str, ...] = ("hearing.other_language",) * 3, judged: int | None = None
) -> dict[str, Any]:
    """Three things open for those reasons; with `judged` the fourth was judged at that level."""
    weights = {"place": 3, "maker": 3, "steps": 2}
    left = [judgement(one, weight, "unknown", 0, 4, []) for one, weight in weights.items()]
    for one, why in zip(left, whys, strict=True):
        one |= {"reason": reason(why), "top": 4}
    proof = [seen("intro", 1.0, 2.5, "ở xã Chi Lăng")]
    rest = [] if judged is None else [judgement("intro", 1, "judged", judged, judged, proof) | {"top": 4}]
    points = {"low": 5.6, "high": 94.4, "out_of": 100}
    return finished() | {"judgements": left + rest, "points": points, "claims": []}


def told(result: dict[str, Any], words: Speaker = VI) -> Card:
    return card(result, LESSON, words)


def test_it_says_how_many_and_that_another_language_than_the_chosen_was_heard() -> None:
    left = told(wide(judged=2)).unjudged
    assert left is not None
    assert "3 trên 4" in left.title
    assert "tiếng khác" in left.why
    assert "tiếng Việt" in left.why
    assert "chọn lại" in left.todo


def test_nothing_is_said_of_a_range_that_tells_something() -> None:
    assert told(finished()).unjudged is None
    half = {"low": 20.0, "high": 70.0, "out_of": 100}
    assert told(wide() | {"points": half}).unjudged is None


def test_the_reason_that_leaves_most_points_open_is_told() -> None:
    one = told(wide(("hearing.unclear", "vision.no_picture", "vision.no_picture"))).unjudged
    other = told(wide(("hearing.unclear", "hearing.words_missing", "vision.no_picture"))).unjudged
    assert one is not None
    assert other is not None
    assert "không có hình" in one.why
    assert "chưa rõ lời" in other.why


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", [*KINDS, "of.tomorrow"])
def test_every_reason_is_told_in_every_language(
    why: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Speaker, "strict", True)
    result = wide()
    left = result["judgements"][0] | {
        "weight": 9,
        "reason": {"id": "attempts.under_way", "values": {"why": why}},
    }
    one = told(result | {"judgements": [left]}, Speaker(language, "cô")).unjudged
    assert one is not None
    assert all((one.title, one.why, one.todo))
    assert "unjudged." not in f"{one.title} {one.why} {one.todo}"


def test_what_could_not_be_judged_is_no_advice() -> None:
    assert told(wide()).next is None
    following = told(wide(judged=2)).next
    assert following is not None
    assert following.id == "intro"


def test_what_is_only_perhaps_heard_is_no_advice_either() -> None:
    result = wide()
    result["judgements"][0]["state"] = "check"
    assert told(result).next is None


def test_it_is_read_first_and_the_range_is_not_read() -> None:
    shown = told(wide())
    assert shown.unjudged is not None
    read = sentences(shown, "", None, VI)
    assert read[:3] == (shown.unjudged.title, shown.unjudged.why, shown.unjudged.todo)
    assert not [one for one in read if "100" in one or "làm đủ cả" in one]
