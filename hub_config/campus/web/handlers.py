"""What all routes share: who asks, whether they may, in which language, and safe errors."""

import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar, ParamSpec, TypeVar
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuthenticated
from sqlalchemy.exc import DBAPIError
from tornado import web

from hub_config.campus.access import Access, Scope, authorise
from hub_config.campus.campus import Campus
from hub_config.campus.errors import N_, Refused, forbidden, unavailable
from hub_config.campus.people import Identity
from hub_config.campus.translation import LANGUAGES, Speech
from hub_config.campus.web.rate_limit import ANONYMOUS, READING, WRITING, Rate
from hub_config.campus.windows import Window, asked
from hub_config.language import negotiate

log = logging.getLogger("enact.campus")
P = ParamSpec("P")
R = TypeVar("R")

LANGUAGE_COOKIE = "enact-language"
LANGUAGE_COOKIE_S = 365 * 24 * 3600
HTTPS_ONLY_S = 365 * 24 * 3600
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# What went wrong when nothing more precise is known, by HTTP status.
PLAIN_ERRORS = {
    400: ("bad-request", N_("This request cannot be understood.")),
    403: ("forbidden", N_("You do not have access to this page.")),
    404: ("not-found", N_("This page does not exist.")),
    405: ("bad-request", N_("This request cannot be understood.")),
    413: ("too-large", N_("What was sent is too large.")),
    429: ("too-many-requests", N_("Too many requests. Please wait a moment.")),
    503: ("unavailable", unavailable().message),
}
FAULT = ("fault", N_("The platform made a mistake. It has been noted; please try again."))


class Handler(HubOAuthenticated, web.RequestHandler):  # type: ignore[misc]
    """A route: `access` says who may use it, checked before its method runs."""

    access: ClassVar[Access]
    is_api: ClassVar[bool] = False

    identity: Identity
    scope: Scope

    def initialize(self) -> None:
        """Use the application's own connection to the hub."""
        self._hub_auth = self.settings["hub_auth"]

    @property
    def campus(self) -> Campus:
        """The running campus."""
        campus: Campus = self.settings["campus"]
        return campus

    @property
    def speech(self) -> Speech:
        """How to speak to whoever asks."""
        return Speech(self._choose_language(), self.campus.settings.time_zone)

    def set_default_headers(self) -> None:
        """Set headers that hold for every answer."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        if self.request.protocol == "https":
            self.set_header("Strict-Transport-Security", f"max-age={HTTPS_ONLY_S}")
        self.clear_header("Server")

    def set_cookie(self, name: str, value: str | bytes, *args: Any, **kwargs: Any) -> None:
        """Set a cookie, which keeps to HTTPS where that is spoken."""
        if self.request.protocol == "https":
            kwargs.setdefault("secure", True)
        super().set_cookie(name, value, *args, **kwargs)

    async def prepare(self) -> None:
        """Find out who asks and whether they may."""
        self.scope = Scope()
        if self.access is Access.PUBLIC:
            self._count(str(self.request.remote_ip), ANONYMOUS)
            return
        # Asked for here because the property `current_user` would block the event loop.
        try:
            await self.hub_auth.get_user(self, sync=False)
        except web.HTTPError as error:
            if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                # The hub is away for a moment, which is nobody's mistake.
                raise unavailable() from error
            raise
        model = self.current_user
        if model is None:
            self._ask_to_sign_in()
            return
        self._check_kind(model)
        is_read = self.request.method in ("GET", "HEAD")
        self._count(f"user {model['name']}", READING if is_read else WRITING)
        await self.run(self._authorise, model)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run something that may wait for the disk; a database that fails is a 503."""
        try:
            return await self.campus.run(function, *args, **kwargs)
        except (DBAPIError, OSError) as error:
            log.exception("%s %s", self.request.method, self.request.path)
            raise unavailable() from error

    def _count(self, who: str, rate: Rate) -> None:
        wait_s = self.settings["rates"].wait_s(who, rate)
        if wait_s:
            code, message = PLAIN_ERRORS[429]
            raise Refused(429, code, message, wait_s)

    def refresh_identities(self) -> None:
        """Ask the hub again who everybody is: groups have changed."""
        self.hub_auth.cache.clear()
        self.campus.people.forget_all()

    def _authorise(self, model: dict[str, Any]) -> None:
        self.identity = self.campus.people.identify(model)
        path = {name: str(value) for name, value in self.path_kwargs.items()}
        with self.campus.database.read() as session:
            self.scope = authorise(session, self.identity, self.access, path)

    def _check_kind(self, model: dict[str, Any]) -> None:
        """Refuse services, and tokens on pages.

        A token lies in the memory of a person's notebook server, where code that they did not
        write may run: it hands in and reads results, and does nothing else in their name.
        """
        by_token = getattr(self, "_token_authenticated", False)
        if model.get("kind", "user") != "user" or (by_token and not self.is_api):
            raise forbidden()

    def _ask_to_sign_in(self) -> None:
        if self.is_api or self.request.method not in ("GET", "HEAD"):
            raise forbidden()
        self.redirect(self.get_login_url())

    def _choose_language(self) -> str:
        asked = self.get_query_argument("lang", "") or self.get_cookie(LANGUAGE_COOKIE, "")
        if asked in LANGUAGES:
            return str(asked)
        if hasattr(self, "identity") and self.identity.language:
            return self.identity.language
        accepted = self.request.headers.get("Accept-Language", "")
        default = self.campus.settings.language
        return negotiate(accepted, "en" if default == "en" else "fr")

    def log_exception(self, *exc_info: Any) -> None:
        """Log faults of the platform; refusals are not faults."""
        if not isinstance(exc_info[1], Refused):
            super().log_exception(*exc_info)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with an error that says what to do, and nothing about the platform's inside."""
        refusal = find_refusal(status_code, kwargs.get("exc_info"))
        self.set_status(refusal.status)
        if refusal.retry_after_s is not None:
            self.set_header("Retry-After", str(max(1, round(refusal.retry_after_s))))
        self.show_error(refusal)

    def show_error(self, refusal: Refused) -> None:
        """Write the error in the form that the route's clients read."""
        raise NotImplementedError


class ApiHandler(Handler):
    """A route that speaks JSON."""

    is_api = True

    def answer(self, body: dict[str, Any], status: int = 200) -> None:
        """Answer with JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(body, ensure_ascii=False))

    def show_error(self, refusal: Refused) -> None:
        """Answer with `{code, message}`."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        message = self.speech.explain(refusal)
        self.finish(json.dumps({"code": refusal.code, "message": message}, ensure_ascii=False))


class PageHandler(Handler):
    """A route that people look at."""

    async def prepare(self) -> None:
        """Remember a language that the person chooses."""
        chosen = self.get_query_argument("lang", "")
        if chosen in LANGUAGES:
            self.set_cookie(
                LANGUAGE_COOKIE,
                chosen,
                path=self.campus.settings.prefix,
                max_age=LANGUAGE_COOKIE_S,
                samesite="Lax",
            )
        await super().prepare()

    def window(self) -> Window:
        """Return which part of a long list is asked for."""
        return asked(self.get_query_argument("page", ""), self.get_query_argument("q", ""))

    def show(self, template: str, /, **values: Any) -> None:
        """Render a template for whoever asks."""
        self.finish(self.render_page(template, **values))

    def render_page(self, template: str, /, **values: Any) -> str:
        """Return a rendered template."""
        pages = self.settings["pages"]
        text: str = pages.render(template, self, **values)
        return text

    def show_error(self, refusal: Refused) -> None:
        """Show a page that says what happened and where to go."""
        self.finish(
            self.render_page(
                "error.html",
                message=self.speech.explain(refusal),
                status=refusal.status,
                form=self._form() if self.request.method == "POST" else None,
            )
        )

    def _form(self) -> str | None:
        """Return the page of the campus that the form stands on which was just sent."""
        parts = urlsplit(self.request.headers.get("Referer", ""))
        is_ours = parts.netloc == self.request.host
        return (
            parts.path if is_ours and parts.path.startswith(self.campus.settings.prefix) else None
        )


def find_refusal(status_code: int, exc_info: Any) -> Refused:
    """Return what to tell somebody about an exception."""
    error = exc_info[1] if exc_info else None
    if isinstance(error, Refused):
        return error
    if isinstance(error, DBAPIError):
        return unavailable()
    code, message = PLAIN_ERRORS.get(status_code, FAULT)
    known = status_code in PLAIN_ERRORS or status_code >= HTTPStatus.BAD_REQUEST
    return Refused(status_code if known else 500, code, message)
