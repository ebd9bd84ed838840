"""The moments that a judgement rests on, each with what proves it: picture, sound, words, measured values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coach.domain.media import Span
from coach.domain.rubric import Words
from coach.i18n import Speaker, clock

FAULT = ".fault"  # observations of this ending are things to mend in the picture
CORRECTED = "transcript.corrected"  # the notice of a take whose words a person corrected
LEAD_S = 0.3  # a clip begins a little before the first word and ends a little after the last
AROUND_S = 3.0  # of a moment without words so much is heard before and after it
CERTAIN = 1.0  # the probability of words that a person wrote
CLEAR = 0.6  # words of a higher mean probability were heard clearly
DOUBTFUL = 0.5  # a single word below it is marked
MEANT = 0.75  # a label more probable than this was surely meant; from 0.5 on it counts as heard
SLOTS = ("money", "per_unit", "quantity", "duration", "clock_time", "person_name", "place")
SHARES = ("share", "share of frame height", "share of frame width", "share of frame")
Plain = Mapping[str, Any]
Definitions = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Second:
    """Words heard within one second; each with whether the machine doubts it."""

    at_s: float
    words: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What to look at and listen to: the picture's second, the clip's, the words, and what was understood."""

    at_s: float
    start_s: float
    end_s: float
    heard: str  # how well the machine heard, in words; empty where nothing was said
    seconds: tuple[Second, ...]
    told: tuple[str, ...]
    words_span: Span | None = None  # the seconds of the words themselves


@dataclass(frozen=True, slots=True)
class Moment:
    """A second of the take that can be shown, and what was said, measured or should be mended there."""

    at_s: float
    text: str
    look: bool = False  # something to mend in the picture, so that it is shown at once
    measured: bool = False  # a value over a longer time: nothing was said just there
    proof: Proof | None = None

    @property
    def clock(self) -> str:
        return clock(self.at_s)

    def overlaps(self, other: Moment) -> bool:
        """Whether both are words of the same seconds."""
        mine, theirs = self._words, other._words
        return mine is not None and theirs is not None and mine.overlap_s(theirs) > 0

    @property
    def _words(self) -> Span | None:
        return self.proof.words_span if self.proof else None


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells moments of one result in the speaker's language."""

    result: Plain
    words: Speaker
    definitions: Definitions

    def moments(self, evidence: Iterable[Plain]) -> tuple[Moment, ...]:
        """Each stretch of speech once, each fault with what to do about it, and what else was measured."""
        seen = list(evidence)
        quoted = [one for one in seen if one["quote"]]
        faults = [self._fault(one) for one in seen if one["name"].endswith(FAULT)]
        plain = [one for one in seen if not one["quote"] and not one["name"].endswith(FAULT)]
        return (*self._said(quoted), *faults, *(self._measured(plain) if not (quoted or faults) else ()))

    def quote(self, claim: Plain) -> Moment:
        """The moment of a risky claim."""
        return Moment(claim["start_s"], f"«{claim['quote']}»", proof=self._proof([claim], ()))

    def _said(self, quoted: Sequence[Plain]) -> Iterator[Moment]:
        for inside in grouped(quoted):
            first = inside[0]
            text = f"«{first['quote'].rstrip(' ,')}»"
            told = dict.fromkeys(filter(None, (self._understood(one) for one in inside)))
            yield Moment(first["start_s"], text, proof=self._proof(inside, tuple(told)))

    def _fault(self, one: Plain) -> Moment:
        at_s = _best_s(one)
        return Moment(at_s, self.words.say(str(one["value"])), look=True, proof=self._seen(one, at_s, ()))

    def _measured(self, plain: Sequence[Plain]) -> Iterator[Moment]:
        told = tuple(dict.fromkeys(filter(None, (self._value(one) for one in plain))))
        if told:
            at_s = _best_s(plain[0])
            proof = self._seen(plain[0], at_s, told[1:])
            yield Moment(at_s, told[0], measured=True, proof=proof)

    # -- what proves it

    def _proof(self, group: Sequence[Plain], told: tuple[str, ...]) -> Proof:
        start_s, end_s = group[0]["start_s"], group[0]["end_s"]
        said = [w for w in self.result["transcript"]["words"] if start_s <= _middle_s(w) <= end_s]
        return Proof(
            at_s=(start_s + end_s) / 2,
            start_s=max(0.0, start_s - LEAD_S),
            end_s=end_s + LEAD_S,
            heard=self.words.say(self._hearing(said)) if said else "",
            seconds=tuple(_seconds(said)),
            told=told,
            words_span=Span(start_s, end_s) if said else None,
        )

    def _seen(self, one: Plain, at_s: float, told: tuple[str, ...]) -> Proof:
        start_s = max(0.0, one["start_s"], at_s - AROUND_S)
        return Proof(at_s, start_s, max(start_s + 1, min(one["end_s"], at_s + AROUND_S)), "", (), told)

    def _hearing(self, said: Sequence[Plain]) -> str:
        corrected = any(notice["id"] == CORRECTED for notice in self.result["notices"])
        if corrected and all(word["probability"] == CERTAIN for word in said):
            return "proof.corrected"
        mean = sum(word["probability"] for word in said) / len(said)
        return "proof.heard_well" if mean >= CLEAR else "proof.heard_unsure"

    # -- in plain words

    def _understood(self, one: Plain) -> str:
        """What a label or a slot means: "Nơi: Chi Lăng", "Máy hiểu là: ..."."""
        kind = one["name"].split(".")[0]
        if kind in SLOTS:
            shown = one["value"] if kind == "place" else one["quote"]
            return self.words.say(f"slot.{kind}", value=str(shown).strip(" .,"))
        definition = self.definitions.get(one["name"])
        if not definition:
            return ""
        how = "proof.meant" if one["certainty"] >= MEANT else "proof.meant_unsure"
        whole = definition.get(self.words.language) or definition["vi"]
        return self.words.say(how, what=whole.split(";")[0].rstrip("."))  # behind it stands what it is not

    def _value(self, one: Plain) -> str:
        """A measured value in words: "Ánh sáng: 4 trên 4"."""
        value = one["value"]
        if not isinstance(value, int | float):
            return ""
        return self.words.say(f"measure.{one['name']}", value=value * 100 if one["unit"] in SHARES else value)


def grouped(quoted: Sequence[Plain]) -> Iterator[list[Plain]]:
    """Quotes in order of time; one that lies inside a longer one belongs to it, which comes first."""
    left = sorted(quoted, key=lambda one: (one["start_s"] - one["end_s"], one["start_s"]))
    groups: list[list[Plain]] = []
    for one in left:
        home = next((group for group in groups if _inside(one, group[0])), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    yield from sorted(groups, key=lambda group: group[0]["start_s"])


def _inside(one: Plain, other: Plain) -> bool:
    return bool(other["start_s"] <= _middle_s(one) <= other["end_s"])


def _best_s(one: Plain) -> float:
    """The second that shows an observation best; its middle where none was named."""
    moment_s = one.get("moment_s")
    return float(_middle_s(one) if moment_s is None else moment_s)


def _middle_s(one: Plain) -> float:
    return float(one["start_s"] + one["end_s"]) / 2


def _seconds(said: Sequence[Plain]) -> Iterator[Second]:
    for at_s in dict.fromkeys(int(word["start_s"]) for word in said):
        there = [word for word in said if int(word["start_s"]) == at_s]
        yield Second(at_s, tuple((word["text"], word["probability"] < DOUBTFUL) for word in there))
