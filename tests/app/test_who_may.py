"""Every page asks the rule before it is drawn; strangers and the wrong people see nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.app import asking as pages_asking
from coach.app import here, main
from coach.assembly import Workplace
from coach.course.course import Course
from coach.domain.lives import Told
from coach.i18n import Speaker
from coach.settings import Settings
from tests.app.makers import LESSON, finished, workplace_in
from tests.web.who_makers import Installation, asking

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


class Cookie:
    """Stands in for the browser's cookie, which Streamlit's test runner cannot hold."""

    token = ""


@pytest.fixture(autouse=True)
def cookie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "token", lambda: Cookie.token)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    one = asking(tmp_path)
    at = Workplace(Settings(data=tmp_path), one.store, Course({LESSON.id: LESSON}, {}, {}, {}))
    monkeypatch.setattr(here, "workplace", lambda: at)
    monkeypatch.setattr(Speaker, "strict", True)
    here.here.clear()
    yield one
    here.here.clear()
    one.store.engine.dispose()


def opened(made: Installation, name: str, page: str, **where: str) -> AppTest:
    """That page as somebody sees it who holds a cookie."""

    def script(name: str) -> None:
        from importlib import import_module

        import streamlit as st

        from coach.app import asking, here, main

        st.session_state[here.PAGES] = main.pages()
        here.forget_person()
        st.session_state["drawn"] = asking.asked(name)
        if st.session_state["drawn"]:
            import_module(f"coach.app.{name}").show()

    Cookie.token = made.tokens.get(name, name)
    app = AppTest.from_function(script, default_timeout=30, args=(page,))
    for key, value in where.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def drawn(app: AppTest) -> bool:
    return bool(app.session_state["drawn"])


def test_every_page_of_the_app_has_its_question() -> None:
    assert set(main.pages()) == set(pages_asking.ASKS) | set(pages_asking.FOR_ALL)


@pytest.mark.parametrize("page", sorted(pages_asking.ASKS))
def test_a_stranger_sees_no_page(made: Installation, page: str) -> None:
    app = opened(made, "nobody", page, attempt=made.take, of=made.ids["Hoa"])
    assert not drawn(app)
    assert not app.button
    assert "Hoa" not in "".join(str(one.value) for one in (*app.title, *app.markdown))


@pytest.mark.parametrize(
    ("name", "page", "where", "seen"),
    [
        ("Hoa", "progress", "attempt", True),
        ("Lan", "progress", "attempt", False),
        ("Binh", "progress", "attempt", False),  # she has not shown it
        ("Thu", "scorecard", "attempt", False),
        ("An", "scorecard", "attempt", False),
        ("Hoa", "attempts", "of", True),
        ("Lan", "attempts", "of", False),
        ("Binh", "attempts", "of", True),
        ("Hoa", "people", "", False),
        ("Binh", "people", "", True),
        ("Thu", "people", "", True),
        ("Hoa", "rules", "", True),
        ("Hoa", "who", "", True),
        ("Thu", "who", "", True),
    ],
)
def test_who_sees_which_page(made: Installation, name: str, page: str, where: str, seen: bool) -> None:
    told = {"attempt": made.take, "of": made.ids["Hoa"]}
    app = opened(made, name, page, **({where: told[where]} if where else {}))
    assert drawn(app) == seen
    if not seen:
        assert app.warning[0].value.startswith("Phần này không mở")


@pytest.mark.parametrize("name", ["An", "Lan"])
def test_whatever_the_address_names_another_learner_is_asked_about_herself_or_refused(
    made: Installation, name: str
) -> None:
    """Every page of the app, Hoa's take and id in its address; a learner elsewhere, and a classmate."""

    def script() -> None:
        import streamlit as st

        from coach.app import asking, here, main

        st.session_state[here.PAGES] = main.pages()
        here.forget_person()
        about = {page: (action, of()) for page, (action, of) in asking.ASKS.items()}
        st.session_state["open"] = {
            page: of.owner for page, (action, of) in about.items() if here.allowed(action, of)
        }

    Cookie.token = made.tokens[name]
    app = AppTest.from_function(script, default_timeout=30)
    app.query_params["attempt"], app.query_params["of"] = made.take, made.ids["Hoa"]
    app.run()
    assert not app.exception, app.exception
    opened_pages = app.session_state["open"]
    assert {"who", "lesson", "my_data"} <= set(opened_pages)
    assert set(opened_pages.values()) == {made.ids[name]}  # of nobody else, of no group, of no other's take
    assert not set(opened_pages) & {"progress", "scorecard", "report", "compare", "attempts", "review"}


def test_a_trainer_sees_in_the_list_only_what_was_shown(made: Installation) -> None:
    made.store.attempts.take_up(made.take, "w", made.store.attempts.get(made.take).created_at)
    made.store.attempts.succeed(
        made.take, "w", finished(), "{}", made.store.attempts.get(made.take).created_at
    )
    hers = opened(made, "Hoa", "attempts")
    assert any(one.key == f"open_{made.take}" for one in hers.button)
    trainers = opened(made, "Binh", "attempts", of=made.ids["Hoa"])
    assert not any(one.key == f"open_{made.take}" for one in trainers.button)


def test_a_real_livestream_is_seen_by_her_trainer_once_she_shows_it(made: Installation) -> None:
    hoa, day = made.ids["Hoa"], datetime(2026, 11, 20, 12, tzinfo=UTC)
    live = made.store.lives.add(hoa, Told(day.date(), "tiktok", viewers=47), day)

    def told() -> str:
        return "\n".join(one.value for one in opened(made, "Binh", "attempts", of=hoa).markdown)

    assert "47" not in told()
    made.store.lives.show(live.id, hoa, True, day)
    assert "47 người xem" in told()


def test_nobody_becomes_somebody_else_by_an_address_or_a_name(made: Installation) -> None:
    app = opened(made, "Lan", "progress", attempt=made.take)
    assert "learner" not in app.session_state


def test_a_sign_out_elsewhere_closes_an_open_page(made: Installation) -> None:
    app = opened(made, "Hoa", "rules")
    assert drawn(app)
    made.store.who.signed_in.end_all(made.ids["Hoa"])
    app.run()
    assert not drawn(app)


def test_the_trainer_adds_a_learner_and_gives_her_a_number(made: Installation) -> None:
    app = opened(made, "Binh", "people")
    app.text_input(key="new_name").set_value("Sen")
    next(one for one in app.button if (one.key or "").endswith("add_learner")).click()
    app.run()
    members = {one.learner.name: one for one in made.store.groups.members(made.class_id)}
    assert members["Sen"].role == "learner"
    assert made.store.who.keys.pin_since(members["Sen"].learner.id)
    assert not any(
        (one.key or "").startswith("staff_") for one in app.text_input
    )  # roles are not hers to give


def test_an_open_laptop_switches_itself_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = workplace_in(tmp_path)
    monkeypatch.setattr(here, "workplace", lambda: at)
    here.here.clear()
    learner = at.store.people.add("Hoa", "cô", here.now())
    app = opened(Installation(at.store, "", "", ""), "", "rules")
    for key, value in (
        ("founder_name", "Thu"),
        ("founder_team", "HTX Na"),
        ("founder_account", "thu"),
        ("founder_password", "na ngon chi lang"),
        ("founder_again", "na ngon chi lang"),
    ):
        app.text_input(key=key).set_value(value)
    next(one for one in app.button if (one.key or "").endswith("switch_on")).click()
    app.run()
    assert app.success
    assert at.store.who.installation.asks()
    (group,) = at.store.groups.of_kind("class")
    assert {one.learner.id for one in at.store.groups.members(group.id)} > {learner.id}
    assert not drawn(opened(Installation(at.store, "", "", ""), "", "who"))
    here.here.clear()
    at.store.engine.dispose()
