"""`coach` on the command line."""


def main() -> None:
    """Start the command line."""
