"""What is handed out: the result for programs, for the terminal, and as files."""
