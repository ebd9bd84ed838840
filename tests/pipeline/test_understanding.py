"""What is understood of a transcript: the good script earns, its words shuffled earn nothing."""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from coach.course import load
from coach.domain.evidence import Observation, Observed, ObserverKey
from coach.domain.media import Recording, Span, Take
from coach.domain.scorecard import Scorecard, State
from coach.domain.transcript import Word
from coach.pipeline.gathering import Gathered
from coach.pipeline.story import for_lesson
from coach.pipeline.understanding import Understander, understander
from coach.scoring.scorecard import judge
from coach.settings import Settings, shipped

LESSONS = shipped("lessons")
MARK = re.compile(r"\*\*\[[^\]]*\]\*\*|\([^)]*\)")
WORD_S = 0.35


@cache
def understanding(language: str) -> Understander:
    return understander(language, LESSONS, Settings().cache)


def words(script: str) -> list[str]:
    body = (LESSONS / "scripts" / f"{script}.md").read_text("utf-8").split("---", 2)[2]
    return MARK.sub("", body).split()


def spoken(texts: list[str], probability: float = 0.95) -> tuple[Word, ...]:
    """Words one after another, a breath after each sentence."""
    at_s, said = 0.0, []
    for text in texts:
        said.append(Word(text, Span(round(at_s, 3), round(at_s + WORD_S, 3)), probability))
        at_s += WORD_S + (0.7 if text.endswith((".", "?", "!")) else 0.0)
    return tuple(said)


def scored(texts: list[str], language: str, lesson: str, probability: float = 0.95) -> Scorecard:
    said = spoken(texts, probability)
    duration_s = said[-1].span.end_s + 1
    take = Take(Recording("0" * 64, Path("x"), duration_s, None, None, 0, True), language)
    voice = (Observation("speech", word.span) for word in said)
    gathered = Gathered((Observed(ObserverKey("hearing", "1"), (*said, *voice)),))
    asked = load(LESSONS).lesson(lesson)
    return judge(for_lesson(understanding(language).of(gathered, take), asked), asked)


def low_levels(card: Scorecard) -> dict[str, int]:
    return {one.criterion: one.level_low for one in card.judgements if one.weight}


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("lesson", ["L02", "L07"])
def test_the_good_script_is_above_the_poor_one(language: str, lesson: str) -> None:
    good = scored(words(f"{language}_na_excellent"), language, lesson)
    poor = scored(words(f"{language}_na_poor"), language, lesson)
    assert good.points.low >= poor.points.high + 20
    for before, after in pairwise((low_levels(poor), low_levels(good))):
        assert all(after[name] >= level for name, level in before.items())


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_good_script_shuffled_word_by_word_earns_nearly_nothing(language: str, seed: int) -> None:
    mixed = words(f"{language}_na_excellent")
    random.Random(seed).shuffle(mixed)
    for lesson in ("L02", "L07"):
        assert scored(mixed, language, lesson).points.low <= 20


@pytest.mark.parametrize("language", ["en", "vi"])
def test_quotes_stand_in_the_transcript_inside_their_span(language: str) -> None:
    said = spoken(words(f"{language}_na_excellent"))
    card = scored(words(f"{language}_na_excellent"), language, "L02")
    for one in (seen for judgement in card.judgements for seen in judgement.observations if seen.quote):
        inside = [w.text for w in said if w.span.overlap_s(one.span) > 0]
        assert one.quote in " ".join(inside)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_words_the_recogniser_does_not_believe_earn_nothing(language: str) -> None:
    for lesson in ("L02", "L07"):
        card = scored(words(f"{language}_na_excellent"), language, lesson, probability=0.05)
        assert {one.state for one in card.judgements if one.weight} == {State.UNKNOWN}
        assert card.points.low == 0


def test_certainty_is_never_surer_than_the_words() -> None:
    card = scored(words("en_na_excellent"), "en", "L02", probability=0.7)
    assert all(one.certainty <= 0.7 for one in card.judgements if one.weight)


NEWS = {
    "en": """The association opened its training programme on Thursday. Two hundred and fifty people came to
        the hall. The minister said that every commune will have a team by next year. Officials spoke
        about roads, schools and the new bridge over the river. The weather service expects rain in
        the north until Sunday. In football the home side lost by two goals. The museum will stay
        closed for repairs until spring. Scientists found that the ice in the south melts faster
        than ten years ago. The bank raised its rates again. A new railway line between the two
        cities will open in the autumn, the ministry announced.""",
    "vi": """Hội đã khai mạc chương trình tập huấn vào thứ năm. Hai trăm năm mươi người đến dự. Bộ trưởng nói
        sang năm xã nào cũng sẽ có một tổ công nghệ. Các đại biểu bàn về đường sá, trường học và cây
        cầu mới bắc qua sông. Đài khí tượng dự báo miền Bắc có mưa đến chủ nhật. Đội chủ nhà thua
        hai bàn trên sân vận động. Bảo tàng đóng cửa để sửa chữa đến mùa xuân. Các nhà khoa học cho
        biết băng ở phía nam tan nhanh hơn mười năm trước. Ngân hàng lại tăng lãi suất. Tuyến đường
        sắt mới giữa hai thành phố sẽ khánh thành vào mùa thu, Bộ Giao thông cho biết.""",
}


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("lesson", ["L02", "L07"])
def test_another_topic_read_aloud_earns_little(language: str, lesson: str) -> None:
    assert scored(NEWS[language].split(), language, lesson).points.low <= 20
