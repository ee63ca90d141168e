"""Pages of requests for a proof of concept: asking, following, answering."""

from typing import Any

from hub_config.campus import projects
from hub_config.campus.access import Access
from hub_config.campus.audit import add
from hub_config.campus.errors import N_, Refused
from hub_config.campus.projects import Status
from hub_config.campus.tables import Person, ProjectRequest, now
from hub_config.campus.web.handlers import PageHandler

FIELDS = ("need", "title", "description", "organisation", "contact")


class ProjectsPage(PageHandler):
    """Requests: one's own, or all for operators."""

    access = Access.SIGNED_IN

    async def get(self) -> None:
        """Show them."""
        found = await self.run(self._load)
        self.show("projects.html", requests=found, names=projects.NAMES)

    def _load(self) -> list[dict[str, Any]]:
        with self.campus.database.read() as session:
            return [
                {"request": each, "owner": each.owner, "person": each.person}
                for each in projects.listed(session, self.identity)
            ]


class NewProject(PageHandler):
    """The form that asks for a proof of concept."""

    access = Access.SIGNED_IN

    async def get(self) -> None:
        """Show it; a link from the map of skills fills in the need."""
        email = await self.run(self._email)
        need = {name: self.get_query_argument(name, "")[:200] for name in ("need", "title")}
        self.show("new_project.html", **need, contact=email, longest=projects.MAX_TEXT)

    async def post(self) -> None:
        """Store the request."""
        number = await self.run(self._ask)
        self.redirect(f"{self.campus.settings.prefix}projects/{number}")

    def _email(self) -> str:
        with self.campus.database.read() as session:
            return session.get_one(Person, self.identity.person_id).email or ""

    def _ask(self) -> int:
        values = {name: self.get_body_argument(name, "").strip() for name in FIELDS}
        with self.campus.database.write() as session:
            made = projects.ask(session, self.identity, values, now())
            add(session, self.identity, "project.asked", str(made.id))
            return made.id


class ProjectPage(PageHandler):
    """One request: what was asked, what became of it, and what one may do."""

    access = Access.SIGNED_IN

    async def get(self, project: str) -> None:
        """Show it."""
        self.show("project.html", **await self.run(self._load, int(project)))

    async def post(self, project: str) -> None:
        """Take it, move it on, say something or withdraw it."""
        await self.run(self._act, int(project))
        self.redirect(f"{self.campus.settings.prefix}projects/{project}")

    def _load(self, number: int) -> dict[str, Any]:
        with self.campus.database.read() as session:
            request = projects.find(session, self.identity, number)
            is_owner = self.identity.is_operator and request.owner_id == self.identity.person_id
            status = Status(request.status)
            return {
                "request": request,
                "person": request.person,
                "owner": request.owner,
                "events": list(request.events),
                "names": projects.NAMES,
                "is_open": status in projects.OPEN,
                "is_mine": request.person_id == self.identity.person_id,
                "may_take": self.identity.is_operator and not is_owner,
                "next": projects.NEXT.get(status, ()) if is_owner else (),
                "longest": projects.MAX_TEXT,
            }

    def _act(self, number: int) -> None:
        action = self.get_body_argument("action", "")
        with self.campus.database.write() as session:
            request = projects.find(session, self.identity, number)
            self._do(request, action)
            add(session, self.identity, f"project.{action}", str(number))

    def _do(self, request: ProjectRequest, action: str) -> None:
        note = self.get_body_argument("note", "").strip()
        if action == "take":
            projects.take(request, self.identity, now())
        elif action == "withdraw":
            projects.withdraw(request, self.identity, now())
        elif action == "say":
            projects.say(request, self.identity, note, now())
        elif action in {status.value for status in Status}:
            laboratory = self.get_body_argument("laboratory", "").strip()
            projects.move(request, self.identity, Status(action), note, laboratory, now())
        else:
            raise Refused(400, "bad-request", N_("This request cannot be understood."))
