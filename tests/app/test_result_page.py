"""The result page over a real store: the lesson as it was used, her own card, corrections, two takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text as sql
from streamlit.testing.v1 import AppTest

from coach.app import correcting, here, judging
from coach.app.compare import earlier
from coach.app.lesson_used import lesson_of
from coach.app.private import PLACE
from coach.assembly import Workplace
from coach.course import load
from coach.course.digest import digest
from coach.domain.correction import CORRECTED_WORDS, Edit, newest
from coach.domain.errors import CoachError
from coach.domain.media import ProductCard, Span
from coach.domain.people import Consent
from coach.i18n import Speaker
from coach.language.shelf import shipped_lessons
from coach.settings import Settings
from coach.store import open_store
from coach.store.attempts import Attempt, NewAttempt
from tests.app.makers import NOON, finished, learner_in
from tests.app.test_pages import pressed, ran, shown_for

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
COURSE = load(shipped_lessons())


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workplace]:
    made = Workplace(Settings(data=tmp_path), open_store(tmp_path), COURSE)
    monkeypatch.setattr(here, "workplace", lambda: made)
    monkeypatch.setattr(Speaker, "strict", True)
    here.here.clear()
    yield made
    here.here.clear()
    made.store.engine.dispose()


def scored(at: Workplace, learner_id: str, lesson: str, content: str, days_ago: int = 0) -> Attempt:
    """A take of that lesson whose criteria were judged in turn as the small result's were."""
    result, uses = finished(), at.course.lesson("L02").uses
    for one, use in zip(result["judgements"], uses, strict=False):
        one |= {"criterion": use.criterion.id, "weight": use.weight, "top": 4}
    result["lesson"] = {"id": "L02", "digest": lesson}
    sha256 = at.store.recordings.keep(BytesIO(b"film"))
    when = datetime.now(UTC) - timedelta(days=days_ago)
    attempt = at.store.attempts.add(NewAttempt(learner_id, "L02", "vi", sha256, "vuon.mp4"), when)
    at.store.attempts.take_up(attempt.id, "w", NOON)
    at.store.attempts.succeed(attempt.id, "w", result, content, NOON)
    return at.store.attempts.get(attempt.id)


def today(at: Workplace, learner_id: str, days_ago: int = 0) -> Attempt:
    return scored(at, learner_id, COURSE.lesson("L02").digest, COURSE.contents["L02"], days_ago)


def html(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def test_the_sentence_to_say_is_of_her_own_card(at: Workplace) -> None:
    hoa = learner_in(at)
    at.store.cards.keep(hoa.id, ProductCard(name="Mận Mộc Châu", maker="chồng tôi trồng"))
    app = shown_for(today(at, hoa.id).id, "scorecard")
    assert "Thử nói:" in html(app)
    assert "«Mận Mộc Châu này chồng tôi trồng; khó nhất là …" in html(app)
    assert "đạt từ 70" in html(app)


def test_an_empty_card_gives_gaps_and_the_way_to_fill_it(at: Workplace) -> None:
    app = shown_for(today(at, learner_in(at).id).id, "scorecard")
    assert "«… này chính … trong nhà cô làm" in html(app)
    assert any((one.key or "").endswith("fill_card") for one in app.button)


def test_an_old_take_is_told_with_the_lesson_of_its_day(at: Workplace) -> None:
    lesson, *rest = json.loads(COURSE.contents["L02"])
    lesson["title"]["vi"] = "Chuyện vườn ngày xưa"
    lesson["pass_points"] = 55
    old = json.dumps([lesson, *rest], ensure_ascii=False)
    attempt = scored(at, learner_in(at).id, digest(old), old)
    app = shown_for(attempt.id, "scorecard")
    assert app.title[0].value == "Chuyện vườn ngày xưa"
    assert "đạt từ 55" in html(app)
    assert any("đúng bài lúc cô tập" in one.value for one in app.info)


def test_a_lesson_that_cannot_be_read_any_more_is_told_with_todays(at: Workplace) -> None:
    attempt = scored(at, learner_in(at).id, "d" * 64, "{}")
    assert lesson_of(attempt) == COURSE.lesson("L02")
    app = shown_for(attempt.id, "scorecard")
    assert any("lời giải thích là của bài mới" in one.value for one in app.info)


def test_a_take_is_private_until_she_shows_it_and_that_is_her_consent(at: Workplace) -> None:
    attempt = today(at, learner_in(at).id)
    assert at.store.showing.audience(attempt) == frozenset()
    app = shown_for(attempt.id, "scorecard")
    asked = [one.value for one in app.caption]
    pressed(app, "show_trainer")
    assert at.store.showing.audience(at.store.attempts.get(attempt.id)) == {"trainer"}
    assert at.store.consents.of(attempt.learner_id)[-1].text in asked  # the very words beside the button
    assert not any(one.key == "show_trainer" for one in app.button)


def test_every_skill_has_its_own_part(at: Workplace) -> None:
    app = shown_for(today(at, learner_in(at).id).id, "scorecard")
    assert [one.label.partition(":")[0] for one in app.expander] == ["Kể chuyện"]


def test_two_takes_are_shown_side_by_side(at: Workplace) -> None:
    hoa = learner_in(at)
    before, after = today(at, hoa.id, 3), today(at, hoa.id)
    app = shown_for(after.id, "compare")
    assert app.title[0].value == "Lần trước và lần này"
    assert "Như lần trước" in html(app)
    assert [one.id for one in earlier(after)] == [before.id]
    assert list(earlier(before)) == []


def corrected(at: Workplace, attempt: Attempt, monkeypatch: pytest.MonkeyPatch, edit: Edit) -> None:
    """A correction without the minutes it takes to learn the language."""
    monkeypatch.setattr(correcting, "here", lambda: at)
    monkeypatch.setattr(correcting, "learner", lambda: None)
    monkeypatch.setattr(correcting, "judge_again", lambda attempt: True)
    assert correcting.correct(attempt, edit) == "correction.judged"


def test_a_correction_is_kept_with_who_when_and_what_stood_there(
    at: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = today(at, learner_in(at).id)
    corrected(at, attempt, monkeypatch, Edit(Span(4.9, 5.8), "Bố cô"))
    (one,) = at.store.corrections.of(attempt.id)
    assert (one.learner_id, one.heard, one.said, one.number) == (attempt.learner_id, "Bố em", "Bố cô", 1)
    assert one.made_at.tzinfo is not None
    kept = newest(at.store.evidence.observed_by(attempt.recording_sha256, CORRECTED_WORDS), "vi")
    assert kept is not None
    assert "Bố cô" in " ".join(getattr(word, "text", "") for word in kept.findings)
    assert correcting.take_back(attempt) == "correction.judged"
    assert len(at.store.corrections.of(attempt.id)) == 2
    assert newest(at.store.evidence.observed_by(attempt.recording_sha256, CORRECTED_WORDS), "vi") is None


def test_corrections_go_when_she_goes(at: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = today(at, learner_in(at).id)
    corrected(at, attempt, monkeypatch, Edit(Span(4.9, 5.8), "Bố cô"))
    at.store.forgetting.forget(attempt.learner_id)
    with at.store.engine.connect() as connection:
        assert connection.execute(sql("select count(*) from correction")).scalar() == 0


@pytest.mark.parametrize(
    "sent",
    [{}, {"start_s": 2, "end_s": 1, "text": "na"}, {"start_s": "x", "end_s": 1, "text": "na"},
     {"start_s": 0, "end_s": 1, "text": "na " * 90}],
)  # fmt: skip
def test_what_is_no_correction_is_refused(sent: dict[str, object]) -> None:
    with pytest.raises(CoachError, match="correction"):
        correcting.edit_of(sent)


def test_without_a_lesson_to_judge_by_nothing_is_judged(
    at: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = scored(at, learner_in(at).id, "d" * 64, "{}")
    monkeypatch.setattr(judging, "here", lambda: at)
    monkeypatch.setattr(judging, "take_of", lambda attempt, at: None)
    monkeypatch.setattr(judging, "_parts", lambda language, at: None)
    assert not judging.judge_again(attempt)
    assert at.store.attempts.get(attempt.id).state == "done"  # until somebody hands it in anew


def test_without_her_leave_nothing_is_judged_again(at: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = scored(at, learner_in(at).id, "e" * 64, "{}")
    at.store.consents.keep(Consent(attempt.learner_id, "analyse", "1", "vi", "text", NOON, given=False))
    monkeypatch.setattr(judging, "here", lambda: at)
    monkeypatch.setattr(judging, "used_by", lambda _: pytest.fail("looked at all the same"))
    assert not judging.judge_again(attempt)


def test_a_draft_lesson_is_tried_only_on_takes_whose_learner_allows_it(
    at: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = scored(at, learner_in(at).id, "e" * 64, "{}")
    monkeypatch.setattr(judging, "here", lambda: at)
    looked_at: list[str] = []
    monkeypatch.setattr(judging, "_parts", lambda *_: SimpleNamespace(observers=(), shelf=None))
    monkeypatch.setattr(judging, "take_of", lambda one, _: looked_at.append(one.id))
    monkeypatch.setattr(judging, "is_known", lambda *_: False)
    lesson = at.course.lessons["L02"]
    for given, looks in ((True, 1), (False, 1)):
        said = Consent(attempt.learner_id, "analyse", "1", "vi", "text", NOON, given=given)
        at.store.consents.keep(said)
        assert judging.judged_by(attempt, (lesson, lesson)) is None
        assert len(looked_at) == looks


def test_the_part_to_practise_stands_first_on_the_lesson(at: Workplace) -> None:
    hoa = learner_in(at)

    def script(learner: str) -> None:
        import streamlit as st

        from coach.app import lesson
        from coach.app.here import PAGES

        st.session_state[PAGES] = {}
        st.session_state["learner"] = learner
        lesson.show()

    app = AppTest.from_function(script, default_timeout=20, args=(hoa.id,))
    app.query_params["lesson"], app.query_params["part"] = "L02", "origin_place"
    ran(app)
    assert app.header[0].value == COURSE.criteria["origin_place"].prompt["vi"]
    assert "Thử nói:" in html(app)


def test_where_most_is_open_it_says_so_first_and_gives_nothing_open_as_advice(at: Workplace) -> None:
    hoa = learner_in(at)
    attempt = today(at, hoa.id)
    result = dict(attempt.result or {})
    for one in result["judgements"]:
        why = {"id": "reason.could_not_hear", "values": {"why": "hearing.other_language"}}
        one |= {"state": "unknown", "level_low": 0, "level_high": 4, "reason": why, "evidence": []}
    result |= {"points": {"low": 0.0, "high": 100.0, "out_of": 100}, "claims": []}
    at.store.attempts.judged_again(attempt.id, result)
    app = shown_for(attempt.id, "scorecard")
    told = " ".join(one.value for one in (*app.header, *app.markdown))
    assert app.header[0].value.startswith("Lần này có")
    assert "đã chọn cho lần này là tiếng Việt" in told
    pressable = [one.key for one in app.button]
    assert "again_whole" in pressable
    assert "again" not in pressable
    assert "làm đủ cả" not in told


def test_it_says_at_once_who_can_see_her_take_and_leads_to_where_it_is_deleted(at: Workplace) -> None:
    attempt = today(at, learner_in(at).id)
    app = shown_for(attempt.id, "scorecard")
    first = next(one for one in app.get("html") if "coach-seen" in one.proto.body).proto.body
    assert "Hiện chưa cho ai xem." in first
    assert f'href="#{PLACE}"' in first
    assert app.header[-1].proto.anchor == PLACE
    assert any(one.key == f"delete_{attempt.id}" for one in app.button)


def card_for(learner: str) -> None:
    """The scorecard before that learner."""
    import streamlit as st

    from coach.app import scorecard
    from coach.app.here import PAGES

    st.session_state[PAGES] = {}
    st.session_state["learner"] = learner
    scorecard.show()


def test_nobody_else_is_told_how_to_delete_it(at: Workplace) -> None:
    attempt, other = today(at, learner_in(at).id), learner_in(at, "Lan")
    app = AppTest.from_function(card_for, default_timeout=20, args=(other.id,))
    app.query_params["attempt"] = attempt.id
    ran(app)
    assert "coach-seen" not in html(app)
    assert not any((one.key or "").startswith("delete_") for one in app.button)
