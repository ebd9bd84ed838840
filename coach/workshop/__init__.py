"""The workshop: what a hall may write, which question that is, and what the evening came to."""
