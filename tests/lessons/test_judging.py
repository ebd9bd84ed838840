"""Judged as people judge: ten scripts graded by two readers, and texts that must not earn anything."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from coach.capture.written import Written, read_written
from coach.course import Course, load
from coach.course.given import Given, read_given
from coach.domain.evidence import Evidence
from coach.domain.media import Take
from coach.domain.rubric import Use
from coach.domain.scorecard import Judgement, State
from coach.pipeline.understanding import Understander, understander
from coach.scoring.ladder import climb
from coach.settings import Settings, shipped

LESSONS = shipped("lessons")
SCRIPTS = LESSONS / "scripts"
READERS = ("levels.reader1.tsv", "levels.reader2.tsv")
NEEDED_S = 20.0  # of good hearing, before anything is "not said"
CONTENT = ("story", "call_to_action", "answering")  # skills whose points are for what is said
QUALITIES = ("poor", "mid", "excellent")

Levels = dict[tuple[str, str], float]


@cache
def course() -> Course:
    return load(LESSONS)


@cache
def understanding(language: str) -> Understander:
    return understander(language, LESSONS, Settings().cache)


@cache
def readers() -> Levels:
    """The mean level of the two readers, by script and criterion; nothing where neither could say."""
    told: dict[tuple[str, str], list[int]] = {}
    for name in READERS:
        with (SCRIPTS / name).open(encoding="utf-8") as file:
            for script, criterion, level in csv.reader(file, delimiter="\t"):
                if level != "na":
                    told.setdefault((script, criterion), []).append(int(level))
    return {key: sum(levels) / len(levels) for key, levels in told.items()}


def evidence(written: Written, language: str, given: Given = Given()) -> Evidence:  # noqa: B008  is frozen
    take = Take(written.recording, language, given.comments, given.card)
    found = understanding(language).of_words(written.words, take, timed=written.timed)
    return replace(found, hearing_needed_s=NEEDED_S)


@cache
def of_script(name: str) -> Evidence:
    beside = SCRIPTS / f"{name}.take.yaml"
    given = read_given(beside, course().intents) if beside.is_file() else Given()
    return evidence(read_written(SCRIPTS / f"{name}.md"), name[:2], given)


def judged(found: Evidence) -> dict[str, Judgement]:
    criteria = (c for c in course().criteria.values() if not c.not_measured)
    return {c.id: climb(Use(c, 1.0), found) for c in criteria}


def content_points(found: Evidence) -> float:
    """The share (0-1) of all content points that is surely reached."""
    of_content = {c.id for c in course().criteria.values() if c.skill in CONTENT}
    counted = [
        j for j in judged(found).values() if j.criterion in of_content and j.state is not State.LEFT_OUT
    ]
    return sum(j.level_low / j.top for j in counted) / len(counted)


def of_text(text: str, language: str, tmp_path: Path) -> Evidence:
    (tmp_path / "said.txt").write_text(text, "utf-8")
    return evidence(read_written(tmp_path / "said.txt"), language)


def timed(sentences: list[str], every_s: int = 5) -> str:
    return "\n".join(
        f"[{at * every_s // 60}:{at * every_s % 60:02d}] {said}" for at, said in enumerate(sentences)
    )


def test_readers_and_machine_agree_within_one_level() -> None:
    scripts = sorted({script for script, _ in readers()})
    assert len(scripts) == 10
    near = []
    for script in scripts:
        for name, one in judged(of_script(script)).items():
            mean = readers().get((script, name))
            if mean is None or one.state is State.LEFT_OUT:
                continue
            narrow = one.level_low <= mean <= one.level_high <= one.level_low + 1
            near.append(abs(one.level_low - mean) <= 1 or narrow)
    assert sum(near) / len(near) >= 0.85


def test_criteria_that_need_words_alone_are_judged() -> None:
    """What asks for sound, pictures or a person's mark cannot be told from text."""
    asks_more = {"calm_empathy", "cert_correct"}
    words_alone = {c.id for c in course().criteria.values() if c.skill in (*CONTENT, "honesty")} - asks_more
    states = [
        one.state
        for script in sorted({script for script, _ in readers()})
        for name, one in judged(of_script(script)).items()
        if name in words_alone and one.state is not State.LEFT_OUT
    ]
    assert states.count(State.JUDGED) / len(states) >= 0.88


@pytest.mark.parametrize("product", ["cam", "thocam", "khoca"])
def test_poor_is_far_below_middling_and_that_below_excellent(product: str) -> None:
    poor, mid, excellent = (content_points(of_script(f"vi_{product}_{quality}")) for quality in QUALITIES)
    assert poor + 0.15 <= mid
    assert mid + 0.2 <= excellent


@pytest.mark.parametrize("script", ["vi_cam_excellent", "vi_thocam_excellent", "vi_khoca_excellent"])
def test_a_good_take_shuffled_word_by_word_earns_little(script: str, tmp_path: Path) -> None:
    words = [word.text for word in read_written(SCRIPTS / f"{script}.md").words]
    random.Random(1).shuffle(words)
    lines = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    assert content_points(of_text(timed(lines, 4), "vi", tmp_path)) <= 0.2


def test_random_words_earn_nothing(tmp_path: Path) -> None:
    with (LESSONS / "sentences" / "vi.tsv").open(encoding="utf-8") as file:
        known = sorted({word for line in file for word in line.split("\t")[0].lower().split()})
    chance = random.Random(7)
    lines = [" ".join(chance.choices(known, k=12)) for _ in range(40)]
    assert content_points(of_text(timed(lines, 4), "vi", tmp_path)) <= 0.1


NEWS = [
    "Sáng nay hội khai mạc chương trình tập huấn kỹ năng số cho nông dân tại hội trường tỉnh.",
    "Hai trăm năm mươi đại biểu đã về dự buổi lễ.",
    "Phát biểu khai mạc, lãnh đạo hội cho biết chương trình sẽ kéo dài ba năm.",
    "Mỗi xã sẽ có một tổ công nghệ số cộng đồng.",
    "Các tổ này hướng dẫn khoảng hai mươi hộ một tổ.",
    "Theo kế hoạch, học viên được học cách dùng điện thoại thông minh.",
    "Nhiều đại biểu cho rằng đường truyền ở vùng cao còn yếu.",
    "Đại diện doanh nghiệp viễn thông cam kết lắp thêm trạm phát sóng.",
    "Buổi chiều, các nhóm thảo luận về khó khăn khi chuyển đổi số.",
    "Chương trình là hoạt động trong khuôn khổ đề án của chính phủ.",
    "Lễ bế mạc dự kiến diễn ra vào cuối tháng mười hai.",
    "Phóng viên sẽ tiếp tục đưa tin trong các bản tin sau.",
]
TOPIC = [
    "Hôm qua đội tuyển đá hòa một đều trên sân khách.",
    "Tiền đạo số chín ghi bàn ngay phút thứ năm.",
    "Trọng tài rút ba thẻ vàng trong hiệp hai.",
    "Huấn luyện viên thay hai người ở tuyến giữa.",
    "Thủ môn cản được một quả phạt đền.",
    "Trận lượt về diễn ra vào thứ tư tuần sau.",
    "Vé vào sân đã bán từ hôm trước.",
    "Dự báo thời tiết hôm đó có mưa rào.",
    "Bình luận viên đánh giá hàng thủ chơi chắc chắn.",
    "Cổ động viên hát suốt chín mươi phút.",
]
DENIED = [
    "Em không nói hàng này của nơi nào đâu, em không biết.",
    "Em không trồng, em không làm, nhà em không ai làm cả.",
    "Hôm nay không có ưu đãi gì, không giảm giá, không tặng quà.",
    "Em chưa nói giá, em không báo giá hôm nay.",
    "Đừng đặt hàng vội, chưa bán đâu.",
    "Không gửi đi đâu cả, không giao hàng.",
    "Không đổi trả, không hoàn tiền.",
    "Em không có chứng nhận nào, cũng không có khách nào khen.",
    "Em không mời ai mua cả.",
    "Em không biết dùng thế nào, không biết để được bao lâu.",
    "Không ngọt, không thơm, không giòn.",
    "Em không trả lời bình luận hôm nay.",
]


@pytest.mark.parametrize("said", [NEWS, TOPIC], ids=["news of the programme", "another topic"])
def test_another_topic_earns_nearly_nothing(said: list[str], tmp_path: Path) -> None:
    assert content_points(of_text(timed(said), "vi", tmp_path)) <= 0.1


def test_denials_earn_nearly_nothing(tmp_path: Path) -> None:
    assert content_points(of_text(timed(DENIED), "vi", tmp_path)) <= 0.1


def test_the_rubric_read_aloud_earns_little(tmp_path: Path) -> None:
    levels = [
        rung.words["vi"] + "." for c in course().criteria.values() if c.skill in CONTENT for rung in c.ladder
    ]
    assert content_points(of_text(timed(levels, 4), "vi", tmp_path)) <= 0.2


def test_cue_sentences_chanted_earn_no_more_than_each_said_once(tmp_path: Path) -> None:
    cues = [c.model["vi"] for c in course().criteria.values() if c.skill in CONTENT]
    once, chant = (of_text(timed(cues * times), "vi", tmp_path) for times in (1, 3))
    assert content_points(chant) <= content_points(once)
    assert {notice.id for notice in chant.notices} == {"hearing.chanted"}
    assert not once.notices


def test_a_claim_is_to_be_checked_and_costs_nothing_before_a_person_has(tmp_path: Path) -> None:
    said = ["Na nhà em chữa khỏi bệnh tiểu đường luôn ạ.", *NEWS]
    found = of_text(timed(said), "vi", tmp_path)
    assert "cure_disease" in {claim.rule for claim in found.claims}
    assert judged(found)["no_health_claim"].state in (State.CHECK, State.UNKNOWN)
