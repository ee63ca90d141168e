"""JupyterHub's configuration: reads the settings and sets `c`; what is decided is elsewhere."""

from importlib import import_module

from hub_config.ports import read_ports
from hub_config.settings import read_settings
from hub_config.vault import read_secrets

settings = read_settings()
profile = import_module(f"hub_config.profiles.{settings.profile}")
ports, secrets = read_ports(settings.hub_folder), read_secrets(settings.hub_folder)
# `c` is given to configuration files by traitlets.
profile.configure(c, settings, ports, secrets)  # type: ignore[name-defined]  # noqa: F821
