# `just` alone answers "is everything fine?"
default: check

# format, lint, types, floors, lessons, tests
check: fmt lint types floors lessons test

fmt:
    uv run ruff format --quiet .
    uv run ruff check --quiet --fix-only .

lint:
    uv run ruff format --check --quiet .
    uv run ruff check --quiet .

types:
    uv run --group clips mypy

floors:
    uv run lint-imports --no-logo

lessons:
    uv run coach lessons check lessons

# every test but the drills; `just test -k name` for some
test *ARGS:
    uv run --group clips pytest -m "not drill" -n 2 --dist loadfile {{ARGS}}

# long reliability and load runs
drills *ARGS:
    uv run --group clips pytest -m drill {{ARGS}}

# `just bench cost`: figures, one tab-separated line each; never part of a test
bench NAME *ARGS:
    uv run --group clips python -m bench.{{NAME}} {{ARGS}}

# rewrite the golden files in tests/golden; read the difference before committing
bless:
    COACH_BLESS=1 uv run --group clips pytest -m "not drill" tests/golden

# make the practice takes that are missing, and observe all of them again; `--anew` makes all
media *ARGS:
    uv run --group clips python -m tools.media {{ARGS}}

# after a change of sentences, labels or words: find anew how sure a score makes us
learn *ARGS:
    uv run python tools/learn.py {{ARGS}}

# keep a picture of every page in docs/screens; look at them
screens:
    uv run --group clips python -m tools.screens
    uv run --group clips python -m tools.room_screens
    uv run --group clips python -m tools.phone_screens
    uv run --group clips python -m tools.desk_screens

# write the next migration from what the tables became
migration WHY:
    uv run python tools/migration.py "{{WHY}}"

# write the JSON Schemas of lessons and criteria
schema:
    uv run python tools/schema.py

# renew the exact versions in pyproject.toml
pin:
    uv run --all-groups python tools/pin.py
