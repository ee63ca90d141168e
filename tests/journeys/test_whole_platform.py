"""The whole platform, with its real programs killed one after another while work is handed in."""

import os
import signal
import time
from pathlib import Path

import httpx
import pytest

from .conftest import Platform
from .notebooks import decode, encode

pytestmark = [pytest.mark.platform, pytest.mark.slow]

COHORT, TASK = "ia-generative-demo", "quiz-de-depart"
SUBMISSIONS = f"cohorts/{COHORT}/assignments/{TASK}/submissions"
PROGRAMS = {
    "grader": "hub_config.campus.worker",
    "campus": "hub_config.campus",
    "hub": "jupyterhub",
}
PATIENCE_S = 120


def find(platform: Platform, module: str) -> list[int]:
    """Return the processes that run a module for a platform."""
    mark = f"ENACT_STATE={platform.state}\0".encode()
    found = []
    for folder in Path("/proc").iterdir():
        try:
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            if module in words and mark in (folder / "environ").read_bytes() + b"\0":
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue
    return found


def insist(api: httpx.Client, method: str, path: str, **options: object) -> httpx.Response:
    """Ask again until there is an answer, as JupyterLab's extension does."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        try:
            answer = api.request(method, path, **options)
            # A proxy that has lost its routes for a moment answers 404 in words of its own.
            is_proxys = answer.status_code == 404 and "json" not in str(answer.headers)
            if answer.status_code < 500 and not is_proxys:
                return answer
        except httpx.TransportError:
            pass
        assert time.monotonic() < ends, f"{method} {path} is not answered"
        time.sleep(0.2)


def test_killed_programs_come_back_and_lose_no_submission(platform: Platform) -> None:
    keys = []
    with platform.api("camille") as api:
        files = decode(api.get(SUBMISSIONS.replace("submissions", "files")).json()["files"])
        body = {"files": encode(files)}
        for name, module in PROGRAMS.items():
            key = {"Idempotency-Key": f"fault-{name}"}
            answer = insist(api, "POST", SUBMISSIONS, json=body, headers=key)
            assert answer.status_code == 201, answer.text
            keys.append(answer.json()["submission_id"])
            for pid in find(platform, module):
                os.kill(pid, signal.SIGKILL)
        states = [
            insist(api, "GET", f"submissions/{key}", params={"wait": 60}).json() for key in keys
        ]
        assert [(each["status"], each["score"]) for each in states] == [("graded", 0.0)] * 3
        assert len(api.get(SUBMISSIONS).json()["submissions"]) == len(keys)
    # The hub is back: people can sign in.
    with platform.client() as browser:
        assert insist(browser, "GET", "/hub/login").status_code == 200
