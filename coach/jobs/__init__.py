"""Scoring outside the app's own process, so that a page never waits and never falls with it."""

from coach.jobs.desk import Desk, cancel, submit

__all__ = ["Desk", "cancel", "submit"]
