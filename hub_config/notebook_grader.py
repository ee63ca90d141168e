"""nbgrader's formgrader in the server of a cohort's grader account, with links that work.

Outside JupyterLab's frame nbgrader 0.9.6 links files to `/tree/…`, without the server's base
address; the function that makes these links is replaced on its way to the browser.
Source: nbgrader/server_extensions/formgrader/static/js/utils.js, function linkTo.
"""

from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from nbgrader.server_extensions import formgrader
from nbgrader.server_extensions.formgrader.handlers import static_path

LINKS = """
linkTo = function (type, path) {
    return (_, el) => $(el).attr("href", "%s" + path).attr("target", "_blank")[0];
};
"""


class LinksHandler(JupyterHandler):  # type: ignore[misc]
    """Serves nbgrader's `utils.js` with links below this server's address."""

    def get(self) -> None:
        """Answer with nbgrader's file and, after it, the function that replaces its own."""
        script = Path(static_path, "js", "utils.js").read_text()
        self.set_header("Content-Type", "text/javascript")
        self.finish(script + LINKS % url_path_join(self.base_url, "lab/tree/"))


def _load_jupyter_server_extension(app: Any) -> None:
    """Add the formgrader to a Jupyter server; the first route that fits is the one taken."""
    base_url = app.web_app.settings["base_url"]
    path = url_path_join(base_url, "formgrader/static/js/utils.js")
    app.web_app.add_handlers(".*$", [(path, LinksHandler)])
    formgrader.load_jupyter_server_extension(app)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name this module as an extension."""
    return [{"module": "hub_config.notebook_grader"}]
