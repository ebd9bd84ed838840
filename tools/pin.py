"""Renews the exact versions in pyproject.toml: the newest that fit, as uv constraints with their markers.

Lines marked `sys_platform == 'never'` belong to packages that are overridden away.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
BLOCK = re.compile(r"constraint-dependencies = \[\n.*?^\]\n", re.S | re.M)
EXPORT = ["uv", "export", "--all-groups", "--no-hashes", "--no-emit-project", "--no-annotate", "--no-header"]


def pin() -> None:
    """Solve without the old constraints, then write what was found."""
    text = BLOCK.sub("", PROJECT.read_text("utf-8"))
    PROJECT.write_text(text, "utf-8")
    subprocess.run(["uv", "lock", "--upgrade", "--quiet"], check=True, cwd=PROJECT.parent)
    told = subprocess.run(EXPORT, check=True, cwd=PROJECT.parent, capture_output=True, text=True).stdout
    lines = [line.strip() for line in told.splitlines() if "==" in line and "'never'" not in line]
    block = "".join(f"  {_quoted(line)},\n" for line in sorted(lines, key=str.lower))
    head = "[tool.uv]\n"
    PROJECT.write_text(text.replace(head, f"{head}constraint-dependencies = [\n{block}]\n", 1), "utf-8")


def _quoted(line: str) -> str:
    return '"' + line.replace('"', "'") + '"'


if __name__ == "__main__":
    pin()
