"""The schemas are up to date, and the course's own files keep to them."""

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tools.schema import LESSONS, schemas

jsonschema = pytest.importorskip("jsonschema")  # comes with the app's charts


@pytest.mark.parametrize("path", schemas(LESSONS), ids=lambda path: path.name)
def test_the_written_schema_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == schemas(LESSONS)[path], "run tools/schema.py"


def validator(name: str) -> Any:
    text = schemas(LESSONS)[LESSONS / "schema" / f"{name}.schema.json"]
    return jsonschema.Draft202012Validator(json.loads(text))


def read(path: Path) -> Any:
    """As JSON, where keys are text."""
    return json.loads(json.dumps(YAML(typ="safe").load(path.read_text("utf-8"))))


@pytest.mark.parametrize(("name", "folder"), [("lesson", "lessons"), ("criterion", "criteria")])
def test_the_course_keeps_to_its_schema(name: str, folder: str) -> None:
    check = validator(name)
    for path in (LESSONS / folder).glob("*.yaml"):
        assert [error.message for error in check.iter_errors(read(path))] == []


def test_the_schema_rejects_what_the_loader_rejects() -> None:
    content = read(LESSONS / "criteria" / "origin_place.yaml")
    content["levels"]["2"]["when"] = [{"heard": "orign"}]
    assert not validator("criterion").is_valid(content)


def test_each_kind_carries_the_authors_help() -> None:
    definitions = validator("criterion").schema["$defs"]
    assert "same utterance" in definitions["heard"]["description"]
    assert set(definitions["heard"]["properties"]) == {
        "heard",
        "with",
        "with_any",
        "times",
        "apart_s",
        "different",
    }
