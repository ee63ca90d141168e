"""Settings of the walls: of the machine and its operator, so read from the environment alone."""

import os
from difflib import get_close_matches
from typing import Literal, cast

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from grading.errors import WallError
from grading.sandbox.walls import PROTECTIONS, Walls

ENVIRONMENT_PREFIX = "ENACT_SANDBOX_"

Protection = Literal["files", "limits", "network", "privileges", "process-tree", "system-calls"]


class SandboxSettings(BaseSettings):
    """Which walls stand around submitted code.

    A value comes from the environment (`ENACT_SANDBOX_NAMESPACES=0`), else from the default. No
    file of a course can change them: a course must not be able to lower its own walls.
    """

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, extra="forbid", frozen=True)

    namespaces: bool = Field(
        default=True,
        description="Enter namespaces where the machine allows it; Landlock and seccomp stand in.",
    )
    required: tuple[Protection, ...] = Field(
        default=cast(tuple[Protection, ...], tuple(sorted(PROTECTIONS))),
        description="Protections without which nothing is graded, as a JSON list. Leaving one out "
        "lets submitted code harm this machine where it cannot be given.",
    )
    readable: tuple[str, ...] = Field(
        default=(),
        description="Further folders that all submitted code may read, as a JSON list.",
    )


def read_walls() -> Walls:
    """Read the walls that the operator wants.

    Raises:
        WallError: a variable has an unknown name or an impossible value; says which.
    """
    known = SandboxSettings.model_fields
    for name in sorted(os.environ):
        key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
        if name.startswith(ENVIRONMENT_PREFIX) and key not in known:
            close = get_close_matches(key, known, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(sorted(known))}."
            raise WallError(f"environment variable {name}: no setting {key!r}. {hint}")
    try:
        settings = SandboxSettings()
    except ValidationError as error:
        lines = [
            f"{ENVIRONMENT_PREFIX}{'.'.join(map(str, detail['loc'])).upper()} = "
            f"{detail['input']!r}: {detail['msg']}."
            for detail in error.errors()
        ]
        raise WallError("\n".join(lines)) from error
    except ValueError as error:
        raise WallError(f'{error}; a list is written as JSON, such as ["files"]') from error
    return Walls(
        namespaces=settings.namespaces,
        required=frozenset(settings.required),
        readable=settings.readable,
    )
