"""Scripts test what sentences taught: no sentence may be taken from a script."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

LESSONS = Path(__file__).parents[2] / "lessons"
SAME_WORDS = 10  # in a row; sellers share shorter turns of phrase


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + SAME_WORDS]) for at in range(len(words) - SAME_WORDS + 1)}


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_no_sentence_is_taken_from_a_script(language: str) -> None:
    scripts = (LESSONS / "scripts").glob(f"{language}_*.md")
    said = set().union(*(runs(path.read_text("utf-8").split("---", 2)[2]) for path in scripts))
    path = LESSONS / "sentences" / f"{language}.tsv"
    if not path.exists():
        pytest.skip("no sentences in this language yet")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    taken = [row["text"] for row in rows if runs(row["text"]) & said]
    assert taken == []
