"""A workshop in a hall: a stage, a host, and everybody's phones."""
