"""How hard viewers are, which product they speak of, and the words they use for it."""

from __future__ import annotations

import pytest

from coach.course import load
from coach.course.library import load_library
from coach.domain.media import ProductCard
from coach.language.shelf import shipped_lessons
from coach.viewers import Audience, Room, hardness, open_room, react, script
from coach.viewers.wording import filled, kind_of, product_name, typed_again
from tests.viewers.evenings import LESSONS, from_library, library


def test_viewers_grow_harder_with_practice_and_never_after_a_bad_take() -> None:
    levels = [hardness(library(), "L08", takes) for takes in range(10)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (1, 3)
    assert hardness(library(), "L08", 9, answered_last=0.3) == 1
    assert hardness(library(), "L08", 9, answered_last=0.8) == 3
    assert hardness(library(), "L09") == 2


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_comment_is_harder_than_the_room(lesson: str) -> None:
    for level in (1, 2, 3):
        plan = open_room(Audience(library(), lesson, None, level), 1, 600)
        shown = [from_library(one) for one in react(Room(plan), 600).comments]
        assert all(one is not None and one.difficulty <= level for one in shown)
        assert sum(one is not None and one.tone == "rude" for one in shown) <= 1


def test_a_lesson_of_answering_shows_enough_to_be_answered() -> None:
    """`answer_coverage` applies from four questions on."""
    for lesson in ("L08", "L13", "L14B"):
        plan = open_room(Audience(library(), lesson), 1, 120)
        assert sum(one.asks for one in react(Room(plan), 120).comments) >= 4


def test_viewers_speak_of_what_is_on_the_card() -> None:
    honey = ProductCard(name="Mật ong rừng Hà Giang loại một")
    assert (kind := kind_of(library(), honey, "L08")) is not None
    assert kind.id == "mat_ong"
    assert product_name(honey, kind) == "Mật ong rừng Hà"
    shown = react(Room(open_room(Audience(library(), "L08", honey, 2), 1, 900)), 900).comments
    known = [from_library(one) for one in shown]
    assert all(one is not None and (not one.suits or {"honey", "food"} & set(one.suits)) for one in known)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Na Chi Lăng", "na_chi_lang"), ("Vải thiều Lục Ngạn", "trai_cay"), ("Khăn thổ cẩm", "tho_cam"),
     ("Cam Cao Phong", "cam"), ("Trà shan tuyết", "che"), ("Đèn lồng", None)],
)  # fmt: skip
def test_a_card_names_its_kind(name: str, kind: str | None) -> None:
    found = kind_of(library(), ProductCard(name=name), "L08")
    assert (found.id if found else None) == kind


def test_an_unknown_product_gets_only_questions_that_suit_everything() -> None:
    lantern = ProductCard(name="Đèn lồng Hội An")
    shown = react(Room(open_room(Audience(library(), "L08", lantern, 2), 1, 600)), 600).comments
    assert shown
    assert all((known := from_library(one)) is not None and not known.suits for one in shown)


def test_what_is_typed_without_diacritics_stays_so() -> None:
    assert filled("nhieu tien {product}", "Na Chi Lăng", "chị") == "nhieu tien na chi lang"
    assert filled("{product} ở đâu vậy {you}", "Na Chi Lăng", "chị") == "Na Chi Lăng ở đâu vậy chị"
    assert typed_again("Để được mấy ngày chị?") == "de duoc may ngay chi"


def test_the_script_needs_no_listening_and_is_the_room_without_it() -> None:
    lesson = load(shipped_lessons()).lesson("L08")
    shown = script(lesson, None, 7, 120, 1)
    assert shown == react(Room(open_room(Audience(library(), "L08"), 7, 120)), 120).comments
    assert shown == script(lesson, None, 7, 120, 1, library())
    english = script(lesson, None, 7, 120, 1, load_library(shipped_lessons(), "en"))
    assert english[0].text.isascii()
