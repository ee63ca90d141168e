"""One server for a class: as on a laptop, with TLS by the proxy and databases of its own."""

from typing import Any

from traitlets.config import Config

from hub_config.ports import Ports
from hub_config.profiles import laptop
from hub_config.settings import Settings
from hub_config.vault import Secrets

RESOLVER = "certificates"
# JupyterLab's own files are 6 MB, a quarter of that when packed. Pages and answers are left as they
# are: packed together with what somebody else chose, a secret in them can be guessed (BREACH).
PACKED = ("text/javascript", "application/javascript", "text/css", "image/svg+xml")


def configure(c: Config, settings: Settings, ports: Ports, secrets: Secrets) -> None:
    """Set every option of a hub on a server."""
    laptop.configure(c, settings, ports, secrets)
    if settings.hub_database_url:
        c.JupyterHub.db_url = settings.hub_database_url
    if settings.tls_certificate and settings.tls_key:
        c.JupyterHub.ssl_cert = str(settings.tls_certificate)
        c.JupyterHub.ssl_key = str(settings.tls_key)
    compress = {"compress": {"includedContentTypes": list(PACKED)}}
    c.TraefikProxy.extra_dynamic_config["http"]["middlewares"] = {"compress": compress}
    c.TraefikProxy.extra_static_config = static_config(settings)


def static_config(settings: Settings) -> dict[str, Any]:
    """Return what traefik shall do besides: pack files, lead to HTTPS, fetch certificates.

    Source: doc.traefik.io/traefik, Compress, EntryPoints and Let's Encrypt (TLS-ALPN-01).
    """
    packing: dict[str, Any] = {"middlewares": ["compress@file"]}
    if not settings.has_tls:
        return {"entryPoints": {"http": {"http": packing}}}
    plain = {
        "address": f"{settings.address}:{settings.plain_port}",
        "http": {"redirections": {"entryPoint": {"to": "https", "scheme": "https"}}},
    }
    if not settings.acme_email:
        return {"entryPoints": {"plain": plain, "https": {"http": packing}}}
    tls = {"certResolver": RESOLVER, "domains": [{"main": settings.host}]}
    storage = str(settings.hub_folder / "certificates.json")
    acme = {"email": settings.acme_email, "storage": storage, "tlsChallenge": {}}
    return {
        "entryPoints": {"plain": plain, "https": {"http": {**packing, "tls": tls}}},
        "certificatesResolvers": {RESOLVER: {"acme": acme}},
    }
