"""What commands may be given: arguments and options by name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Role(StrEnum):
    """What an account may be given."""

    trainer = "trainer"
    host = "host"
    administrator = "administrator"


class Spoken(StrEnum):
    """Languages a take may be spoken in."""

    vi = "vi"
    en = "en"
    id = "id"


class Platform(StrEnum):
    """Laptops that a kit can be made for."""

    win_amd64 = "win_amd64"
    macosx_arm64 = "macosx_arm64"
    macosx_x86_64 = "macosx_x86_64"
    linux = "linux"


File = Annotated[Path, typer.Argument(help="The recording: mp4, mov, mkv, webm, mp3, wav, m4a ...")]
FileOrNone = Annotated[
    Path | None, typer.Argument(help="The recording: mp4, mov, mkv, webm, mp3, wav, m4a ...")
]
Words = Annotated[
    Path | None,
    typer.Option("--words", help="Instead of a recording, its words: text, [m:ss] before a part, or JSON."),
]
TakeFile = Annotated[
    Path | None, typer.Option("--take", help="Comments shown, product card and photos, as YAML or JSON.")
]
Photos = Annotated[
    list[Path] | None,
    typer.Option("--photo", help="A photo of the product; give up to three, one each time."),
]
LessonId = Annotated[str, typer.Option("--lesson", help="Which lesson to score by, for example L02.")]
Language = Annotated[Spoken, typer.Option("--language", help="The language spoken in the recording.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Port = Annotated[int | None, typer.Option(help="The port of the app on this machine.")]
Browser = Annotated[bool, typer.Option(help="Open a browser window.")]
Lan = Annotated[bool, typer.Option("--lan", help="Let phones on the same Wi-Fi record and hand in takes.")]
AttemptId = Annotated[str, typer.Argument(help="As `coach jobs` lists it; its beginning is enough.")]
ExportTo = Annotated[Path, typer.Argument(help="The file to write; one that is there is never overwritten.")]
GroupId = Annotated[str | None, typer.Option("--group", help="Only takes of this class, by its id.")]
OneLesson = Annotated[str | None, typer.Option("--lesson", help="Only takes of this lesson.")]
Out = Annotated[Path | None, typer.Option("--out", help="Also write the report's files into this folder.")]
Zip = Annotated[Path, typer.Argument(help="The backup's file, for example D:\\class.zip.")]
