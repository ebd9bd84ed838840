"""A workshop in a hall: its stage, its host, and what everybody does on their phones."""
