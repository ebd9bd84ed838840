"""Scoring outside the app's own process, so that a page never waits and never falls with it."""
