"""What holds for every test."""

from hypothesis import settings

# A busy machine takes ten times as long; figures belong to the benchmarks, never to a test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
