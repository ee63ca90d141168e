"""The hub's own pages in the person's language, and where people arrive in it."""

from pathlib import Path
from typing import Any

from jupyterhub.handlers.base import BaseHandler

from hub_config.language import Language, negotiate, translator

TEMPLATES = Path(__file__).parent / "templates"
CAMPUS = "/services/campus/"
HEADINGS = {
    403: "Access refused",
    404: "Page not found",
    429: "Too many requests",
    503: "The service is away for a moment",
}


def speak_languages(default: Language) -> None:
    """Give every page of the hub its language and a function `_` that translates into it.

    JupyterHub calls its template variables with the user, never with the request, so the one
    property that builds them is extended.
    """
    namespace: property = BaseHandler.template_namespace

    def with_language(handler: BaseHandler) -> dict[str, Any]:
        language = negotiate(handler.request.headers.get("Accept-Language", ""), default)
        values: dict[str, Any] = namespace.fget(handler)  # type: ignore[misc]
        return values | {"language": language, "_": translator(language), "headings": HEADINGS}

    BaseHandler.template_namespace = property(with_language)


def arrival_url(handler: BaseHandler) -> str:
    """Return where somebody goes who names no page of the hub: campus, after signing in."""
    return CAMPUS if handler.current_user else ""
