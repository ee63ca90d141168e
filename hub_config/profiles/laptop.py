"""One machine, one command: accounts in a file, walled servers, a proxy from a Python package."""

import sys
from typing import Any

from traitlets.config import Config

from hub_config.authenticator import AccountsAuthenticator
from hub_config.campus.settings import read_settings as read_campus_settings
from hub_config.crowd import one_by_one, spread_progress_pages
from hub_config.hub_database import write_ahead
from hub_config.pages import TEMPLATES, arrival_url, speak_languages
from hub_config.ports import LOOPBACK, Ports
from hub_config.preparation import pending_groups
from hub_config.proxy import PromptProxy
from hub_config.rights import SERVER_TOKEN_SCOPES, roles
from hub_config.settings import Settings
from hub_config.spawner import WalledSpawner
from hub_config.vault import Secrets


def configure(c: Config, settings: Settings, ports: Ports, secrets: Secrets) -> None:
    """Set every option of a hub on one machine."""
    speak_languages(settings.language)
    spread_progress_pages()
    write_ahead(settings.hub_folder / "jupyterhub.sqlite")
    _hub(c, settings, ports, secrets)
    _proxy(c, settings, ports, secrets)
    _sign_in(c, settings)
    _servers(c, settings, ports)
    _services(c, settings, ports, secrets)


def _hub(c: Config, settings: Settings, ports: Ports, secrets: Secrets) -> None:
    folder = settings.hub_folder
    c.JupyterHub.bind_url = settings.url
    c.JupyterHub.hub_bind_url = f"http://{LOOPBACK}:{ports.hub}"
    c.JupyterHub.db_url = f"sqlite:///{folder / 'jupyterhub.sqlite'}"
    c.JupyterHub.cookie_secret = bytes.fromhex(secrets.cookie_secret)
    c.JupyterHub.pid_file = ""
    c.JupyterHub.template_paths = [str(TEMPLATES)]
    c.JupyterHub.default_url = arrival_url
    c.JupyterHub.redirect_to_server = False
    c.JupyterHub.show_config = False
    # Servers outlive the hub; when all stops, their keeper ends them.
    c.JupyterHub.cleanup_servers = False
    c.JupyterHub.log_level = "INFO" if settings.verbose else "WARN"
    c.JupyterHub.load_roles = roles()
    c.JupyterHub.load_groups = pending_groups(settings)


def _proxy(c: Config, settings: Settings, ports: Ports, secrets: Secrets) -> None:
    folder = settings.hub_folder
    c.JupyterHub.proxy_class = PromptProxy
    c.TraefikProxy.traefik_api_url = f"http://{LOOPBACK}:{ports.proxy_api}"
    c.TraefikProxy.traefik_api_username = "hub"
    c.TraefikProxy.traefik_api_password = secrets.proxy_password
    c.TraefikProxy.traefik_log_level = "INFO" if settings.verbose else "ERROR"
    c.TraefikFileProviderProxy.static_config_file = str(folder / "traefik.toml")
    c.TraefikFileProviderProxy.dynamic_config_file = str(folder / "traefik-rules.yaml")
    c.Proxy.extra_routes = {"/site/": f"http://{LOOPBACK}:{ports.site}"}
    c.TraefikProxy.extra_dynamic_config = {"http": _front_door(ports, settings)}


def _front_door(ports: Ports, settings: Settings) -> dict[str, Any]:
    """Return the route of the bare address: JupyterHub's own routes lead it to the hub."""
    server = {"url": f"http://{LOOPBACK}:{ports.site}"}
    router = {
        "rule": "Path(`/`) || Path(`/site`)",
        "entryPoints": ["https" if settings.has_tls else "http"],
        "service": "front-door",
        "priority": 1000,
    }
    return {
        "routers": {"front-door": router},
        "services": {"front-door": {"loadBalancer": {"servers": [server]}}},
    }


def _sign_in(c: Config, settings: Settings) -> None:
    c.JupyterHub.authenticator_class = AccountsAuthenticator
    c.AccountsAuthenticator.accounts_file = str(settings.hub_folder / "accounts.json")
    c.Authenticator.allow_all = True


def _servers(c: Config, settings: Settings, ports: Ports) -> None:
    c.JupyterHub.spawner_class = WalledSpawner
    c.WalledSpawner.homes = str(settings.homes_folder)
    c.WalledSpawner.cohorts = str(settings.cohorts_folder)
    c.WalledSpawner.private = str(settings.hub_folder / "walls")
    c.WalledSpawner.logs = str(settings.hub_folder / "logs")
    c.WalledSpawner.walled = not settings.allow_unwalled
    c.WalledSpawner.keeper = str(settings.keeper_socket) if settings.has_keeper else ""
    c.WalledSpawner.limits = settings.notebook_limits
    c.Spawner.ip = LOOPBACK
    c.Spawner.env_keep = []
    c.Spawner.default_url = "/lab"
    c.Spawner.start_timeout = settings.start_timeout_s
    c.Spawner.http_timeout = settings.start_timeout_s
    c.Spawner.server_token_scopes = one_by_one(SERVER_TOKEN_SCOPES)
    c.Spawner.environment = {
        "ENACT_CAMPUS_API": f"http://{LOOPBACK}:{ports.campus}/services/campus/",
        "ENACT_FEEDBACK_WAIT_S": str(settings.feedback_wait_s),
        "TZ": read_campus_settings().time_zone,
    }


def _services(c: Config, settings: Settings, ports: Ports, secrets: Secrets) -> None:
    culler: list[str] = [sys.executable, "-m", "jupyterhub_idle_culler"]
    options: dict[str, Any] = {
        "--timeout": settings.idle_minutes * 60,
        "--cull-every": max(30, settings.idle_minutes * 6),
    }
    c.JupyterHub.services = [
        {
            "name": "campus",
            "url": f"http://{LOOPBACK}:{ports.campus}",
            "api_token": secrets.campus_token,
            "oauth_no_confirm": True,
            "oauth_client_allowed_scopes": ["read:users:groups!user", "read:users:name!user"],
            "display": False,
        },
        {
            "name": "idle-culler",
            "command": [*culler, *(f"{name}={value}" for name, value in options.items())],
            "api_token": secrets.culler_token,
        },
    ]
