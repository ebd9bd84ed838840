"""What differs from machine to machine: where things are kept, which recogniser listens, which port."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from coach.domain.consent import KEPT_DAYS, LONGER_DAYS, Retention

APP = "chot-don"
PACKAGE = Path(__file__).resolve().parent
FILE = platformdirs.user_config_path(APP) / "coach.toml"


def shipped(name: str) -> Path:
    """The folder `lessons` or `media`: in the repository, or inside the installed package."""
    beside = PACKAGE.parent / name
    return beside if (PACKAGE.parent / "pyproject.toml").exists() else PACKAGE / "_data" / name


class Provider(BaseModel):
    """An organisation that vouches for its people (OpenID Connect), where an installation is online."""

    metadata_url: str  # ends in /.well-known/openid-configuration
    client_id: str
    client_secret: SecretStr
    cookie_secret: SecretStr  # any long text; signs Streamlit's own cookie
    redirect_uri: str  # of this installation, ends in /oauth2callback

    def as_streamlit_wants(self) -> dict[str, Any]:
        """The same under the names that st.login looks for."""
        return {
            "server_metadata_url": self.metadata_url,
            "client_id": self.client_id,
            "client_secret": self.client_secret.get_secret_value(),
            "cookie_secret": self.cookie_secret.get_secret_value(),
            "redirect_uri": self.redirect_uri,
        }


class Settings(BaseSettings):
    """Read from `COACH_*`, then from the settings file, then the defaults here."""

    model_config = SettingsConfigDict(env_prefix="COACH_", toml_file=FILE, extra="forbid", frozen=True)

    data: Path = Field(default_factory=lambda: platformdirs.user_data_path(APP))
    db: str = (
        ""  # PostgreSQL's address where many machines share one (docs/province.md); else a file in `data`
    )
    blobs: str = ""  # s3://bucket/folder for recordings and photos; else folders in `data`
    cache: Path = Field(default_factory=lambda: platformdirs.user_cache_path(APP))
    lessons: Path = Field(default_factory=lambda: shipped("lessons"))
    media: Path = Field(default_factory=lambda: shipped("media"))  # takes of the demonstration class
    language: Literal["vi", "en", "id"] = "vi"  # of the screens, until somebody switches
    recogniser: str = "whisper-base"  # a name `coach models list` knows, or a folder
    faces: str = "blazeface"  # a name, or a file
    second_faces: str = "yunet"  # asked as well where it is there: `coach models get yunet`, or a file
    threads: int = 2  # for the recogniser
    follow: bool = True  # take in what is said while it is being recorded (docs/practice-room.md)
    port: int = 8501
    provider: Provider | None = None  # COACH_PROVIDER as JSON, or [provider] in the settings file
    engine: Literal["dbos", "procrastinate"] = "dbos"  # what carries jobs; the second needs PostgreSQL
    engine_db: str = ""  # URL of the jobs' database; empty: see coach/jobs/engines.py
    keep_days: int = Field(default=KEPT_DAYS, ge=1)  # how long a film is kept; its levels stay
    keep_longer_days: int = Field(default=LONGER_DAYS, ge=1)  # for whoever allows it

    @property
    def retention(self) -> Retention:
        """How long films are kept here."""
        return Retention(self.keep_days, self.keep_longer_days)

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
