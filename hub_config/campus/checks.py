"""Checks with the visible tests: asked for by students, run by grader workers, kept nowhere.

A check is no attempt: no row is written for it. What was asked lies in a file until a worker
takes it, and the answer until it is read; both are gone afterwards.
"""

import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub_config.campus.blobs import pack, unpack

ASKED, TAKEN, ANSWER = ".asked", ".taken", ".answer"
# Longer than any check lasts: what is older belongs to somebody who has gone.
FORGOTTEN_S = 600.0


@dataclass(frozen=True)
class Check:
    """A check that a worker holds."""

    key: str
    cohort: str
    assignment: str
    files: dict[str, bytes]


class Checks:
    """The folder through which campus and its workers pass checks on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ask(self, cohort: str, assignment: str, files: Mapping[str, bytes]) -> str:
        """Leave a check for the workers and return its key."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = secrets.token_hex(16)
        about = json.dumps({"cohort": cohort, "assignment": assignment}).encode()
        self._write(key, ASKED, about + b"\n" + pack(files))
        return key

    def are_waiting(self) -> bool:
        """Tell whether a check waits for a worker."""
        return any(self.folder.glob(f"*{ASKED}"))

    def take(self) -> Check | None:
        """Take the check that waits longest; of several workers one gets it."""
        waiting = sorted(self.folder.glob(f"*{ASKED}"), key=_age, reverse=True)
        for path in waiting:
            taken = path.with_suffix(TAKEN)
            try:
                path.rename(taken)
                about, _, packed = taken.read_bytes().partition(b"\n")
                taken.unlink()
            except FileNotFoundError:
                continue
            return Check(path.stem, files=unpack(packed), **json.loads(about))
        return None

    def answer(self, key: str, answer: dict[str, Any]) -> None:
        """Leave the answer for whoever asked."""
        self._write(key, ANSWER, json.dumps(answer).encode())

    def read(self, key: str) -> dict[str, Any] | None:
        """Return the answer once it is there; it can be read once."""
        path = self.folder / f"{key}{ANSWER}"
        try:
            found: dict[str, Any] = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        path.unlink()
        return found

    def forget(self, key: str) -> None:
        """Take back a check that nobody waits for any more, and what others left behind."""
        (self.folder / f"{key}{ASKED}").unlink(missing_ok=True)
        for path in self.folder.iterdir():
            if _age(path) > FORGOTTEN_S:
                path.unlink(missing_ok=True)

    def _write(self, key: str, suffix: str, content: bytes) -> None:
        """Write a file that appears whole or not at all."""
        path = self.folder / f"{key}{suffix}"
        unfinished = path.with_name(f"{path.name}.new")
        unfinished.write_bytes(content)
        os.replace(unfinished, path)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
