"""The way into a cohort's formgrader: `/hub/formgrader/<cohort>`.

Every cohort has one grader account whose server holds the cohort's gradebook; it starts when an
instructor comes and is stopped when idle. JupyterHub gives rights by roles, and roles cannot be
made over its HTTP API, so this handler, inside the hub, makes the role of a cohort on the first
visit: members of `formgrade-<cohort>` may start and open the server of `grader-<cohort>`.
"""

import re

from jupyterhub import orm
from jupyterhub.handlers.base import BaseHandler
from jupyterhub.roles import create_role, grant_role
from jupyterhub.utils import url_path_join
from tornado import web
from tornado.httputil import url_concat

GRADER_PREFIX = "grader-"
INSTRUCTOR_GROUP_PREFIX = "formgrade-"
COHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,100}[a-z0-9]")


class FormgraderHandler(BaseHandler):  # type: ignore[misc]
    """Leads an instructor of a cohort to its formgrader, and nobody else."""

    @web.authenticated
    async def get(self, cohort: str) -> None:
        """Start the cohort's grader account if need be and go to its formgrader."""
        is_slug = COHORT.fullmatch(cohort) is not None
        group = orm.Group.find(self.db, f"{INSTRUCTOR_GROUP_PREFIX}{cohort}") if is_slug else None
        members = {user.name for user in group.users} if group else set()
        if self.current_user.name not in members:
            raise web.HTTPError(403, "Only the instructors of this cohort open its formgrader.")
        name = f"{GRADER_PREFIX}{cohort}"
        user = self.user_from_username(name)
        self._let_in(group, cohort, name)
        formgrader = url_path_join(user.url, "formgrader")
        spawn = url_path_join(self.hub.base_url, "spawn", user.escaped_name)
        self.redirect(url_concat(spawn, {"next": formgrader}))

    def _let_in(self, group: orm.Group, cohort: str, name: str) -> None:
        role = {
            "name": f"formgrader-{cohort}",
            "description": f"Opens the formgrader of {cohort}",
            "scopes": [f"access:servers!user={name}", f"servers!user={name}"],
            # A role that neither the configuration nor an authenticator owns is deleted when
            # the hub starts again.
            "managed_by_auth": True,
        }
        grant_role(self.db, group, create_role(self.db, role))
        grader = orm.User.find(self.db, name)
        if grader not in group.users:
            group.users.append(grader)
            self.db.commit()
        # The instructor has been recognised: no further question whether to go there.
        self.settings["oauth_no_confirm_list"].add(f"jupyterhub-user-{name}")
