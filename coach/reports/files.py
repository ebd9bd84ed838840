"""A take's report as files: the scorecard, the words, and pictures of the moments that mattered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from coach.capture.picture import jpeg, picture_at
from coach.domain.errors import JobError
from coach.domain.media import Recording
from coach.reports.terminal import clock

PICTURES_AT_MOST = 12


def write(folder: Path, result: Mapping[str, Any], recording: Recording) -> tuple[Path, ...]:
    """Write scorecard.json, transcript.txt and a JPEG a moment; JobError when that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_written(folder, result, recording))
    except OSError as error:
        raise JobError("report.not_written", folder=str(folder)) from error


def as_json(plain: object) -> str:
    """Readable JSON with Vietnamese letters as they are."""
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def _written(folder: Path, result: Mapping[str, Any], recording: Recording) -> Iterator[Path]:
    yield _text(folder / "scorecard.json", as_json(result))
    yield _text(folder / "transcript.txt", "".join(_lines(result["transcript"]["words"])))
    if recording.has_picture:
        for at_s in moments(result):
            path = folder / f"moment-{at_s:07.1f}s.jpg"
            path.write_bytes(jpeg(picture_at(recording, at_s).image))
            yield path


def moments(result: Mapping[str, Any]) -> list[float]:
    """Seconds worth a picture, in order of time: the worst of each fault, then the middle of each quote."""
    seen = [one for judgement in result["judgements"] for one in judgement["evidence"]]
    faults = [one["moment_s"] for one in seen if one["moment_s"] is not None]
    quotes = [(one["start_s"] + one["end_s"]) / 2 for one in seen if one["quote"]]
    first = list(dict.fromkeys(round(at_s, 1) for at_s in (*faults, *quotes)))
    return sorted(first[:PICTURES_AT_MOST])


def _text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def _lines(words: Iterable[Mapping[str, Any]], every_s: float = 10.0) -> Iterator[str]:
    """A line for every ten seconds of speech, each with its moment."""
    line: list[str] = []
    start_s = 0.0
    for word in words:
        if line and word["start_s"] - start_s >= every_s:
            yield f"[{clock(start_s)}] {' '.join(line)}\n"
            line = []
        start_s = start_s if line else word["start_s"]
        line.append(word["text"])
    if line:
        yield f"[{clock(start_s)}] {' '.join(line)}\n"
