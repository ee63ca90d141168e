"""The application: every route with its handler."""

import secrets
from pathlib import Path

from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler
from jupyterhub.utils import url_path_join
from tornado import web

from hub_config.campus.access import Access
from hub_config.campus.campus import Campus
from hub_config.campus.errors import N_, Refused
from hub_config.campus.hub_groups import HubGroups
from hub_config.campus.settings import CampusSettings
from hub_config.campus.web.api import cohorts as api_cohorts
from hub_config.campus.web.api import panel as api_panel
from hub_config.campus.web.api import submissions as api_submissions
from hub_config.campus.web.api.openapi import OpenApi
from hub_config.campus.web.handlers import HEADERS, ApiHandler, Handler, PageHandler
from hub_config.campus.web.pages import (
    cohort_settings,
    companies,
    evidence,
    insights,
    learning,
    operating,
    profile,
    projects,
    regrades,
    seats,
    teaching,
)
from hub_config.campus.web.rate_limit import RateLimiter
from hub_config.campus.web.templating import STATIC, Pages

SLUG = r"[A-Za-z0-9][A-Za-z0-9._-]*"
COHORT = f"(?P<cohort>{SLUG})"
ASSIGNMENT = f"(?P<assignment>{SLUG})"
SUBMISSION = r"(?P<submission>[A-Za-z0-9_-]{1,64})"
ORGANISATION = r"(?P<organisation>[a-z0-9][a-z0-9-]*)"
NUMBER = "[0-9]{1,9}"
CALLBACK = "oauth_callback"
COOKIE_SECRET_BYTES = 32


class Callback(PageHandler, HubOAuthCallbackHandler):  # type: ignore[misc]
    """Where the hub sends people back after signing in."""

    access = Access.PUBLIC


class Health(ApiHandler):
    """Whether the service answers and its database can be read."""

    access = Access.PUBLIC

    async def get(self) -> None:
        """Tell."""
        await self.run(self._look)
        self.answer({"status": "ok"})

    def _look(self) -> None:
        with self.campus.database.read() as session:
            session.connection()


class NotFound(PageHandler):
    """Any other address."""

    access = Access.PUBLIC

    async def prepare(self) -> None:
        """Say that there is nothing."""
        await super().prepare()
        raise Refused(404, "not-found", N_("This page does not exist."))


class ApiNotFound(ApiHandler):
    """Any other address of the API."""

    access = Access.PUBLIC

    async def prepare(self) -> None:
        """Say that there is nothing."""
        await super().prepare()
        raise Refused(404, "not-found", N_("There is no such route."))


class StaticFiles(web.StaticFileHandler):
    """Files of the interface."""

    def set_extra_headers(self, path: str) -> None:
        """Let browsers keep them: their address changes with their content."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.clear_header("Server")


ROUTES: list[tuple[str, type[Handler]]] = [
    ("", learning.Home),
    ("catalogue", learning.Catalogue),
    (f"cohorts/{COHORT}", learning.CohortPage),
    (f"cohorts/{COHORT}/enrolment", learning.EnrolmentAction),
    (f"cohorts/{COHORT}/assignments/{ASSIGNMENT}", learning.AssignmentPage),
    (f"submissions/{SUBMISSION}", learning.SubmissionPage),
    (f"submissions/{SUBMISSION}/feedback", learning.FeedbackPage),
    (f"submissions/{SUBMISSION}/retry", operating.RetryAction),
    ("teaching", cohort_settings.NewCohort),
    (f"teaching/{COHORT}", teaching.TeachingPage),
    (f"teaching/{COHORT}/(?P<form>scores|moodle)\\.csv", teaching.ScoreFile),
    (f"teaching/{COHORT}/settings", cohort_settings.CohortSettings),
    (f"teaching/{COHORT}/people", cohort_settings.CohortPerson),
    (f"teaching/{COHORT}/instructors", cohort_settings.CohortInstructor),
    (f"teaching/{COHORT}/announcements", cohort_settings.AnnouncementAction),
    (f"teaching/{COHORT}/insights", insights.Insights),
    (f"teaching/{COHORT}/flags", insights.Flags),
    (f"teaching/{COHORT}/assignments/{ASSIGNMENT}/similar", insights.SimilarWork),
    (f"teaching/{COHORT}/assignments/{ASSIGNMENT}/regrades", regrades.StartRegrade),
    (f"teaching/{COHORT}/regrades/(?P<regrade>{NUMBER})", regrades.RegradePage),
    ("profile", profile.ProfilePage),
    ("profile/export", profile.ExportAction),
    ("profile/erase", profile.EraseAction),
    (f"cohorts/{COHORT}/sharing", seats.ShareAction),
    (f"seats/(?P<seat>{NUMBER})", seats.SeatAnswer),
    (r"invitations/(?P<token>[A-Za-z0-9_-]{1,64})", seats.InvitationPage),
    (r"certificates/(?P<code>[a-f0-9]{1,64})", seats.CertificatePage),
    ("organisations", seats.OrganisationsPage),
    (f"orders/(?P<order>{NUMBER})", seats.OrderDecision),
    (f"organisations/{ORGANISATION}/managers", seats.ManagerAction),
    (f"organisations/{ORGANISATION}", companies.OrganisationPage),
    (f"organisations/{ORGANISATION}/orders", companies.OrderAction),
    (f"organisations/{ORGANISATION}/staff", companies.StaffAction),
    (f"organisations/{ORGANISATION}/uploads", companies.UploadAction),
    (f"organisations/{ORGANISATION}/uploads/(?P<upload>{NUMBER})", companies.UploadPage),
    (f"organisations/{ORGANISATION}/invitations", companies.InvitationAction),
    (
        f"organisations/{ORGANISATION}/invitations/(?P<invitation>{NUMBER})",
        companies.RevokeAction,
    ),
    (f"organisations/{ORGANISATION}/seats/(?P<seat>{NUMBER})", companies.SeatAction),
    (f"organisations/{ORGANISATION}/cohorts/{COHORT}", evidence.ProgressPage),
    (f"organisations/{ORGANISATION}/cohorts/{COHORT}/progress\\.csv", evidence.ProgressFile),
    (
        f"organisations/{ORGANISATION}/cohorts/{COHORT}/papers/"
        r"(?P<paper>certificate|attendance)\.pdf",
        evidence.PapersFile,
    ),
    (
        f"organisations/{ORGANISATION}/cohorts/{COHORT}/seats/(?P<seat>{NUMBER})/"
        r"(?P<paper>certificate|attendance)\.pdf",
        evidence.PaperFile,
    ),
    ("projects", projects.ProjectsPage),
    ("projects/new", projects.NewProject),
    (f"projects/(?P<project>{NUMBER})", projects.ProjectPage),
    ("operator", operating.OperatorPage),
    ("operator/audit", operating.AuditPage),
    ("api/health", Health),
    ("api/openapi.json", OpenApi),
    ("api/cohorts", api_cohorts.Cohorts),
    (f"api/cohorts/{COHORT}/submissions", api_cohorts.CohortSubmissions),
    (f"api/cohorts/{COHORT}/submissions/own", api_cohorts.OwnSubmissions),
    (f"api/cohorts/{COHORT}/assignments", api_cohorts.Assignments),
    (f"api/cohorts/{COHORT}/assignments/{ASSIGNMENT}", api_panel.AssignmentStanding),
    (f"api/cohorts/{COHORT}/assignments/{ASSIGNMENT}/files", api_cohorts.AssignmentFiles),
    (f"api/cohorts/{COHORT}/assignments/{ASSIGNMENT}/submissions", api_submissions.Submissions),
    (f"api/cohorts/{COHORT}/assignments/{ASSIGNMENT}/checks", api_panel.AssignmentChecks),
    (f"api/submissions/{SUBMISSION}", api_submissions.SubmissionState),
    (f"api/submissions/{SUBMISSION}/files", api_submissions.SubmissionFiles),
    (f"api/submissions/{SUBMISSION}/questions", api_panel.SubmissionQuestions),
    (f"api/submissions/{SUBMISSION}/feedback", api_submissions.SubmissionFeedback),
    ("api/.*", ApiNotFound),
]


def make_app(campus: Campus, hub_auth: HubOAuth, hub_groups: HubGroups) -> web.Application:
    """Build the Tornado application."""
    prefix = campus.settings.prefix
    routes: list[tuple[object, ...]] = [
        (f"{url_path_join(prefix, path)}" if path else prefix, handler) for path, handler in ROUTES
    ]
    routes.insert(0, (url_path_join(prefix, CALLBACK), Callback))
    routes.insert(1, (url_path_join(prefix, "static/(.*)"), StaticFiles, {"path": str(STATIC)}))
    return web.Application(
        routes,  # type: ignore[arg-type]
        default_handler_class=NotFound,
        campus=campus,
        pages=Pages(campus.settings),
        hub_auth=hub_auth,
        hub_groups=hub_groups,
        rates=RateLimiter(),
        cookie_secret=cookie_secret(campus.settings),
        xsrf_cookie_kwargs={"samesite": "Lax"},
    )


def cookie_secret(settings: CampusSettings) -> bytes:
    """Return the key that signs cookies, made at the first start and readable by nobody else."""
    path = settings.folder / "cookie_secret"
    if not path.exists():
        _write_secret(path)
    return path.read_bytes()


def _write_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(secrets.token_bytes(COOKIE_SECRET_BYTES))
