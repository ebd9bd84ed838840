"""The result of a take as plain data, the same for the terminal, for programs and for the app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coach.domain.evidence import Claim, Evidence, NotObserved, Observation
from coach.domain.media import Notice, Recording
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Judgement
from coach.i18n import Speaker
from coach.pipeline import Coached
from coach.progress.passing import meets
from coach.progress.usual import usual_of

Plain = dict[str, Any]


def result(coached: Coached, recording: Recording, lesson: Lesson, speaker: Speaker) -> Plain:
    """What `coach score --json` prints: seconds, pixels, levels 0-4 and points of 100."""
    scorecard, evidence = coached.scorecard, coached.evidence
    points = scorecard.points
    return {
        "lesson": {"id": scorecard.lesson_id, "digest": scorecard.lesson_digest},
        "recording": recording_told(recording),
        "observers": coached.observers,
        "points": {"low": points.low, "high": points.high, "out_of": 100, "cap": scorecard.cap},
        "passes": meets(scorecard, lesson),
        "usual": usual_of(evidence),
        "judgements": [_judgement(one, speaker) for one in scorecard.judgements],
        "claims": [_claim(one) for one in scorecard.claims],
        "notices": [_notice(one) for one in (*recording.notices, *scorecard.notices)],
        "not_observed": _once(evidence.not_observed),
        "transcript": transcript(evidence),
    }


def recording_told(recording: Recording) -> Plain:
    """The recording's identity and size."""
    return {
        "sha256": recording.sha256,
        "duration_s": round(recording.duration_s, 3),
        "width_px": recording.width_px,
        "height_px": recording.height_px,
    }


def transcript(evidence: Evidence) -> Plain:
    """The words with their seconds."""
    words = [
        {"text": w.text, "start_s": w.span.start_s, "end_s": w.span.end_s, "probability": w.probability}
        for w in evidence.transcript.words
    ]
    return {"language": evidence.transcript.language, "words": words}


def observation(one: Observation) -> Plain:
    """One thing heard, seen or measured."""
    return {
        "name": one.name,
        "start_s": one.span.start_s,
        "end_s": one.span.end_s,
        "quote": one.quote,
        "value": one.value,
        "unit": one.unit,
        "certainty": round(one.certainty, 3),
        "moment_s": one.moment_s,
    }


def not_observed(one: NotObserved) -> Plain:
    """One thing that could not be heard or seen, and why."""
    span = one.span
    return {
        "name": one.name,
        "reason": one.reason,
        "start_s": span.start_s if span else None,
        "end_s": span.end_s if span else None,
    }


def _judgement(one: Judgement, speaker: Speaker) -> Plain:
    return {
        "criterion": one.criterion,
        "weight": one.weight,
        "state": one.state.value,
        "level": one.level,
        "level_low": one.level_low,
        "level_high": one.level_high,
        "top": one.top,
        "gate": one.gate,
        "certainty": round(one.certainty, 3),
        "reason": {"id": one.reason.id, "values": dict(one.reason.values)},
        "reason_text": speaker.say(one.reason.id, **one.reason.values),
        "evidence": [observation(seen) for seen in one.observations],
    }


def _claim(one: Claim) -> Plain:
    return {
        "rule": one.rule,
        "severity": one.severity,
        "confirmed": one.confirmed,
        "start_s": one.span.start_s,
        "end_s": one.span.end_s,
        "quote": one.quote,
        "safer": list(one.safer),
    }


def _notice(one: Notice) -> Plain:
    return {"id": one.id, "values": dict(one.values)}


def _once(missing: tuple[NotObserved, ...]) -> list[Mapping[str, str]]:
    """Each thing with each reason once, in order; its moments are in the evidence."""
    pairs = dict.fromkeys((one.name, one.reason) for one in missing)
    return [{"name": name, "reason": reason} for name, reason in pairs]
