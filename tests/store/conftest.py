"""PostgreSQL and a bucket for the store's tests."""

from tests.jobs.postgres import postgres
from tests.store.bucket import bucket, running

__all__ = ["bucket", "postgres", "running"]
