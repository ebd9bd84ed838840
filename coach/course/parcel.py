"""Lessons as one file to carry elsewhere: a zip of the course's own files, looked at before it is let in."""

from __future__ import annotations

import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from coach.domain.errors import LessonError
from coach.domain.publishing import MAY_CHANGE, digest_of, digest_of_text

ABOUT = "about.json"
LARGEST = 40_000_000  # bytes of all files unpacked; the whole course has 4 million
MOST = 500  # files
# A zip that is damaged, locked, or packed as nobody here knows: zipfile passes these on as they are.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError),
    *(NotImplementedError, RuntimeError, OSError),
)
EPOCH = (2026, 1, 1, 0, 0, 0)  # the same files are the same parcel, byte for byte


@dataclass(frozen=True, slots=True)
class Parcel:
    """What came: texts by path. `whole`: every byte is as it was packed; None where the zip does not say."""

    texts: Mapping[str, str]
    whole: bool | None
    left_out: tuple[str, ...] = ()  # files that are none of the course's


def packed(texts: Mapping[str, bytes], note: str = "") -> bytes:
    """A zip of these files and of the digest of all their bytes."""
    buffer = io.BytesIO()
    about = {"course": 1, "digest": _digest(texts), "note": note}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(texts):
            archive.writestr(_info(path), texts[path])
        archive.writestr(_info(ABOUT), json.dumps(about, ensure_ascii=False, indent=2))
    return buffer.getvalue()


def unpacked(content: bytes) -> Parcel:
    """What is in it; LessonError lesson.parcel where it is no zip of lessons, or far too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = [one for one in archive.infolist() if not one.is_dir()]
            if len(listed) > MOST or sum(one.file_size for one in listed) > LARGEST:
                raise LessonError("lesson.parcel")
            files = {one.filename: archive.read(one) for one in listed}
    except BROKEN as error:
        raise LessonError("lesson.parcel") from error
    return _parcel(_without_top(files))


def _parcel(files: Mapping[str, bytes]) -> Parcel:
    ours = {path: content for path, content in files.items() if MAY_CHANGE.fullmatch(path)}
    if not ours:
        raise LessonError("lesson.parcel")
    left_out = tuple(sorted(files.keys() - ours.keys() - {ABOUT}))
    return Parcel({path: _text(path, one) for path, one in ours.items()}, _whole(files, ours), left_out)


def _whole(files: Mapping[str, bytes], ours: Mapping[str, bytes]) -> bool | None:
    try:
        told = json.loads(files[ABOUT])["digest"]
    except (KeyError, ValueError, TypeError):
        return None
    return bool(told == _digest(ours))


def _without_top(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Who packs a folder by hand often packs the folder itself: lessons/criteria/x.yaml inside course/."""
    tops = {path.split("/")[0] for path in files}
    inner = {path.split("/", 1)[-1]: content for path, content in files.items()}
    if len(tops) == 1 and any(MAY_CHANGE.fullmatch(path) for path in inner):
        known = any(MAY_CHANGE.fullmatch(path) for path in files)
        return dict(files) if known else inner
    return dict(files)


def _text(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise LessonError("lesson.not_utf8", file=path, line=1) from error


def _digest(texts: Mapping[str, bytes]) -> str:
    return digest_of({path: digest_of_text(content) for path, content in texts.items()})


def _info(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
