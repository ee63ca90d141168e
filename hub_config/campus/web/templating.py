"""Rendering of pages: one Jinja environment a language."""

import hashlib
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from tornado.httputil import url_concat

from hub_config.campus.settings import CampusSettings
from hub_config.campus.translation import Speech, filters, translations

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
CODE = re.compile(r"`([^`\n]+)`")


class Pages:
    """Renders templates for whoever asks."""

    def __init__(self, settings: CampusSettings) -> None:
        self.settings = settings
        self._environments: dict[str, Environment] = {}

    def render(self, template: str, handler: Any, /, **values: Any) -> str:
        """Return a rendered page.

        Args:
            template: file below `templates/`.
            handler: the route's handler, for who asks and in which language.
            **values: what the template shows.
        """
        speech: Speech = handler.speech
        identity = getattr(handler, "identity", None)
        return (
            self._environment(speech)
            .get_template(template)
            .render(
                speech=speech,
                language=speech.language,
                identity=identity,
                xsrf_token=handler.xsrf_token.decode() if identity else "",
                path=handler.request.path,
                **values,
            )
        )

    def _environment(self, speech: Speech) -> Environment:
        environment = self._environments.get(speech.language)
        if environment is None:
            environment = self._make(speech)
            self._environments[speech.language] = environment
        return environment

    def _make(self, speech: Speech) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        catalogue = translations(speech.language)
        environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
        environment.filters.update(filters(speech), with_code=with_code)
        environment.globals.update(
            url=self.url,
            static=self.static,
            settings=self.settings,
            notebook_url=partial(self.notebook_url, speech.language),
            formgrader_url=self.formgrader_url,
        )
        return environment

    def url(self, path: str = "") -> str:
        """Return the address of a route."""
        return f"{self.settings.prefix}{path}"

    def static(self, name: str) -> str:
        """Return the address of a file of the interface, which changes with its content."""
        return f"{self.settings.prefix}static/{name}?v={_digest(STATIC / name)}"

    def notebook_url(self, language: str, cohort: str, assignment: str, notebook: str) -> str:
        """Return where a notebook is opened, in the language of the page."""
        url = self.settings.notebook_url.format(
            cohort=cohort, assignment=assignment, notebook=f"{notebook}.ipynb"
        )
        return url_concat(url, {"lang": language})

    def formgrader_url(self, cohort: str) -> str:
        """Return where a cohort's formgrader is opened."""
        return self.settings.formgrader_url.format(cohort=cohort)


def with_code(text: str) -> Markup:
    """Return a course's text, shown as text, with what stands between backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  # escaped


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
