"""Weights are found, joined once and whole, verified before use, and downloaded only by `get`."""

from __future__ import annotations

import hashlib
import io
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from coach import models
from coach.domain.errors import JobError, ModelMissing
from coach.models import CATALOGUE, Part, State, Weights, WeightsFile
from coach.models.digests import sha256_of
from coach.models.fetch import PublicNetwork, Source

BYTES = b"first half, second half"


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _pinned(name: str, data: bytes, *parts: Part, url: str = "") -> WeightsFile:
    return WeightsFile(name, len(data), _sha(data), parts, url)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two installed packages that hold a model in halves; importing either is an error."""
    for package, files in {
        "halves_one": {"m.1": BYTES[:10]},
        "halves_two": {"m.2": BYTES[10:], "c.json": b"{}"},
    }.items():
        data = tmp_path / "site" / package / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").write_text("raise RuntimeError('never import this')")
        for name, content in files.items():
            (data / name).write_bytes(content)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    return tmp_path / "site"


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in two packages, a file in one, a file at an address, a folder on the hub."""
    joined = _pinned("model.bin", BYTES, Part("halves_one", "data/m.1"), Part("halves_two", "data/m.2"))
    text = _pinned("config.json", b"{}", Part("halves_two", "data/c.json"))
    for weights in (
        Weights("folder", "MIT", "model.disables.hearing", (joined, text)),
        Weights("single", "MIT", "model.disables.framing", (text,)),
        Weights("remote", "MIT", "model.disables.framing", (_pinned("r.onnx", BYTES, url="https://x/r"),)),
        Weights("hubbed", "MIT", "model.disables.hearing", hub="somebody/something"),
    ):
        monkeypatch.setitem(CATALOGUE, weights.name, weights)


class FakeNetwork:
    """Addresses and what stands there; counts how often it was asked."""

    def __init__(self, **contents: bytes) -> None:
        self.contents = contents
        self.opened = 0

    def files(self, weights: Weights) -> list[WeightsFile]:
        return [WeightsFile(n, len(c), "", (), f"https://x/{n}") for n, c in self.contents.items()]

    def open(self, url: str) -> AbstractContextManager[Source]:
        self.opened += 1
        name = url.rsplit("/", 1)[1]
        if name not in self.contents:
            raise ConnectionError(url)
        return io.BytesIO(self.contents[name])


def _nothing(done: int, total: int) -> None:
    pass


@pytest.mark.usefixtures("catalogue", "packages")
class TestFind:
    def test_joins_halves_once_and_without_leftovers(self, cache: Path) -> None:
        folder = models.find("folder", cache=cache)
        assert (folder / "model.bin").read_bytes() == BYTES
        before = (folder / "model.bin").stat().st_mtime_ns
        assert models.find("folder", cache=cache) == folder
        assert (folder / "model.bin").stat().st_mtime_ns == before
        assert {file.name for file in folder.iterdir()} == {"model.bin", "config.json"}

    def test_one_file_is_used_where_it_lies(self, cache: Path, packages: Path) -> None:
        assert models.find("single", cache=cache) == packages / "halves_two" / "data" / "c.json"

    def test_many_at_once_all_get_the_whole(self, cache: Path) -> None:
        with ThreadPoolExecutor(8) as pool:
            folders = list(pool.map(lambda _: models.find("folder", cache=cache), range(16)))
        assert {(f / "model.bin").read_bytes() for f in folders} == {BYTES}

    def test_damaged_copy_is_joined_anew(self, cache: Path) -> None:
        folder = models.find("folder", cache=cache)
        (folder / "model.bin").write_bytes(b"x" * len(BYTES))
        assert (models.find("folder", cache=cache) / "model.bin").read_bytes() == BYTES

    def test_damaged_package_is_said_and_leaves_nothing(self, cache: Path, packages: Path) -> None:
        (packages / "halves_one" / "data" / "m.1").write_bytes(b"something!")
        with pytest.raises(ModelMissing) as caught:
            models.find("folder", cache=cache)
        assert caught.value.id == "model.damaged"
        assert not list((cache / "folder").glob("*"))

    def test_full_or_forbidden_disk_is_the_machines_fault(self, tmp_path: Path) -> None:
        (tmp_path / "cache").write_text("a file stands where the folder should be")
        with pytest.raises(JobError) as caught:
            models.find("folder", cache=tmp_path / "cache")
        assert caught.value.id == "model.cannot_write"

    def test_missing_and_unknown(self, cache: Path) -> None:
        for name, expected in {
            "remote": "model.missing",
            "hubbed": "model.missing",
            "./no/model": "model.missing",
            "folderr": "model.unknown",
        }.items():
            with pytest.raises(ModelMissing) as caught:
                models.find(name, cache=cache)
            assert caught.value.id == expected
        assert caught.value.values["nearest"] == "folder"


class TestOwnFolder:
    def test_by_path(self, tmp_path: Path, cache: Path) -> None:
        for name in ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt"):
            (tmp_path / name).write_bytes(b"x")
        assert models.find(str(tmp_path), cache=cache) == tmp_path

    def test_without_tokenizer_it_is_refused(self, tmp_path: Path, cache: Path) -> None:
        for name in ("config.json", "model.bin", "vocabulary.txt"):
            (tmp_path / name).write_bytes(b"x")
        with pytest.raises(ModelMissing) as caught:
            models.find(str(tmp_path), cache=cache)
        assert caught.value.values["file"] == "tokenizer.json"


@pytest.mark.usefixtures("catalogue")
class TestGet:
    def test_downloads_what_is_pinned_and_tells_progress(self, cache: Path) -> None:
        told: list[tuple[int, int]] = []
        path = models.get(
            "remote", cache, lambda done, total: told.append((done, total)), FakeNetwork(r=BYTES)
        )
        assert path.read_bytes() == BYTES
        assert told[-1] == (len(BYTES), len(BYTES))

    def test_a_second_time_stays_at_home(self, cache: Path) -> None:
        models.get("remote", cache, _nothing, FakeNetwork(r=BYTES))
        network = FakeNetwork()
        models.get("remote", cache, _nothing, network)
        assert network.opened == 0

    def test_wrong_bytes_are_refused(self, cache: Path) -> None:
        with pytest.raises(ModelMissing) as caught:
            models.get("remote", cache, _nothing, FakeNetwork(r=b"a sign-in page"))
        assert caught.value.id == "model.damaged"
        assert not list(cache.rglob("r.onnx"))

    def test_without_internet(self, cache: Path) -> None:
        with pytest.raises(ModelMissing) as caught:
            models.get("remote", cache, _nothing, FakeNetwork())
        assert caught.value.id == "model.unreachable"

    def test_a_folder_from_the_hub(self, cache: Path) -> None:
        names = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json")
        network = FakeNetwork(**dict.fromkeys(names, b"{}"))
        folder = models.get("hubbed", cache, _nothing, network)
        assert {file.name for file in folder.iterdir()} == set(names)
        assert models.find("hubbed", cache=cache) == folder

    def test_unknown_names_are_not_looked_for(self, cache: Path) -> None:
        network = FakeNetwork()
        with pytest.raises(ModelMissing) as caught:
            models.get("nonsense", cache, _nothing, network)
        assert (caught.value.id, network.opened) == ("model.unknown", 0)

    def test_only_https(self) -> None:
        with pytest.raises(ValueError, match="https"):
            PublicNetwork().open("http://example.org/model.bin")


class TestDigest:
    def test_follows_the_bytes_and_the_names(self, tmp_path: Path, cache: Path) -> None:
        for folder, name in (("a", "m"), ("b", "m"), ("c", "n")):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / name).write_bytes(BYTES)
        a, b, c = (models.digest(tmp_path / folder, cache=cache) for folder in "abc")
        assert a == b != c
        assert models.digest(tmp_path / "a") == a

    def test_a_remembered_file_is_not_read_again_until_it_changes(self, tmp_path: Path, cache: Path) -> None:
        file = tmp_path / "m"
        file.write_bytes(BYTES)
        assert sha256_of(file, cache=cache) == _sha(BYTES)
        (cache / "verified.json").write_text(
            (cache / "verified.json").read_text().replace(_sha(BYTES), "kept")
        )
        assert sha256_of(file, cache=cache) == "kept"
        file.write_bytes(b"other")
        assert sha256_of(file, cache=cache) == _sha(b"other")

    def test_a_broken_memory_is_forgotten(self, tmp_path: Path, cache: Path) -> None:
        cache.mkdir()
        (cache / "verified.json").write_text("{half a")
        (tmp_path / "m").write_bytes(BYTES)
        assert sha256_of(tmp_path / "m", cache=cache) == _sha(BYTES)


@pytest.mark.usefixtures("catalogue", "packages")
def test_status_of_everything(cache: Path) -> None:
    states = {row.name: row.state for row in models.status(cache)}
    assert (states["folder"], states["single"]) == (State.INSTALLED, State.INSTALLED)
    assert (states["remote"], states["hubbed"]) == (State.MISSING, State.MISSING)
    folder = models.find("folder", cache=cache)
    assert {row.name: row.state for row in models.status(cache)}["folder"] is State.READY
    (folder / "config.json").unlink()
    (folder / "model.bin").write_bytes(b"?" * len(BYTES))
    models.get("remote", cache, _nothing, FakeNetwork(r=BYTES))
    (cache / "remote" / "r.onnx").write_bytes(b"?" * len(BYTES))
    thorough = {row.name: row.state for row in models.status(cache, thorough=True)}
    assert thorough["remote"] is State.DAMAGED
    assert thorough["folder"] is State.READY  # mended from the packages


def test_the_catalogue_is_whole() -> None:
    for weights in CATALOGUE.values():
        assert weights.licence
        assert weights.size
        assert weights.hub or all(
            f.sha256 and (f.parts or f.url.startswith("https://")) for f in weights.files
        )


@pytest.mark.whisper
def test_the_real_whisper_base_is_joined_and_verified(cache: Path) -> None:
    folder = models.find("whisper-base", cache=cache)
    assert (folder / "model.bin").stat().st_size == 145_217_607
    assert sha256_of(folder / "model.bin").startswith("905e5bf8336bcc62")


def test_the_real_blazeface_is_found(cache: Path) -> None:
    assert models.find("blazeface", cache=cache).name == "face_detection_full_range.tflite"
