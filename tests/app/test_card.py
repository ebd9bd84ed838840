from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coach.app.card import Card, Told, card, points_text
from coach.i18n import Speaker
from tests.app.makers import LESSON, finished, judgement, seen

VI = Speaker("vi", "cô")


def whole() -> Card:
    return card(finished(), LESSON, VI)


def test_one_thing_done_well_with_its_moment() -> None:
    well = whole().well
    assert well is not None
    assert well.id == "place"
    assert well.moments[0].clock == "0:01"
    assert well.moments[0].text == "«xã Chi Lăng»"


def test_what_comes_next_is_not_praised_where_something_else_can_be() -> None:
    result = finished() | {"claims": []}
    place, maker = seen("place", 1.4, 2.5, "xã Chi Lăng"), seen("maker", 5.0, 5.7, "Bố em")
    result["judgements"][0] = judgement("place", 3, "judged", 2, 2, [place])
    result["judgements"][1] = judgement("maker", 3, "judged", 2, 2, [maker])
    shown = card(result, LESSON, VI)
    assert [one.id for one in (shown.well, shown.next) if one] == ["maker", "place"]
    result["judgements"][1] = judgement("maker", 3, "judged", 0, 0, [maker])
    result["judgements"][0] = judgement("place", 9, "judged", 2, 2, [place])
    shown = card(result, LESSON, VI)
    assert [one.id for one in (shown.well, shown.next) if one] == ["place", "place"]


def test_what_was_done_well_is_quoted_at_length() -> None:
    result = finished()
    place = result["judgements"][0]
    place["evidence"] = [
        seen("person_name", 0.5, 0.8, "Em"),
        seen("origin", 1.0, 2.5, "ở xã Chi Lăng"),
        seen("place.commune", 1.8, 2.5, "Chi Lăng", value="Chi Lăng"),
    ]
    well = card(result, LESSON, VI).well
    assert well is not None
    assert [one.text for one in well.moments] == ["«Em»", "«ở xã Chi Lăng»"]
    assert well.best is not None
    assert well.best.text == "«ở xã Chi Lăng»"


def test_a_lesson_changed_since_is_noticed() -> None:
    assert not whole().lesson_changed
    changed = replace(LESSON, digest="e" * 64, uses=LESSON.uses[1:])
    now = card(finished(), changed, VI)
    assert now.lesson_changed
    assert [one.id for one in now.counted] == ["maker", "steps", "intro"]


def test_the_next_thing_weighs_most_times_levels_missing() -> None:
    following = whole().next
    assert following is not None
    assert following.id == "maker"
    assert (following.tip, following.model) == ("Mẹo maker", "Mẫu maker")


def test_what_could_not_be_judged_is_next_only_where_nothing_else_is() -> None:
    unknown = whole().counted[3]
    assert unknown.state == "unknown"
    assert replace(whole(), counted=(unknown,)).next == unknown
    assert replace(whole(), counted=(unknown,)).well is None


levels = st.integers(0, 4)


@given(st.lists(st.tuples(st.floats(0.5, 9), levels), min_size=1, max_size=6))
def test_nothing_is_next_only_when_all_is_reached(given_levels: list[tuple[float, int]]) -> None:
    one = whole().counted[0]
    told = tuple(replace(one, weight=weight, low=low, high=low) for weight, low in given_levels)
    following = replace(whole(), counted=told).next
    assert (following is None) == all(low == 4 for _, low in given_levels)
    if following is not None:
        assert following.missing == max(each.missing for each in told)


def test_criteria_without_weight_are_pictures() -> None:
    assert [one.id for one in whole().pictures] == ["framing"]
    moment = whole().pictures[0].moments[0]
    assert moment.look
    assert moment.at_s == 4
    assert moment.text == VI.say("app.broken")


def test_levels_are_told_in_the_lessons_words() -> None:
    maker: Told = whole().counted[1]
    assert (maker.level, maker.next_level) == ("maker 2", "maker 3")
    assert whole().counted[0].next_level == ""
    assert card(finished(), LESSON, Speaker("en")).counted[1].level == "maker 2 (English)"


def test_claims_and_notices_are_told() -> None:
    assert whole().claims[0].safer == ("Ngon ạ",)
    assert whole().claims[0].moment.at_s == 5.0
    assert "8" in whole().notices[0]


def test_points_are_a_range_or_one_number() -> None:
    assert points_text(61.7, 74.6, VI) == "62–75"
    assert points_text(61.7, 62.2, VI) == "62"


def test_a_smooth_picture_that_changes_its_rate_is_no_news() -> None:
    def told(fps: int) -> int:
        notice = {"id": "media.variable_rate", "values": {"fps": fps}}
        return len(card(finished() | {"notices": [notice]}, LESSON, VI).notices)

    assert (told(29), told(21), told(20), told(9)) == (0, 0, 1, 1)
