"""From what was heard and seen to levels: one file for each kind of condition, and the climb up a ladder."""
