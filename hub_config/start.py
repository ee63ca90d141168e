"""Starts the whole platform on one machine: `python -m hub_config.start`, or `make run`."""

import asyncio
import json
import os
import signal
import ssl
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import click

from grading.errors import EnactError, WallError
from hub_config.keeper import client
from hub_config.people import PEOPLE, demo_logins
from hub_config.ports import LOOPBACK, Ports, choose_ports, is_taken, write_ports
from hub_config.preparation import note_groups
from hub_config.rights import CAMPUS_ACCESS
from hub_config.settings import Settings, SettingsError, read_settings
from hub_config.state import own_state
from hub_config.supervisor import Program, StartError, Supervisor
from hub_config.vault import Secrets, read_secrets
from hub_config.wall import check_wall

HERE = Path(__file__).absolute().parent
SHADOW = str(HERE / "notebook" / "shadow")
READY_TIMEOUT_S = 180.0
OPEN = "/hub/user-redirect/enact/open"
STOP_ORDER = ("hub", "campus", "grader", "site", "keeper")
ROLES = {
    "student": "étudiant·e · student",
    "instructor": "enseignante · instructor",
    "manager": "entreprise · company manager",
    "operator": "exploitation · operator",
}
UNWALLED = """
  !!  ENACT_ALLOW_UNWALLED=1: no walls around student servers.
  !!  Aucune protection : chaque étudiant peut lire les fichiers de tous les autres, les corrigés,
  !!  les notes et les secrets de la plateforme. Seul sur votre machine, et jamais autrement.
  !!  Every student can read everybody's files, the solutions, the scores and the platform's
  !!  secrets, with all rights of the account that runs it. For one person alone, never otherwise.
"""


def say(message: str) -> None:
    """Tell the operator one thing."""
    click.echo(f"· {message}")


async def run(settings: Settings) -> None:
    """Prepare, start everything, and stay until Ctrl-C or SIGTERM; then stop everything."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    _check_address(settings)
    _check_wall(settings)
    if not await _prepare(settings, stopped):
        return
    ports, secrets = choose_ports(), read_secrets(settings.hub_folder)
    write_ports(settings.hub_folder, ports)
    supervisor = Supervisor(settings.hub_folder / "logs", say, verbose=settings.verbose)
    try:
        for program in programs(settings, ports, secrets):
            supervisor.start(program)
        ready = asyncio.create_task(supervisor.until_ready(_readiness(settings), READY_TIMEOUT_S))
        waiting = asyncio.create_task(stopped.wait())
        await asyncio.wait((ready, waiting), return_when=asyncio.FIRST_COMPLETED)
        if ready.done():
            ready.result()
            note_groups(settings)
            await _say_how_servers_start(settings)
            click.echo(welcome(settings, demo_logins(settings.hub_folder)))
        ready.cancel()
        await waiting
        say("Arrêt · stopping")
    finally:
        await supervisor.stop(STOP_ORDER)


async def _say_how_servers_start(settings: Settings) -> None:
    refusal = await client.refusal(settings.keeper_socket) if settings.has_keeper else ""
    if refusal:
        say(f"Serveurs de notebooks lancés un par un, plus lents · not forked, slower: {refusal}")


def _check_address(settings: Settings) -> None:
    try:
        taken = is_taken(settings.address, settings.port)
    except OSError as error:
        raise SettingsError(
            f"ENACT_ADDRESS={settings.address} ENACT_PORT={settings.port}: "
            f"cannot listen there: {error.strerror}"
        ) from error
    if taken:
        raise SettingsError(
            f"{settings.url}: another program uses this port. "
            f"Stop it, or choose another one: ENACT_PORT={settings.port + 1} make run"
        )


async def _prepare(settings: Settings, stopped: asyncio.Event) -> bool:
    """Prepare in a process of its own, which can be stopped and whose memory is given back.

    Returns:
        Whether all is ready; False when asked to stop meanwhile.
    """
    command = (sys.executable, "-m", "hub_config.preparation")
    process = await asyncio.create_subprocess_exec(*command, env=_environment(settings))
    ended, asked = asyncio.create_task(process.wait()), asyncio.create_task(stopped.wait())
    await asyncio.wait((ended, asked), return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if not ended.done():
        process.terminate()
    if await ended and not stopped.is_set():
        raise StartError("The platform could not be prepared; the message above says why.")
    return not stopped.is_set()


def _check_wall(settings: Settings) -> None:
    if settings.allow_unwalled:
        click.echo(click.style(UNWALLED, fg="red", bold=True), err=True)
        return
    try:
        check_wall()
    except WallError as error:
        raise WallError(
            f"{error}\n  To go on without walls, alone on your own machine: "
            "ENACT_ALLOW_UNWALLED=1 make run"
        ) from error


def programs(settings: Settings, ports: Ports, secrets: Secrets) -> list[Program]:
    """Return the programs of the platform in the order in which they start."""
    python = sys.executable
    base = _environment(settings)
    campus = base | _campus_environment(settings, ports, secrets)
    return [
        *(
            [Program("keeper", (python, "-m", "hub_config.keeper"), base)]
            if settings.has_keeper
            else []
        ),
        Program("campus", (python, "-m", "hub_config.campus"), campus),
        Program("grader", (python, "-m", "hub_config.campus.worker"), campus),
        Program("site", (python, "-m", "hub_config.public_site"), base),
        Program(
            "hub", (python, "-m", "jupyterhub", "-f", str(HERE / "jupyterhub_config.py")), base
        ),
    ]


def _environment(settings: Settings) -> dict[str, str]:
    path = f"{sys.prefix}/bin{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {
        **os.environ,
        "PATH": path,
        # Without a package whose import builds a grammar for a second and a half.
        "PYTHONPATH": os.pathsep.join(filter(None, (SHADOW, os.environ.get("PYTHONPATH")))),
        "ENACT_STATE": str(settings.state_folder),
        "ENACT_COURSES": str(settings.courses.absolute()),
        "ENACT_BUILD": str(settings.build.absolute()),
        "PYTHONUNBUFFERED": "1",
    }


def _campus_environment(settings: Settings, ports: Ports, secrets: Secrets) -> dict[str, str]:
    """Return what JupyterHub gives to a service that it starts itself.

    Campus and its grader are not started by the hub: grading must outlive a restart of it.
    Source: jupyterhub/services/service.py, class Service.
    """
    access = json.dumps(["access:services", CAMPUS_ACCESS])
    links = {
        "ENACT_CAMPUS_SITE_URL": "/site/",
        "ENACT_CAMPUS_FONTS_URL": "/site/assets/fonts/fonts.css",
        "ENACT_CAMPUS_NOTEBOOK_URL": f"{OPEN}/{{cohort}}/{{assignment}}/{{notebook}}",
        "ENACT_CAMPUS_FORMGRADER_URL": "/hub/formgrader/{cohort}",
        "ENACT_CAMPUS_LANGUAGE": settings.language,
    }
    return {name: os.environ.get(name, value) for name, value in links.items()} | {
        "JUPYTERHUB_API_TOKEN": secrets.campus_token,
        "JUPYTERHUB_API_URL": f"http://{LOOPBACK}:{ports.hub}/hub/api",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_CLIENT_ID": "service-campus",
        "JUPYTERHUB_HOST": "",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": access,
        "JUPYTERHUB_OAUTH_CALLBACK_URL": "/services/campus/oauth_callback",
        "JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES": json.dumps(["read:users:groups!user"]),
        "JUPYTERHUB_OAUTH_SCOPES": access,
        "JUPYTERHUB_SERVICE_NAME": "campus",
        "JUPYTERHUB_SERVICE_PREFIX": "/services/campus/",
        "JUPYTERHUB_SERVICE_URL": f"http://{LOOPBACK}:{ports.campus}",
    }


def _readiness(settings: Settings) -> Callable[[], bool]:
    """Return a function that tells whether hub, campus and site answer through the proxy."""
    waiting = [f"{settings.url}{path}" for path in ("/hub/health", "/services/campus/", "/site/")]

    def is_ready() -> bool:
        while waiting and _answers(waiting[0]):
            waiting.pop(0)
        return not waiting

    return is_ready


class _Stay(urllib.request.HTTPRedirectHandler):
    """Takes a redirection for an answer."""

    def redirect_request(self, *args: object) -> None:
        """Follow no redirection."""


def _answers(url: str) -> bool:
    try:
        # Our own proxy: its certificate names the host that browsers ask for, not this address.
        unverified = urllib.request.HTTPSHandler(context=ssl._create_unverified_context())  # noqa: S323
        with urllib.request.build_opener(_Stay, unverified).open(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        # Until the hub has added its routes, the proxy answers 404 and then 502.
        return error.code in (301, 302, 303, 307, 401, 403)
    except OSError:
        return False


def welcome(settings: Settings, logins: dict[str, str]) -> str:
    """Return the block that says where the platform is and how to sign in."""
    rule = "─" * 72
    people = [
        f"   {ROLES[person.role]:<32} {person.name:<9} {logins[person.name]}" for person in PEOPLE
    ]
    lines = [
        rule,
        f"  ENACT Academy   {click.style(settings.url, bold=True)}",
        "",
        "  Identifiants de démonstration · demo logins",
        *people,
        "",
        f"  État · state: {settings.state_folder}",
        "  Arrêter · stop: Ctrl-C",
        rule,
    ]
    return "\n".join(lines)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Start hub, proxy, campus, grader and public site on this machine.

    Example: ENACT_PORT=9000 python -m hub_config.start
    """
    try:
        settings = read_settings()
        # Read again by the libraries that find the folders in the environment.
        os.environ["ENACT_STATE"] = str(settings.state_folder)
        with own_state(settings):
            asyncio.run(run(settings))
    except EnactError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
