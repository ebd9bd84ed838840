"""PostgreSQL for the store's tests, where its programs are installed."""

from tests.jobs.postgres import postgres

__all__ = ["postgres"]
