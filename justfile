# `just` alone answers "is everything fine?"
default: check

# format, lint, types, floors, tests
check: fmt lint types floors test

fmt:
    uv run ruff format .
    uv run ruff check --fix --quiet . || true

lint:
    uv run ruff format --check .
    uv run ruff check .

types:
    uv run --group clips mypy

floors:
    uv run lint-imports

# every test; `just test -k name` for some
test *ARGS:
    uv run --group clips pytest {{ARGS}}
