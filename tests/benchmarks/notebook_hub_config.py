"""A hub with nothing but notebook servers: ours, or stock JupyterHub's; read by JupyterHub."""

import os
import sys
from pathlib import Path

from hub_config.crowd import one_by_one, spread_progress_pages
from hub_config.hub_database import write_ahead
from hub_config.proxy import PromptProxy
from hub_config.settings import read_settings
from hub_config.spawner import WalledSpawner

c = get_config()  # noqa: F821 - given by traitlets
settings = read_settings()
folder = settings.hub_folder
port = int(os.environ["BENCH_PORT"])
c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 1}"
c.JupyterHub.db_url = f"sqlite:///{folder / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie")
c.JupyterHub.log_level = "WARN"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
# The same proxy for both: what is compared is the spawner.
c.JupyterHub.proxy_class = PromptProxy
c.TraefikProxy.traefik_api_url = f"http://127.0.0.1:{port + 2}"
c.TraefikProxy.traefik_api_password = os.environ["BENCH_TOKEN"]
c.TraefikProxy.traefik_log_level = "ERROR"
c.TraefikFileProviderProxy.static_config_file = str(folder / "traefik.toml")
c.TraefikFileProviderProxy.dynamic_config_file = str(folder / "rules.yaml")
c.JupyterHub.services = [{"name": "bench", "api_token": os.environ["BENCH_TOKEN"]}]
c.JupyterHub.load_roles = [
    {
        "name": "bench",
        "services": ["bench"],
        "scopes": ["admin:users", "admin:servers", "access:servers", "tokens"],
    }
]
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 0
if os.environ["BENCH_KIND"] == "stock":
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(settings.homes_folder / "{username}")
    c.Spawner.cmd = [str(Path(sys.prefix) / "bin" / "jupyterhub-singleuser")]
    c.Spawner.args = ["--allow-root"]
    c.Spawner.default_url = "/lab"
else:
    write_ahead(folder / "jupyterhub.sqlite")
    spread_progress_pages()
    c.Spawner.server_token_scopes = one_by_one(())
    c.JupyterHub.spawner_class = WalledSpawner
    c.WalledSpawner.homes = str(settings.homes_folder)
    c.WalledSpawner.cohorts = str(settings.cohorts_folder)
    c.WalledSpawner.private = str(folder / "walls")
    c.WalledSpawner.logs = str(folder / "logs")
    c.WalledSpawner.keeper = str(settings.keeper_socket)
    c.WalledSpawner.limits = settings.notebook_limits
    c.Spawner.ip = "127.0.0.1"
    c.Spawner.env_keep = []
    c.Spawner.default_url = "/lab"
