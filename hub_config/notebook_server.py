"""What every notebook server adds to Jupyter: nbgrader's list with clear messages, and `open`.

nbgrader's own loader of the assignment list is called from here, so that its page comes with
error messages made for the person instead of a traceback with paths.
"""

import asyncio
import contextlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from jupyterlab.commands import get_user_settings_dir
from jupyterlab_server import settings_utils
from nbconvert.exporters.base import get_export_names, get_exporter
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.server_extensions import assignment_list
from nbgrader.server_extensions.assignment_list.handlers import AssignmentList
from tornado import web

from hub_config.campus_client import CampusError, own_client
from hub_config.given import write_given
from hub_config.language import Language, translator
from hub_config.panel.handlers import routes as panel_routes

SLUG = r"([a-z0-9][a-z0-9-]*)"
UNEXPECTED = "Something failed on the platform's side. Your work is saved here: try again."
TRANSLATION_SETTINGS = "@jupyterlab/translation-extension/plugin.jupyterlab-settings"
LOCALES = {"fr": "fr_FR", "en": "en"}
PATHS = ("path", "local_feedback_path")

Answer = dict[str, Any]


class ClearAssignmentList(AssignmentList):  # type: ignore[misc]
    """nbgrader's assignment list, whose errors are sentences for the person."""

    _refused_fetch: str | None = None

    def list_assignments(self, course_id: str | None = None) -> Answer:
        """List assignments and submissions, with paths relative to the home."""
        if self._refused_fetch:
            # nbgrader's handler drops the answer of a fetch and shows the list that follows it.
            refused, self._refused_fetch = self._refused_fetch, None
            return {"success": False, "value": refused}
        rows: list[dict[str, Any]] = []
        for cached in (False, True):
            answer = self._exchange("List", course_id or "", "", cached=cached)
            if not answer["success"]:
                return answer
            rows += answer["value"]
        return {"success": True, "value": [self._relative(row) for row in rows]}

    def list_courses(self) -> Answer:
        """List the person's cohorts, in one request; nbgrader would list all their assignments."""
        try:
            found = own_client().cohorts()
        except CampusError as error:
            return {"success": False, "value": str(error)}
        return {"success": True, "value": sorted(each.cohort for each in found)}

    def fetch_assignment(self, course_id: str, assignment_id: str) -> Answer:
        """Fetch the files of an assignment."""
        return self._fetch("FetchAssignment", course_id, assignment_id)

    def fetch_feedback(self, course_id: str, assignment_id: str) -> Answer:
        """Fetch the feedback of an assignment."""
        return self._fetch("FetchFeedback", course_id, assignment_id)

    def submit_assignment(self, course_id: str, assignment_id: str) -> Answer:
        """Hand in an assignment."""
        return self._exchange("Submit", course_id, assignment_id)

    def _fetch(self, name: str, course_id: str, assignment_id: str) -> Answer:
        answer = self._exchange(name, course_id, assignment_id)
        self._refused_fetch = None if answer["success"] else answer["value"]
        return answer

    def _exchange(self, name: str, course_id: str, assignment_id: str, **options: bool) -> Answer:
        with self.get_assignment_dir_config() as config:
            config.CourseDirectory.course_id = course_id
            config.CourseDirectory.assignment_id = assignment_id
            config.ExchangeList.update(options)
            try:
                exchange = getattr(ExchangeFactory(config=config), name)(
                    coursedir=CourseDirectory(config=config),
                    authenticator=Authenticator(config=config),
                    config=config,
                )
                return {"success": True, "value": exchange.start()}
            except ExchangeError as error:
                return {"success": False, "value": str(error)}
            except Exception:
                self.log.exception("%s %s/%s failed", name, course_id, assignment_id)
                text = translator(own_client().language)(UNEXPECTED)
                return {"success": False, "value": text}

    def _relative(self, row: dict[str, Any]) -> dict[str, Any]:
        paths = {key: os.path.relpath(row[key], self.root_dir) for key in PATHS if row.get(key)}
        inner = {
            key: [self._relative(each) for each in row[key]]
            for key in ("notebooks", "submissions")
            if key in row
        }
        return row | paths | inner


@cache
def formats() -> dict[str, dict[str, str]]:
    """Return what notebooks can be exported to; nbconvert looks for it for a second each time."""
    found = {}
    for name in get_export_names():
        with contextlib.suppress(ValueError):
            found[name] = {"output_mimetype": get_exporter(name).output_mimetype}
    return found


class FormatsHandler(APIHandler):  # type: ignore[misc]
    """Jupyter's `api/nbconvert`, asked by each page while its kernel starts."""

    auth_resource = "nbconvert"

    @web.authenticated
    @authorized  # type: ignore[untyped-decorator]
    async def get(self) -> None:
        """Give the formats."""
        self.finish(json.dumps(await asyncio.to_thread(formats)))


class OpenHandler(JupyterHandler):  # type: ignore[misc]
    """`enact/open/<cohort>/<assignment>[/<notebook>]`: fetches what is missing, then opens it."""

    @web.authenticated
    async def get(self, cohort: str, assignment: str, notebook: str | None = None) -> None:
        """Fetch the assignment's files that are not there yet and go to its notebook."""
        folder = Path(self.settings["server_root_dir"]).expanduser() / cohort / assignment
        asked = self.get_query_argument("lang", "")
        language: Language | None = "en" if asked == "en" else "fr" if asked == "fr" else None
        if language:
            speak(language)
        try:
            client = own_client(language)
            files = await asyncio.to_thread(client.files, cohort, assignment)
            write_given(folder, files, client.language)
        except CampusError as error:
            raise web.HTTPError(error.status or 503, str(error)) from error
        names = sorted(path.name for path in folder.glob("*.ipynb"))
        wanted = [name for name in names if name in (notebook, f"{notebook}.ipynb")]
        page = [*wanted, *names, ""][0]
        self.redirect(url_path_join(self.base_url, "lab/tree", cohort, assignment, page))


def speak(language: Language) -> None:
    """Let JupyterLab speak a language from the next page on; its other settings stay.

    Source: jupyterlab_server/translation_utils.py and settings_handler.py: the language is a user
    setting of the translation plugin.
    """
    path = Path(get_user_settings_dir()) / TRANSLATION_SETTINGS
    try:
        settings = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        settings = {}
    if settings.get("locale") != LOCALES[language]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**settings, "locale": LOCALES[language]}))


def trust_schemas() -> None:
    """Read the settings of JupyterLab's plugins without checking the form of each schema again.

    They belong to installed packages; checking all of them holds the server up at each page for an
    eighth of a second. Settings of persons are checked against them as before.
    """
    checking = settings_utils.Validator  # type: ignore[attr-defined]

    def validator(schema: Any) -> Any:
        return checking(schema)

    validator.check_schema = lambda _: None  # type: ignore[attr-defined]
    settings_utils.Validator = validator  # type: ignore[attr-defined]


def _load_jupyter_server_extension(app: Any) -> None:
    """Add the assignment list and `enact/open` to a Jupyter server."""
    trust_schemas()
    assignment_list.load_jupyter_server_extension(app)
    manager = ClearAssignmentList(parent=app)
    manager.root_dir = app.root_dir
    app.web_app.settings["assignment_list_manager"] = manager
    pattern = rf"enact/open/{SLUG}/{SLUG}(?:/([^/]+))?"
    base_url = app.web_app.settings["base_url"]
    route = (url_path_join(base_url, pattern), OpenHandler)
    exports = (url_path_join(base_url, "api/nbconvert"), FormatsHandler)
    app.web_app.add_handlers(".*$", [route, exports, *panel_routes(base_url)])


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name this module as an extension."""
    return [{"module": "hub_config.notebook_server"}]
