"""`python -m hub_config.campus`: the campus service."""

import asyncio
import gc
import logging
import signal

import click
from sqlalchemy.exc import DBAPIError
from tornado.httpserver import HTTPServer

from grading.errors import EnactError
from hub_config.campus import communes
from hub_config.campus.campus import Campus
from hub_config.campus.hub_groups import HubGroups
from hub_config.campus.settings import CampusSettings, read_settings
from hub_config.campus.web.app import make_app
from hub_config.campus.web.hub_sign_in import CampusOAuth

log = logging.getLogger("enact.campus")
# How long a change made by hand to a person's groups at the hub may take to be seen.
HUB_CACHE_S = 60
LOOK_AT_COHORTS_S = 30.0
ROWS_BEFORE_COLLECTING = 50_000


async def serve(settings: CampusSettings) -> None:
    """Serve until SIGINT or SIGTERM."""
    campus = Campus(settings)
    try:
        await campus.run(campus.synchronise)
    except (DBAPIError, OSError):
        # What is there can be shown all the same.
        log.exception("cohorts could not be brought in step; trying again")
    hub_auth = CampusOAuth.instance(cache_max_age=HUB_CACHE_S, base_url=settings.prefix)
    groups = HubGroups(campus.database, hub_auth.api_url, hub_auth.api_token)
    server = HTTPServer(make_app(campus, hub_auth, groups), xheaders=True)
    host, port = settings.address
    server.listen(port, host)
    campus.results.listen()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    log.info("campus listens on %s:%d%s", host, port, settings.prefix)
    tasks = [
        asyncio.create_task(groups.run()),
        asyncio.create_task(_keep_cohorts(campus)),
        asyncio.create_task(campus.run(_warm_up)),
    ]
    await stopped.wait()
    server.stop()
    for task in tasks:
        task.cancel()
    await server.close_all_connections()
    campus.close()


def _warm_up() -> None:
    """Read what stays, and let no collection of garbage go through it again in front of people.

    The first one to look for a commune would wait while all of them are read. A table of a cohort
    makes many thousand rows, which are looked at for garbage once in fifty thousand.
    """
    communes.find("Nancy")
    gc.collect()
    gc.freeze()
    gc.set_threshold(ROWS_BEFORE_COLLECTING, 10, 10)


async def _keep_cohorts(campus: Campus) -> None:
    """Notice released assignments and changed courses."""
    while True:
        await asyncio.sleep(LOOK_AT_COHORTS_S)
        try:
            await campus.run(campus.synchronise)
        except Exception:
            log.exception("cohorts could not be brought in step; trying again")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Serve the campus to the people of a JupyterHub, as one of its services.

    Example: ENACT_STATE=/srv/enact python -m hub_config.campus
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s campus %(message)s")
    try:
        asyncio.run(serve(read_settings()))
    except EnactError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
