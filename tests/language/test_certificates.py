"""Certificates by name, as they are said and as they are misheard, with their stars."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.domain.errors import LessonError
from coach.language.certificates import Certificates, read_certificates
from coach.language.shelf import shipped_lessons
from coach.language.text import spoken
from coach.language.tongue import language


def papers(id: str, text: str) -> list[tuple[object, object, str]]:
    slots = language(id, shipped_lessons()).slots(spoken(text))
    return [(slot.value, slot.unit, slot.quote) for slot in slots if slot.name == "cert"]


@pytest.mark.parametrize(
    ("id", "text", "expected"),
    [
        ("vi", "na nhà em đạt OCOP bốn sao", [("ocop", "4 star", "OCOP bốn sao")]),
        ("vi", "ô cóp hạng 3 sao ạ", [("ocop", "3 star", "ô cóp hạng 3 sao")]),
        ("vi", "có giấy việt gáp đây", [("vietgap", None, "việt gáp")]),
        ("vi", "VietGAP với OCOP", [("vietgap", None, "VietGAP"), ("ocop", None, "OCOP")]),
        ("vi", "chỉ dẫn địa lý Chi Lăng", [("gi", None, "chỉ dẫn địa lý")]),
        ("en", "our OCOP with four stars", [("ocop", "4 star", "OCOP with four stars")]),
        ("id", "sudah halal dan PIRT", [("halal", None, "halal"), ("pirt", None, "PIRT")]),
        ("vi", "OCOP bảy sao", [("ocop", None, "OCOP")]),  # there are five
        ("vi", "na việt nam nhà em bốn sao", []),
        ("vi", "", []),
    ],
)
def test_certificates_as_people_say_them(id: str, text: str, expected: list[object]) -> None:
    assert papers(id, text) == expected


def test_what_is_only_misheard_so_is_less_sure() -> None:
    vi = language("vi", shipped_lessons())
    (said,), (misheard,) = (
        [slot for slot in vi.slots(spoken(text)) if slot.name == "cert"]
        for text in ("đạt ô cóp", "đạt âu cốp")
    )
    assert said.value == misheard.value == "ocop"
    assert misheard.certainty < said.certainty


def read(folder: Path, text: str) -> Certificates:
    (folder / "certificates.yaml").write_text(text, "utf-8")
    return read_certificates(folder / "certificates.yaml", "vi", lambda said: tuple(said.split()))


def test_the_longest_name_is_found_and_a_name_said_beats_the_same_misheard(tmp_path: Path) -> None:
    known = read(tmp_path, "- {id: a, said: {vi: [x]}, heard_as: {vi: [x y, x]}}\n- {id: b, said: {en: [z]}}")
    assert known.known == {("x",): ("a", 1.0), ("x", "y"): ("a", 0.7)}
    found = known.find(language("vi", shipped_lessons()).tokens(spoken("x y")))
    assert [(one.first, one.end) for one in found] == [(0, 2)]


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    assert read_certificates(tmp_path / "certificates.yaml", "vi", lambda said: (said,)).known == {}


@pytest.mark.parametrize(
    ("text", "id", "nearest"),
    [
        ("a: 1", "lesson.labels.list", None),
        ("- {said: {vi: [a]}}", "lesson.labels.no_id", None),
        ("- {id: a, siad: {vi: [a]}}", "lesson.labels.unknown_field", "said"),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, text: str, id: str, nearest: str | None) -> None:
    with pytest.raises(LessonError) as refused:
        read(tmp_path, text)
    assert refused.value.id == id
    assert refused.value.values.get("nearest") == nearest
