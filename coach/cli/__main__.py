"""`python -m coach.cli` is `coach`, wherever the script lies; a job's own process starts this way."""

from coach.cli.entry import main

main()
