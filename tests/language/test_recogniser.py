"""Labels are learned from examples, kept, and honest about what is not known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.language import language
from coach.language.calibration import Curve, fit_curve, folds
from coach.language.features import views
from coach.language.kept import digest, recogniser
from coach.language.labels import Label, Labels, read_labels
from coach.language.pupil import FEWEST_POSITIVES
from coach.language.recogniser import SURE_ALONE, Recogniser, Told, _heard
from coach.language.sentences import read_sentences
from coach.language.text import spoken
from coach.language.utterances import utterances

LABELS = """
- {id: origin, definition: {en: where from}}
- {id: land, group: origin, definition: {en: the land}}
- {id: greet, definition: {en: hello}}
- {id: rare, definition: {en: hardly ever said}}
"""
PLACES = ["Chi Lăng", "Cao Phong", "Mai Châu", "Hữu Lũng", "Tân Cương", "Khe Sanh", "Mộc Châu", "Lạng Sơn"]


def sentences() -> list[str]:
    origin = [f"na này nhà em trồng ở {place}\torigin\t*" for place in PLACES]
    land = [
        f"đất đồi {what} mát quanh năm\tland\t*"
        for what in ["đỏ", "đá", "dốc", "cao", "thấp", "xa", "gần", "sỏi"]
    ]
    greet = [
        f"em chào {who} đã vào xem\tgreet\t*" for who in ["chị", "anh", "cô", "chú", "bác", "bạn", "mẹ", "bố"]
    ]
    other = [
        f"giá {n} mươi nghìn một cân\t\t*" for n in ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    ]
    unknown = [f"hôm nay trời {what}\trare\tgreet" for what in ["mưa", "nắng"]]
    columns = ["text\ttrue\tfalse\tnear_miss_of\tregion\twriter\tsource"]
    rows = enumerate([*origin, *land, *greet, *other, *unknown])
    return columns + [f"{row}\t\tnorth\tvoice{n % 4}\town" for n, row in rows]


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lessons")
    (folder / "sentences").mkdir()
    (folder / "labels.yaml").write_text(LABELS, encoding="utf-8")
    (folder / "sentences" / "vi.tsv").write_text("\n".join(sentences()), encoding="utf-8")
    listed = "provinces: [Lạng Sơn]\nformer_provinces: []\nalso: {}\nothers: []\n"
    (folder / "places.yaml").write_text(
        f"{listed}communes: {{Lạng Sơn: [{', '.join(PLACES[:-1])}]}}", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def learned(lessons: Path) -> Recogniser:
    labels = read_labels(lessons / "labels.yaml")
    rows = read_sentences(lessons / "sentences" / "vi.tsv", labels)
    return Recogniser.fit(rows, labels, language("vi", lessons))


def probabilities(learned: Recogniser, text: str) -> dict[str, float]:
    return learned.predict([spoken(text)])[0]


def test_what_was_taught_is_heard(learned: Recogniser) -> None:
    assert probabilities(learned, "na nhà em trồng ở Cao Phong ạ")["origin"] >= 0.5
    assert probabilities(learned, "em chào cả nhà")["greet"] >= 0.5
    assert max(probabilities(learned, "giá năm mươi nghìn một cân").values()) < 0.5


def test_a_place_never_taught_is_a_place_too(learned: Recogniser) -> None:
    assert probabilities(learned, "na này nhà em trồng ở Lạng Sơn")["origin"] >= 0.5


def test_a_group_is_at_least_as_probable_as_what_is_finer(learned: Recogniser) -> None:
    found = probabilities(learned, "đất đồi đỏ mát lắm")
    assert found["land"] >= 0.5
    assert found["origin"] >= found["land"]


def test_labels_with_few_examples_are_not_measured(learned: Recogniser) -> None:
    assert FEWEST_POSITIVES > 2
    assert learned.not_measured == ("rare",)
    assert "rare" not in probabilities(learned, "hôm nay trời mưa")


def test_silence_is_nothing(learned: Recogniser) -> None:
    assert set(probabilities(learned, "...").values()) == {0.0}
    assert learned.predict([]) == ()
    assert learned.heard([]) == ()


def test_many_at_once_are_the_same_as_one_by_one(learned: Recogniser) -> None:
    said = [spoken(line.split("\t")[0]) for line in sentences()[1:]]
    together, alone = learned.predict(said), [learned.predict([one])[0] for one in said]
    for one, other in zip(together, alone, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


def test_what_is_heard_quotes_its_utterance(learned: Recogniser) -> None:
    said = utterances(spoken("em chào cả nhà đã vào xem").words)
    (found,) = [o for o in learned.heard(said) if o.name == "greet"]
    assert found.quote == said[0].text
    assert found.span == said[0].span
    assert 0.5 <= found.certainty <= 1


def test_it_is_learned_once_and_kept(lessons: Path, tmp_path: Path, learned: Recogniser) -> None:
    first = recogniser("vi", lessons, tmp_path)
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    again = recogniser("vi", lessons, tmp_path)
    assert kept.stat().st_mtime_ns == before
    text = "na này nhà em trồng ở Mai Châu"
    assert probabilities(first, text) == probabilities(again, text) == probabilities(learned, text)


def test_a_damaged_one_is_learned_anew(lessons: Path, tmp_path: Path) -> None:
    recogniser("vi", lessons, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:1000])
    assert recogniser("vi", lessons, tmp_path).not_measured == ("rare",)
    assert len(kept.read_bytes()) > 1000


def test_a_cache_that_cannot_be_written_is_no_failure(lessons: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert recogniser("vi", lessons, tmp_path / "file" / "cache").not_measured == ("rare",)


def test_the_digest_follows_what_understanding_reads(lessons: Path) -> None:
    before = digest("vi", lessons)
    assert digest("vi", lessons) == before != digest("en", lessons)
    (lessons / "claims.yaml").write_text("[]")
    assert digest("vi", lessons) != before


def test_voices_are_held_back_whole() -> None:
    writers = ["a"] * 5 + ["b"] * 3 + ["c"] * 4 + ["d"] * 2
    part = folds(writers)
    assert all(len({p for p, w in zip(part, writers, strict=True) if w == name}) == 1 for name in "abcd")
    assert len(set(folds(["a"] * 9).tolist())) > 1


def test_a_curve_says_half_between_what_is_and_what_is_not() -> None:
    scores = np.array([-2.0, -1.5, -1.0, 1.0, 1.5, 2.0])
    curve = fit_curve(scores, np.array([0.0, 0, 0, 1, 1, 1]))
    told = curve(scores)
    assert (told[:3] < 0.5).all()
    assert (told[3:] > 0.5).all()
    assert (np.diff(told) > 0).all()


def test_without_both_kinds_scores_stay_as_they_are() -> None:
    assert fit_curve(np.array([1.0, 2.0]), np.array([1.0, 1.0])) == Curve(1.0, 0.0)


def test_what_stands_alone_leaves_nothing_else_heard(learned: Recogniser) -> None:
    """Lesson talk names what to say without saying it."""
    talk = Labels((*learned.labels.all, Label("talk", {}, alone=True)))
    told = replace(learned, labels=talk)
    said = views(spoken("na nhà em trồng ở Cao Phong ạ"), learned.language)
    found = learned.predict([spoken("na nhà em trồng ở Cao Phong ạ")])[0]
    assert told._widen({**found, "talk": 0.1}, said)["origin"] == pytest.approx(min(found["origin"], 0.9))
    read_aloud = told._widen({**found, "talk": 0.95}, said)
    assert read_aloud["talk"] == 0.95
    assert max(p for label, p in read_aloud.items() if label != "talk") <= 0.05 + 1e-9


@pytest.mark.parametrize(("clause", "whole", "quoted"), [
    (SURE_ALONE, 0.1, ["chị bấm giỏ hàng"]),  # the whole holds so much else that it says nothing
    (SURE_ALONE - 0.01, 0.1, []),
    (0.6, 0.3, ["chị bấm giỏ hàng"]),
    (0.4, 0.3, ["giá một cân năm chục chị bấm giỏ hàng"]),
])  # fmt: skip
def test_a_clause_against_the_whole_must_be_very_sure(clause: float, whole: float, quoted: list[str]) -> None:
    breath = Told(spoken("giá một cân năm chục chị bấm giỏ hàng"), {"order": whole})
    part = Told(spoken("chị bấm giỏ hàng"), {"order": clause})
    assert [one.quote for one in _heard(breath, [part])] == quoted
