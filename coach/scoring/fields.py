"""What the fields of a condition may name: something that is heard, or something that is measured."""

from __future__ import annotations

from typing import NewType

Label = NewType("Label", str)  # a label of lessons/labels.yaml ("origin") or a slot ("money", "place")
Measure = NewType("Measure", str)  # a measure of lessons/measures.yaml ("framing")
