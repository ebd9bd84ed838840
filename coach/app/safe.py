"""Text as it is: letters that Markdown would take as signs are kept as letters."""

from __future__ import annotations

import re

SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>])")


def plain(text: str) -> str:
    """Text that shows in Markdown exactly as written."""
    return SIGNS.sub(r"\\\1", text)
