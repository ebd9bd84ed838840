"""`coach hear`: what is heard in lines of text, to look into the recogniser or to use it from elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coach.assembly import hearer
from coach.domain.evidence import Observation
from coach.domain.transcript import Utterance
from coach.language import language as language_of
from coach.language.recogniser import HEARD, Recogniser
from coach.language.text import spoken
from coach.settings import Settings

CHUNK = 256  # lines understood together, so that a long file costs no more than its lines
PHONE = "phone"  # is never shown


def hear(language: str, as_json: bool, numbers: bool) -> None:
    """Read standard input line by line; print JSON, or text for people, one line a line."""
    lines = (line.rstrip("\r\n") for line in sys.stdin)
    told = money(lines, language) if numbers else heard(lines, language, as_json)
    for line in told:
        print(line, flush=True)  # noqa: T201  the command's product


def money(lines: Iterator[str], language: str) -> Iterator[str]:
    """The money of each line in đồng, or the currency said: the surest, the first of equals, else nothing."""
    spoken_here = language_of(language, Settings().lessons)
    for line in lines:
        found = (
            [slot for slot in spoken_here.slots(spoken(line)) if slot.name == "money"] if line.strip() else []
        )
        best = max(found, key=lambda slot: slot.certainty, default=None)
        yield f"{best.value:.0f}" if best is not None else ""


def heard(lines: Iterator[str], language: str, as_json: bool) -> Iterator[str]:
    """What is heard in each line."""
    recogniser = hearer(Settings(), language).recogniser
    for chunk in _chunks(lines):
        said = [spoken(line) for line in chunk]
        for line, one in zip(chunk, _told(said, recogniser), strict=True):
            told = {"text": line, **one}
            yield json.dumps(told, ensure_ascii=False) if as_json else _for_people(told)


def _told(said: Sequence[Utterance], recogniser: Recogniser) -> Iterator[Mapping[str, Any]]:
    for one, labels in zip(said, recogniser.predict(said), strict=True):
        yield {
            "labels": {name: round(labels.get(name, 0.0), 4) for name in recogniser.labels.core},
            "heard": [name for name, probability in labels.items() if probability >= HEARD],
            "slots": [_slot(slot) for slot in recogniser.language.slots(one)] if one.words else [],
        }


def _slot(slot: Observation) -> Mapping[str, Any]:
    if slot.name == PHONE:
        return {"kind": PHONE, "value": None, "unit": None, "text": ""}
    return {"kind": slot.name, "value": slot.value, "unit": slot.unit, "text": slot.quote}


def _for_people(told: Mapping[str, Any]) -> str:
    slots = ", ".join(f"{slot['kind']}={slot['value']}" for slot in told["slots"] if slot["text"])
    return f"{told['text']}\n    {', '.join(told['heard']) or '-'}{f'   [{slots}]' if slots else ''}"


def _chunks(lines: Iterator[str]) -> Iterator[list[str]]:
    """Lines as they come from a person, many at a time from a file."""
    if sys.stdin.isatty():
        yield from ([line] for line in lines)
        return
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
