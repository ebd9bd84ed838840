"""My data: switches count at once, takes are shown and taken back, two steps delete what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.app import here, main
from coach.assembly import Workplace
from coach.cli.attempt import score_at
from coach.domain.consent import PURPOSES, Retention
from coach.domain.people import Consent
from coach.i18n import LANGUAGES, Speaker
from coach.jobs.sweeping import sweep_if_due
from coach.store.attempts import NewAttempt
from tests.app.makers import NOON, attempt_in, learner_in, workplace_in

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Streamlit's test runner leaves its event loop
]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workplace]:
    made = workplace_in(tmp_path)
    monkeypatch.setattr(here, "workplace", lambda: made)
    monkeypatch.setattr(Speaker, "strict", True)
    here.here.clear()
    yield made
    here.here.clear()
    made.store.engine.dispose()


def opened(learner_id: str, language: str = "vi") -> AppTest:
    app = AppTest.from_file(main.__file__, default_timeout=20)
    app.session_state["learner"] = learner_id
    app.session_state["language"] = language
    ran(app)
    return pressed(app, f"learner_{learner_id}", "my_data")


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def pressed(app: AppTest, *keys: str) -> AppTest:
    for key in keys:
        next(one for one in app.button if one.key == key or (one.key or "").endswith(f"-{key}")).click()
        ran(app)
    return app


def text(app: AppTest) -> str:
    shown = (*app.title, *app.header, *app.subheader, *app.markdown, *app.info, *app.warning, *app.success)
    return "\n".join(str(one.value) for one in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_every_language(at: Workplace, language: str) -> None:
    hoa = learner_in(at)
    attempt_in(at, hoa)
    app = opened(hoa.id, language)
    say = Speaker(language, "cô").say
    assert app.title[0].value == say("mydata.title")
    assert say("mydata.take.private") in text(app)
    assert len(app.toggle) == len(PURPOSES)


def test_a_switch_counts_at_once_and_is_kept_with_its_text(at: Workplace) -> None:
    hoa = learner_in(at)
    app = opened(hoa.id)
    assert [one.value for one in app.toggle] == [True, True, False, False, False]
    app.toggle(key="allow_show_trainer").set_value(True)
    ran(app)
    app.toggle(key="allow_analyse").set_value(False)
    ran(app)
    assert at.store.consents.in_force(hoa.id) == {"record", "show_trainer"}
    last = at.store.consents.of(hoa.id)[-1]
    assert (last.purpose, last.given, last.how, last.language) == ("analyse", False, "screen", "vi")
    assert last.text.startswith("Tôi cho phép máy này nghe")
    assert "Từ giờ máy không nghe" in text(app)


def test_a_take_is_shown_and_taken_back(at: Workplace) -> None:
    hoa = learner_in(at)
    take = attempt_in(at, hoa)
    app = pressed(opened(hoa.id), f"show_{take.id}")
    assert "nhưng chưa ai xem được" in text(app)
    app.toggle(key="allow_show_class").set_value(True)
    assert "Cả lớp đang xem được lần tập này" in text(ran(app))
    assert at.store.attempts.get(take.id).shown_at is not None
    assert "Hiện chưa cho ai xem" in text(pressed(app, f"hide_{take.id}"))
    assert at.store.attempts.get(take.id).shown_at is None


def test_one_take_goes_in_two_steps_and_the_first_can_be_undone(at: Workplace) -> None:
    hoa = learner_in(at)
    take, other = attempt_in(at, hoa), attempt_in(at, hoa, b"another film")
    app = pressed(opened(hoa.id), f"delete_{take.id}")
    assert "Không lấy lại được" in text(app)
    pressed(app, f"no_{take.id}")
    assert len(at.store.attempts.of(hoa.id)) == 2
    pressed(app, f"delete_{take.id}", f"yes_{take.id}")
    assert [one.id for one in at.store.attempts.of(hoa.id)] == [other.id]
    assert "Đã xóa lần tập đó" in text(app)


def test_on_its_result_a_take_is_deleted_too_and_the_lesson_stands_there(at: Workplace) -> None:
    hoa = learner_in(at)
    take = attempt_in(at, hoa)
    app = AppTest.from_file(main.__file__, default_timeout=20)
    app.session_state["learner"] = hoa.id
    pressed(
        ran(app), f"learner_{hoa.id}", "earlier", f"open_{take.id}", f"delete_{take.id}", f"yes_{take.id}"
    )
    assert at.store.attempts.of(hoa.id) == ()
    assert [one for one in app.button if one.key == "record"]


def test_a_drill_is_told_as_one_and_of_what(at: Workplace) -> None:
    hoa = learner_in(at)
    sha256 = at.store.recordings.keep(BytesIO(b"drill"))
    at.store.attempts.add(NewAttempt(hoa.id, "L02", "vi", sha256, "", drill="place"), NOON)
    assert "Tập riêng một điều: **Điều place**" in text(opened(hoa.id))


def test_whoever_deletes_herself_is_gone_and_told_so(at: Workplace) -> None:
    hoa, lan = learner_in(at), learner_in(at, "Lan")
    attempt_in(at, hoa)
    app = pressed(opened(hoa.id), "delete_me")
    assert "Cô chắc chắn chứ? 1 lần tập" in text(app)
    pressed(app, "yes_me")
    assert "Đã xóa hết mọi thứ về cô" in text(app)
    assert at.store.people.all() == (lan,)


def test_without_leave_to_record_the_lesson_asks_first(at: Workplace) -> None:
    hoa = learner_in(at)
    app = opened(hoa.id)
    app.toggle(key="allow_record").set_value(False)
    pressed(ran(app), "back_to_lesson")
    assert not [one for one in app.button if one.key == "record"]
    app.checkbox(key="consent").check()
    assert [one for one in pressed(app, "start").button if one.key == "record"]
    assert at.store.consents.in_force(hoa.id) >= {"record", "analyse"}


def test_a_worker_refuses_what_was_not_allowed(at: Workplace) -> None:
    """Nobody listens, whatever a page did: the parts are never even made."""
    hoa = learner_in(at, agreed=False)
    take = attempt_in(at, hoa, done=False)
    at.store.consents.keep(Consent(hoa.id, "record", "1", "vi", "…", NOON))

    def no_parts(language: str) -> None:
        raise AssertionError(language)

    score_at(at, take.id, no_parts)  # type: ignore[arg-type]
    failed = at.store.attempts.get(take.id)
    assert (failed.state, failed.error_id) == ("failed", "consent.missing.analyse")
    app = AppTest.from_file(main.__file__, default_timeout=20)
    app.session_state["learner"] = hoa.id
    pressed(ran(app), f"learner_{hoa.id}", "earlier", f"open_{take.id}")
    assert "chưa cho phép máy nghe" in text(app)
    assert pressed(app, "mydata_title").title[0].value == "Dữ liệu của tôi"


def test_a_scorecard_whose_film_is_gone_still_opens(at: Workplace) -> None:
    hoa = learner_in(at)
    take = attempt_in(at, hoa)
    at.store.retaining.sweep(datetime.now(UTC) + timedelta(days=11), Retention(kept_days=10))
    assert at.store.attempts.get(take.id).film_removed_at is not None
    app = AppTest.from_file(main.__file__, default_timeout=20)
    app.session_state["learner"] = hoa.id
    pressed(ran(app), f"learner_{hoa.id}", "earlier", f"open_{take.id}")
    assert "đã xóa vì hết hạn giữ" in text(app)
    assert "Chi Lăng" not in text(app)


def test_the_sweep_runs_once_a_day(at: Workplace) -> None:
    learner_in(at)
    now = datetime.now(UTC)
    assert sweep_if_due(at.store, Retention(), now)
    assert not sweep_if_due(at.store, Retention(), now + timedelta(hours=23))
    assert sweep_if_due(at.store, Retention(), now + timedelta(hours=25))
