"""Trainers change lessons over a real store: who may, what is kept, what is signed, what then is taught."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.app import here, lesson_preview
from coach.app.ladder_form import first_of
from coach.assembly import at_work
from coach.course.drafting import content_of
from coach.course.editing import flow, put_list
from coach.course.parcel import packed, unpacked
from coach.domain.errors import LessonError
from coach.domain.people import Consent
from coach.domain.publishing import Signing
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Scorecard
from coach.i18n import Speaker
from coach.language.shelf import shipped_lessons
from coach.scoring.registry import kinds, yaml_fields
from coach.scoring.scorecard import judge
from coach.settings import Settings
from coach.store.attempts import Attempt
from tests.app.makers import finished
from tests.app.test_who_may import Cookie, drawn, opened
from tests.scoring.makers import said, take
from tests.web.who_makers import Installation, asking

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
NOW = datetime.now(UTC)
CRITERION = "criteria/price_with_unit.yaml"
FIELD = f"lessons:{CRITERION}:0:prompt.vi"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lessons of the course with their criteria."""
    folder = tmp_path_factory.mktemp("small") / "lessons"
    shutil.copytree(
        shipped_lessons(),
        folder,
        ignore=shutil.ignore_patterns("sentences", "scripts", "curves", "L0[1345789]*", "L1*"),
    )
    return folder


@pytest.fixture
def made(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    one = asking(tmp_path)
    settings = Settings(data=tmp_path, cache=tmp_path / "cache", lessons=small)
    monkeypatch.setattr("coach.assembly.shipped", lambda _: small)
    monkeypatch.setattr(here, "workplace", lambda: at_work(settings, one.store))
    monkeypatch.setattr(here, "token", lambda: Cookie.token)
    monkeypatch.setattr(Speaker, "strict", True)
    here.here.clear()
    yield one
    here.here.clear()
    one.store.engine.dispose()


def told(app: AppTest) -> str:
    shown = (*app.markdown, *app.warning, *app.success, *app.info, *app.error, *app.caption)
    return "\n".join(str(one.value) for one in shown)


def press(app: AppTest, key: str) -> AppTest:
    next(one for one in app.button if one.key == key).click()
    app.run()
    assert not app.exception, app.exception
    return app


def write(app: AppTest, key: str, text: str) -> AppTest:
    app.text_area(key=key).set_value(text).run()
    assert not app.exception, app.exception
    return app


def criterion(made: Installation, name: str = "Binh") -> AppTest:
    return opened(made, name, "lessons", kind="criteria", which=CRITERION)


@pytest.mark.parametrize(("name", "seen"), [("Binh", True), ("Thu", True), ("Hoa", False), ("An", False)])
def test_only_who_teaches_or_administers_changes_lessons(made: Installation, name: str, seen: bool) -> None:
    assert drawn(opened(made, name, "lessons")) == seen


def test_a_word_changed_is_kept_tried_signed_and_taught(made: Installation) -> None:
    app = write(criterion(made), FIELD, "Nói giá thật rõ")
    assert "prompt:\n  vi: Nói giá thật rõ" in made.store.drafts.open()[CRITERION].text
    assert here.here().course.criteria["price_with_unit"].prompt["vi"] == "Nói giá rõ kèm đơn vị"
    app = opened(made, "Binh", "lessons", view="sign")
    shown = told(app).replace("\\", "")
    assert "**Tiêu chí này là gì · Tiếng Việt**" in shown
    assert "Trước: Nói giá rõ kèm đơn vị" in shown
    assert "Bây giờ: **Nói giá thật rõ**" in shown
    assert "chưa ai sửa gì" not in shown
    app = press(app, "lessons_preview_go")
    assert "nên chưa thử được" in told(app)
    app.text_input(key="lessons_note").set_value("dễ hiểu hơn")
    app = press(app, "lessons_sign_go")
    assert "Từ bây giờ máy chấm theo bản này" in told(app)
    assert here.here().course.criteria["price_with_unit"].prompt["vi"] == "Nói giá thật rõ"
    version = made.store.versions.in_force()
    assert version is not None
    assert (version.note, version.signed_by) == ("dễ hiểu hơn", made.ids["Binh"])
    assert made.store.drafts.open() == {}
    app = press(opened(made, "Binh", "lessons", view="versions"), "sign_again:")
    assert here.here().course.criteria["price_with_unit"].prompt["vi"] == "Nói giá rõ kèm đơn vị"


def test_an_administrator_who_teaches_nobody_prepares_and_does_not_sign(made: Installation) -> None:
    write(criterion(made, "Thu"), FIELD, "Nói giá thật rõ")
    app = opened(made, "Thu", "lessons", view="sign")
    assert "Chỉ người dạy mới ký được" in told(app)
    assert not [one for one in app.button if one.key == "lessons_sign_go"]


def test_a_file_written_wrongly_is_kept_told_and_not_signed(made: Installation) -> None:
    app = opened(made, "Binh", "lessons", kind="criteria", which=CRITERION, way="by_hand")
    text = app.text_area(key=f"lessons_yaml:{CRITERION}:0").value or ""
    text = text.replace("heard: price", "herd: price", 1)
    app = write(app, f"lessons_yaml:{CRITERION}:0", text)
    assert '"herd"' in told(app)
    assert made.store.drafts.open()[CRITERION].text == text
    app = opened(made, "Binh", "lessons", view="sign")
    assert "price_with_unit.yaml, dòng" in told(app)
    assert not [one for one in app.button if one.key == "lessons_sign_go"]


def test_two_who_write_at_once_lose_nothing(made: Installation) -> None:
    app = criterion(made)
    made.store.drafts.keep(CRITERION, "id: other\n", 0, made.ids["Thu"], NOW)
    app = write(app, FIELD, "Của Bình")
    assert "Chưa cất được" in told(app)
    assert app.text_area(key=FIELD).value == "Của Bình"
    assert made.store.drafts.open()[CRITERION].text == "id: other\n"
    app = press(app, "newer_show")
    assert not app.exception


def test_two_who_sign_at_once_get_an_error(made: Installation) -> None:
    write(criterion(made), FIELD, "Của Bình")
    app = opened(made, "Binh", "lessons", view="sign")
    made.store.versions.sign(Signing({}, {}, "", None, made.store.versions.newest()), NOW)
    assert "Chưa cất được" in told(press(app, "lessons_sign_go"))
    assert CRITERION in made.store.drafts.open()


def test_a_condition_is_changed_in_its_fields(made: Installation) -> None:
    app = opened(made, "Binh", "lessons", kind="criteria", which=CRITERION, way="judging")
    key = next(one.key or "" for one in app.number_input if ":3:0:2:times" in (one.key or ""))
    app.number_input(key=key).set_value(3).run()
    assert not app.exception
    assert "times: 3, apart_s: 15" in made.store.drafts.open()[CRITERION].text
    app = press(app, f"lessons:{CRITERION}:0:2:add")
    assert len(app.exception) == 0


def test_a_file_changed_by_hand_is_told_taken_in_and_signed(
    made: Installation, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (small / CRITERION).read_text("utf-8")
    own = here.here().settings
    folder = own.data / "own"
    shutil.copytree(small, folder)
    (folder / CRITERION).write_text(before.replace("Nói giá rõ", "Nói giá to"), "utf-8")
    changed = own.model_copy(update={"lessons": folder})
    monkeypatch.setattr(here, "workplace", lambda: at_work(changed, made.store))
    here.here.clear()
    with pytest.raises(LessonError, match=r"lesson\.unsigned"):
        here.here().to_score("L06")
    app = press(opened(made, "Binh", "lessons", view="sign"), "lessons_take_in")
    press(app, "lessons_sign_go")
    assert here.here().to_score("L06").id == "L06"


def test_a_parcel_comes_in_as_drafts_and_only_the_courses_files(made: Installation, small: Path) -> None:
    texts = {CRITERION: (small / CRITERION).read_bytes() + b"# theirs\n", "lessons/../x.yaml": b"x"}
    assert unpacked(packed(texts)).left_out == ("lessons/../x.yaml",)
    assert unpacked(packed({CRITERION: texts[CRITERION]})).whole is True
    app = opened(made, "Binh", "lessons", view="files")
    app.file_uploader(key="lessons_file").set_value(("a.zip", packed(texts), "application/zip")).run()
    app = press(app, "import_go")
    assert "Đã nhận 1 tệp" in told(app)
    assert made.store.drafts.open()[CRITERION].text.endswith("# theirs\n")
    assert made.store.versions.all() == ()


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_every_kind_of_condition_and_every_field_of_it_has_words(language: str) -> None:
    say = Speaker(language).say
    for name, kind in kinds().items():
        assert say(f"ladder.kind.{name}")
        assert all(say(f"ladder.field.{one}") for one in yaml_fields(kind) if one not in kinds())


def test_conditions_of_every_kind_are_drawn_and_one_is_taken_away(made: Installation, small: Path) -> None:
    every = [flow(first_of(word)) for word in kinds()]
    text = put_list((small / CRITERION).read_text("utf-8"), ("levels", "2", "when"), every)
    made.store.drafts.keep(CRITERION, text, 0, None, NOW)
    app = opened(made, "Binh", "lessons", kind="criteria", which=CRITERION, way="judging")
    press(app, f"lessons:{CRITERION}:0:2:5:{len(every)}:away")
    left = content_of(made.store.drafts.open()[CRITERION].text)["levels"]["2"]["when"]
    assert [flow(one) for one in left] == [*every[:5], *every[6:]]


def test_a_preview_tells_which_scores_would_change_and_changes_none(
    made: Installation, monkeypatch: pytest.MonkeyPatch, small: Path
) -> None:
    made.store.attempts.take_up(made.take, "w", NOW)
    result = finished() | {"lesson": {"id": "L02", "digest": "d" * 64, "title": "x"}}
    made.store.attempts.succeed(made.take, "w", result, "{}", NOW)
    before = made.store.attempts.get(made.take).result
    made.store.consents.keep(Consent(made.ids["Hoa"], "show_trainer", "1", "vi", "text", NOW))
    made.store.showing.show(made.take, made.ids["Hoa"], NOW)
    evidence = take(said("quantity", 5), said("quantity", 20), length_s=90)

    def judged_by(attempt: Attempt, lessons: tuple[Lesson, Lesson], after: object) -> tuple[Scorecard, ...]:
        return tuple(judge(evidence, one) for one in lessons)

    monkeypatch.setattr(lesson_preview, "judged_by", judged_by)
    path = "criteria/concrete_numbers.yaml"
    harder = (
        (small / path).read_text("utf-8").replace("times: 2, different: words", "times: 5, different: words")
    )
    made.store.drafts.keep(path, harder, 0, None, NOW)
    app = opened(made, "Binh", "lessons", view="sign")
    words = told(press(app, "lessons_preview_go"))
    assert "1 mức sẽ đổi, ở 1 trong 1 bài đã thử" in words
    assert "mức 3 → mức 2" in words.replace("\\", "")
    assert made.store.attempts.get(made.take).result == before


@pytest.mark.parametrize("name", ["An", "Hoa"])
def test_a_preview_shows_nobody_a_take_that_is_not_hers_to_see(made: Installation, name: str) -> None:
    assert not drawn(opened(made, name, "lessons", view="sign"))
