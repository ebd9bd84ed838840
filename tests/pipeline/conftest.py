"""The seller on a stage, for what looks at pictures and sound together."""

from tests.vision.conftest import finder, stage, weights

__all__ = ["finder", "stage", "weights"]
