"""What is remembered between one day and the next: people, recordings, attempts and what was observed."""

from coach.store.opening import Store, Who, open_store

__all__ = ["Store", "Who", "open_store"]
