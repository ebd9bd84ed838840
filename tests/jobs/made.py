"""Analyses as they may stand, for tests of pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from coach.domain.analysis import Analysis

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_WAITING = Analysis(
    id="one", attempt_id="a", owner="hoa", generation=1, delivery=1, state="waiting", priority=10, turn=0,
    attempt_no=1, crashes=0, troubles=0, fence=1, cancel_requested=False, stage=None, progress=0.0,
    duration_s=None, error_id=None, error_values={}, worker=None, queued_at=NOON, not_before=None,
    beat_at=None, finished_at=None,
)  # fmt: skip


def analysis(**other: Any) -> Analysis:
    """A take that waits since noon, but for what is said otherwise."""
    return replace(_WAITING, **other)
