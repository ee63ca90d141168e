"""Settings of the campus service and of its grader workers."""

import os
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from grading.errors import EnactError

ENV_PREFIX = "ENACT_CAMPUS_"


class CampusSettings(BaseSettings):
    """What the campus can be told, by environment variables `ENACT_CAMPUS_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, extra="forbid", frozen=True)

    state: Path = Field(
        default_factory=lambda: Path(os.environ.get("ENACT_STATE", "var")).absolute(),
        description="Folder of everything that a run writes; ENACT_STATE when not given.",
    )
    courses: Path = Field(
        default_factory=lambda: Path(os.environ.get("ENACT_COURSES", "courses")).absolute(),
        description="Folder of the courses; ENACT_COURSES when not given.",
    )
    database_url: str = Field(
        default="",
        description="SQLAlchemy URL; empty means SQLite in the state folder. "
        "Example: postgresql+psycopg://campus@localhost/campus",
    )
    listen: str = Field(
        default_factory=lambda: os.environ.get("JUPYTERHUB_SERVICE_URL", "http://127.0.0.1:18100"),
        description="Address and port the service listens on, as a URL.",
    )
    prefix: str = Field(
        default_factory=lambda: os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/services/campus/"),
        description="Path below which the service answers, with a slash at both ends.",
    )
    time_zone: str = Field(default="Europe/Paris", description="Time zone of dates on pages.")
    language: str = Field(default="fr", description="Language when the person has chosen none.")
    site_url: str = Field(default="/", description="Address of the public site, for links.")
    fonts_url: str = Field(
        default="",
        description="Style sheet of the public site's typefaces; empty means the system's own.",
    )
    notebook_url: str = Field(
        default="/hub/user-redirect/lab/tree/{cohort}/{assignment}/{notebook}",
        description="Where a notebook is opened; {cohort}, {assignment} and {notebook} "
        "(with .ipynb) are filled in.",
    )
    formgrader_url: str = Field(
        default="/hub/formgrader/{cohort}",
        description="Where a cohort's formgrader is opened; {cohort} is filled in.",
    )
    attempts_burst: int = Field(
        default=3,
        ge=1,
        description="Attempts that may follow one another where the assignment says nothing.",
    )
    queue_limit: int = Field(
        default=5000,
        ge=1,
        description="Submissions waiting for a grader above which new ones are asked to wait.",
    )
    provider_name: str = Field(
        default="ENACT Academy", description="Legal name of the training provider, on certificates."
    )
    provider_number: str = Field(
        default="", description="Provider's activity number (NDA), on certificates."
    )
    provider_city: str = Field(default="Nancy", description="Where certificates are issued.")
    provider_signatory: str = Field(
        default="", description="Name and role of who signs certificates for the provider."
    )
    grader: str = Field(
        default="grading.autograde:Grader",
        description="Engine of the grader workers, as module:callable.",
    )
    jobs: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        description="Submissions that one worker grades at the same time.",
    )
    lease_s: float = Field(
        default=600.0,
        gt=0,
        description="Seconds after which a submission claimed by a silent worker on another "
        "machine is claimed again (a dead worker on this machine is noticed at once).",
    )
    max_tries: int = Field(
        default=8, ge=1, description="Platform failures after which a person must look."
    )
    retry_s: float = Field(
        default=2.0, gt=0, description="Seconds before the first new try; doubled each time."
    )

    @property
    def folder(self) -> Path:
        """Folder of the campus's own files."""
        return self.state / "campus"

    @property
    def cohorts_folder(self) -> Path:
        """Folder with one nbgrader course folder per cohort."""
        return self.state / "cohorts"

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.folder / 'campus.sqlite'}"

    @cached_property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        parts = urlsplit(self.listen)
        return parts.hostname or "127.0.0.1", parts.port or 80


class SettingsError(EnactError):
    """A setting has an unknown name."""


def read_settings() -> CampusSettings:
    """Read the settings from the environment.

    Raises:
        SettingsError: a variable starts with `ENACT_CAMPUS_` and names no setting.
    """
    known = {f"{ENV_PREFIX}{name.upper()}" for name in CampusSettings.model_fields}
    unknown = sorted(k for k in os.environ if k.startswith(ENV_PREFIX) and k not in known)
    if unknown:
        raise SettingsError(
            f"environment: unknown setting {', '.join(unknown)}. Known: {', '.join(sorted(known))}."
        )
    return CampusSettings()
