"""What a kit holds for each kind of laptop; a damaged one is refused before anything is installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from coach.cli.kit import building, fetching
from coach.cli.kit.places import PLACES, here
from coach.domain.errors import CoachError


def small(folder: Path, name: str, has_python: bool = True) -> Path:
    """A kit without its large files."""
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "pip-1-py3-none-any.whl").write_bytes(b"a wheel")
    building.write(folder, PLACES[name], has_python)
    building.seal(folder, PLACES[name])
    return folder


@pytest.mark.parametrize("name", PLACES)
def test_each_laptop_gets_its_own_start_file_and_page(tmp_path: Path, name: str) -> None:
    kit, place = small(tmp_path / "kit", name), PLACES[name]
    start, page = (kit / place.start).read_bytes(), (kit / building.PAGE).read_text("utf-8")
    assert b"@" not in start.replace(b"@echo", b"").replace(b'"$@"', b"")
    assert "@PYTHON@" not in page + (kit / "start.py").read_text("utf-8")
    assert (b"\r\n" in start) == name.startswith("win")
    assert place.start in page
    assert page.index("Cắm USB") < page.index("Plug in") < page.index("Pasang USB")
    assert page.count("<svg viewBox") == 4
    assert ("Windows" in page, "Mac" in page) == (place.os == "windows", place.os == "macos")
    assert "http" not in page  # nothing is fetched
    assert "python.org" not in page
    told = json.loads((kit / "kit.json").read_text())
    assert set(told["files"]) == {place.start, building.PAGE, "start.py", "wheels/pip-1-py3-none-any.whl"}


def test_a_page_without_python_says_where_to_get_one(tmp_path: Path) -> None:
    page = (small(tmp_path, "win_amd64", has_python=False) / building.PAGE).read_text("utf-8")
    assert page.count("python.org") == 3


@pytest.mark.parametrize("harm", ["changed", "missing", "longer"])
def test_a_damaged_kit_is_refused(tmp_path: Path, harm: str) -> None:
    kit = small(tmp_path / "kit", here())
    wheel = kit / "wheels" / "pip-1-py3-none-any.whl"
    if harm == "missing":
        wheel.unlink()
    else:
        wheel.write_bytes(b"a whEel" if harm == "changed" else b"a wheel ")
    done = subprocess.run(
        [sys.executable, str(kit / "start.py"), "--home", str(tmp_path / "home"), "--install-only"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "wheels/pip-1-py3-none-any.whl" in done.stdout.decode()
    assert not (tmp_path / "home").exists()


def test_another_python_is_refused_kindly(tmp_path: Path) -> None:
    kit = small(tmp_path / "kit", here())
    text = (kit / "start.py").read_text("utf-8").replace(f'WANTED = "{fetching.PYTHON}"', 'WANTED = "2.7"')
    (kit / "start.py").write_text(text, "utf-8")
    done = subprocess.run([sys.executable, str(kit / "start.py")], capture_output=True, check=False)
    assert (done.returncode, b"Python 2.7" in done.stdout) == (4, True)


def test_the_start_file_of_linux_is_a_shell_script(tmp_path: Path) -> None:
    kit = small(tmp_path / "kit", "linux")
    assert subprocess.run(["sh", "-n", str(kit / PLACES["linux"].start)], check=False).returncode == 0


def test_a_folder_with_files_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "somebody's").write_text("")
    with pytest.raises(CoachError, match=r"kit\.not_empty"):
        building.build(tmp_path, None, None)
    with pytest.raises(CoachError, match=r"kit\.no_such_python"):
        building.build(tmp_path / "new", None, tmp_path / "none.tar.gz")


def test_a_python_that_is_given_goes_in(tmp_path: Path) -> None:
    (tmp_path / "cpython.tar.gz").write_bytes(b"python")
    assert fetching.python(PLACES["linux"], tmp_path / "cpython.tar.gz", tmp_path / "python")
    assert (tmp_path / "python" / "cpython.tar.gz").read_bytes() == b"python"
