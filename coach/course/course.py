"""The whole course: read it, or be told all that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from coach.course.aloud import ALOUD, Sentences, read_aloud
from coach.course.comments import Names as Asked
from coach.course.criteria import CriterionPage, read_criterion, unreadable
from coach.course.digest import digest, plain, written
from coach.course.lessons import Notes, read_lesson
from coach.course.library import check_comments
from coach.course.names import SLOTS, Names, read_intents, read_labels, read_measures, read_rule_names
from coach.course.page import Item, Page, nearest
from coach.course.rules import check_rules, check_sentences
from coach.course.source import read
from coach.domain.errors import LessonError
from coach.domain.rubric import Criterion, Intent, Lesson, Words


@dataclass(frozen=True, slots=True)
class Course:
    """All lessons by id, their criteria, the labels that can be heard, and notes beside the lessons."""

    lessons: Mapping[str, Lesson]
    criteria: Mapping[str, Criterion]
    labels: Mapping[str, Words]
    notes: Mapping[str, Notes]
    # each lesson with its criteria and labels, in the writing its digest is of
    contents: Mapping[str, str] = field(default_factory=dict)
    intents: Mapping[str, Intent] = field(default_factory=dict)
    aloud: Mapping[str, Sentences] = field(default_factory=dict)  # what to say, by criterion
    names: Names = field(default_factory=lambda: Names({}, frozenset()))

    def lesson(self, id: str) -> Lesson:
        """The lesson of that id. Raises LessonError lesson.unknown with the ids most like it."""
        if id not in self.lessons:
            raise LessonError("lesson.unknown", lesson=id, nearest=nearest(id, sorted(self.lessons)))
        return self.lessons[id]


def load(folder: Path, measures: Iterable[str] = ()) -> Course:
    """The course in a folder. `measures` are known beside those of measures.yaml.

    Raises LessonError, the first of what `check` would tell.
    """
    course, problems = _read(folder, measures)
    if problems:
        raise problems[0]
    return course


def check(path: Path, measures: Iterable[str] = ()) -> tuple[LessonError, ...]:
    """All that is wrong with a course folder, or with one file in it."""
    if path.is_dir():
        return _all_wrong(path, measures)
    if not path.is_file():
        return (LessonError("lesson.missing", file=path.name, line=1, path=str(path)),)
    problems = _all_wrong(_course_of(path.resolve()), measures)
    return tuple(problem for problem in problems if problem.values["file"] == path.name)


def look_through(folder: Path, languages: Collection[str] = ()) -> tuple[Course, tuple[LessonError, ...]]:
    """The course in a folder and all that is wrong with it; only these languages' sentences are read."""
    course, problems = _read(folder, ())
    check_sentences(folder, problems, languages)
    if course.intents:
        check_comments(folder, problems, Asked(course.intents, (*course.labels, *SLOTS)))
    return course, tuple(problems)


def _all_wrong(folder: Path, measures: Iterable[str]) -> tuple[LessonError, ...]:
    course, problems = _read(folder, measures)
    check_sentences(folder, problems)
    if course.intents:
        check_comments(folder, problems, Asked(course.intents, (*course.labels, *SLOTS)))
    return tuple(problems)


def _course_of(file: Path) -> Path:
    """The course folder a file belongs to: it lies there, or in a folder there."""
    beside = (file.parent / "lessons").is_dir()
    return file.parent if beside else file.parent.parent


def _read(folder: Path, measures: Iterable[str]) -> tuple[Course, list[LessonError]]:
    if not (folder / "lessons").is_dir():
        missing = LessonError("lesson.missing", file="lessons", line=1, path=str(folder / "lessons"))
        return Course({}, {}, {}, {}, {}), [missing]
    problems: list[LessonError] = []
    names = _names(folder, problems, measures)
    criteria = _criteria(folder / "criteria", problems, names)
    lessons, notes, contents = _lessons(folder / "lessons", problems, criteria, names)
    check_rules(folder, problems)
    aloud = read_aloud(folder, Page(ALOUD, problems), criteria)
    ladders = _ladders(criteria)
    return Course(lessons, ladders, names.labels, notes, contents, names.intents, aloud, names), problems


def _names(folder: Path, problems: list[LessonError], measures: Iterable[str]) -> Names:
    labels = read_labels(folder / "labels.yaml", Page("labels.yaml", problems))
    listed = read_measures(folder / "measures.yaml", Page("measures.yaml", problems))
    rules = read_rule_names(folder / "claims.yaml", Page("claims.yaml"))  # its problems: check_rules
    heard = (*labels, *SLOTS)
    intents = read_intents(folder / "intents.yaml", Page("intents.yaml", problems), heard)
    return Names(labels, listed | frozenset(measures), rules, intents)


def _criteria(folder: Path, problems: list[LessonError], names: Names) -> dict[str, CriterionPage]:
    """The criteria by file name. One that could not be read is known all the same, as an empty one."""
    found = {}
    for path, page, content in _files(folder, problems):
        found[path.stem] = read_criterion(content, page, names) if content else unreadable(path.stem)
        _check_name(found[path.stem].criterion.id, path, page)
    return found


def _lessons(
    folder: Path, problems: list[LessonError], criteria: Mapping[str, CriterionPage], names: Names
) -> tuple[dict[str, Lesson], dict[str, Notes], dict[str, str]]:
    lessons, notes, contents = {}, {}, {}
    for path, page, content in _files(folder, problems):
        if content is None:
            continue
        lesson, beside = read_lesson(content, page, _ladders(criteria))
        _check_name(lesson.id, path, page)
        used = [criteria[use.criterion.id] for use in lesson.uses if use.criterion.id in criteria]
        contents[lesson.id] = _written(content, used, names)
        lessons[lesson.id] = replace(lesson, digest=digest(contents[lesson.id]))
        notes[lesson.id] = beside
    return lessons, notes, contents


def _ladders(criteria: Mapping[str, CriterionPage]) -> dict[str, Criterion]:
    return {name: read.criterion for name, read in criteria.items()}


def _written(lesson: Item, used: Sequence[CriterionPage], names: Names) -> str:
    """Of the lesson, its criteria and the labels these ask for, every word included."""
    labels = {name for read in used for name in read.labels}
    definitions = {name: dict(names.labels[name]) for name in labels if name in names.labels}
    intents = {name: asdict(names.intents[name]) for read in used for name in sorted(read.intents)}
    parts = [plain(lesson), [plain(read.written) for read in used], sorted(labels), definitions]
    return written(*parts, *([intents] if intents else []))


def _files(folder: Path, problems: list[LessonError]) -> Iterator[tuple[Path, Page, Item | None]]:
    for path in sorted(folder.glob("*.yaml")):
        page = Page(path.name, problems)
        yield path, page, read(path, page)


def _check_name(id: str, path: Path, page: Page) -> None:
    if id and id != path.stem:
        page.problem("lesson.id_and_file", field="id", name=id, nearest=f'"{path.stem}"')
