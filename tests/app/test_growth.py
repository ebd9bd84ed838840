"""The pages of progress: one suggestion, pictures with words, the map, certificate, real livestreams."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from coach.app import here
from coach.app.growth_chart import Axis, chart
from coach.app.plant import plant
from coach.assembly import Workplace
from coach.domain.lives import RealLive, Told
from coach.domain.people import Learner
from coach.i18n import LANGUAGES
from coach.progress.bayes import Reached
from coach.progress.skill import STAGES, skills
from coach.store.schema import AttemptRow
from tests.app.makers import LESSON, NOON, attempt_in, finished, learner_in, words
from tests.app.test_pages import at, opened, pressed, ran, started, text
from tests.progress.makers import taken

__all__ = ["at", "started"]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def course(at: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Two steps, the second with two ways."""
    lessons = {
        "L02": replace(LESSON, step=1),
        "L14A": replace(LESSON, id="L14A", step=2, title=words("Thổ cẩm")),
        "L14B": replace(LESSON, id="L14B", step=2, title=words("Hoa quả")),
    }
    made = replace(at, course=replace(at.course, lessons=lessons))
    monkeypatch.setattr(here, "workplace", lambda: made)
    here.here.clear()
    return made


@pytest.fixture
def hoa(course: Workplace) -> Learner:
    return learner_in(course)


def grown(who: Learner) -> AppTest:
    return pressed(pressed(opened(), f"learner_{who.id}"), "growth")


def html(app: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in app.get("html"))


def passing(course: Workplace, hoa: Learner, lesson: str) -> None:
    for film in (b"1", b"2"):
        attempt = attempt_in(course, hoa, lesson.encode() + film, result=finished() | {"passes": True})
        if lesson != "L02":
            with course.store.attempts.sessions.begin() as session:
                session.execute(
                    update(AttemptRow).where(AttemptRow.id == attempt.id).values(lesson_id=lesson)
                )


def test_one_suggestion_and_each_skill_in_words(course: Workplace, hoa: Learner) -> None:
    attempt_in(course, hoa)
    app = grown(hoa)
    assert app.title[0].value == "Tiến bộ của tôi"
    assert [one.label for one in app.button if (one.key or "").startswith("next_")] == [
        "Bài 1. Câu chuyện vườn nhà"
    ]
    shown = html(app)
    assert shown.count("<article>") == 6
    assert "Kể chuyện" in shown
    assert "Cần 10 điều, thường làm được" in shown
    assert "Chưa có lần tập nào chấm được kỹ năng này." in shown  # of skills that nobody asked for yet
    assert "Đang tiến bộ" not in shown  # one take says nothing of that


def test_what_was_not_done_is_never_told(course: Workplace, hoa: Learner) -> None:
    attempt_in(course, hoa)
    told = text(grown(hoa))
    assert "Số lần đã tập: 1" in told
    assert "tuần liền" not in told
    assert "Cùng một bài" not in told  # nothing to compare with


def test_the_map_tells_each_step_in_words(course: Workplace, hoa: Learner) -> None:
    attempt_in(course, hoa, b"1", result=finished() | {"passes": True})
    app = pressed(opened(), f"learner_{hoa.id}")
    assert "Bài 1: đạt một lần" in html(app)
    assert "Bài 2: chưa tập" in html(app)
    passing(course, hoa, "L14B")
    assert "Bài 2: đã đạt" in html(pressed(opened(), f"learner_{hoa.id}"))


def test_whoever_passed_all_steps_gets_a_certificate_once(course: Workplace, hoa: Learner) -> None:
    passing(course, hoa, "L02")
    assert not [one for one in grown(hoa).button if one.key == "certificate"]
    passing(course, hoa, "L14A")
    app = pressed(grown(hoa), "certificate")
    held = course.store.certificates.of(hoa.id)
    assert held is not None
    assert (held.steps, held.name) == (2, "Hoa")
    assert "Chứng nhận của Hoa" in text(app)
    assert "đã đạt cả khóa học" in text(app)


def test_a_real_live_is_written_shown_and_removed_by_her(course: Workplace, hoa: Learner) -> None:
    attempt_in(course, hoa)
    app = grown(hoa)
    app.selectbox(key="on_0").select("tiktok")
    app.number_input(key="orders_0").set_value(7)
    pressed(app, "keep_0")
    (live,) = course.store.lives.of(hoa.id)
    assert (live.platform, live.orders, live.viewers, live.shown) == ("tiktok", 7, None, False)
    assert "7 đơn" in text(app)
    app.checkbox(key=f"show_{live.id}").check()
    ran(app)
    assert course.store.lives.of(hoa.id)[0].shown
    pressed(app, f"remove_{live.id}")
    assert course.store.lives.of(hoa.id) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_in_each_language(course: Workplace, hoa: Learner, language: str) -> None:
    attempt_in(course, hoa)
    attempt_in(course, hoa, b"other")
    course.store.lives.add(hoa.id, Told(date(2026, 11, 1), "other", 1, 2, 3), NOON)
    app = grown(hoa)
    app.session_state["language"] = language
    app.session_state["in_time"] = True
    ran(app)
    titles = {"vi": "Tiến bộ của tôi", "en": "My progress", "id": "Kemajuan saya"}
    assert app.title[0].value == titles[language]


def test_the_report_is_two_links_with_tickets_and_who_will_see_it(course: Workplace, hoa: Learner) -> None:
    attempt = attempt_in(course, hoa)
    app = pressed(opened(), f"learner_{hoa.id}")
    app = pressed(pressed(app, "earlier"), f"report_{attempt.id}")
    assert app.title[0].value == "Phiếu giữ lại"
    links = [one.proto.url for one in app.get("link_button")]
    assert [link.split("?")[0] for link in links] == [
        f"/api/take/{attempt.id}/report/pdf",
        f"/api/take/{attempt.id}/report/page",
    ]
    assert all("ticket=" in link for link in links)
    assert "Máy không gửi phiếu cho ai." in text(app)


def test_plants_are_drawn_for_every_stage() -> None:
    drawn = [plant(stage) for stage in range(STAGES + 1)]
    assert len(set(drawn)) == len(drawn)
    for svg in drawn:
        ElementTree.fromstring(svg)


def test_a_chart_holds_every_take_the_marks_and_the_lives() -> None:
    takes = [taken(day, reached=(Reached(2, 3, 4),)) for day in range(4)]
    skill = skills(takes, {"L01-2": ("listens",)})[0]
    when = datetime(2026, 11, 4, 12, tzinfo=UTC)
    live = RealLive("x", "y", when.date(), "tiktok", orders=12)
    drawn = ElementTree.fromstring(chart(skill, Axis(takes[0].at, takes[-1].at), [(when, live)]))
    assert len(drawn.findall(f".//{SVG}circle")) == 4
    assert len([one for one in drawn.iter() if "stroke-dasharray" in one.attrib]) == 1
    assert [one.text for one in drawn.findall(f".//{SVG}text")] == ["12"]
    alone = skills(takes[:1])[0]
    ElementTree.fromstring(chart(alone, Axis(takes[0].at, takes[0].at), []))
