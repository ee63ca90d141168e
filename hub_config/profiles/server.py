"""One server for a class: as on a laptop, with TLS by the proxy and databases of its own."""

from typing import Any

from traitlets.config import Config

from hub_config.ports import Ports
from hub_config.profiles import laptop
from hub_config.settings import Settings
from hub_config.vault import Secrets

RESOLVER = "certificates"


def configure(c: Config, settings: Settings, ports: Ports, secrets: Secrets) -> None:
    """Set every option of a hub on a server."""
    laptop.configure(c, settings, ports, secrets)
    if settings.hub_database_url:
        c.JupyterHub.db_url = settings.hub_database_url
    if settings.tls_certificate and settings.tls_key:
        c.JupyterHub.ssl_cert = str(settings.tls_certificate)
        c.JupyterHub.ssl_key = str(settings.tls_key)
    if settings.has_tls:
        c.TraefikProxy.extra_static_config = static_config(settings)


def static_config(settings: Settings) -> dict[str, Any]:
    """Return what traefik shall do besides: lead HTTP to HTTPS, and fetch certificates.

    Source: doc.traefik.io/traefik, EntryPoints and Let's Encrypt (TLS-ALPN-01).
    """
    points: dict[str, Any] = {
        "plain": {
            "address": f"{settings.address}:{settings.plain_port}",
            "http": {"redirections": {"entryPoint": {"to": "https", "scheme": "https"}}},
        }
    }
    if not settings.acme_email:
        return {"entryPoints": points}
    tls = {"certResolver": RESOLVER, "domains": [{"main": settings.host}]}
    storage = str(settings.hub_folder / "certificates.json")
    acme = {"email": settings.acme_email, "storage": storage, "tlsChallenge": {}}
    return {
        "entryPoints": {**points, "https": {"http": {"tls": tls}}},
        "certificatesResolvers": {RESOLVER: {"acme": acme}},
    }
