"""Risky claims: words that promise too much, shown with a safer wording; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coach.domain.errors import LessonError
from coach.domain.evidence import Claim, Observation
from coach.domain.media import Span
from coach.domain.transcript import Utterance, Word
from coach.language.text import bare, canonical, one_tone_placement, tokens
from coach.language.yaml import nearest, read_yaml

SEVERITIES = ("block", "warn", "advise")
FIELDS = ("id", "cat", "severity", "rx", "label", "ok", "law", "safe", "hit", "miss", "hide")
HEARD = 0.6  # probability from which a label that means a risky claim is worth a person's look
CHECK = "advise"  # severity of a hit in words without diacritics: "chua" may be chữa or chưa
FEWEST_WORDS_PLAIN = 3  # fewer words without diacritics say nothing about how they were written

# Said shortly before a claim, these deny it: "em không nói là chữa bệnh", "we never say it cures".
DENIALS = {
    "vi": re.compile(r"\b(không|chưa|chẳng|chả|đừng)( (?!chỉ|những)\w+){0,4} $"),
    "en": re.compile(
        r"\b(not|never|don't|doesn't|didn't|isn't|aren't|can't|cannot|won't|no)( (?!only)[\w']+){0,4} $"
    ),
    "id": re.compile(r"\b(tidak|bukan|nggak|gak|ndak|tak|belum|jangan)( (?!hanya|cuma|cuman)\w+){0,4} $"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of risky claim: what it looks like in each language, what excuses it, and what to say instead.

    `hit` and `miss` are sentences it must and must not find. The words of a `hide` rule are never quoted.
    """

    id: str
    category: str
    severity: str
    patterns: Mapping[str, re.Pattern[str]]
    excuses: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    safer: Mapping[str, str] = field(default_factory=dict)
    hit: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    miss: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hide: bool = False
    label: str = ""  # a learned label that means this claim, where no pattern could tell it

    def plain(self, language: str) -> re.Pattern[str]:
        """The pattern for words written without diacritics."""
        return re.compile(bare_pattern(self.patterns[language].pattern))


Rules = tuple[Rule, ...]


def bare_pattern(pattern: str) -> str:
    """The pattern without diacritics; escapes such as \\S keep their case."""
    return re.sub(r"[^\x00-\x7f]+", lambda letters: bare(letters[0]), pattern)


def read_rules(path: Path) -> Rules:
    """Read `claims.yaml`. Raises LessonError naming file, rule, field and the nearest right word."""
    listed = read_yaml(path)
    if not isinstance(listed, list):
        raise LessonError("lesson.claims.list", file=path.name)
    rules = tuple(_rule(path.name, n, entry) for n, entry in enumerate(listed, 1))
    ids = [rule.id for rule in rules]
    for rule in rules:
        if ids.count(rule.id) > 1:
            raise LessonError("lesson.claims.twice", file=path.name, rule=rule.id)
    return rules


def _rule(file: str, n: int, entry: Any) -> Rule:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise LessonError("lesson.claims.no_id", file=file, entry=n)
    named: str = entry["id"]
    for name in entry:
        if name not in FIELDS:
            close = nearest(str(name), list(FIELDS))
            raise LessonError(
                "lesson.claims.unknown_field", file=file, rule=named, field=str(name), nearest=close
            )
    severity = str(entry.get("severity"))
    if severity not in SEVERITIES:
        close = nearest(severity, list(SEVERITIES))
        raise LessonError(
            "lesson.claims.unknown_severity", file=file, rule=named, word=severity, nearest=close
        )
    return Rule(
        named,
        str(entry.get("cat", "")),
        severity,
        {} if entry.get("label") and "rx" not in entry else _patterns(file, named, entry.get("rx")),
        tuple(canonical(excuse) for excuse in entry.get("ok", ())),
        tuple(entry.get("law", ())),
        dict(entry.get("safe", {})),
        {lang: tuple(said) for lang, said in entry.get("hit", {}).items()},
        {lang: tuple(said) for lang, said in entry.get("miss", {}).items()},
        bool(entry.get("hide", False)),
        str(entry.get("label", "")),
    )


def _patterns(file: str, id: str, written: Any) -> dict[str, re.Pattern[str]]:
    if not isinstance(written, dict) or not written:
        raise LessonError("lesson.claims.no_pattern", file=file, rule=id)
    try:
        return {str(lang): re.compile(one_tone_placement(str(rx))) for lang, rx in written.items()}
    except re.error as wrong:
        raise LessonError("lesson.claims.bad_pattern", file=file, rule=id, why=str(wrong)) from wrong


def claims(utterances: Sequence[Utterance], rules: Sequence[Rule], language: str) -> tuple[Claim, ...]:
    """Every risky claim that was heard and neither excused nor denied, in the order of the words."""
    return tuple(claim for utterance in utterances for claim in _in_utterance(utterance, rules, language))


def claims_heard(
    heard: Sequence[Observation], rules: Sequence[Rule], found: Sequence[Claim], language: str
) -> tuple[Claim, ...]:
    """Claims that learned labels mean, where no pattern has found one of that kind in the same words."""
    told = [rule for rule in rules if rule.label]
    return tuple(
        _claim_of(one, rule, language)
        for rule in told
        for one in heard
        if one.name == rule.label
        and one.certainty >= HEARD
        and not any(c.category == rule.category and c.span.overlap_s(one.span) > 0 for c in found)
    )


def _claim_of(one: Observation, rule: Rule, language: str) -> Claim:
    safer = rule.safer.get(language, "")
    return Claim(rule.id, rule.severity, one.span, one.quote, (safer,) if safer else (), rule.category)


def _in_utterance(utterance: Utterance, rules: Sequence[Rule], language: str) -> Iterator[Claim]:
    said = _Said.of(utterance.words)
    plain = language == "vi" and _written_plain(utterance.words)
    for rule in rules:
        if language not in rule.patterns:
            continue
        pattern = rule.plain(language) if plain else rule.patterns[language]
        for found in pattern.finditer(said.text):
            if not said.excused(rule, plain) and not _denied(said.text[: found.start()], language):
                yield _claim(rule, said.words_at(found), CHECK if plain else rule.severity, language)
                break


def _written_plain(words: Sequence[Word]) -> bool:
    said = tokens(words)
    return len(said) >= FEWEST_WORDS_PLAIN and not any(token.marked for token in said)


def _denied(before: str, language: str) -> bool:
    denial = DENIALS.get(language)
    return bool(denial and denial.search(before))


def _claim(rule: Rule, words: Sequence[Word], severity: str, language: str) -> Claim:
    span = Span(words[0].span.start_s, max(word.span.end_s for word in words))
    quote = "" if rule.hide else " ".join(word.text for word in words)
    safer = rule.safer.get(language, "")
    return Claim(rule.id, severity, span, quote, (safer,) if safer else (), rule.category)


@dataclass(frozen=True, slots=True)
class _Said:
    """Words in canonical spelling as one text, and where each starts in it."""

    text: str
    starts: tuple[int, ...]
    words: tuple[Word, ...]

    @classmethod
    def of(cls, words: Sequence[Word]) -> _Said:
        texts = [canonical(word.text) for word in words]
        starts = [sum(len(text) + 1 for text in texts[:n]) for n in range(len(texts))]
        return cls(" ".join(texts), tuple(starts), tuple(words))

    def words_at(self, found: re.Match[str]) -> tuple[Word, ...]:
        """The whole words a match touches; never none."""
        first = max(n for n, start in enumerate(self.starts) if start <= found.start())
        last = max(n for n, start in enumerate(self.starts) if start < max(found.end(), found.start() + 1))
        return self.words[first : last + 1]

    def excused(self, rule: Rule, plain: bool) -> bool:
        spell = bare if plain else str
        return any(spell(excuse) in self.text for excuse in rule.excuses)
