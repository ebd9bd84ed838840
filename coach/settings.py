"""What differs from machine to machine: where things are kept, which recogniser listens, which port."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

APP = "chot-don"
PACKAGE = Path(__file__).resolve().parent
FILE = platformdirs.user_config_path(APP) / "coach.toml"


def shipped(name: str) -> Path:
    """The folder `lessons` or `media`: in the repository, or inside the installed package."""
    beside = PACKAGE.parent / name
    return beside if (PACKAGE.parent / "pyproject.toml").exists() else PACKAGE / "_data" / name


class Settings(BaseSettings):
    """Read from `COACH_*`, then from the settings file, then the defaults here."""

    model_config = SettingsConfigDict(env_prefix="COACH_", toml_file=FILE, extra="forbid", frozen=True)

    data: Path = Field(default_factory=lambda: platformdirs.user_data_path(APP))
    cache: Path = Field(default_factory=lambda: platformdirs.user_cache_path(APP))
    lessons: Path = Field(default_factory=lambda: shipped("lessons"))
    media: Path = Field(default_factory=lambda: shipped("media"))  # takes of the demonstration class
    language: Literal["vi", "en", "id"] = "vi"  # of the screens, until somebody switches
    recogniser: str = "whisper-base"  # a name `coach models list` knows, or a folder
    faces: str = "blazeface"  # a name, or a file
    second_faces: str = "yunet"  # asked as well where it is there: `coach models get yunet`, or a file
    threads: int = 2  # for the recogniser
    port: int = 8501
    engine: Literal["dbos", "procrastinate"] = "dbos"  # what carries jobs; the second needs PostgreSQL
    engine_db: str = ""  # URL of the jobs' database; empty: see coach/jobs/engines.py

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
