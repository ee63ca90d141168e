"""What a server's profile adds to a laptop's."""

import pytest
from traitlets.config import Config

from hub_config.ports import choose_ports
from hub_config.profiles import server
from hub_config.settings import Settings
from hub_config.vault import Secrets

FILES = {"tls_certificate": "/etc/ssl/enact.pem", "tls_key": "/etc/ssl/private/enact.key"}
ACME = {"host": "academy.example.org", "acme_email": "operator@example.org"}


def configured(tmp_path, **values):
    settings = Settings(state=tmp_path, profile="server", port=8443, **values)
    c = Config()
    server.configure(c, settings, choose_ports(), Secrets())
    return c


@pytest.mark.parametrize("given", [FILES, ACME])
def test_with_a_certificate_the_proxy_speaks_https(tmp_path, given):
    c = configured(tmp_path, **given)
    door = c.TraefikProxy.extra_dynamic_config["http"]["routers"]["front-door"]
    assert (c.JupyterHub.bind_url, door["entryPoints"]) == ("https://127.0.0.1:8443", ["https"])


def test_http_is_led_to_https(tmp_path):
    plain = configured(tmp_path, **FILES).TraefikProxy.extra_static_config["entryPoints"]["plain"]
    assert plain["http"]["redirections"]["entryPoint"]["to"] == "https"


def test_the_proxy_fetches_a_certificate_for_the_host_that_is_named(tmp_path):
    static = configured(tmp_path, **ACME).TraefikProxy.extra_static_config
    tls = static["entryPoints"]["https"]["http"]["tls"]
    assert tls["domains"] == [{"main": "academy.example.org"}]
    assert "acme" in static["certificatesResolvers"][tls["certResolver"]]


def test_without_a_certificate_it_speaks_http(tmp_path):
    assert configured(tmp_path).JupyterHub.bind_url == "http://127.0.0.1:8443"


@pytest.mark.parametrize(("given", "door"), [({}, "http"), (FILES, "https"), (ACME, "https")])
def test_scripts_travel_packed_and_pages_do_not(tmp_path, given, door):
    c = configured(tmp_path, **given)
    entry = c.TraefikProxy.extra_static_config["entryPoints"][door]
    packed = c.TraefikProxy.extra_dynamic_config["http"]["middlewares"]["compress"]["compress"]
    assert entry["http"]["middlewares"] == ["compress@file"]
    assert "text/javascript" in packed["includedContentTypes"]
    assert not {"text/html", "application/json"} & set(packed["includedContentTypes"])


def test_the_hub_has_the_database_that_is_named(tmp_path):
    url = "postgresql+psycopg:///hub"
    assert configured(tmp_path, hub_database_url=url).JupyterHub.db_url == url


def test_servers_outlive_a_hub_that_ends(tmp_path):
    assert configured(tmp_path).JupyterHub.cleanup_servers is False
