"""What can be set from outside: one class, filled from ``KG_*`` environment variables.

Every command and every function of the interface takes its defaults from here; an option given to
it goes before the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings import SettingsError as PydanticSettingsError

from kg.errors import SettingsError

__all__ = ["Settings", "describe", "load_settings", "pipelines_from"]

_PIPELINE = re.compile(r"KG_([A-Z]{2,3})_PIPELINE")


def pipelines_from(environment: Mapping[str, str]) -> dict[str, str]:
    """Collect the spaCy pipelines named by ``KG_<LANG>_PIPELINE``, by language code.

    >>> pipelines_from({"KG_FR_PIPELINE": "fr_core_news_sm", "KG_LANG": "fr"})
    {'fr': 'fr_core_news_sm'}
    """
    found = {}
    for name, value in environment.items():
        match = _PIPELINE.fullmatch(name.upper())
        if match and value.strip():
            found[match[1].lower()] = value.strip()
    return found


class _PipelineVariables(PydanticBaseSettingsSource):
    """Reads ``KG_<LANG>_PIPELINE`` for whatever language, so that no language is named in code."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return pipelines_from(os.environ), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = pipelines_from(os.environ)
        return {"pipelines": found} if found else {}


class Settings(BaseSettings):
    """All settings with their defaults; each field is the variable ``KG_<NAME>``.

    >>> Settings(workers=4).workers
    4
    """

    model_config = SettingsConfigDict(env_prefix="KG_", frozen=True, extra="forbid")

    pipelines: dict[str, str] = Field(
        default={},
        description="spaCy pipeline (package name or folder) for a language instead of the one its "
        "pack names; set one variable per language: KG_FR_PIPELINE, KG_EN_PIPELINE.",
    )
    lang: str = Field(
        default="fr",
        pattern=r"^[a-z]{2,3}$",
        description="Language of labels in tables, graphs and pages (ISO 639 code).",
    )
    names: bool = Field(
        default=True,
        description="Whether persons, organisations and places the gazetteer does not know are "
        "recognised; without it extraction takes an eighth less time.",
    )
    min_confidence: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Relations below this confidence stay in the store but out of graphs, pages "
        "and answers.",
    )
    workers: int = Field(
        default=1, ge=1, le=1024, description="Processes that extract side by side."
    )
    batch_size: int = Field(
        default=32,
        ge=1,
        le=10_000,
        description="Articles parsed together; more is faster and takes more memory.",
    )
    shard_size: int = Field(
        default=500,
        ge=1,
        le=100_000,
        description="Articles written to the store at once; an interrupted run loses no more.",
    )
    max_article_chars: int = Field(
        default=300_000,
        ge=1_000,
        description="Longest text taken as one article, in characters (the parser's memory grows "
        "with it).",
    )
    max_line_chars: int = Field(
        default=100_000,
        ge=1_000,
        description="Longest line inside a text, in characters; longer ones are data, not prose.",
    )
    max_file_bytes: int = Field(
        default=16_000_000,
        ge=1_000,
        description="Largest text file opened, in bytes (of JSONL files each line has a limit).",
    )
    actors: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Files of actors to add to the gazetteer, separated like the folders of PATH.",
    )
    author: str = Field(
        default="",
        description="Who signs judgements; without it the name the operating system knows you by.",
    )

    @field_validator("pipelines")
    @classmethod
    def _lower_case(cls, value: dict[str, str]) -> dict[str, str]:
        return {lang.lower(): name for lang, name in value.items()}

    @field_validator("actors", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.split(os.pathsep)) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _PipelineVariables(settings_cls)

    def having(self, **given: Any) -> Settings:
        """Return these settings with those `given` (and not None) in place of their own.

        Raises SettingsError for a value out of range.
        """
        own = {name: getattr(self, name) for name in self.model_fields_set}
        return load_settings(**own | {k: v for k, v in given.items() if v is not None})


def load_settings(**given: Any) -> Settings:
    """Return the settings of the environment, those `given` (and not None) going before it.

    Raises SettingsError naming the variable or option, its value and what is allowed.

    >>> load_settings(workers=2, lang=None).workers
    2
    """
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**chosen)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        where = name if name in chosen else f"KG_{name.upper()}"
        raise SettingsError(
            f"{first['input']!r} is not allowed: {first['msg']}",
            where=where,
            hint="see docs/settings.md",
        ) from error
    except PydanticSettingsError as error:  # KG_PIPELINES that is no JSON
        raise SettingsError(str(error), hint="see docs/settings.md") from error


@cache
def describe() -> tuple[tuple[str, str, str], ...]:
    """Return (variable, default, meaning) of each setting, in the order of the class.

    >>> describe()[1][:2]
    ('KG_LANG', 'fr')
    """
    rows = []
    for name, field in Settings.model_fields.items():
        variable = "KG_<LANG>_PIPELINE" if name == "pipelines" else f"KG_{name.upper()}"
        default = "" if field.default in ({}, ()) else str(field.default)
        rows.append((variable, default, field.description or ""))
    return tuple(rows)
