"""The workshop: what a hall may write, which question that is, who came, and how long a take waits."""
