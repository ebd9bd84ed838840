"""Adds sentences from lists (id, Vietnamese, English, separated by tabs) to both catalogues.

python tools/messages.py new.tsv ...             adds what is missing, leaves what is there
python tools/messages.py --replace new.tsv ...   also takes the lists' wording for ids that are there
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

LOCALE_FOLDER = Path(__file__).parent.parent / "coach" / "locale"
LANGUAGES = ("vi", "en")  # the columns after the id
HEADER = """\
# Sentences for people, by message id.
# {{you}} is the form of address, {{You}} the same at the start of a sentence.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def rows(path: Path) -> Iterator[tuple[str, ...]]:
    """Id and sentences of each line; a line that is not three columns is an error that names itself."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = tuple(column.strip() for column in line.split("\t"))
        if len(columns) != 1 + len(LANGUAGES) or not all(columns):
            raise SystemExit(f"{path}, line {number}: expected id, Vietnamese and English, got {columns}")
        yield columns


def catalogue(language: str) -> Catalog:
    """The catalogue as it is, or an empty one."""
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def add(paths: list[Path], replace: bool) -> dict[str, int]:
    """How many sentences each language gained."""
    gained = {}
    for column, language in enumerate(LANGUAGES, 1):
        known = catalogue(language)
        new = {row[0]: row[column] for path in paths for row in rows(path)}
        wanted = {key: text for key, text in new.items() if replace or key not in known}
        for key, text in wanted.items():
            known.delete(key)
            known.add(key, text)
        _write(language, known)
        gained[language] = len(wanted)
    return gained


def _write(language: str, known: Catalog) -> None:
    """Sorted, unwrapped and without times of day, so that a change is a readable line."""
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    tidy = Catalog(locale=language)
    for message in known:
        if message.id:
            tidy.add(message.id, message.string)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language).encode())
        write_po(file, tidy, width=0, sort_output=True, omit_header=True)


def _path(language: str) -> Path:
    return LOCALE_FOLDER / language / "LC_MESSAGES" / "coach.po"


if __name__ == "__main__":
    told = sys.argv[1:]
    print(add([Path(name) for name in told if name != "--replace"], "--replace" in told))
