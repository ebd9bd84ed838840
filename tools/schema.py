"""Write the JSON Schemas that help authors: `python tools/schema.py` after a new kind, label or field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coach.course.names import SLOTS, Names, read_intents, read_labels, read_measures, read_rule_names
from coach.course.page import Page
from coach.course.schema import comments_schema, criterion_schema, lesson_schema

LESSONS = Path(__file__).resolve().parent.parent / "lessons"


def schemas(lessons: Path) -> dict[Path, str]:
    """Each schema file of a course folder with the text it should hold."""
    labels = read_labels(lessons / "labels.yaml", Page("labels.yaml"))
    measures = read_measures(lessons / "measures.yaml", Page("measures.yaml"))
    rules = read_rule_names(lessons / "claims.yaml", Page("claims.yaml"))
    intents = read_intents(lessons / "intents.yaml", Page("intents.yaml"), (*labels, *SLOTS))
    names = Names(labels, measures, rules, intents)
    written = {
        "lesson": lesson_schema(),
        "criterion": criterion_schema(names),
        "comments": comments_schema(names),
    }
    return {lessons / "schema" / f"{name}.schema.json": _text(schema) for name, schema in written.items()}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    for path, text in schemas(LESSONS).items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        print(path.relative_to(LESSONS.parent))


if __name__ == "__main__":
    main()
