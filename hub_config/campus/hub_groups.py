"""The hub's groups kept in step with enrolments, over the hub's API."""

import asyncio
import json
import logging
from typing import Any

from sqlalchemy import select
from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.httputil import url_concat

from hub_config.campus.database import Database
from hub_config.campus.people import STUDENTS
from hub_config.campus.tables import Cohort, Enrolment, Person

log = logging.getLogger("enact.campus")
LOOK_EVERY_S = 300.0
RETRY_S = 10.0
PAGE = 200
CONFLICT = 409
MAX_NAMES = 500


class HubGroups:
    """Puts enrolled people into `nbgrader-<cohort>` and takes out those who left.

    Enrolments are the truth for people whom campus knows; members whom it does not know were
    put there by the hub's operator and stay.
    """

    def __init__(self, database: Database, api_url: str, token: str) -> None:
        self.database = database
        self._api_url = api_url.rstrip("/")
        self._token = token
        self._changed = asyncio.Event()

    def notice(self) -> None:
        """Say that an enrolment changed."""
        self._changed.set()

    async def run(self) -> None:
        """Keep the groups in step for ever."""
        wait_s = 0.0
        while True:
            try:
                async with asyncio.timeout(wait_s):
                    await self._changed.wait()
            except TimeoutError:
                pass
            self._changed.clear()
            wait_s = await self._try()

    async def _try(self) -> float:
        try:
            await self.reconcile()
        except (HTTPClientError, OSError) as error:
            log.warning("the hub's groups could not be brought in step: %s", error)
            return RETRY_S
        return LOOK_EVERY_S

    async def reconcile(self) -> None:
        """Bring every cohort's group in step once."""
        members = {group["name"]: set(group["users"]) for group in await self._groups()}
        for cohort, (inside, outside) in self._wanted().items():
            name = f"{STUDENTS}{cohort}"
            if name not in members:
                await self._call("POST", f"/groups/{name}")
            missing = sorted(inside - members.get(name, set()))
            gone = sorted(outside & members.get(name, set()))
            for start in range(0, len(missing), MAX_NAMES):
                names = missing[start : start + MAX_NAMES]
                await self._know(names)
                await self._call("POST", f"/groups/{name}/users", {"users": names})
            if gone:
                await self._call("DELETE", f"/groups/{name}/users", {"users": gone})

    async def set_member(self, group: str, name: str, *, is_member: bool) -> None:
        """Put somebody into a group, which is made if need be, or take them out."""
        if is_member:
            try:
                await self._call("POST", f"/groups/{group}")
            except HTTPClientError as error:
                if error.code != CONFLICT:
                    raise
            await self._know([name])
        method = "POST" if is_member else "DELETE"
        await self._call(method, f"/groups/{group}/users", {"users": [name]})

    async def delete_user(self, name: str) -> None:
        """Delete a person at the hub, with the notebook server; a later reconcile is not needed."""
        for path in (f"/users/{name}/server", f"/users/{name}"):
            try:
                await self._call("DELETE", path)
            except HTTPClientError as error:
                log.warning("the hub did not delete %s: %s", path, error)

    def _wanted(self) -> dict[str, tuple[set[str], set[str]]]:
        """Return who belongs inside and who outside, by cohort."""
        wanted: dict[str, tuple[set[str], set[str]]] = {}
        with self.database.read() as session:
            for slug in session.scalars(select(Cohort.slug)):
                wanted[slug] = (set(), set())
            rows = session.execute(
                select(Cohort.slug, Person.name, Enrolment.status)
                .join_from(Enrolment, Cohort, Cohort.id == Enrolment.cohort_id)
                .join(Person, Person.id == Enrolment.person_id)
                .where(Person.erased_at.is_(None))
            )
            for slug, name, status in rows:
                wanted[slug][0 if status == "enrolled" else 1].add(name)
        return wanted

    async def _know(self, names: list[str]) -> None:
        """Create the hub's users that do not exist yet; a group takes known users only."""
        try:
            await self._call("POST", "/users", {"usernames": names})
        except HTTPClientError as error:
            if error.code != CONFLICT:  # all exist already
                raise

    async def _groups(self) -> list[dict[str, Any]]:
        groups: list[dict[str, Any]] = []
        while True:
            page = await self._call(
                "GET", url_concat("/groups", {"offset": str(len(groups)), "limit": str(PAGE)})
            )
            groups.extend(page)
            if len(page) < PAGE:
                return groups

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = await AsyncHTTPClient().fetch(
            f"{self._api_url}{path}",
            method=method,
            headers={"Authorization": f"token {self._token}", "Content-Type": "application/json"},
            body=json.dumps(body or {}) if method != "GET" else None,
            allow_nonstandard_methods=True,
        )
        return json.loads(answer.body) if answer.body else None
