"""From attempts to progress: what is passed, and how much of the course that makes."""
