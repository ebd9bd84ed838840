"""Before a hall nobody's points stand first, and none where most could not be judged."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.workshop.result_shown import for_hall, has_points

RESULTS = st.fixed_dictionaries(
    {
        "state": st.sampled_from(("done", "moving", "ended")),
        "text": st.just("Reading 4%"),
        "points": st.just("30-48"),
        "range": st.just("why"),
        "done_well": st.just("origin"),
        "do_next": st.just("price"),
        "wide": st.booleans(),
    }
)


@given(RESULTS, st.booleans())
def test_points_stand_there_only_asked_for_and_only_where_they_say_something(
    result: dict[str, object], asked: bool
) -> None:
    shown = for_hall(result, asked)
    assert ("points" in shown and shown["state"] == "done") == (
        asked and result["state"] == "done" and not result["wide"]
    ) or result["state"] == "ended"
    assert has_points(result) == (result["state"] == "done" and not result["wide"])
    if result["state"] == "done":
        assert (shown["done_well"], shown["do_next"]) == ("origin", "price")
        assert shown.get("why", "") == ("why" if result["wide"] else "")


@given(RESULTS, st.booleans())
def test_no_percentage_stands_before_a_hall(result: dict[str, object], asked: bool) -> None:
    assert for_hall({**result, "state": "moving"}, asked) == {"state": "moving"}
