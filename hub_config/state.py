"""The state folder: made private, and used by one run at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from grading.errors import EnactError
from hub_config.settings import Settings


class StateInUse(EnactError):
    """Another run of the platform uses the state folder."""


@contextmanager
def own_state(settings: Settings) -> Iterator[None]:
    """Make the state folder and hold it for this run alone.

    Raises:
        StateInUse: says which process holds it and where that run answers.
    """
    folders = (settings.hub_folder, settings.homes_folder, settings.cohorts_folder)
    for folder in (settings.state_folder, *folders):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = settings.state_folder / "run.lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = path.read_text().strip() or "unknown"
            raise StateInUse(
                f"{settings.state_folder}: another run uses this folder ({holder}).\n"
                "  Stop it first, or give this run its own folder: ENACT_STATE=other make run"
            ) from error
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, {settings.url}")
        lock.flush()
        yield
        lock.truncate(0)
