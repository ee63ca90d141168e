"""Serves the built public site below `/site/`, as files, to everybody, and the bare address."""

import asyncio
import signal
from pathlib import Path
from typing import Any

from tornado import web

from hub_config.ports import LOOPBACK, read_ports
from hub_config.settings import read_settings

# Set by JupyterHub for the whole host; it says that somebody signed in, not who.
SESSION_COOKIE = "jupyterhub-session-id"
NOT_BUILT = (
    "<!doctype html><html lang='fr'><meta charset='utf-8'><title>ENACT Academy</title>"
    "<p>Le site public n'est pas construit. <a href='/hub/login'>Se connecter</a></p>"
    "<p lang='en'>The public site is not built. <a href='/hub/login'>Sign in</a></p></html>"
)


class SiteHandler(web.StaticFileHandler):
    """Files of the site; an unknown address answers with the site's own page for it."""

    def set_extra_headers(self, path: str) -> None:
        """Let browsers keep files, but ask each time whether they have changed."""
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with the site's page for unknown addresses when it has one."""
        page = Path(self.root, "404.html")
        has_index = Path(self.root, "index.html").is_file()
        self.finish(page.read_text() if has_index and page.is_file() else NOT_BUILT)


class FrontDoor(web.RequestHandler):
    """The bare address: the public site, or campus for a browser that has signed in."""

    def get(self) -> None:
        """Lead on; a session that has ended meanwhile leads through sign-in to campus."""
        self.redirect("/services/campus/" if self.get_cookie(SESSION_COOKIE) else "/site/")

    head = get


def make_application(folder: Path) -> web.Application:
    """Return the server of a built site."""
    options = {"path": str(folder), "default_filename": "index.html"}
    return web.Application([(r"/(?:site)?", FrontDoor), (r"/site/(.*)", SiteHandler, options)])


async def main() -> None:
    """Serve the site of the current settings until told to stop."""
    settings = read_settings()
    port = read_ports(settings.hub_folder).site
    server = make_application(settings.site_folder).listen(port, LOOPBACK)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    server.stop()


if __name__ == "__main__":
    asyncio.run(main())
