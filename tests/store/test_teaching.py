"""Own sentences are learned with the course's only when they are enough, of several people, and help."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coach.language import language
from coach.language.kept import digest, write_calibration
from coach.language.labels import read_labels
from coach.language.recogniser import Recogniser
from coach.language.sentences import read_sentences
from coach.review.examples import Decision, Offer
from coach.review.own_sentences import Missing
from coach.store import Store, open_store
from coach.store.removals import OWN_SENTENCES
from coach.store.taught_folder import ABOUT, understood_by
from coach.store.teaching import Taught, as_file, teach
from tests.language.test_recogniser import LABELS, sentences
from tests.store.crowd import NOON, Person, person
from tests.store.test_reviews import shown, trainer
from tests.traces import traces

# In this class people say where it is from with words that no shipped sentence has.
PLACES = ("đồi", "suối", "rẫy", "thung", "bản", "nương", "ruộng", "vườn", "chợ", "bến", "núi", "khe")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lessons")
    (folder / "sentences").mkdir()
    (folder / "labels.yaml").write_text(LABELS, "utf-8")
    places = "provinces: [Lạng Sơn]\nformer_provinces: []\nalso: {}\nothers: []\n"
    (folder / "places.yaml").write_text(f"{places}communes: {{Lạng Sơn: [Chi Lăng]}}", "utf-8")
    (folder / "sentences" / "vi.tsv").write_text("\n".join(sentences()) + "\n", "utf-8")
    labels = read_labels(folder / "labels.yaml")
    rows = read_sentences(folder / "sentences" / "vi.tsv", labels)
    write_calibration(Recogniser.fit(rows, labels, language("vi", folder)), folder)
    return folder


@pytest.fixture
def lessons(course: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(course, tmp_path / "lessons"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


@pytest.fixture
def people(store: Store) -> list[Person]:
    found = [person(store, order, takes=1) for order in range(2)]
    for one in found:
        shown(store, one)
    return found


def accept(store: Store, people: list[Person], trainers: list[str], count: int, first: int = 0) -> None:
    """So many sentences that really say where it is from, in turn of each learner and by each trainer."""
    for n in range(first, first + count):
        text = f"hàng nhà mình mang từ {PLACES[n % len(PLACES)]} về đây đợt {n}"
        take = people[n % len(people)].attempts[0].id
        store.offers.add([Offer(take, "origin_place", "origin", text, 1.0, True)], NOON)
        (new,) = store.offers.with_decision(Decision.OPEN)
        at = NOON + timedelta(minutes=n)
        store.offers.decide(new.id, Decision.ACCEPTED, trainers[n % len(trainers)], at)


def test_below_twenty_or_by_one_trainer_or_of_one_voice_nothing_is_learned(
    store: Store, people: list[Person], lessons: Path
) -> None:
    mai, minh = trainer(store, "Mai"), trainer(store, "Minh")
    assert teach(store, lessons, "vi") == Missing(20, 2, 2)
    accept(store, people[:1], [mai], 20)
    assert teach(store, lessons, "vi") == Missing(0, 1, 1)
    assert understood_by(store.folder, lessons, "vi", Path("cache")) == (lessons, Path("cache"))
    accept(store, people, [minh], 4, first=20)
    assert teach(store, lessons, "vi") == Missing(0, 1, 0)


def test_enough_that_help_are_heard_from_then_on_and_go_with_their_learner(
    store: Store, people: list[Person], lessons: Path
) -> None:
    accept(store, people, [trainer(store, "Mai"), trainer(store, "Minh")], 24)
    told = teach(store, lessons, "vi")
    assert isinstance(told, Taught)
    assert told.sentences == 24
    assert told.after < told.before
    own, cache = understood_by(store.folder, lessons, "vi", Path("cache"))
    assert own == cache.parent
    assert digest("vi", own) != digest("vi", lessons)
    about = json.loads((own / ABOUT).read_text("utf-8"))
    assert (about["before"], about["after"]) == (told.before, told.after)
    rows = read_sentences(own / "sentences" / "vi.tsv", read_labels(lessons / "labels.yaml"))
    assert len(rows) == len(sentences()) - 1 + 24
    assert traces(store.folder, ["mang từ"])
    store.forgetting.forget(people[0].learner.id)
    assert understood_by(store.folder, lessons, "vi", Path("cache"))[0] == lessons
    assert not own.exists()


def test_a_course_that_was_changed_is_heard_as_it_is_shipped(
    store: Store, people: list[Person], lessons: Path
) -> None:
    accept(store, people, [trainer(store, "Mai"), trainer(store, "Minh")], 24)
    teach(store, lessons, "vi")
    with (lessons / "sentences" / "vi.tsv").open("a", encoding="utf-8") as file:
        file.write("chào cả nhà mình nha\tgreet\t*\t\tsouth\tw9\town\n")
    assert understood_by(store.folder, lessons, "vi", Path("cache"))[0] == lessons


def test_what_makes_nothing_better_is_not_used(store: Store, people: list[Person], lessons: Path) -> None:
    """Where one learner's words were accepted as saying it and another's like ones as not saying it."""
    trainers = [trainer(store, "Mai"), trainer(store, "Minh")]
    for n in range(24):
        text, one = f"giá {n} mươi nghìn một cân nha", people[n % 2]
        store.offers.add([Offer(one.attempts[0].id, "c", "greet", text, 1.0, n % 2 == 0)], NOON)
        (new,) = store.offers.with_decision(Decision.OPEN)
        store.offers.decide(new.id, Decision.ACCEPTED, trainers[n // 2 % 2], NOON)
    told = teach(store, lessons, "vi")
    assert isinstance(told, Taught)
    assert not told.helps
    assert understood_by(store.folder, lessons, "vi", Path("cache"))[0] == lessons
    assert not traces(store.folder / OWN_SENTENCES, ["mươi nghìn"])


def test_what_is_carried_out_reads_as_sentences_and_names_nobody(
    store: Store, people: list[Person], lessons: Path, tmp_path: Path
) -> None:
    accept(store, people, [trainer(store, "Mai")], 3)
    same = store.offers.with_decision(Decision.ACCEPTED)[0]
    store.offers.add([replace(same.offer, holds=False)], NOON)  # the last word about one sentence counts
    (again,) = store.offers.with_decision(Decision.OPEN)
    store.offers.decide(again.id, Decision.ACCEPTED, trainer(store, "Minh"), NOON + timedelta(hours=1))
    path = tmp_path / "out.tsv"
    path.write_text(as_file(store, "vi"), "utf-8")
    rows = read_sentences(path, read_labels(lessons / "labels.yaml"))
    assert len(rows) == 3
    assert sum("origin" in row.false for row in rows) == 1
    assert all(one.learner.name not in path.read_text("utf-8") for one in people)
