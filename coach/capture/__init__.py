"""Reads recordings: how long they are, what they hold, their sound and about one picture a second."""
