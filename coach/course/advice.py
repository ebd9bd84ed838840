"""What is not wrong in a course but will not work well: too few or one-sided examples, dead rungs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.course.course import Course
from coach.domain.media import Notice
from coach.domain.rubric import Condition, Criterion, Rung
from coach.language.labels import Labels, read_labels
from coach.language.pupil import FEWEST_POSITIVES
from coach.language.sentences import Row, read_sentences
from coach.language.text import bare
from coach.scoring.repeat import As


@dataclass(frozen=True, slots=True)
class Enough:
    """How many sentences a label should have: true ones, and near misses."""

    true: int
    near: int


# By cross-validation over writers (docs/judging.md); finer labels lean on what their group has learned.
CORE = {"vi": Enough(250, 90), "en": Enough(80, 30), "id": Enough(60, 20)}
FINER = {"vi": Enough(40, 15), "en": Enough(12, 4), "id": Enough(8, 3)}
ONE_VOICE, ONE_REGION = 0.5, 0.75  # share of a label's sentences above which it learns a voice, not the thing
FEWEST_TO_JUDGE = 10  # sentences below which a share means nothing


def advice(folder: Path, course: Course) -> tuple[Notice, ...]:
    """All that should be looked at, as message ids and values; the course works all the same."""
    labels = read_labels(folder / "labels.yaml")
    found: list[Notice] = []
    for path in sorted((folder / "sentences").glob("*.tsv")):
        rows = read_sentences(path, labels)
        found += [*_few(path, rows, labels), *_one_sided(path, rows), *_contradictions(path, rows)]
    known = {path.stem: _taught(path, labels) for path in sorted((folder / "sentences").glob("*.tsv"))}
    for criterion in course.criteria.values():
        found += [*_dead_rungs(criterion), *_unlearned(criterion, labels, known)]
    return tuple(found)


def _few(path: Path, rows: Sequence[Row], labels: Labels) -> Iterator[Notice]:
    true = Counter(label for row in rows for label in row.true)
    near = Counter(label for row in rows for label in _nearly(row, labels))
    for label in labels.ids:
        enough = (CORE if label in labels.core else FINER).get(path.stem)
        if enough and (true[label] < enough.true or near[label] < enough.near):
            values = {"true": true[label], "near": near[label], "want": enough.true, "want_near": enough.near}
            yield Notice("advice.sentences.few", {"file": path.name, "label": label, **values})


def _nearly(row: Row, labels: Labels) -> frozenset[str]:
    """The labels a hasty ear would hear: those named, and their groups that are not heard either."""
    return frozenset(label for label in labels.widened(row.near_miss_of) if label in row.false)


def _one_sided(path: Path, rows: Sequence[Row]) -> Iterator[Notice]:
    regions = len({row.region for row in rows})
    for label in sorted({label for row in rows for label in row.true}):
        mine = [row for row in rows if label in row.true]
        if len(mine) >= FEWEST_TO_JUDGE:
            yield from _leaning(path, label, [row.writer for row in mine], "writer", ONE_VOICE)
        if len(mine) >= FEWEST_TO_JUDGE and regions > 1:
            yield from _leaning(path, label, [row.region for row in mine], "region", ONE_REGION)


def _leaning(path: Path, label: str, from_: Sequence[str], kind: str, limit: float) -> Iterator[Notice]:
    name, count = Counter(from_).most_common(1)[0]
    if count > limit * len(from_):
        share = round(100 * count / len(from_))
        yield Notice(
            f"advice.sentences.one_{kind}", {"file": path.name, "label": label, "name": name, "share": share}
        )


def _contradictions(path: Path, rows: Sequence[Row]) -> Iterator[Notice]:
    """Two rows of the same words, whatever their diacritics and marks, that disagree on a label."""
    seen: dict[str, Row] = {}
    for row in rows:
        key = " ".join("".join(c for c in bare(row.text) if c.isalnum() or c == " ").split())
        other = seen.setdefault(key, row)
        for label in sorted((row.true & other.false) | (row.false & other.true)):
            lines: dict[str, str | float] = {"line": row.line, "other": other.line}
            yield Notice("advice.sentences.contradict", {"file": path.name, "label": label, **lines})


def _taught(path: Path, labels: Labels) -> frozenset[str]:
    true = Counter(label for row in read_sentences(path, labels) for label in row.true)
    return frozenset(label for label in labels.ids if true[label] >= FEWEST_POSITIVES)


def _dead_rungs(criterion: Criterion) -> Iterator[Notice]:
    """Rungs that hold only when a higher one holds as well, so that nobody ever stands on them."""
    rungs = [rung for rung in criterion.ladder if rung.when and rung.level > 0]
    for rung in rungs:
        above = [other for other in rungs if other.level > rung.level and not other.applies]
        if any(_asked(other) <= _asked(rung) for other in above):
            yield Notice("advice.rung.unreachable", {"criterion": criterion.id, "level": rung.level})


def _asked(rung: Rung) -> frozenset[Condition]:
    """All that a rung asks for, the rungs it repeats included."""
    asked: set[Condition] = set()
    for condition in rung.when:
        asked |= set(condition.rung) if isinstance(condition, As) else {condition}
    return frozenset(asked)


def _unlearned(criterion: Criterion, labels: Labels, known: Mapping[str, frozenset[str]]) -> Iterator[Notice]:
    """Rungs that listen for a label no language, or not every one, has sentences enough for."""
    for rung in criterion.ladder:
        wanted = {name for part in rung.when for name in _names(part)} & set(labels.ids)
        for language, taught in known.items():
            for label in sorted(wanted - taught):
                where: dict[str, str | float] = {"criterion": criterion.id, "level": rung.level}
                yield Notice("advice.rung.unlearned", where | {"label": label, "language": language})


def _names(condition: object) -> tuple[str, ...]:
    listens = getattr(condition, "listens_for", None)
    return listens() if callable(listens) else ()
