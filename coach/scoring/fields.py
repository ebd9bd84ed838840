"""What the fields of a condition may name: something heard or measured, a claim rule, a viewers' intent."""

from __future__ import annotations

from typing import NewType

Label = NewType("Label", str)  # a label of lessons/labels.yaml ("origin") or a slot ("money", "place")
Measure = NewType("Measure", str)  # a measure of lessons/measures.yaml ("framing")
Rule = NewType("Rule", str)  # a rule of lessons/claims.yaml ("cure_disease") or a kind of them ("health")
IntentName = NewType("IntentName", str)  # an intent of lessons/intents.yaml ("price")
