"""One tab-separated line a figure: figure, value, unit, target, ok or short."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; `at_most` or `at_least` is the line it must keep, None where it only informs."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ok(self) -> bool:
        high = self.at_most is None or self.value <= self.at_most
        return high and (self.at_least is None or self.value >= self.at_least)

    @property
    def target(self) -> str:
        if self.at_most is not None:
            return f"<= {self.at_most:g}"
        return "-" if self.at_least is None else f">= {self.at_least:g}"


def show(figure: Figure) -> None:
    """Print one line."""
    kept = "ok" if figure.ok else "short"
    print("\t".join((figure.name, f"{figure.value:.4g}", figure.unit, figure.target, kept)), flush=True)
