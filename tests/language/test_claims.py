"""Risky claims are found, and honest sentences are not."""

from pathlib import Path

import pytest

from coach.domain.errors import LessonError
from coach.domain.evidence import Claim
from coach.language.claims import Rule, claims, read_rules
from coach.language.shelf import shipped_lessons
from coach.language.text import bare, spoken

RULES = read_rules(shipped_lessons() / "claims.yaml")


def examples(kind: str) -> list[tuple[Rule, str, str]]:
    return [
        (rule, code, said)
        for rule in RULES
        for code, all_said in getattr(rule, kind).items()
        for said in all_said
    ]


def claimed(id: str, text: str) -> tuple[Claim, ...]:
    return claims([spoken(text)], RULES, id)


@pytest.mark.parametrize(
    ("rule", "id", "said"), examples("hit"), ids=lambda v: v if isinstance(v, str) else v.id
)
def test_each_rule_finds_what_it_says_it_finds(rule: Rule, id: str, said: str) -> None:
    (found,) = claims([spoken(said)], [rule], id)
    assert found.severity == rule.severity
    assert found.safer
    assert found.quote in said


@pytest.mark.parametrize(
    ("rule", "id", "said"), examples("miss"), ids=lambda v: v if isinstance(v, str) else v.id
)
def test_each_rule_leaves_its_honest_sentences_alone(rule: Rule, id: str, said: str) -> None:
    assert claims([spoken(said)], [rule], id) == ()


def test_every_rule_has_examples_in_each_of_its_languages() -> None:
    for rule in RULES:
        if rule.label:  # learned from the sentences of that label instead
            assert set(rule.safer) == {"vi", "en", "id"}
            continue
        assert set(rule.patterns) == set(rule.hit) == set(rule.miss) == set(rule.safer)


@pytest.mark.parametrize(("one", "other"), [("hoá chất", "hóa chất"), ("Hoá Chất", "hóa chất")])
def test_tone_placement_does_not_matter(one: str, other: str) -> None:
    ids = [[claim.rule for claim in claimed("vi", f"nhà em không dùng {word}")] for word in (one, other)]
    assert ids[0] == ids[1] == ["zero_pesticide"]


@pytest.mark.parametrize(
    ("id", "said", "denied"),
    [
        ("vi", "na này chữa khỏi bệnh tiểu đường", "em không nói là na này chữa khỏi bệnh tiểu đường"),
        ("en", "this fruit cures diabetes", "we never say that this fruit cures diabetes"),
    ],
)
def test_a_denial_is_no_claim(id: str, said: str, denied: str) -> None:
    assert claimed(id, said)
    assert not claimed(id, denied)


def test_not_only_is_no_denial() -> None:
    assert claimed("en", "it not only cures diabetes")
    assert claimed("vi", "không những chữa khỏi bệnh tiểu đường đâu")


def test_without_diacritics_a_hit_is_only_worth_a_look() -> None:
    (found,) = claimed("vi", bare("na này chữa khỏi bệnh tiểu đường"))
    assert (found.rule, found.severity) == ("cure_disease", "advise")


def test_a_phone_number_is_never_quoted() -> None:
    (found,) = claimed("vi", "bác cho em số 0912 345 678")
    assert (found.rule, found.quote) == ("privacy_phone", "")


def test_a_claim_stands_where_it_was_said() -> None:
    said = spoken("cả nhà ơi na nhà em ngon nhất luôn")
    (found,) = claims([said], RULES, "vi")
    assert found.quote == "ngon nhất"
    assert (found.span.start_s, found.span.end_s) == (said.words[6].span.start_s, said.words[7].span.end_s)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("a: 1", "lesson.claims.list"),
        ("- {severity: warn}", "lesson.claims.no_id"),
        ("- {id: a, severity: wran, rx: {vi: a}}", "lesson.claims.unknown_severity"),
        ("- {id: a, severity: warn, rxx: {vi: a}}", "lesson.claims.unknown_field"),
        ("- {id: a, severity: warn}", "lesson.claims.no_pattern"),
        ("- {id: a, severity: warn, rx: {vi: '('}}", "lesson.claims.bad_pattern"),
        (
            "- {id: a, severity: warn, rx: {vi: a}}\n- {id: a, severity: warn, rx: {vi: a}}",
            "lesson.claims.twice",
        ),
        ("- [", "lesson.file.broken"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_place(tmp_path: Path, text: str, id: str) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LessonError) as refused:
        read_rules(path)
    assert refused.value.id == id
    assert refused.value.values["file"] == "claims.yaml"
