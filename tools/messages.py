"""Adds sentences from lists to the catalogues: tab-separated, the id first.

python tools/messages.py new.tsv ...                adds what is missing, leaves what is there
python tools/messages.py --replace new.tsv ...      also takes the lists' wording for ids that are there
python tools/messages.py --language id new.tsv ...  lists of one language: the id and one sentence

Without --language a line holds Vietnamese and English, and Indonesian where it is written already.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

LOCALE_FOLDER = Path(__file__).parent.parent / "coach" / "locale"
LANGUAGES = ("vi", "en", "id")  # the columns after the id
FEWEST = 2  # columns after the id; Indonesian may follow later
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


def rows(path: Path, languages: Sequence[str] = LANGUAGES) -> Iterator[tuple[str, dict[str, str]]]:
    """Id and sentence by language; a line with too few or too many columns is an error that names itself."""
    fewest = min(FEWEST, len(languages))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t")]
        if not fewest < len(columns) <= 1 + len(languages) or not all(columns):
            raise SystemExit(f"{path}, line {number}: expected id, {', '.join(languages)}; got {columns}")
        yield columns[0], dict(zip(languages, columns[1:], strict=False))


def catalogue(language: str) -> Catalog:
    """The catalogue as it is, or an empty one."""
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def add(paths: Sequence[Path], replace: bool, languages: Sequence[str] = LANGUAGES) -> dict[str, int]:
    """How many sentences each language gained."""
    told = [row for path in paths for row in rows(path, languages)]
    gained = {}
    for language in languages:
        known = catalogue(language)
        new = {row: texts[language] for row, texts in told if language in texts}
        wanted = {row: text for row, text in new.items() if replace or row not in known}
        for row, text in wanted.items():
            known.delete(row)
            known.add(row, text)
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


def main() -> None:
    asked = argparse.ArgumentParser(description="Adds sentences to the catalogues.")
    asked.add_argument("lists", nargs="+", type=Path)
    asked.add_argument("--replace", action="store_true")
    asked.add_argument("--language", choices=LANGUAGES)
    given = asked.parse_args()
    print(add(given.lists, given.replace, (given.language,) if given.language else LANGUAGES))


if __name__ == "__main__":
    main()
