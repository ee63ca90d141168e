"""The whole platform, as `make run` starts it, with a class of students who hold tokens."""

import json
from contextlib import closing
from pathlib import Path

import httpx
from tornado.web import create_signed_value

from hub_config.campus.database import Database
from tests.hub_config.campus.conftest import COURSES
from tests.journeys.conftest import free_port, hub_xsrf, start_platform, stop_platform

CLIENT_ID = "service-campus"
SCOPES = ["access:services!service=campus", "read:users:groups!user", "read:users:name!user"]


class WholePlatform:
    """Hub, proxy, campus, grader, site and keeper; the campus is reached through the proxy.

    Args:
        state: a state folder whose cohort is released.
        cohort: its slug.
        students: names of the class.
    """

    def __init__(self, state: Path, cohort: str, students: list[str]) -> None:
        self.state = state
        self._platform = start_platform(
            state,
            free_port(),
            ENACT_COURSES=str(COURSES),
            ENACT_BUILD=str(state.parent / "build"),
            ENACT_CAMPUS_ATTEMPTS_BURST="1000",
        )
        self.url = f"{self._platform.url}/services/campus/"
        try:
            self._enrol(cohort, students)
            self._tokens = self._make_tokens(students)
        except BaseException:
            self.close()
            raise

    def _enrol(self, cohort: str, students: list[str]) -> None:
        """Make the students known to the hub, as members of the cohort's group."""
        secrets = json.loads((self.state / "hub" / "secrets.json").read_text())
        headers = {"Authorization": f"token {secrets['campus_token']}"}
        group = f"/hub/api/groups/nbgrader-{cohort}/users"
        with httpx.Client(base_url=self._platform.url, headers=headers, timeout=120) as client:
            client.post("/hub/api/users", json={"usernames": students}).raise_for_status()
            client.post(group, json={"users": students}).raise_for_status()

    def _make_tokens(self, students: list[str]) -> dict[str, str]:
        found = {}
        with closing(self._platform.client("admin")) as admin:
            admin.get("/hub/home")
            headers = {
                "X-XSRFToken": hub_xsrf(admin),
                "Referer": f"{self._platform.url}/hub/home",
            }
            for name in students:
                body = {"note": "benchmark", "scopes": SCOPES}
                path = f"/hub/api/users/{name}/tokens"
                answer = admin.post(path, json=body, headers=headers)
                answer.raise_for_status()
                found[name] = answer.json()["token"]
        return found

    def token(self, name: str) -> dict[str, str]:
        """Return the header of a program that acts for somebody."""
        return {"Authorization": f"token {self._tokens[name]}"}

    def cookie(self, name: str) -> dict[str, str]:
        """Return the cookie of somebody who has signed in."""
        secret = (self.state / "campus" / "cookie_secret").read_bytes()
        value = create_signed_value(secret, CLIENT_ID, self._tokens[name]).decode()
        return {"Cookie": f"{CLIENT_ID}={value}", "Sec-Fetch-Mode": "navigate"}

    def database(self) -> Database:
        """Open the campus's database."""
        return Database(f"sqlite:///{self.state / 'campus' / 'campus.sqlite'}")

    def close(self) -> None:
        """Stop all."""
        stop_platform(self._platform)
