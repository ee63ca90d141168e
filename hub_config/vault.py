"""Secrets that the platform makes for itself, once, and keeps in files of mode 0600."""

import json
import os
import secrets
import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


def _token() -> str:
    return secrets.token_hex(32)


class Secrets(BaseModel):
    """Tokens between hub, proxy, campus and idle culler; one set per state folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    proxy_password: str = Field(default_factory=_token)
    campus_token: str = Field(default_factory=_token)
    culler_token: str = Field(default_factory=_token)
    cookie_secret: str = Field(default_factory=_token)


def read_secrets(folder: Path) -> Secrets:
    """Return the secrets of a hub folder, made on the first call."""
    path = folder / "secrets.json"
    if path.is_file():
        return Secrets.model_validate_json(path.read_text())
    made = Secrets()
    write_private(path, made.model_dump_json(indent=1))
    return made


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, path)


def write_private_json(path: Path, value: object) -> None:
    """Write a JSON file that only its owner can read, whole or not at all."""
    write_private(path, json.dumps(value, indent=1, ensure_ascii=False))
