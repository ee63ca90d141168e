"""What the panel asks of its notebook server: campus, in the person's name, off the event loop.

The browser never holds the token; it names a notebook by its path, and cohort and assignment are
read from there.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from hub_config.campus_client import CampusClient, CampusError, own_client
from hub_config.given import Changes, Kept, changes, start_again
from hub_config.handed_in import files_to_submit
from hub_config.language import negotiate, translator

P = ParamSpec("P")
R = TypeVar("R")

# Cohort, assignment, notebook.
DEPTH = 3
MAX_WAIT_S = 60
NO_ASSIGNMENT = "This file belongs to no assignment."
NOT_GIVEN = "This notebook is not part of the assignment any more."
# Codes of CampusError after which the same request makes sense again.
AWAY = ("timeout", "unreachable", "unreadable", "unavailable")

Answer = dict[str, Any]


class Place(NamedTuple):
    """Where a notebook belongs, read from its path in the home."""

    cohort: str
    assignment: str
    folder: Path
    name: str

    def below_root(self, found: Changes) -> Answer:
        """Return the JSON of changes, with the paths by which JupyterLab opens files."""
        base = f"{self.cohort}/{self.assignment}"
        kept = [Kept(each.path, f"{base}/{each.corrected}") for each in found.kept]
        return Changes(found.replaced, tuple(kept)).form()


class PanelHandler(JupyterHandler):  # type: ignore[misc]
    """What the panel's routes share: the person's campus, and errors that they can read."""

    @property
    def client(self) -> CampusClient:
        """Requests to campus in the language that JupyterLab shows."""
        return own_client(negotiate(self.request.headers.get("Accept-Language", "")))

    def place(self, path: str) -> Place:
        """Return where a notebook belongs.

        Raises:
            CampusError: the file lies in no assignment's folder.
        """
        parts = [part for part in path.split("/") if part not in ("", ".", "..")]
        root = Path(self.settings["server_root_dir"]).expanduser()
        if len(parts) != DEPTH or not parts[-1].endswith(".ipynb"):
            text = translator(self.client.language)(NO_ASSIGNMENT)
            raise CampusError("no-assignment", text, 404)
        cohort, assignment, name = parts
        return Place(cohort, assignment, root / cohort / assignment, name)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run something that waits for campus or the disk, so that kernels need not wait."""
        return await asyncio.to_thread(function, *args, **kwargs)

    def read_body(self) -> Mapping[str, Any]:
        """Return the body of a request."""
        body = self.get_json_body()
        if not isinstance(body, dict):
            raise web.HTTPError(400, "an object was expected")
        return body

    def text(self, name: str) -> str:
        """Return a text of the request's body."""
        value = self.read_body().get(name)
        if not isinstance(value, str):
            raise web.HTTPError(400, f"{name}: a text was expected")
        return value

    def reply(self, body: Answer) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(body, ensure_ascii=False))

    def log_exception(self, *exc_info: Any) -> None:
        """Log faults; a refusal of campus is none."""
        if not isinstance(exc_info[1], CampusError):
            super().log_exception(*exc_info)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with what campus said, and whether to try again."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, CampusError):
            is_away = error.code in AWAY
            self.set_status(error.status or 503)
            self.reply({"code": error.code, "message": str(error), "again": is_away})
            return
        self.set_status(status_code)
        self.reply({"code": "fault", "message": self._reason, "again": False})


class StandingHandler(PanelHandler):
    """Which assignment a notebook belongs to, and how the person stands in it."""

    @web.authenticated
    async def get(self) -> None:
        """Give it."""
        place = self.place(self.get_query_argument("path"))
        standing = await self.run(self.client.standing, place.cohort, place.assignment)
        page = self.client.page(place.cohort, place.assignment)
        found = await self.run(changes, place.folder)
        self.reply({**standing, "page": page, "changes": place.below_root(found)})


class SubmissionsHandler(PanelHandler):
    """Handing in."""

    @web.authenticated
    async def post(self) -> None:
        """Hand in what lies in the notebook's folder."""
        place, key = self.place(self.text("path")), self.text("key")
        receipt = await self.run(self._submit, place, key)
        self.reply(receipt)

    def _submit(self, place: Place, key: str) -> Answer:
        files = files_to_submit(place.folder)
        receipt = self.client.submit(place.cohort, place.assignment, files, key)
        return receipt.model_dump()


class ResultHandler(PanelHandler):
    """One submission and, once it is graded, its questions."""

    @web.authenticated
    async def get(self, submission: str) -> None:
        """Wait for the result if asked to, and give it."""
        wait_s = min(MAX_WAIT_S, max(0, int(self.get_query_argument("wait", "0"))))
        self.reply(await self.run(self._load, submission, wait_s))

    def _load(self, submission: str, wait_s: int) -> Answer:
        found = self.client.submission(submission, wait_s)
        is_graded = found.status == "graded"
        questions = self.client.questions(submission) if is_graded else []
        return {**found.model_dump(), "questions": questions}


class ChecksHandler(PanelHandler):
    """Visible tests, run by the platform's graders and not by this server."""

    @web.authenticated
    async def post(self) -> None:
        """Run them over what lies in the notebook's folder."""
        place = self.place(self.text("path"))
        self.reply({"questions": await self.run(self._check, place)})

    def _check(self, place: Place) -> list[dict[str, str]]:
        files = files_to_submit(place.folder)
        return self.client.check(place.cohort, place.assignment, files)


class RestartsHandler(PanelHandler):
    """Beginning a notebook again."""

    @web.authenticated
    async def post(self) -> None:
        """Put the notebook back as it is given now; the student's copy is kept beside it."""
        place = self.place(self.text("path"))
        kept = await self.run(self._start_again, place)
        self.reply(place.below_root(Changes(kept=(kept,))))

    def _start_again(self, place: Place) -> Kept:
        client = self.client
        files = client.files(place.cohort, place.assignment)
        if place.name not in files:
            raise CampusError("not-given", translator(client.language)(NOT_GIVEN), 404)
        moment = datetime.now().astimezone()
        return start_again(place.folder, place.name, files[place.name], client.language, moment)


def routes(base_url: str) -> list[tuple[str, type[PanelHandler]]]:
    """Return the panel's routes below a server's address."""
    below = url_path_join(base_url, "enact/api")
    return [
        (url_path_join(below, "standing"), StandingHandler),
        (url_path_join(below, "submissions"), SubmissionsHandler),
        (url_path_join(below, "checks"), ChecksHandler),
        (url_path_join(below, "restarts"), RestartsHandler),
        (url_path_join(below, r"submissions/([A-Za-z0-9_-]{1,64})"), ResultHandler),
    ]
