"""Settings of the platform's start and of its hub."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from grading.errors import EnactError

ENV_PREFIX = "ENACT_"
# Hub, proxy and campus answer first (nice(2)); kernels stand back further, see keeper/ward.py.
NOTEBOOK_NICE = 3
# Variables that begin with these belong to the settings of another program.
OTHER_PROGRAMS = ("ENACT_CAMPUS_", "ENACT_GRADING_", "ENACT_PUBLIC_", "ENACT_SANDBOX_")


class SettingsError(EnactError):
    """A setting has an unknown name or a value that it cannot take."""


class Settings(BaseSettings):
    """What the platform's start can be told, by environment variables `ENACT_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, extra="forbid", frozen=True)

    state: Path = Field(default=Path("var"), description="Folder of everything that a run writes.")
    courses: Path = Field(default=Path("courses"), description="Folder of the courses.")
    build: Path = Field(
        default=Path("build"),
        description="Folder of what is built from sources; the public site is `site` in it.",
    )
    address: str = Field(
        default="127.0.0.1", description="Network address on which browsers reach the platform."
    )
    port: int = Field(
        default=8000, ge=1, le=65535, description="Port on which browsers reach the platform."
    )
    profile: Literal["laptop", "server"] = Field(
        default="laptop", description="How the platform is hosted: a module of hub_config.profiles."
    )
    host: str = Field(
        default="",
        description="Name by which browsers reach a server, such as academy.example.org.",
    )
    tls_certificate: Path | None = Field(
        default=None, description="File of the certificate chain of a server, PEM."
    )
    tls_key: Path | None = Field(default=None, description="File of the certificate's key, PEM.")
    acme_email: str = Field(
        default="",
        description="Address for Let's Encrypt, from which the proxy then fetches and renews the "
        "certificate of `ENACT_HOST`, when no file is given.",
    )
    plain_port: int = Field(
        default=80, ge=1, le=65535, description="Port of a server that leads HTTP to HTTPS."
    )
    hub_database_url: str = Field(
        default="", description="SQLAlchemy URL of the hub's database on a server; empty: SQLite."
    )
    language: Literal["fr", "en"] = Field(
        default="fr", description="Language of pages for a browser that asks for neither."
    )
    allow_unwalled: bool = Field(
        default=False,
        description="Start student servers even where the system forbids the walls around them. "
        "Every student can then read every other student's files: for one person's own machine.",
    )
    start_timeout_s: int = Field(
        default=60, ge=5, description="Seconds that a student's server may take to start."
    )
    fork_servers: bool = Field(
        default=True,
        description="Fork notebook servers and kernels from warm parents, where the system allows "
        "it; otherwise each is started by itself, which takes longer and more memory.",
    )
    warm_packages: str = Field(
        default="matplotlib.pyplot,numpy,pandas,scipy.stats,sklearn.ensemble,"
        "sklearn.linear_model,sklearn.metrics,sklearn.model_selection,sklearn.pipeline,"
        "sklearn.preprocessing",
        description="Modules, with commas between, that a notebook's kernel has imported when it "
        "starts; all kernels share their memory.",
    )
    notebook_memory_mb: int = Field(
        default=2048, ge=256, description="Megabytes that one person's notebooks may hold."
    )
    notebook_processes: int = Field(
        default=512, ge=64, description="Processes and threads that one person may run."
    )
    notebook_disk_mb: int = Field(
        default=2048, ge=16, description="Megabytes that one person's home may hold."
    )
    notebook_cores: int = Field(
        default=2, ge=1, description="Processor cores that one person's notebooks may keep busy."
    )
    idle_minutes: int = Field(
        default=60, ge=1, description="Minutes without activity after which a server is stopped."
    )
    feedback_wait_s: int = Field(
        default=10,
        ge=0,
        le=60,
        description="Seconds that a hand-in from JupyterLab waits for its score.",
    )
    verbose: bool = Field(default=False, description="Show what hub, proxy and campus log.")

    @cached_property
    def state_folder(self) -> Path:
        """Absolute path of the state folder."""
        return self.state.absolute()

    @property
    def site_folder(self) -> Path:
        """Folder of the built public site."""
        return self.build.absolute() / "site"

    @property
    def hub_folder(self) -> Path:
        """Folder of the hub's own files: database, secrets, proxy rules, logs."""
        return self.state_folder / "hub"

    @property
    def homes_folder(self) -> Path:
        """Folder with one home per hub user."""
        return self.state_folder / "homes"

    @property
    def cohorts_folder(self) -> Path:
        """Folder with one nbgrader course folder per cohort."""
        return self.state_folder / "cohorts"

    @property
    def notebook_limits(self) -> dict[str, int]:
        """What all processes of one person together may use."""
        return {
            "memory_mb": self.notebook_memory_mb,
            "processes": self.notebook_processes,
            "disk_mb": self.notebook_disk_mb,
            "cores": self.notebook_cores,
            "nice": NOTEBOOK_NICE,
        }

    @property
    def has_keeper(self) -> bool:
        """Whether notebook servers are forked; without walls each is started by itself."""
        return self.fork_servers and not self.allow_unwalled

    @property
    def keeper_socket(self) -> Path:
        """Where the keeper of notebook servers listens to the hub."""
        return self.hub_folder / "keeper.socket"

    @property
    def warm_modules(self) -> tuple[str, ...]:
        """Modules that a warm kernel has imported."""
        names = map(str.strip, self.warm_packages.split(","))
        return tuple(name for name in names if name)

    @property
    def url(self) -> str:
        """Address on which the proxy listens."""
        return f"{'https' if self.has_tls else 'http'}://{self.address}:{self.port}"

    @property
    def has_tls(self) -> bool:
        """Whether the proxy speaks HTTPS."""
        has_files = self.tls_certificate is not None and self.tls_key is not None
        return self.profile == "server" and (has_files or bool(self.acme_email and self.host))


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment, refusing unknown names.

    Args:
        environment: variables to check for unknown names; those of the process by default.

    Raises:
        SettingsError: says which variable is wrong, what it holds and what it may hold.
    """
    variables = os.environ if environment is None else environment
    known = {f"{ENV_PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in sorted(variables):
        ours = name.startswith(ENV_PREFIX) and not name.startswith(OTHER_PROGRAMS)
        if ours and name not in known:
            raise SettingsError(_unknown(name, known))
    values = {
        name: variables[variable]
        for name in Settings.model_fields
        if (variable := f"{ENV_PREFIX}{name.upper()}") in variables
    }
    try:
        return Settings(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(error))) from error


def _unknown(name: str, known: set[str]) -> str:
    close = get_close_matches(name, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"Known: {', '.join(sorted(known))}."
    return f"environment: there is no setting {name}. {hint}"


def _explain(error: ValidationError) -> list[str]:
    return [
        f"environment: {ENV_PREFIX}{str(detail['loc'][0]).upper()}={detail['input']!r}: "
        f"{detail['msg']}."
        for detail in error.errors()
    ]
