"""Every setting of the grading program, typed, with its unit; an unknown key is an error."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from grading.errors import EnactError

ENVIRONMENT_PREFIX = "ENACT_GRADING_"
SETTINGS_FILE = "enact.toml"
# Our own metadata of a notebook: {"packages": […], "limits": {…}, "language": "fr"}.
OWN_METADATA = "enact"


class SettingsError(EnactError):
    """A setting has an unknown name or a value that it cannot have."""


class GradingSettings(BaseSettings):
    """How submissions are read, run and scored.

    A value comes from the environment (`ENACT_GRADING_WALL_TIME_S=10`), else from `enact.toml` in
    the course folder, else from the default below. Limits that an assignment states itself win
    over the ones here.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX, extra="forbid", frozen=True, toml_file=None
    )

    language: Literal["fr", "en"] = Field(
        default="fr", description="Language of messages to students."
    )
    jobs: int = Field(
        default=0,
        ge=0,
        description="Submissions graded side by side; 0 means one more than there are processors.",
    )

    max_notebook_mb: float = Field(
        default=10.0, gt=0, description="Largest notebook accepted, in MB."
    )
    max_files_mb: float = Field(
        default=50.0, gt=0, description="Largest sum of the files of one submission, in MB."
    )
    max_files: int = Field(default=500, ge=1, description="Most files accepted in one submission.")
    max_cells: int = Field(default=2000, ge=1, description="Most cells accepted in one notebook.")
    max_json_items: int = Field(
        default=2_000_000, ge=1, description="Most values that a notebook file may hold."
    )
    max_json_depth: int = Field(
        default=100, ge=5, description="Deepest nesting kept from a notebook."
    )

    wall_time_s: float = Field(default=30.0, gt=0, description="Time of one cell, in seconds.")
    total_time_s: float = Field(
        default=600.0, gt=0, description="Time of one exercise, in seconds."
    )
    memory_mb: int = Field(default=1024, ge=64, description="Memory of one process, in MB.")
    scratch_mb: int = Field(
        default=100, ge=1, description="Files that one process may write, in MB."
    )
    output_kb: int = Field(default=1000, ge=1, description="Output kept of one cell, in KB.")
    processes: int = Field(default=32, ge=1, description="Processes and threads of one student.")
    open_files: int = Field(default=128, ge=16, description="Files that one process may hold open.")
    seed: int = Field(default=0, ge=0, description="Seed of the random generators in every run.")

    packages: tuple[str, ...] | None = Field(
        default=None,
        description="Packages imported once in the warm parent; by default those that the "
        "instructor's notebooks import.",
    )
    stderr_costs_points: bool = Field(
        default=False, description="Give 0 to tests that write to stderr, as stock nbgrader does."
    )
    keep_files_mb: float = Field(
        default=5.0,
        ge=0,
        description="Files written by cells that are kept in `autograded/`, in MB.",
    )

    batch_size: int = Field(
        default=50, ge=1, description="Submissions written to the gradebook in one transaction."
    )
    batch_time_s: float = Field(
        default=2.0, gt=0, description="Longest time that a graded submission waits to be written."
    )

    @property
    def max_bytes(self) -> int:
        """Largest sum of the files of one submission, in bytes."""
        return int(self.max_files_mb * 10**6)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the file of the course folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings(course_dir: Path | None = None) -> GradingSettings:
    """Read the settings that hold for a course folder.

    Args:
        course_dir: folder that may hold an `enact.toml`; None reads the environment only.

    Raises:
        SettingsError: a name is unknown or a value is out of range; says which and why.
    """
    known = GradingSettings.model_fields
    for name in sorted(os.environ):
        if name.startswith(ENVIRONMENT_PREFIX):
            key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
            if key not in known:
                raise SettingsError(_unknown(f"environment variable {name}", key))
    settings_file = course_dir / SETTINGS_FILE if course_dir else None

    class FolderSettings(GradingSettings):
        model_config = SettingsConfigDict(toml_file=settings_file)

    try:
        return FolderSettings()
    except ValidationError as error:
        place = str(settings_file) if settings_file and settings_file.is_file() else "environment"
        raise SettingsError("\n".join(_explain(place, error))) from error


def _explain(place: str, error: ValidationError) -> list[str]:
    lines = []
    for detail in error.errors():
        key = ".".join(str(part) for part in detail["loc"])
        if detail["type"] == "extra_forbidden":
            lines.append(_unknown(place, key))
        else:
            lines.append(f"{place}: {key} = {detail['input']!r}: {detail['msg']}.")
    return lines


def _unknown(place: str, key: str) -> str:
    from difflib import get_close_matches

    names = sorted(GradingSettings.model_fields)
    close = get_close_matches(key, names, n=1)
    hint = f"Did you mean {close[0]!r}?" if close else f"Known settings: {', '.join(names)}."
    return f"{place}: there is no setting {key!r}. {hint}"
