"""Where the learned weights come from, whether they are whole, and what cannot be judged without them."""

from coach.models.catalogue import CATALOGUE, Part, Weights, WeightsFile
from coach.models.digests import digest
from coach.models.fetch import OnProgress, get
from coach.models.found import Row, State, find, is_pinned, status

__all__ = [
    "CATALOGUE",
    "OnProgress",
    "Part",
    "Row",
    "State",
    "Weights",
    "WeightsFile",
    "digest",
    "find",
    "get",
    "is_pinned",
    "status",
]
