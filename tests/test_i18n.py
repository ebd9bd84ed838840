import ast
import logging
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.people import ADDRESSES
from coach.i18n import (
    INDONESIAN_ADDRESS,
    LANGUAGES,
    NO_SENTENCE,
    MissingSentenceError,
    Speaker,
    clock,
    preferred,
    sentences,
)
from coach.language.shelf import shipped_lessons
from coach.language.yaml import read_yaml
from tools import messages

COACH = Path(__file__).parents[1] / "coach"
SAYS = {
    "say",
    "Notice",
    "Reason",
    "NotAllowed",
    "CoachError",
    "MediaError",
    "ModelMissing",
    "JobError",
    "LessonError",
}
PLACEHOLDER = re.compile(r"\{(\w+)\}")
ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Speaker, "strict", True)


def ids_said() -> Iterator[tuple[str, str]]:
    """Where something is said, raised or noted in coach/, and the pattern of its message id."""
    ours = (path for path in COACH.rglob("*.py") if "files" not in path.parts)  # not what a kit carries
    for path in ours:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for pattern in _patterns(_message(node)):
                yield f"{path.relative_to(COACH)}:{getattr(node, 'lineno', 0)}", pattern


def _patterns(part: ast.AST) -> Iterator[str]:
    """Ids as written out; where a value is put into one, anything may stand there."""
    if isinstance(part, ast.JoinedStr):
        pieces = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".*" for p in part.values]
        yield "".join(pieces)
    elif isinstance(part, ast.Constant) and ID.fullmatch(str(part.value)):
        yield re.escape(str(part.value))
    else:
        for inner in ast.iter_child_nodes(part):
            yield from _patterns(inner)


def _message(node: ast.AST) -> ast.AST:
    """The argument that holds a message id, where the node is a call that has one."""
    if not isinstance(node, ast.Call):
        return ast.Pass()
    place = dict.fromkeys(SAYS, 0) | {"NotObserved": 1}
    at = place.get(_called(node.func), len(node.args))
    return node.args[at] if at < len(node.args) else ast.Pass()


def _called(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def test_every_id_that_is_said_has_a_sentence() -> None:
    lost = [
        (place, pattern)
        for place, pattern in ids_said()
        if not any(re.fullmatch(pattern, known) for known in sentences("vi"))
    ]
    assert not lost, lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_has_the_same_ids(language: str) -> None:
    assert set(sentences("vi")) ^ set(sentences(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_asks_for_the_same_values(language: str) -> None:
    def values(language: str, id: str) -> set[str]:
        return set(PLACEHOLDER.findall(sentences(language)[id])) - {"you", "You"}

    differ = [one for one in sentences("vi") if values("vi", one) != values(language, one)]
    assert not differ, differ


def test_every_measure_of_the_course_can_be_told() -> None:
    listed = read_yaml(shipped_lessons() / "measures.yaml")
    assert [one["id"] for one in listed if f"measure.{one['id']}" not in sentences("vi")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_stray_brace(language: str) -> None:
    for one, text in sentences(language).items():
        left = PLACEHOLDER.sub("", text)
        assert "{" not in left, one
        assert "}" not in left, one


@given(st.sampled_from(["em", "chị", "anh", "cô", "chú", "bác", "bạn"]))
def test_vietnamese_uses_the_form_of_address(address: str) -> None:
    said = Speaker("vi", address).say("who.name_missing")
    assert said.startswith(address.capitalize())


def test_english_says_you() -> None:
    assert Speaker("en", "cô").say("room.mirror") == "Your picture"


@pytest.mark.parametrize(
    ("address", "you"),
    [
        ("cô", "Ibu"),
        ("bác", "Ibu"),
        ("chị", "Ibu"),
        ("chú", "Bapak"),
        ("anh", "Kakak"),
        ("em", "Kakak"),
        ("bạn", "Kakak"),
        ("sếp", "Anda"),
    ],
)
def test_indonesian_has_its_own_form_of_address(address: str, you: str) -> None:
    assert Speaker("id", address).say("lesson.hello", name="Hoa").startswith(f"Halo {you} Hoa")


def test_every_form_of_address_has_an_indonesian_one() -> None:
    assert set(ADDRESSES) == set(INDONESIAN_ADDRESS)


def test_numbers_are_written_as_read_there() -> None:
    assert Speaker("vi").number(1234.5) == "1.234,5"
    assert Speaker("en").number(1234.5) == "1,234.5"
    assert Speaker("vi").number(60.0) == "60"
    assert Speaker("id").number(1234.5) == "1.234,5"
    assert Speaker("vi").money(35000).replace("\xa0", " ") == "35.000 ₫"
    assert Speaker("vi").say("progress.listening", percent=2.5).endswith("2,5 %")


def test_dates_name_the_day() -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert "tháng 11" in Speaker("vi").date(noon)
    assert Speaker("en").day_and_hour(noon).startswith("21 Nov 2026")
    assert Speaker("id").day_and_hour(noon).startswith("21 Nov 2026")
    assert Speaker("id").date(noon) == "21 November 2026"


def test_a_value_that_is_an_id_is_said_too() -> None:
    said = Speaker("vi").say("report.not_observed", reason="app.broken")
    assert Speaker("vi").say("app.broken") in said


def test_a_name_with_a_dot_stays_a_name() -> None:
    assert Speaker("en").say("who.called", name="Hoa.L") == "Hoa.L"


@given(st.text(max_size=30))
def test_what_a_learner_typed_is_never_taken_for_a_placeholder(name: str) -> None:
    if name not in sentences("en"):
        assert Speaker("en").say("who.called", name=name) == name


@pytest.mark.usefixtures("strict")
def test_a_missing_sentence_raises_in_tests() -> None:
    with pytest.raises(MissingSentenceError, match=r"no\.such"):
        Speaker().say("no.such")
    with pytest.raises(MissingSentenceError, match="percent"):
        Speaker().say("progress.listening")


def test_a_missing_sentence_is_neutral_on_screen_and_named_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        assert Speaker().say("no.such") == sentences("vi")[NO_SENTENCE]
    assert "no.such" in caplog.text


def test_clock() -> None:
    assert [clock(at_s) for at_s in (0, 9.9, 83.4, 600)] == ["0:00", "0:09", "1:23", "10:00"]


def test_messages_adds_what_is_missing_and_keeps_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(messages.LOCALE_FOLDER, tmp_path / "locale")
    monkeypatch.setattr(messages, "LOCALE_FOLDER", tmp_path / "locale")
    new = tmp_path / "new.tsv"
    new.write_text("test.new\tMới {n}\tNew {n}\nwho.title\tKhác\tOther\n", "utf-8")
    assert messages.add([new], replace=False) == {"vi": 1, "en": 1, "id": 0}
    assert messages.catalogue("vi")["test.new"].string == "Mới {n}"
    assert messages.catalogue("vi")["who.title"].string == sentences("vi")["who.title"]
    before = (tmp_path / "locale/vi/LC_MESSAGES/coach.po").read_bytes()
    assert messages.add([new], replace=False) == {"vi": 0, "en": 0, "id": 0}
    assert (tmp_path / "locale/vi/LC_MESSAGES/coach.po").read_bytes() == before
    messages.add([new], replace=True)
    assert messages.catalogue("en")["who.title"].string == "Other"


def test_messages_takes_indonesian_beside_or_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(messages.LOCALE_FOLDER, tmp_path / "locale")
    monkeypatch.setattr(messages, "LOCALE_FOLDER", tmp_path / "locale")
    beside, alone = tmp_path / "beside.tsv", tmp_path / "alone.tsv"
    beside.write_text("test.new\tMới\tNew\tBaru\n", "utf-8")
    alone.write_text("test.new\tYang baru\n", "utf-8")
    assert messages.add([beside], replace=False) == {"vi": 1, "en": 1, "id": 1}
    assert messages.add([alone], replace=True, languages=("id",)) == {"id": 1}
    assert messages.catalogue("id")["test.new"].string == "Yang baru"
    assert messages.catalogue("vi")["test.new"].string == "Mới"


def test_messages_names_a_line_that_is_not_right(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.tsv"
    wrong.write_text("only.two\thai\n", "utf-8")
    with pytest.raises(SystemExit, match="line 1"):
        list(messages.rows(wrong))


@given(st.text(), st.text())
def test_whatever_a_browser_says_we_speak_one_of_ours_or_leave_it(accepted: str, timezone: str) -> None:
    assert preferred(accepted, timezone) in (*LANGUAGES, "")


@pytest.mark.parametrize(
    ("accepted", "timezone", "spoken"),
    [
        ("vi-VN,vi;q=0.9,en-US;q=0.8", "Asia/Ho_Chi_Minh", "vi"),
        ("id-ID", "Asia/Jakarta", "id"),
        ("en-US,en;q=0.9,id;q=0.4", "Europe/Paris", "id"),  # English stands beside any language
        ("en-US,en;q=0.9", "Asia/Saigon", "vi"),  # a machine that nobody set
        ("en-GB,en;q=0.9", "Europe/London", "en"),
        ("en-US,en;q=0.9", "", "en"),
        ("vi;q=0, id;q=0.5", "", "id"),
        ("fr-FR,fr;q=0.9", "Asia/Saigon", ""),
        ("", "", ""),
    ],
)
def test_the_first_page_speaks_as_the_browser_does(accepted: str, timezone: str, spoken: str) -> None:
    assert preferred(accepted, timezone) == spoken
