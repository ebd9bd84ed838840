"""Takes a file in: gives it its identity and says what it holds and what is wrong with it."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from coach.capture.facts import Facts, examine
from coach.capture.layout import runs_past_end
from coach.capture.spacing import GAP_S, LATE_S
from coach.domain.errors import MediaError
from coach.domain.media import Notice, Recording, Span

SHORTEST_S = 1.0  # nothing can be practised, heard or seen in less

log = logging.getLogger(__name__)


def probe(path: Path) -> Recording:
    """The recording in a file, its length and sizes found by reading it.

    Raises MediaError: `media.missing`, `.empty`, `.not_allowed`, `.not_media`, `.no_index`,
    `.nothing_inside`, `.too_short`.
    """
    facts = examine(path)
    if facts.duration_s < SHORTEST_S:
        raise MediaError("media.too_short", name=path.name, seconds=round(facts.duration_s, 1))
    picture = facts.picture
    recording = Recording(
        sha256=_sha256(path),
        path=path,
        duration_s=facts.duration_s,
        width_px=picture.width_px if picture else None,
        height_px=picture.height_px if picture else None,
        rotation=picture.rotation if picture else 0,
        has_sound=facts.sound is not None,
        notices=_notices(path, facts),
        picture_rate_hz=picture.fps if picture else 0.0,
    )
    log.info("probed", extra={"recording": recording.sha256[:8], "seconds": round(recording.duration_s)})
    return recording


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _notices(path: Path, facts: Facts) -> tuple[Notice, ...]:
    """What the learner should know about the file, most important first."""
    notices: list[Notice] = []
    if _cut_short(path, facts):
        notices.append(Notice("media.cut_short", {"kept_s": round(facts.duration_s, 1)}))
    elif facts.damaged:
        notices.append(Notice("media.damaged"))
    if facts.picture and facts.picture.gaps:
        notices.append(_gap("media.gap", facts.picture.gaps))
    if facts.sound and facts.sound.gaps:
        notices.append(_gap("media.sound_gap", facts.sound.gaps))
    if facts.picture and facts.sound and facts.sound.breaks[1] >= GAP_S:
        count, lost_s = facts.sound.breaks  # a voice note alone may leave out its silence by intent
        notices.append(Notice("media.sound_breaks", {"count": count, "lost_s": round(lost_s, 1)}))
    if facts.picture and facts.picture.variable_rate:
        notices.append(Notice("media.variable_rate", {"fps": round(facts.picture.fps)}))
    return tuple(notices)


def _cut_short(path: Path, facts: Facts) -> bool:
    missing_s = (facts.declared_s or 0.0) - facts.duration_s
    return missing_s > LATE_S or runs_past_end(path)


def _gap(id: str, gaps: tuple[Span, ...]) -> Notice:
    """One notice for all gaps of a stream: how many, and where the longest is."""
    longest = max(gaps, key=lambda gap: gap.duration_s)
    values = {"count": len(gaps), "at_s": round(longest.start_s, 1), "gap_s": round(longest.duration_s, 1)}
    return Notice(id, values)
